"""
Substitutes that no dictionary has, in a text that is surely spun.

No table is complete. Where restored lines still read badly at the same pair of characters again and again,
the kin of its kin are tried there: the words that the dictionaries pair it with, and those they pair these with
(刊出 with 撤销, 撤销 with 注销), at all its places together. Words that merely share a character were
tried instead and gave only words of the subject (站长 → 网站).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from normalize import language_model
from normalize.language_model import LN10, LanguageModel
from normalize.segments import Spans
from normalize.spin.candidates import Candidate
from normalize.spin.lexicon import Lexicon
from normalize.tokens import tokenize

SURPRISE = -20.0  # log probability of two characters and the next, below which they read badly
OFTEN = 3  # a lone surprise is more often a name: so often must it stand in the spun parts
GAIN = 5.0  # what another word must read better by, on average over all places,
MOST_GAIN = 8.0  # of which none may count for more than this
WINS = 0.8  # share of the places at which it must read better at all
MOST = 20  # different surprises looked at per text, the most frequent first
AFTER = 4  # characters behind a place that are read with it


class Unknown(NamedTuple):
    """`text` reads better than what stands at `start:end`, and at all other places where the same stands."""

    start: int
    end: int
    text: str
    gain: float
    places: int


def unknown(
    text: str, spans: Spans, found: Sequence[Candidate], chosen: Sequence[int], lexicon: Lexicon
) -> list[Unknown]:
    """Places of the spun parts that still read badly, again and again, each with the best word for it, by start."""
    model = language_model.load()
    edits = sorted((found[number] for number in chosen), key=_start)
    places: dict[str, list[tuple[str, int, int]]] = {}
    worst: Counter[str] = Counter()
    for start, end in _lines(text, spans):
        mine = edits[bisect_left(edits, start, key=_start) : bisect_left(edits, end, key=_start)]
        tokens, source = _restored(text, start, end, mine)
        for place, surprising in _untouched(model, tokens, source):
            old = tokens[place : place + 2]
            places.setdefault(old, []).append((tokens, place, source[place]))
            worst[old] += surprising
    better = []
    for old, times in worst.most_common(MOST):
        if len(places[old]) >= OFTEN and times > 1 and lexicon.knows(old):
            better += _best(model, old, places[old], _words(old, lexicon))
    taken: dict[int, Unknown] = {}
    for one in sorted(better, key=lambda one: (-one.gain, one.start)):
        if not {one.start - 1, one.start, one.start + 1} & taken.keys():  # all are two characters long
            taken[one.start] = one
    return sorted(taken.values())


def _start(edit: Candidate) -> int:
    return edit.start


def _best(
    model: LanguageModel, old: str, places: Sequence[tuple[str, int, int]], words: Iterable[str]
) -> list[Unknown]:
    """The word that reads better than `old` at nearly all places, if there is one."""
    best = (0.0, "")
    contexts = []
    for tokens, place, _ in places:
        before = tokens[max(0, place - model.order) : place]
        state = model.state_after(before, at_line_start=place < model.order)
        after = tokens[place + 2 : place + 2 + AFTER]
        contexts.append((state, after, _read(model, state, old + after)))
    for word in sorted(words):
        gains = [_read(model, state, word + after) - own for state, after, own in contexts]
        mean = sum(max(-MOST_GAIN, min(MOST_GAIN, gain)) for gain in gains) / len(gains)
        if mean > best[0] and sum(gain > 0 for gain in gains) >= WINS * len(gains):
            best = (mean, word)
    if best[0] < GAIN:
        return []
    return [Unknown(at, at + 2, best[1], best[0], len(places)) for _, _, at in places]


def _lines(text: str, spans: Spans) -> Iterator[tuple[int, int]]:
    for start, end in spans:
        position = start
        while position < end:
            stop = text.find("\n", position, end)
            stop = end if stop < 0 else stop
            if stop > position:
                yield position, stop
            position = stop + 1


def _restored(text: str, start: int, end: int, edits: Sequence[Candidate]) -> tuple[str, list[int]]:
    """Tokens of a line with its edits made, and where each stands in the text (-1: not there)."""
    parts: list[str] = []
    origin: list[int] = []
    position = start
    for edit in edits:
        parts += (text[position : edit.start], edit.text)
        origin += (*range(position, edit.start), *([-1] * len(edit.text)))
        position = edit.end
    parts.append(text[position:end])
    origin += range(position, end)
    tokens, starts = tokenize("".join(parts))
    return tokens, [origin[at] for at in starts[:-1]]


def _untouched(model: LanguageModel, tokens: str, source: Sequence[int]) -> Iterator[tuple[int, bool]]:
    """Where two Han characters stand that no edit touched, and whether they read badly."""
    state, values = model.state_after("", at_line_start=True), []
    for token in tokens:
        following = model.new_state()
        values.append(LN10 * model.step(state, token, following))
        state = following
    for place in range(len(tokens) - 2):
        untouched = source[place] >= 0 and source[place + 1] == source[place] + 1
        if untouched and "\u3400" <= tokens[place] <= "\u9fff" and "\u3400" <= tokens[place + 1] <= "\u9fff":
            yield place, sum(values[place : place + 3]) < SURPRISE


def _read(model: LanguageModel, state: object, tokens: str) -> float:
    total: float = 0.0
    for token in tokens:
        following = model.new_state()
        total += model.step(state, token, following)
        state = following
    return LN10 * total


def _words(old: str, lexicon: Lexicon) -> set[str]:
    """What a word may stand for: the kin of its kin, as a thesaurus would have it."""
    kin = lexicon.kin
    near = kin.get(old, set())
    return {word for word in near.union(*(kin[one] for one in near)) - {old} if len(word) == len(old)}
