"""
The current text as pieces of the source: where exact offsets come from.

Guessing a diff afterwards is slow and knows neither rule nor truth; composing the edit lists of
several stages fails at zero-width borders. One list of pieces, each knowing its source range,
does neither: an edit cuts untouched pieces exactly, and where it meets a piece that an earlier
stage changed, the two become one and the source range widens.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from normalize.model import Edit


@dataclass(slots=True)
class Piece:
    """`text` stands for `source[start:end]`; `edits` made it so, oldest first (none: untouched)."""

    text: str
    start: int
    end: int
    edits: tuple[Edit, ...] = ()


class Trace:
    """
    A source text and what has become of it.

    >>> trace = Trace("省委布告讲话")
    >>> trace.apply([Edit(2, 4, "布告", "书记", "spin", "spin/a:布告", 0.99)])
    >>> trace.text
    '省委书记讲话'
    >>> trace.edits()
    [Edit(2-4 布告→书记, spin/a:布告, 0.99)]
    >>> trace.to_source(0, 4)
    (0, 4)
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self._settle([Piece(source, 0, len(source))])

    def apply(self, edits: Sequence[Edit]) -> None:
        """Apply edits given in offsets of the current text; sorted, disjoint, `old` as it stands."""
        if not edits:
            return
        check_edits(self.text, edits)
        done: list[Piece] = []
        waiting = self._pieces[::-1]  # a stack: the next piece is the last
        place = 0  # where the next piece starts in the current text
        after, after_place = "", 0  # what the last edit left of a changed piece, and where that starts
        for edit in edits:
            met: list[Piece] = []
            before = ""
            if edit.start < place:  # it begins in what the last edit left: the two become one
                last = done.pop()
                met.append(last)
                before = last.text[: len(last.text) - len(after)] + after[: edit.start - after_place]
                after = after[max(0, edit.end - after_place) :]
            else:
                after = ""
                place = _pass_over(edit.start, edit.start == edit.end, done, waiting, place)
            while waiting and _meets(place, waiting[-1], edit):
                piece = waiting.pop()
                stop = place + len(piece.text)
                if piece.edits:
                    before += piece.text[: max(0, edit.start - place)]
                    after = piece.text[max(0, edit.end - place) :]
                elif stop > edit.end:
                    cut = piece.start + edit.end - place
                    waiting.append(Piece(piece.text[edit.end - place :], cut, piece.end))
                    piece = Piece(piece.text[: edit.end - place], piece.start, cut)
                    stop = edit.end
                met.append(piece)
                place = stop
            start = met[0].start if met else waiting[-1].start if waiting else len(self.source)
            end = met[-1].end if met else start
            earlier = tuple(old for piece in met for old in piece.edits)
            done.append(Piece(before + edit.new + after, start, end, (*earlier, edit)))
            after_place = edit.end
        self._settle(done + waiting[::-1])

    def edits(self) -> list[Edit]:
        """All changes so far, in source offsets, sorted and disjoint."""
        return [_as_edit(self.source, piece) for piece in self._pieces if piece.edits]

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The source range a range of the current text came from; a changed piece answers whole."""
        first = self._pieces[max(0, bisect_right(self._places, start) - 1)]
        last_index = max(0, bisect_right(self._places, max(start, end - 1)) - 1)
        last = self._pieces[last_index]
        begin = first.start
        if not first.edits:
            begin += start - self._places[max(0, bisect_right(self._places, start) - 1)]
        finish = last.end if last.edits else last.start + end - self._places[last_index]
        return begin, finish

    def _settle(self, pieces: Iterable[Piece]) -> None:
        """Take over new pieces: undone changes count as untouched, twin insertions become one."""
        settled: list[Piece] = []
        for piece in pieces:
            if piece.edits and piece.text == self.source[piece.start : piece.end]:
                piece = Piece(piece.text, piece.start, piece.end)
            if piece.edits and settled and settled[-1].edits:
                last = settled[-1]
                if last.start == last.end == piece.start == piece.end:
                    settled[-1] = Piece(last.text + piece.text, last.start, last.end, last.edits + piece.edits)
                    continue
            if piece.text or piece.edits:
                settled.append(piece)
        self._pieces = settled or [Piece("", 0, 0)]
        self._places = [0, *accumulate(len(piece.text) for piece in self._pieces)][:-1]
        self.text = "".join(piece.text for piece in self._pieces)


def check_edits(text: str, edits: Sequence[Edit]) -> None:
    """Raise ValueError unless the edits are sorted, disjoint and fit the text."""
    for edit in edits:
        if not 0 <= edit.start <= edit.end <= len(text):
            raise ValueError(f"{edit!r} lies outside the text of {len(text)} characters")
        if text[edit.start : edit.end] != edit.old:
            raise ValueError(f"{edit!r} expects {edit.old!r}, the text has {text[edit.start : edit.end]!r}")
    for one, two in pairwise(edits):
        if two.start < one.end or one.start == one.end == two.start == two.end:
            raise ValueError(f"{two!r} overlaps {one!r} or stands before it")


def apply_edits(source: str, edits: Sequence[Edit]) -> str:
    """
    The source with the edits applied: what `Result.text` is made of.

    Raises ValueError when the edits overlap, are not sorted or do not fit the source.

    >>> apply_edits("省委布告讲话", [Edit(2, 4, "布告", "书记", "spin", "spin/a:布告", 0.99)])
    '省委书记讲话'
    """
    check_edits(source, edits)
    parts: list[str] = []
    position = 0
    for edit in edits:
        parts += (source[position : edit.start], edit.new)
        position = edit.end
    parts.append(source[position:])
    return "".join(parts)


def _pass_over(start: int, inserts: bool, done: list[Piece], waiting: list[Piece], place: int) -> int:
    """Move what lies before `start` from waiting to done, cutting an untouched piece; the new place."""
    while waiting:
        piece = waiting[-1]
        stop = place + len(piece.text)
        emptied_here = inserts and not piece.text and place == start
        if stop <= start and not emptied_here:
            done.append(waiting.pop())
            place = stop
        elif not piece.edits and place < start:
            waiting.pop()
            cut = start - place
            done.append(Piece(piece.text[:cut], piece.start, piece.start + cut))
            waiting.append(Piece(piece.text[cut:], piece.start + cut, piece.end))
            return start
        else:
            break
    return place


def _meets(place: int, piece: Piece, edit: Edit) -> bool:
    stop = place + len(piece.text)
    if place == stop == edit.start == edit.end:
        return True  # an insertion where something was deleted: their order is not defined, so merge
    return place < edit.end and stop > edit.start


def _as_edit(source: str, piece: Piece) -> Edit:
    """One edit for a changed piece: kind and rule of the last change, the earlier rules in `because`."""
    last = piece.edits[-1]
    old = source[piece.start : piece.end]
    if len(piece.edits) == 1:
        return Edit(
            piece.start,
            piece.end,
            old,
            piece.text,
            last.kind,
            last.rule,
            last.confidence,
            last.because,
            last.alternatives,
        )
    rules = [rule for edit in piece.edits for rule in (*edit.because, edit.rule)]
    because = tuple(dict.fromkeys(rule for rule in rules if rule != last.rule))
    confidence = min(edit.confidence for edit in piece.edits)
    return Edit(piece.start, piece.end, old, piece.text, last.kind, last.rule, confidence, because)
