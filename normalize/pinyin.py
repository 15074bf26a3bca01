"""
Readings of characters, and characters of readings (pinyin; the table is made from pypinyin's data).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from normalize.tables import read_lines

_TONES = {"\u0300", "\u0301", "\u0304", "\u030c"}  # grave, acute, macron, caron
TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ"
TONED_VOWEL = re.compile(f"[{TONED}]", re.IGNORECASE)


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    rows = (line.split("\t") for line in read_lines("pinyin.tsv"))
    return {character: tuple(cell.split()) for character, cell in rows}


@cache
def _characters() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for character, readings in _readings().items():
        for reading in readings:
            for key in {reading, plain(reading)}:
                found.setdefault(key, []).append(character)
    return {key: tuple(dict.fromkeys(characters)) for key, characters in found.items()}


def readings(character: str) -> tuple[str, ...]:
    """
    Readings with tone marks, the most usual first; none for what is no common Han character.

    >>> readings("重")
    ('zhòng', 'chóng', 'tóng')
    """
    return _readings().get(character, ())


def known() -> Iterable[str]:
    """All characters that the table has readings of."""
    return _readings().keys()


def characters(syllable: str) -> tuple[str, ...]:
    """
    The characters read so; with tone marks those of this tone, without them those of any.

    >>> "神" in characters("shén"), "神" in characters("shen"), characters("xyz")
    (True, True, ())
    """
    return _characters().get(syllable.lower(), ())


def plain(syllable: str) -> str:
    """
    A syllable without its tone mark; ü stays.

    >>> plain("lǜ"), plain("Jīng")
    ('lü', 'Jing')
    """
    parts = unicodedata.normalize("NFD", syllable)
    return unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))


def is_syllable(text: str) -> bool:
    """
    Whether this is one syllable of pinyin, with or without tone mark, in any case.

    >>> is_syllable("sè"), is_syllable("Rou"), is_syllable("the")
    (True, True, False)
    """
    return text.lower() in _characters()
