"""The tables are sound, fresh, and as large as promised."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from normalize.spin import lexicon
from normalize.spin.lexicon import read_rows

sys.path.insert(0, str(ROOT / "dictionaries"))
import build


def test_the_built_tables_are_fresh() -> None:
    """`dictionaries/build.py --check` finds nothing."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "dictionaries" / "build.py"), "--check"], capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr


def test_family_a_is_as_large_as_promised() -> None:
    """At least 1,500 pairs, single characters among them."""
    rows = list(read_rows(ROOT / "dictionaries" / "spin" / "a.tsv"))

    assert len(rows) >= 1500
    assert {("好意思", "美"), ("真金不怕火", "炼"), ("不雅", "观")} <= {(row.substitute, row.original) for row in rows}


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("干事\t工作\t0.9\tseen", "five cells"),
        ("干事\t工作\t0.9\tsure\tseed", "certainty"),
        ("干事\t工作\t1.5\tseen\tseed", "weight"),
        ("干 事\t工作\t0.9\tseen\tseed", "not made of"),
        ("一\t工作\t0.9\tseen\tseed", "not sorted"),
    ],
)
def test_bad_rows_are_named(tmp_path: Path, row: str, fault: str) -> None:
    """File, line and fault."""
    path = tmp_path / "x.tsv"
    head = "# What: x\n# Columns: x\n# Licence: x\n# Origin: x\n# Used by: x\n"
    path.write_text(f"{head}乙\t甲\t0.5\tseen\tseed\n{row}\n", encoding="utf-8")

    assert [message for message in build.check_spin(path) if fault in message and "x.tsv:7" in message]


def test_a_header_that_says_nothing_is_a_fault(tmp_path: Path) -> None:
    """What, columns, licence, origin, used by."""
    path = tmp_path / "x.tsv"
    path.write_text("# What: x\n", encoding="utf-8")

    assert len(build.check_header(path)) == 4


def test_the_shipped_lexicon_holds_rates() -> None:
    """Every row has its rates in clean text."""
    assert all(row.substitute_rate > 0 and row.original_rate > 0 for row in lexicon.load())
