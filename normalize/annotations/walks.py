"""
Ways to read a place that the cloner left one byte off.

A walk goes along the characters found with one lead byte in hand: it makes a character of the byte
in hand and the first of the next two, and has the second in hand. Notes must agree with the
character that the two bytes before them make, which settles the byte that a "?" before a note
stands for; a "?" at the end of a place can be any byte, and a pair that no character has vanished
without a mark. For these the walk divides, and the cheapest by the language model go on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import product
from typing import TYPE_CHECKING

from normalize import language_model
from normalize.annotations import machine, notes
from normalize.hanzi import is_traditional, simplified
from normalize.tokens import fold

if TYPE_CHECKING:
    import kenlm

TAG = re.compile(r"/?[a-zA-Z]{1,10}(?:\s[^<>\n]{0,80})?/?>")
ENTITY = re.compile(r"[a-z]{2,6};")
PUNCTUATION = frozenset("，。、；：？！“”‘’《》（）…—·")  # not 「」: the source was simplified
LONGEST = 80  # characters one byte off, notes among them; Chinese has a comma every ten
BEAM = 12
SEARCHED = 8  # the best walks; only for these pairs that vanished are tried, a thousand each
ODD = 6.0  # nats against signs and foreign letters made of two halves, which the model counts too cheap
ASSUMED = -4.5  # log10 P of a character alone; 5,000 characters
VANISHED = 1.0  # nats against assuming that a pair vanished, for the errors of the model


@dataclass
class Effort:
    """What may still be spent on one text: searches that lead nowhere, characters at which pairs are searched."""

    patience: float = 20.0  # "?！" without a repair; a text with more is taken to be somebody's own style
    searched: int = 600  # some 10 ms each; pages have some ten characters at each of some ten places


@dataclass(frozen=True, slots=True)
class Walk:
    """One way to read a place so far: what is written, with which bytes, and the lead byte in hand."""

    cost: float
    state: kenlm.State
    place: int
    text: str = ""
    data: bytes = b""
    pending: int | None = None
    inserted: tuple[tuple[int, str], ...] = ()
    cuts: tuple[int, ...] = ()
    guess: int | None = None  # where in `text` the character stands whose second byte was chosen

    @property
    def held(self) -> int:
        """The lead byte in hand of a walk that has one."""
        assert self.pending is not None
        return self.pending

    def wrote(
        self,
        character: str,
        data: bytes,
        *,
        pending: int | None,
        place: int | None = None,
        inserted: tuple[tuple[int, str], ...] = (),
        cuts: tuple[int, ...] = (),
        guess: int | None = None,
        extra: float = 0.0,
    ) -> Walk:
        """The same with a character more, with further notes and cuts."""
        state, cost = self.state, self.cost + extra
        model = language_model.load()
        if data and data[0] > 0x80 and not _is_plausible(character):
            cost += ODD
        for token in _tokens(character):
            following = model.new_state()
            cost -= language_model.LN10 * model.step(state, token, following)
            state = following
        return Walk(
            cost,
            state,
            self.place if place is None else place,
            self.text + character,
            self.data + data,
            pending,
            self.inserted + inserted,
            self.cuts + cuts,
            guess,
        )


@lru_cache(maxsize=30_000)  # the characters of GBK, and the ends of lines
def _tokens(text: str) -> str:
    """A text as the model reads it."""
    return fold(simplified(text))


def complete(text: str, left: str, match: re.Match[str], end: int, effort: Effort) -> list[Walk]:
    """The walks that begin with `match` of `shift.START` and reach the end of the place."""
    start = match.start()
    stop = min(end, start + LONGEST)
    walks = _best(list(_first(text, left, start, match)))
    done: list[Walk] = []
    while walks:
        following: list[Walk] = []
        for rank, walk in enumerate(walks):
            following += _steps(text, walk, stop, end, rank, effort)
        effort.searched -= 1
        done += (walk for walk in following if walk.pending is None)
        walks = _best([walk for walk in following if walk.pending is not None])
    return done


def is_listed(character: str, reading: str) -> bool:
    """Whether the machine may have written this note for this character."""
    return bool(character) and reading in notes.spellings(character)


def _first(text: str, left: str, start: int, match: re.Match[str]) -> Iterator[Walk]:
    """The lead bytes that the "?" may stand for."""
    if not left:
        return
    model = language_model.load()
    state = model.state_after(fold(simplified(left)), at_line_start=False)
    begin = Walk(0.0, state, start)
    if match.group(1):
        try:
            last = machine.to_bytes(left[-1])[-1]
        except ValueError:
            return
        for byte in _seconds(last, match.group(1)):
            yield replace(begin, place=match.end(), pending=byte, inserted=((1, _whole(match)),))
        return
    first, second = machine.bytes_of(text[start + 1].translate(machine.FOLDED))
    for byte in range(0x81, 0xFF):
        character = machine.character(byte, first)
        if character:
            data = bytes((byte, first))
            yield begin.wrote(character, data, place=start + 2, pending=second, cuts=(1, 3))


def _whole(orphan: re.Match[str]) -> str:
    """The note with the parenthesis that was swallowed."""
    return "(" + orphan.group().lstrip("?\ufffd(")


@cache
def _seconds(first: int, reading: str) -> tuple[int, ...]:
    """The second bytes that make a traditional character with this reading; any character if there is none."""
    found = [byte for byte in range(0x81, 0xFF) if is_listed(machine.character(first, byte), reading)]
    differing = [byte for byte in found if is_traditional(machine.character(first, byte))]
    return tuple(differing or found)


def _best(walks: list[Walk]) -> list[Walk]:
    """The cheapest, those that assumed a vanished pair (two characters more) beside the others."""
    walks.sort(key=lambda walk: walk.cost)
    kept: dict[int, list[Walk]] = {}
    for walk in walks:
        extra = len(walk.text) - walk.place
        if extra in kept or len(kept) < 4:  # more pairs than that do not vanish in ten characters
            kept.setdefault(extra, []).append(walk)
    return sorted((walk for same in kept.values() for walk in same[:BEAM]), key=lambda walk: walk.cost)


def _steps(text: str, walk: Walk, stop: int, end: int, rank: int, effort: Effort) -> Iterator[Walk]:
    """One displayed character, note or "?" further; guesses cost, and only the best walks are worth them."""
    search = (rank < SEARCHED) + (rank == 0) if effort.searched > 0 else 0
    place = walk.place
    if place >= stop:
        if stop == end:
            yield _cut_off(walk)
        return
    orphan = notes.ORPHAN_NOTE.match(text, place, stop)
    if orphan:
        ways = _ways(walk, search, lambda trail: bool(_seconds(trail, orphan.group(1))))
        yield from (step for way in ways for step in _noted(way, orphan))
    elif text[place] in "?\ufffd":
        if rank < SEARCHED:
            yield from _closed(text, walk, stop)
    elif note := notes.NOTE.match(text, place, stop):
        if is_listed(_pair(walk.data[-1:] + bytes((walk.held,))), note.group(1)):
            yield replace(walk, place=note.end(), inserted=(*walk.inserted, (len(walk.data) + 1, note.group())))
    else:
        yield from _plain(text, walk, stop, search)


def _cut_off(walk: Walk) -> Walk:
    """The text ends inside a character: half of it is gone."""
    return replace(walk, text=walk.text + "\ufffd", data=walk.data + bytes((walk.held,)), pending=None)


def _pair(data: bytes) -> str:
    return machine.character(data[0], data[1]) if len(data) == 2 and data[1] >= 0x40 else ""


def _noted(walk: Walk, orphan: re.Match[str]) -> Iterator[Walk]:
    """A "?" with a note inside the place: the byte in hand and the one behind "?" are the character of the note."""
    for byte in _seconds(walk.held, orphan.group(1)):
        data = bytes((walk.held, byte))
        inserted = ((len(walk.data) + 2, _whole(orphan)),)
        yield walk.wrote(_pair(data), data, place=orphan.end(), pending=None, inserted=inserted)


def _closed(text: str, walk: Walk, stop: int) -> Iterator[Walk]:
    """A "?" that closes the place: the second byte of the character in hand; the ASCII character behind it is lost."""
    place = walk.place + 1
    eaten = _eaten(text, place, stop)
    for byte in range(0x81, 0xFF):
        data = bytes((walk.held, byte))
        character = _pair(data)
        if _is_plausible(character):
            cuts = () if eaten else (len(walk.data) + 2,)
            closed = walk.wrote(character, data, place=place, pending=None, cuts=cuts, guess=len(walk.text))
            yield replace(
                closed, text=closed.text + eaten, data=closed.data + (eaten if eaten in "<&" else "0").encode()
            )


def _eaten(text: str, place: int, stop: int) -> str:
    """What a "?" took along: nothing at the end of a piece, the begin of a tag, or something unknown."""
    if place >= stop or text[place] in machine.MARKS + ",.;:!?\n":  # these stood for marks before somebody folded them
        return ""
    return "<" if TAG.match(text, place, stop) else "&" if ENTITY.match(text, place, stop) else "\ufffd"


def _is_plausible(character: str) -> bool:
    """Whether a character may be guessed at all: the model counts foreign letters too cheap."""
    return notes.HAN.match(character) is not None or character in PUNCTUATION


def _plain(text: str, walk: Walk, stop: int, search: int) -> Iterator[Walk]:
    """A character: its first byte belongs to the byte in hand, its second is the next one in hand."""
    try:
        shown = machine.bytes_of(text[walk.place].translate(machine.FOLDED))
    except ValueError:
        return
    if shown[0] < 0x40:
        return
    for before in _ways(walk, search, lambda trail: _is_usual(trail, shown[0])):
        data = bytes((before.held, shown[0]))
        character = _pair(data)
        if not character:
            continue
        second = shown[1] if len(shown) == 2 else None
        following = before.wrote(character, data, place=walk.place + 1, pending=second)
        if text[walk.place].translate(machine.FOLDED) in machine.MARKS:
            following = replace(following, cuts=(*following.cuts, len(before.data) + 1, len(before.data) + 3))
        if second is not None and second < 0x80:
            following = following.wrote(chr(second), bytes((second,)), pending=None)
        if following.pending is not None:
            yield following
        elif closed := _with_notes(text, following, stop):
            yield closed


def _with_notes(text: str, walk: Walk, stop: int) -> Walk | None:
    """The walk with the note behind its last character, if there is one; None if it is not this character's."""
    note = notes.NOTE.match(text, walk.place, stop)
    if note is None:
        return walk
    if not is_listed(_pair(walk.data[-2:]), note.group(1)):
        return None
    return replace(walk, place=note.end(), inserted=(*walk.inserted, (len(walk.data), note.group())))


