"""Characters that look like others: what is repaired, what stays, and that each change can be undone."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import TESTS, records

from normalize import Config, Normalizer, apply_edits, prose
from normalize.model import Context
from normalize.stages.lookalikes import Lookalikes

CASES = TESTS / "cases" / "lookalikes"
NORMALIZER = Normalizer(stages=("lookalikes",))


@pytest.mark.parametrize("case", list(records(CASES / "wild.jsonl")), ids=lambda case: case["label"])
def test_wild_cases(case: dict[str, Any]) -> None:
    """Right text; the edits make it, undone they give the source; a second run finds nothing."""
    result = NORMALIZER.normalize(case["damaged"])

    assert result.text == case["clean"]
    assert apply_edits(result.source, result.edits) == result.text
    assert result.revert().text == result.source
    assert NORMALIZER.normalize(result.text).edits == ()
    assert {edit.kind for edit in result.edits} == {"lookalikes"}


@pytest.mark.parametrize("case", list(records(CASES / "clean.jsonl")), ids=lambda case: case["label"])
def test_sound_text_stays(case: dict[str, Any]) -> None:
    """Sound text that has the same characters comes back as it is."""
    assert NORMALIZER(case["text"]) == case["text"]


def test_nothing_is_found_where_nothing_is_suspected() -> None:
    """False from the quick search is a promise."""
    stage = Lookalikes()
    for case in (*records(CASES / "wild.jsonl"), *records(CASES / "clean.jsonl")):
        text = str(case.get("text", case.get("damaged")))
        if not stage.suspects(text):
            assert list(stage.find(text, Context(Config()))) == []


def test_the_language_model_is_asked_once_a_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work grows with the candidates: each known pair is judged once."""
    asked = 0
    gain = prose.gain

    def counted(text: str, start: int, end: int, new: str) -> float:
        nonlocal asked
        asked += 1
        return gain(text, start, end, new)

    monkeypatch.setattr(prose, "gain", counted)
    list(Lookalikes().find("我们巳经准备好了。" * 500, Context(Config())))
    assert 500 <= asked <= 1500


def test_more_misread_words_lower_the_bar() -> None:
    """A weak candidate is a suggestion alone and is repaired beside several certain ones."""
    result = NORMALIZER.normalize("天色己经很晚了，我们巳经准备好了。对实验结果进行了分折。")

    assert result.text == "天色已经很晚了，我们已经准备好了。对实验结果进行了分析。"
