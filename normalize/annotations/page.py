"""
All that a cloner did to one text, undone in one go.

Notes go, bytes are put back, and the traditional characters, which are the cloner's too, become the
simplified ones of the source, all as edits of one pass: once the notes are gone, nothing tells such
a page from one that was written in traditional characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from normalize.annotations import evidence, notes, shift
from normalize.annotations.evidence import Line
from normalize.annotations.walks import Effort
from normalize.hanzi import converted, simplified
from normalize.model import Edit
from normalize.segments import Spans

DOUBLED = re.compile("[，,]{2}")
SURROGATE = re.compile("[\ud800-\udfff]")
MOST_DOUBLED = 0.8  # of all commas, and at least two: then the cloner doubled them

Change = tuple[int, int, str, str]  # start, end, new text, rule


class Piece(NamedTuple):
    """A part of the source and what stands there before conversion."""

    start: int
    end: int
    new: str
    rule: str


def edits(text: str) -> Iterator[Edit]:
    """The edits that undo a cloner's work in a text."""
    lines, changes = _lines(text)
    found = evidence.blocks(lines)
    chances = [evidence.confidence(text, block) for block in found]
    if max(chances, default=0.0) >= evidence.SURE:  # one machine made the page; a title has a note or two
        chances = [chance or _least(block) for chance, block in zip(chances, found, strict=True)]
    for block, chance in zip(found, chances, strict=True):
        if chance:
            yield from _of_block(text, block, changes, chance)


def _least(block: Sequence[Line]) -> float:
    """What a block is worth on the page of a machine."""
    right = any(note.right and notes.is_differing(note.character) for line in block for note in line.notes)
    return evidence.LIKELY if right or any(line.repairs for line in block) else 0.0


def _lines(text: str) -> tuple[list[Line], dict[int, list[Change]]]:
    """The lines with their notes, and by start of line what the machine surely shifted."""
    lines: list[Line] = []
    changes: dict[int, list[Change]] = {}
    effort = Effort()
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = Line(start, end, notes.find(text, start, end))
        found = _shifts(text, line, effort)
        if found:
            line.repairs = sum(found.values())
            line.hints = len(found) - line.repairs
            changes[start] = sorted(found)
        lines.append(evidence.look(line, _restored(text, line, sorted(found))))
        start = end + 1
    return lines, changes


def _restored(text: str, line: Line, found: Sequence[Change]) -> str:
    """A line with its bytes put back: what is one byte off is full of simplified characters."""
    return "".join(piece.new for piece in _pieces(text, line, found))


def _shifts(text: str, line: Line, effort: Effort) -> dict[Change, bool]:
    """What was read one byte off in a line, and whether that alone is proof of the machine."""
    found: dict[Change, bool] = {}
    for place in shift.repairs(text, line.start, line.end, effort):
        kind = "pinyin" if place.noted else "mark"
        found[place.start, place.end, place.new, f"annotations:{kind} across two characters"] = place.proof
    taken = Spans((start, end) for start, end, _, _ in found)
    for start, end in shift.latin_notes(text, line.start, line.end):
        if not taken.touch(start, end):
            found[start, end, "", "annotations:pinyin across two characters"] = True
    return found


def _of_block(text: str, block: Sequence[Line], changes: dict[int, list[Change]], chance: float) -> Iterator[Edit]:
    """The edits of neighbouring lines."""
    doubled = _are_commas_doubled(text, block)
    for line in block:
        pieces = sorted([*_removed(line, changes.get(line.start, []), chance), *changes.get(line.start, [])])
        if doubled:
            pieces = sorted([*pieces, *_commas(text, line, pieces)])
        yield from _converted(text, line, pieces, chance)


def _removed(line: Line, shifted: Sequence[Change], chance: float) -> Iterator[Change]:
    """The notes that go: in step, and right; where the machine is sure also those that name another reading."""
    taken = Spans((start, end) for start, end, _, _ in shifted)
    for note in line.notes:
        if taken.touch(note.start, note.end):
            continue
        kind = "zhuyin" if note.in_zhuyin else "pinyin"
        if note.right and (notes.is_differing(note.character) or chance >= evidence.SURE):
            yield note.start, note.end, "", f"annotations:{kind}"


def _are_commas_doubled(text: str, block: Sequence[Line]) -> bool:
    part = text[block[0].start : block[-1].end]
    pairs = len(DOUBLED.findall(part))
    return pairs > 1 and 2 * pairs >= MOST_DOUBLED * (part.count("，") + part.count(","))


def _commas(text: str, line: Line, taken: Sequence[Change]) -> Iterator[Change]:
    """The second of two commas."""
    spans = Spans((start, end) for start, end, _, _ in taken)
    for match in DOUBLED.finditer(text, line.start, line.end):
        if not spans.touch(*match.span()):
            yield match.end() - 1, match.end(), "", "annotations:doubled comma"


def _converted(text: str, line: Line, changes: Sequence[Change], chance: float) -> Iterator[Edit]:
    """The changes of one line and the simplified characters, as the fewest edits."""
    pieces = list(_pieces(text, line, changes))
    restored = "".join(piece.new for piece in pieces)
    plain = _in_simplified(restored)
    done: list[Edit] = []
    place = 0
    for piece in pieces:
        new = plain[place : place + len(piece.new)]
        place += len(piece.new)
        old = text[piece.start : piece.end]
        if old != new:
            _join(done, Edit(piece.start, piece.end, old, new, "annotations", piece.rule, chance))
    yield from map(_trimmed, done)


def _in_simplified(text: str) -> str:
    """A text in simplified characters, of the same length."""
    if SURROGATE.search(text):
        return simplified(text)  # OpenCC takes valid text only
    plain = converted(text, "t2s")
    return plain if len(plain) == len(text) else simplified(text)


def _pieces(text: str, line: Line, changes: Sequence[Change]) -> Iterator[Piece]:
    """The line in characters, the changed parts whole."""
    rule = "annotations:traditional by the cloner"
    place = line.start
    for start, end, new, changed in changes:
        yield from (Piece(at, at + 1, text[at], rule) for at in range(place, start))
        yield Piece(start, end, new, changed)
        place = end
    yield from (Piece(at, at + 1, text[at], rule) for at in range(place, line.end))


def _join(done: list[Edit], edit: Edit) -> None:
    """Adds an edit; one that touches the last becomes part of it."""
    last = done[-1] if done else None
    if last is None or last.end != edit.start:
        done.append(edit)
        return
    rules = dict.fromkeys((last.rule, *last.because, edit.rule))
    rule = min(rules, key=lambda name: name.endswith("cloner"))  # what was undone says more than the conversion
    because = tuple(name for name in rules if name != rule)
    old, new = last.old + edit.old, last.new + edit.new
    done[-1] = Edit(last.start, edit.end, old, new, last.kind, rule, edit.confidence, because)


def _trimmed(edit: Edit) -> Edit:
    """The same without characters at its ends that do not change."""
    old, new, start, end = edit.old, edit.new, edit.start, edit.end
    while old and new and old[0] == new[0]:
        old, new, start = old[1:], new[1:], start + 1
    while old and new and old[-1] == new[-1]:
        old, new, end = old[:-1], new[:-1], end - 1
    return Edit(start, end, old, new, edit.kind, edit.rule, edit.confidence, edit.because)