def _ways(walk: Walk, search: int, fits: Callable[[int], bool]) -> Iterator[Walk]:
    """The walk as it is, and the likeliest with a pair or two that vanished here; the next byte must fit."""
    yield walk
    if search:
        firsts = _firsts(walk)
        yield from _vanished(firsts[:5], fits)
        if search > 1:
            yield from _vanished(_seconds_vanished(firsts[:3]), fits)


@cache
def _is_usual(lead: int, trail: int) -> bool:
    """Whether two bytes are a character that may be assumed where nothing is left of its other neighbour."""
    character = machine.character(lead, trail)
    return _is_plausible(character) and notes.commonness(character) > ASSUMED


def _firsts(walk: Walk) -> list[tuple[Walk, int]]:
    """The walk with the first byte of a pair without character put to the byte in hand, the likeliest first."""
    found = []
    for lead in machine.unknown_pairs():
        data = bytes((walk.held, lead))
        if _is_usual(*data):
            found.append((walk.wrote(_pair(data), data, pending=lead, extra=VANISHED), lead))
    return sorted(found, key=lambda item: item[0].cost)


def _vanished(firsts: list[tuple[Walk, int]], fits: Callable[[int], bool]) -> Iterator[Walk]:
    """The walks past a pair: its second byte is the next one in hand."""
    for before, lead in firsts:
        for trail in machine.unknown_pairs()[lead]:
            if fits(trail):
                yield replace(before, pending=trail)


def _seconds_vanished(firsts: list[tuple[Walk, int]]) -> list[tuple[Walk, int]]:
    """The same past two pairs in a row: between them stands one whole character, a common one."""
    found = []
    for before, lead in firsts:
        for character, data in _between(lead):
            found.append((before.wrote(character, data, pending=data[1], extra=VANISHED), data[1]))
    return sorted(found, key=lambda item: item[0].cost)[:5]


@cache
def _between(lead: int) -> tuple[tuple[str, bytes], ...]:
    """The common characters between two pairs without character, of which the first begins with `lead`."""
    pairs = (bytes(pair) for pair in product(machine.unknown_pairs()[lead], machine.unknown_pairs()))
    found = ((_pair(data), data) for data in pairs if _is_plausible(_pair(data)))
    return tuple((character, data) for character, data in found if notes.commonness(character) > notes.COMMON)
