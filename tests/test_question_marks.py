"""Question marks that stand for what an encoding could not hold; those that ask stay."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import TESTS, records

from normalize import Config, apply_edits
from normalize.model import Context, Edit
from normalize.mojibake import question_marks

CASES = TESTS / "cases" / "question_marks"
CONFIG = Config()


def found(text: str) -> list[Edit]:
    """All findings, as the stage that asks the module gets them."""
    return list(question_marks.find(text, Context(CONFIG))) if question_marks.suspects(text) else []


def repaired(text: str) -> str:
    """The text with the sure ones applied."""
    return apply_edits(text, [edit for edit in found(text) if CONFIG.applies(edit)])


def label(case: dict[str, Any]) -> str:
    """What a failing case is called."""
    return f"{case['label']}: {str(case.get('damaged', case.get('text')))[:20]}"


@pytest.mark.parametrize("case", list(records(CASES / "wild.jsonl")), ids=label)
def test_marks_that_ask_nothing_are_repaired(case: dict[str, str]) -> None:
    """What was lost comes back; a second run changes nothing."""
    assert repaired(case["damaged"]) == case["clean"]
    assert repaired(case["clean"]) == case["clean"]


@pytest.mark.parametrize("case", list(records(CASES / "clean.jsonl")), ids=label)
def test_marks_that_ask_stay(case: dict[str, str]) -> None:
    """Questions, outcries, code: not even a suggestion."""
    assert found(case["text"]) == []


def test_a_mark_before_a_comma_is_reported_as_lost() -> None:
    """Which character it was, the text does not say."""
    (edit,) = found("证人李?，男，汉族。")

    assert (edit.kind, edit.old, edit.new) == ("lost", "?", "?")


def test_rows_of_marks_are_reported_as_lost() -> None:
    """A line of which only digits and signs survived."""
    (edit,) = found("????: 2013, ????? (??)")

    assert edit.kind == "lost"
    assert found("????????????") == []


@pytest.mark.parametrize("piece", ["?", "? ", "阿?", "好的?好的", "??????", "? ? 天黑了，路上没有人。\n", "安?全?"])
def test_work_grows_with_the_text(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The judge is asked a bounded number of times, however often a piece stands there."""
    asked = 0
    plain = question_marks.prose.gain

    def counted(text: str, start: int, end: int, new: str) -> float:
        nonlocal asked
        asked += 1
        return plain(text, start, end, new)

    monkeypatch.setattr(question_marks.prose, "gain", counted)
    found(piece * 5000)

    assert asked <= 2 * question_marks.MAX_PLACES
