"""Characters that look like others: what is repaired, what stays, and that each change can be undone."""

from __future__ import annotations

import pytest
from conftest import TESTS

from normalize import Config, Normalizer, prose
from normalize.model import Context
from normalize.stages.lookalikes import Lookalikes

CASES = TESTS / "cases" / "lookalikes"
NORMALIZER = Normalizer(stages=("lookalikes",))


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
