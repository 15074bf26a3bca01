"""What the case files of a repair must satisfy; the files are named after the stage."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import TESTS, records

from normalize import Config, Normalizer, apply_edits
from normalize.model import Context
from normalize.stages import build

STAGES = ("invisibles", "lookalikes")


def cases(kind: str) -> list[Any]:
    """The cases of all these stages, each with the stage's name."""
    found = ((name, record) for name in STAGES for record in records(TESTS / "cases" / name / f"{kind}.jsonl"))
    return [pytest.param(name, record, id=f"{name}-{record['label']}") for name, record in found]


@pytest.mark.parametrize(("name", "case"), cases("wild"))
def test_wild_cases(name: str, case: dict[str, Any]) -> None:
    """Right text; the edits make it, undone they give the source; a second run finds nothing."""
    normalizer = Normalizer(stages=(name,))
    result = normalizer.normalize(case["damaged"])

    assert result.text == case["clean"]
    assert apply_edits(result.source, result.edits) == result.text
    assert result.revert().text == result.source
    assert normalizer.normalize(result.text).edits == ()
    assert {edit.kind for edit in result.edits} == {name}


@pytest.mark.parametrize(("name", "case"), cases("clean"))
def test_sound_text_stays(name: str, case: dict[str, Any]) -> None:
    """Sound text that has the same characters comes back as it is."""
    assert Normalizer(stages=(name,))(case["text"]) == case["text"]


@pytest.mark.parametrize(("name", "case"), [*cases("wild"), *cases("clean")])
def test_nothing_is_found_where_nothing_is_suspected(name: str, case: dict[str, Any]) -> None:
    """False from the quick search is a promise."""
    (stage,) = build(Config(stages=(name,)))
    text = str(case.get("text", case.get("damaged")))

    assert stage.suspects(text) or list(stage.find(text, Context(Config()))) == []
