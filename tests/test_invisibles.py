"""Hidden and private-use characters: what goes, what stays, and that each change can be undone."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import TESTS, records

from normalize import Config, Normalizer, apply_edits
from normalize.invisibles.lines import Line, Lines
from normalize.model import Context
from normalize.stages.invisibles import Invisibles

CASES = TESTS / "cases" / "invisibles"
NORMALIZER = Normalizer(stages=("invisibles",))


@pytest.mark.parametrize("case", list(records(CASES / "wild.jsonl")), ids=lambda case: case["label"])
def test_wild_cases(case: dict[str, Any]) -> None:
    """Right text; the edits make it, undone they give the source; a second run finds nothing."""
    result = NORMALIZER.normalize(case["damaged"])

    assert result.text == case["clean"]
    assert apply_edits(result.source, result.edits) == result.text
    assert result.revert().text == result.source
    assert NORMALIZER.normalize(result.text).edits == ()
    assert {edit.kind for edit in result.edits} == {"invisibles"}


@pytest.mark.parametrize("case", list(records(CASES / "clean.jsonl")), ids=lambda case: case["label"])
def test_sound_text_stays(case: dict[str, Any]) -> None:
    """Sound text that has the same characters comes back as it is."""
    assert NORMALIZER(case["text"]) == case["text"]


def test_nothing_is_found_where_nothing_is_suspected() -> None:
    """False from the quick search is a promise."""
    stage = Invisibles()
    for case in (*records(CASES / "wild.jsonl"), *records(CASES / "clean.jsonl")):
        text = str(case.get("text", case.get("damaged")))
        if not stage.suspects(text):
            assert list(stage.find(text, Context(Config()))) == []


def test_unknown_private_use_is_reported() -> None:
    """A character of an unknown font stays, and its place is in the report."""
    result = NORMALIZER.normalize("他叫王\ue5f1，住在山下。")

    assert result.text == result.source
    assert result.report.lost == 1


@pytest.mark.parametrize(
    "text",
    [
        "字\u200b" * 20_000,
        "\u200b" * 20_000 + "字",
        "字\uabed" * 20_000,
        "字\ue010" * 20_000,
        "1\ue010" * 20_000 + "字",
    ],
    ids=["spaces", "one run", "marks", "private", "points"],
)
def test_lines_are_looked_at_once(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many hidden characters a line has, it is searched through once for each part of the stage."""
    looks = 0
    look = Lines._look

    def counted(self: Lines, place: int) -> Line:
        nonlocal looks
        looks += 1
        return look(self, place)

    monkeypatch.setattr(Lines, "_look", counted)
    list(Invisibles().find(text, Context(Config())))
    assert looks <= 3
