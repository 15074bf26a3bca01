"""
Traditional and simplified characters: one by one for judging, by OpenCC's phrases for converting.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from normalize.tables import read_lines

if TYPE_CHECKING:
    import opencc


_SURROGATES = re.compile("([\ud800-\udfff]+)")


@cache
def _plain() -> dict[int, str]:
    rows = (line.split("\t") for line in read_lines("simplified.tsv"))
    return {ord(traditional): plain for traditional, plain in rows}


def simplified(text: str) -> str:
    """
    Every character in its simplified form, one by one, so that offsets stay.

    Good enough to ask the language model, which knows simplified text; not for output, where the
    phrase decides (乾 is 干 or 乾).

    >>> simplified("於是我們乾杯")
    '于是我们干杯'
    """
    return text.translate(_plain())


def is_traditional(character: str) -> bool:
    """Whether a character has another, simplified form (後, 麼, 軟)."""
    return ord(character) in _plain()


@cache
def _converter(configuration: str) -> opencc.OpenCC:
    import opencc

    return opencc.OpenCC(configuration)


def converted(text: str, configuration: str) -> str:
    """
    A text converted by OpenCC, with its phrases (`t2s`, `s2t`, `s2twp`, `s2hk`, ...).

    >>> converted("乾隆皇帝的頭髮乾了", "t2s")
    '乾隆皇帝的头发干了'
    """
    converter = _converter(configuration)
    # lone surrogates cannot cross into OpenCC; they are nobody's characters, and stay
    parts = _SURROGATES.split(text)
    return "".join(part if number % 2 else converter.convert(part) for number, part in enumerate(parts))
