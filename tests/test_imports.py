"""Importing costs nothing heavy; optional things are loaded when used."""

from __future__ import annotations

import subprocess
import sys

from conftest import ROOT

HEAVY = {"kenlm", "daachorse", "rich", "rapidfuzz", "numpy", "opencc", "jieba", "multiprocessing", "asyncio"}


def loaded_after(program: str) -> set[str]:
    """Names of the modules a program leaves loaded."""
    program += "\nimport sys; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True, cwd=ROOT)
    return {name.partition(".")[0] for name in done.stdout.split()}


def test_import_loads_nothing_heavy() -> None:
    """No native library, no table, no model at import."""
    assert not HEAVY & loaded_after("import normalize")


def test_clean_text_needs_no_language_model() -> None:
    """The gate decides before the model is opened."""
    loaded = loaded_after("import normalize; normalize.normalize('今天天气很好，大家努力工作。')")

    assert "daachorse" in loaded
    assert not {"kenlm", "rich", "rapidfuzz"} & loaded


def test_the_public_surface_is_documented() -> None:
    """Everything in `__all__` exists and has a docstring."""
    import normalize

    for name in normalize.__all__:
        assert getattr(normalize, name).__doc__, name
