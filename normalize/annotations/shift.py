"""
Putting the bytes back where the cloner's match lay across two characters.

The place begins with "?" (the first byte of a character that was cut) or with a note behind a Latin
letter, and ends where the reading is in step again: at an ASCII character, at the next cut. Between
them the bytes are still there, one off. Walking along with one lead byte in hand puts them together
again; what cannot be read off (the byte a "?" stands for, pairs that vanished) is searched with the
language model, and every result is put through the machine again: it must give the text found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from normalize import language_model, prose
from normalize.annotations import machine, notes
from normalize.annotations.walks import Effort, Walk, complete, is_listed
from normalize.pinyin import TONED

# a lead byte without partner, before a note, or before one of the marks the machine splits at
START = re.compile(rf"{notes.ORPHAN_NOTE.pattern}|[?\ufffd](?=[！；？，。：!;?,:])")
LATIN_NOTE = re.compile(r"(?<=[@-~])\(([a-zɡɑ" + TONED + r"]{1,6})[ ]{0,2}\)")
LATIN = re.compile("[@-~?\ufffd]|$")
LEFT = 24  # characters before a place: twice the reach of the model, for the notes among them
LOOKED_AHEAD = 100  # complete walks that are; each "?" gives a hundred, most of them nonsense
AHEAD = 5  # characters read after the place: they decide what a "?" at its end was
SAMPLE = 6  # characters behind "?！" that are looked at before anything is searched
GLANCE = 0.02  # the price of such a look in searches
BAD = 5.5  # nats a token; sentences as people write them begin at 3 to 5
QUOTE = 2.0  # nats for a closing quotation mark where one is open, against it where none is
QUOTED = 500  # characters in which the open one is looked for
MARGIN = 1.5  # nats by which a guessed byte must win over the next best; below, U+FFFD
MIN_GAIN = 2.0  # nats for any place
MIN_GAIN_MARK = 12.0  # nats from which "?！" proves a machine: people write that; garbled places win 20 and more


class Shift(NamedTuple):
    """A repaired place: `text[start:end]` was `new`; `gain` in nats; `guessed` if a byte was chosen by the model."""

    start: int
    end: int
    new: str
    gain: float
    guessed: bool
    noted: bool

    @property
    def proof(self) -> bool:
        """Whether nobody but the machine can have done this; "?！" alone people write, too."""
        return self.noted or self.gain >= MIN_GAIN_MARK


def repairs(text: str, start: int, end: int, effort: Effort) -> Iterator[Shift]:
    """
    The places in one line that read better with their bytes put back.

    When the patience of `effort` is used up, no more are looked at.
    """
    place = repaired = start
    before = ""  # the end of what has been repaired, which the next place is judged by
    while effort.patience > 0 and (match := START.search(text, place, end)):
        place = match.end()
        left = notes.NOTE.sub("", (before + text[max(repaired, match.start() - LEFT) : match.start()])[-LEFT:])
        if not match.group(1) and not _reads_badly(text[place + 1 : min(end, place + 1 + SAMPLE)]):
            effort.patience -= GLANCE
            continue
        shift = _repair(text, start, end, match, left, effort)
        if shift is None:
            effort.patience -= 1
        else:
            yield shift
            place = repaired = shift.end
            before = left + shift.new


def latin_notes(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """
    Notes behind a Latin letter that was taken for the second byte of a character: 年P(guān)DF.

    >>> list(latin_notes("年P(guān)DF和P(guān)DF", 0, 14))
    [(2, 8)]
    """
    for match in LATIN_NOTE.finditer(text, start, end):
        before = text[max(start, match.start() - 2) : match.start()]
        if len(before) == 2 and is_listed(_last_two(before), match.group(1)):
            yield match.span()


def _last_two(text: str) -> str:
    """The character that the last two bytes of a text make."""
    try:
        data = machine.to_bytes(text)[-2:]
    except ValueError:
        return ""
    return machine.character(data[0], data[1]) if len(data) == 2 and data[0] > 0x80 and data[1] >= 0x40 else ""


def _repair(text: str, line: int, end: int, match: re.Match[str], left: str, effort: Effort) -> Shift | None:
    """The best reading of a place that begins with `match`, if it is one."""
    start = match.start()
    done = complete(text, left, match, end, effort)
    return _chosen(text, line, end, start, left, done)


def _reads_badly(following: str) -> bool:
    """Whether what follows a "?！" may be one byte off: it begins with half a character, or is no sentence."""
    return LATIN.match(following) is not None or prose.cost(following) > BAD


def _chosen(text: str, line: int, end: int, start: int, left: str, done: list[Walk]) -> Shift | None:
    """The best of the complete readings, if the machine makes the text found of it and it reads better."""
    quoted = text[max(line, start - QUOTED) : start]
    quote = QUOTE if quoted.count("“") > quoted.count("”") else -QUOTE
    done = sorted(done, key=lambda walk: walk.cost)[:LOOKED_AHEAD]
    costs = (_ahead(text, walk, end) - ("”" in walk.text) * quote for walk in done)
    ranked = sorted(zip(costs, done, strict=True), key=lambda item: item[0])
    ranked = [(cost, walk) for cost, walk in ranked[:40] if _is_made(text, left, start, walk)]
    if not ranked:
        return None
    cost, best = ranked[0]
    other = next((cost for cost, walk in ranked[1:] if walk.text != best.text), cost + 99)
    new = best.text
    if best.guess is not None and other - cost < MARGIN:
        new = new[: best.guess] + "\ufffd" + new[best.guess + 1 :]
    noted = bool(best.inserted)
    right = "" if _is_before_code(best) else _right(text, best, end, prose.REACH)
    read = best.text.rstrip("<&").replace("\ufffd", "")  # what is lost says nothing for or against
    won = prose.cost_of(left + text[start : best.place] + right) - prose.cost_of(left + read + right)
    if won < MIN_GAIN:
        return None
    return Shift(start, best.place, new, won, best.guess is not None, noted)


def _right(text: str, walk: Walk, end: int, reach: int) -> str:
    """What follows a place, without notes."""
    return notes.NOTE.sub("", text[walk.place : min(end, walk.place + reach + LEFT)])[:reach]


def _is_before_code(walk: Walk) -> bool:
    """Whether a tag or an entity follows, which is as good as the end of the line."""
    return walk.text[-1] in "<&"


def _ahead(text: str, walk: Walk, end: int) -> float:
    """The cost with a few characters of what follows."""
    if walk.text.endswith("\ufffd"):
        return walk.cost  # what follows has lost its first character
    right = "" if _is_before_code(walk) else _right(text, walk, end, AHEAD)
    ahead = walk.wrote(right, b"", pending=None)
    if right and walk.place + len(right) < end:
        return ahead.cost
    model = language_model.load()
    ending: float = model.step(ahead.state, "</s>", model.new_state())
    return ahead.cost - language_model.LN10 * ending


def _is_made(text: str, left: str, start: int, walk: Walk) -> bool:
    """Whether the machine would have shown exactly the text found."""
    before = machine.bytes_of(left[-1]) if machine.is_in_gbk(left[-1]) else b"0"
    offset = len(before)
    inserted = [(place + offset, note) for place, note in walk.inserted]
    cuts = [place + offset for place in walk.cuts]
    shown = machine.shown(before + walk.data, inserted, cuts)
    found = machine.read(before) + text[start : walk.place].replace("\ufffd", "?")
    return shown.translate(machine.FOLDED) == found.translate(machine.FOLDED)
