"""Hidden and private-use characters: what goes, what stays, and that each change can be undone."""

from __future__ import annotations

import pytest
from conftest import TESTS

from normalize import Config, Normalizer
from normalize.invisibles.lines import Line, Lines
from normalize.model import Context
from normalize.stages.invisibles import Invisibles

CASES = TESTS / "cases" / "invisibles"
NORMALIZER = Normalizer(stages=("invisibles",))


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
