"""
Notes in parentheses that give the reading of the character before them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from normalize import language_model
from normalize.annotations.zhuyin import from_pinyin
from normalize.hanzi import is_traditional, simplified
from normalize.pinyin import TONED, plain, readings

_SYLLABLE = rf"[a-zɡɑ{TONED}]{{1,6}}"  # the two odd letters are the g and a of school-book fonts
_ZHUYIN = "˙?[ㄅ-ㄩ]{1,3}[ˊˇˋˉ˙]?"
# blanks: some cloners pad (huì ), some write full-width blanks
NOTE = re.compile(rf"[(（][ \u3000]{{0,2}}({_SYLLABLE}|{_ZHUYIN})[ \u3000]{{0,2}}[)）]")
# the first byte of a character that the cloner cut swallowed the parenthesis
ORPHAN_NOTE = re.compile(rf"[?\ufffd]\(?({_SYLLABLE})[ ]{{0,2}}\)")
HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
COMMON = -4.0  # log10 P of a character alone: 1,360 traditional characters; glossed ones are rarer (嫵 -4.7, 鑊 -5.1)
FAMILIAR = -3.5  # 670 characters, for a note that stands alone: a reader who can read needs no help with them
_LETTERS = str.maketrans("ɡɑ", "ga")


class Note(NamedTuple):
    """A note at its place: `character` is what stands before it ("" at the start), `reading` what it says."""

    start: int
    end: int
    character: str
    reading: str
    half_width: bool

    @property
    def toned(self) -> bool:
        """Whether the note has a tone mark or is zhuyin, which no English word has."""
        return not self.reading.isascii() and self.reading != "ü"

    @property
    def in_zhuyin(self) -> bool:
        """Whether the note is zhuyin, not pinyin."""
        return self.reading[0] == "˙" or self.reading[0] > "\u3000"

    @property
    def right(self) -> bool:
        """Whether this is a reading of the character before it."""
        return self.reading in spellings(self.character)

    @property
    def usual(self) -> bool:
        """Whether it is the reading that comes first in dictionaries; the machine has one a character."""
        first = readings(self.character)[:1]
        return self.reading in {*first, *map(from_pinyin, first)} or (self.character, self.reading) == ("為", "wéi")


@cache
def spellings(character: str) -> frozenset[str]:
    """
    All ways to write the readings of a character: toned, toneless, in zhuyin.

    >>> "huì" in spellings("會"), "hui" in spellings("會"), "ㄏㄨㄟˋ" in spellings("會"), "kàn" in spellings("會")
    (True, True, True, False)
    """
    toned = readings(character)
    return frozenset((*toned, *map(plain, toned), *map(from_pinyin, toned)))


def find(text: str, start: int = 0, end: int | None = None) -> list[Note]:
    """
    The notes in a part of a text; of several in a row each belongs to the same character.

    >>> [(note.character, note.reading) for note in find("設(shè)備(bèi )(bèi)")]
    [('設', 'shè'), ('備', 'bèi'), ('備', 'bèi')]
    """
    found: list[Note] = []
    for match in NOTE.finditer(text, start, len(text) if end is None else end):
        first, last = match.span()
        before = text[first - 1 : first] if first else ""
        if found and found[-1].end == first:
            before = found[-1].character
        half_width = match.group()[0] + match.group()[-1] == "()"
        found.append(Note(first, last, before, match.group(1).translate(_LETTERS), half_width))
    return found


@cache
def commonness(character: str) -> float:
    """log10 P of a character without context."""
    model = language_model.load()
    state, after = model.state_after("", at_line_start=False), model.new_state()
    probability: float = model.step(state, simplified(character), after)
    return probability


def is_differing(character: str) -> bool:
    """Whether a character is one that the cloner's conversion to traditional characters made."""
    return bool(character) and is_traditional(character)
