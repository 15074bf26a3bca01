"""The measures: equal to the judge's where that is at hand."""

from __future__ import annotations

import importlib.util
import random

import pytest
from conftest import ROOT, shared

from normalize import Normalizer
from normalize.workshop.evaluate import evaluate, read_cases, table
from normalize.workshop.scoring import Score, Site, score


def test_missed_wrong_and_harm_are_told_apart() -> None:
    """Four outputs of one clause."""
    sites = [Site(2, 4, "书记", ("主席",))]

    assert score("省委布告讲话", "省委书记讲话", sites) == Score(true=1, clauses=1, exact=1)
    assert score("省委布告讲话", "省委主席讲话", sites) == Score(true=1, clauses=1, exact=1)
    assert score("省委布告讲话", "省委布告讲话", sites) == Score(missed=1, clauses=1)
    assert score("省委布告讲话", "省委公告讲话", sites) == Score(missed=1, wrong=1, clauses=1)
    assert score("今天天气好", "今日天气好", []) == Score(harm=1)


def test_the_measures_equal_the_judges() -> None:
    """Same counts as the scorer that judges the work, on the seed with random faults."""
    path = shared("tools/score.py")
    spec = importlib.util.spec_from_file_location("judge", path)
    assert spec is not None and spec.loader is not None
    judge = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(judge)
    (case,) = read_cases(ROOT / "seeds")
    sites = [(site.start, site.end, site.gold, list(site.alternatives)) for site in case.sites]
    chance = random.Random(3)
    words, position = [], 0
    for start, end, gold, _ in sites:
        words += [case.spun[position:start], chance.choice([gold, gold, case.spun[start:end], "错"])]
        position = end
    output = "".join([*words, case.spun[position:]]).replace("社会", "社群", 3)
    theirs, mine = judge.score(case.spun, output, sites), score(case.spun, output, case.sites)

    assert (theirs["tp"], theirs["fn"], theirs["wrong"], theirs["harm"], theirs["clauses"], theirs["exact"]) == (
        mine.true,
        mine.missed,
        mine.wrong,
        mine.harm,
        mine.clauses,
        mine.exact,
    )


def test_the_table_has_a_line_per_family_and_one_for_clean_texts(tmp_path) -> None:
    """Cases and clean texts in one file."""
    path = tmp_path / "gold.jsonl"
    path.write_text(
        '{"family": "A", "spun": "省委布告", "gold": "省委书记", "sites": [[2, 4, "书记"]], "alternatives": []}\n'
        '{"text": "天气很好。"}\n',
        encoding="utf-8",
    )
    printed = table(evaluate(read_cases(path), Normalizer()))

    assert "A            1      1" in printed
    assert "clean: 1 texts, 0 changed" in printed


def test_a_bad_case_names_file_and_line(tmp_path) -> None:
    """Curators edit these files by hand."""
    path = tmp_path / "gold.jsonl"
    path.write_text('{"text": "好"}\n{"spun": 3}\n', encoding="utf-8")

    with pytest.raises(ValueError, match=r"gold\.jsonl, line 2"):
        list(read_cases(path))
