"""
Whose notes these are: a cloner's, or those of somebody who explains how characters are read.

The machine converts simplified text to traditional characters and notes some of them, always the
same, in the middle of words, whether or not anybody could need it: frequent characters, all of
which have another form in simplified text. A lesson notes nearly every character, whatever its
form; a gloss notes a rare one, in simplified text, or with full-width parentheses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from normalize.annotations import notes
from normalize.annotations.notes import Note
from normalize.hanzi import converted, is_traditional
from normalize.tables import read_lines

MANY = 2.5  # notes of the machine (by worth) from which on nothing else is asked of a page
HINT = 0.6  # the worth of a "?！" that reads better with its bytes put back, beside notes
MOST = 0.5  # noted characters among all; the densest cloned titles have 0.4, lessons 0.7 and more
FEW_OTHERS = 3  # characters without a note that must stand around; vocabulary lists have none
FOREIGN = 0.1  # simplified characters among those that differ, in a line of the machine (titles, navigation)
SURE, LIKELY, POSSIBLE, DOUBTFUL = 0.97, 0.93, 0.85, 0.6
_OTHER_SCRIPT = re.compile("[ぁ-ヺㄱ-ㅎ가-힣]")
_ABOUT_READING = re.compile(
    "[讀读][音作為为]|拼音|[發发]音|注音|[國国][語语]|普通[話话]|字典|生字|念作|唸|多音|[聲声][調调]|漢語|汉语"
)


@cache
def _simplified_only() -> frozenset[str]:
    """Simplified characters that traditional texts do not use (后 and 里 they do): those Big5 has not."""
    rows = (line.split("\t") for line in read_lines("simplified.tsv"))
    return frozenset(
        plain
        for _, plain in rows
        if len(plain) == 1 and not plain.encode("cp950", "ignore") and converted(plain, "s2t") != plain  # 着 is both
    )


@dataclass
class Line:
    """
    One line with what was found in it.

    `repairs` counts places one byte off that only the machine leaves, `hints` those that a person might write (?！).
    """

    start: int
    end: int
    notes: list[Note] = field(default_factory=list)
    repairs: int = 0
    hints: int = 0
    traditional: int = 0
    simplified: int = 0
    han: int = 0
    other_script: bool = False
    about_reading: bool = False

    @property
    def neutral(self) -> bool:
        """Whether nothing in it tells the script."""
        return not (self.traditional or self.simplified or self.other_script)

    @property
    def may_be_cloned(self) -> bool:
        """Whether it is traditional throughout, but for a foreign character or two."""
        return not self.other_script and self.simplified <= FOREIGN * self.traditional


def is_about_reading(line: str) -> bool:
    """Whether a line speaks of how characters are read."""
    return _ABOUT_READING.search(line) is not None


def look(line: Line, part: str) -> Line:
    """Counts the characters of a line, given as it reads with its bytes put back."""
    simplified_only = _simplified_only()
    line.traditional = sum(map(is_traditional, part))
    line.simplified = sum(character in simplified_only for character in part)
    line.han = len(notes.HAN.findall(part))
    line.other_script = _OTHER_SCRIPT.search(part) is not None
    line.about_reading = is_about_reading(part)
    return line


def blocks(lines: Sequence[Line]) -> list[list[Line]]:
    """Neighbouring lines that can be of one machine; lines of another script or simplified lines divide."""
    found: list[list[Line]] = [[]]
    for line in lines:
        if line.may_be_cloned:
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return [block for block in found if block]


def confidence(text: str, block: Sequence[Line]) -> float:
    """The probability that the notes of a block are the machine's; 0 for certainly not."""
    found = [note for line in block for note in line.notes]
    repairs = sum(line.repairs for line in block)
    right = [note for note in found if note.right and notes.is_differing(note.character)]
    against = sum(note.right and not notes.is_differing(note.character) for note in found)
    noted_lines = [line for line in block if line.notes or line.repairs]
    han = sum(line.han for line in noted_lines)
    if not (right or repairs) or against * 10 > len(right) + repairs or not (repairs or _is_scattered(found, han)):
        return 0.0
    worth = _total(text, right) + HINT * sum(line.hints for line in block)
    if repairs or worth >= MANY:
        return SURE if repairs + worth > 1 else LIKELY
    return _of_few(text, right, worth, noted_lines)


def _of_few(text: str, right: Sequence[Note], worth: float, lines: Sequence[Line]) -> float:
    """The same for one or two notes, or many that are weak."""
    if any(line.about_reading for line in lines):
        return 0.0
    if worth >= 1.0:
        return LIKELY if worth > 1.1 else POSSIBLE
    toneless = {note.character for note in right if not note.toned and _is_within(text, note)}
    zhuyin = {note.character for note in right if note.in_zhuyin and _is_within(text, note)}
    if max(len(toneless), len(zhuyin)) > 1:
        return LIKELY if max(len(toneless), len(zhuyin)) >= MANY else POSSIBLE
    return DOUBTFUL if worth > 0.55 or toneless else 0.0


def _is_scattered(found: Sequence[Note], han: int) -> bool:
    """Whether most characters have no note."""
    noted = len(found) - sum(one.end == other.start for one, other in pairwise(found))
    return noted <= MOST * han and han - noted >= FEW_OTHERS


def _total(text: str, right: Sequence[Note]) -> float:
    """The worth of all notes, each character counted once; 0 if they are mostly on rare characters."""
    rare = sum(notes.commonness(note.character) <= notes.COMMON for note in right)
    if 2 * rare > len(right):
        return 0.0
    best: dict[str, float] = {}
    for note in right:
        best[note.character] = max(_worth(text, note), best.get(note.character, 0.0))
    return sum(best.values())


def _worth(text: str, note: Note) -> float:
    """How much a note speaks for the machine: 1 for one on a frequent character in the middle of a word."""
    if not note.toned or note.in_zhuyin:
        return 0.0
    commonness = notes.commonness(note.character)
    worth = 1.0 if commonness > notes.FAMILIAR else 0.6 if commonness > notes.COMMON else 0.0
    worth *= 1.0 if note.half_width else 0.4  # people write their glosses in full-width signs
    return worth * (1.0 if _is_within(text, note) else 0.6) * (1.0 if note.usual else 0.5)


def _is_within(text: str, note: Note) -> bool:
    """Whether the text goes on with a character or a further note."""
    return notes.HAN.match(text, note.end) is not None or text[note.end : note.end + 1] in {"(", "?", "\ufffd"}
