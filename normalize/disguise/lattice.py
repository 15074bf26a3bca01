"""
The best reading of a stretch in which some places have several.

A stretch is a list of slots; a slot is a list of options, each the tokens it stands for and a
penalty in nats. A beam over the language model's states finds the best choice of all together, which
matters where damaged places are neighbours and judge each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from normalize import language_model
from normalize.hanzi import simplified
from normalize.tokens import fold

Option = tuple[str, float]  # tokens, penalty in nats
BEAM = 16  # readings kept; the right one was never below the eighth place in the wild cases
REACH = 4  # tokens the model looks back: a choice is felt no further on


@dataclass(frozen=True, slots=True)
class Reading:
    """One choice for each slot and what it costs in nats, penalties included; `tokens` is what is read."""

    cost: float
    choices: tuple[int, ...]
    tokens: str


def fixed(text: str) -> list[list[Option]]:
    """Slots without a choice for text that stays."""
    return [[(token, 0.0)] for token in fold(simplified(text))]


def best(slots: Sequence[Sequence[Option]], *, at_line_start: bool = True, to_line_end: bool = True) -> Reading:
    """
    The cheapest reading of all slots.

    >>> slots = [*fixed("他神"), [("A", 0.0), ("涩", 0.0), ("色", 0.0)], *fixed("平静地看着")]
    >>> best(slots).tokens
    '他神色平静地看着'
    """
    model = language_model.load()
    beam: list[tuple[float, tuple[int, ...], str, Any]] = [
        (0.0, (), "", model.state_after("", at_line_start=at_line_start))
    ]
    for options in slots:
        grown = []
        for cost, choices, tokens, state in beam:
            for index, (new, penalty) in enumerate(options):
                now, total = state, cost + penalty
                for token in new:
                    following = model.new_state()
                    total -= language_model.LN10 * model.step(now, token, following)
                    now = following
                grown.append((total, (*choices, index), tokens + new, now))
        if len(grown) > BEAM:
            grown.sort(key=lambda item: item[0])
            del grown[BEAM:]
        beam = grown
    end = model.new_state()
    final = [
        (cost - (language_model.LN10 * model.step(state, "</s>", end) if to_line_end else 0.0), choices, tokens)
        for cost, choices, tokens, state in beam
    ]
    return Reading(*min(final))


def around(slots: Sequence[Sequence[Option]], reading: Reading, place: int) -> list[float]:
    """
    What each option of one slot costs, all others as in `reading`: tokens from the slot to where it is felt no more.
    """
    model = language_model.load()
    chosen = [options[index] for options, index in zip(slots, reading.choices, strict=True)]
    before = "".join(tokens for tokens, _ in chosen[max(0, place - 2 * REACH) : place])
    after = "".join(tokens for tokens, _ in chosen[place + 1 : place + 1 + 2 * REACH])[:REACH]
    costs = []
    for tokens, penalty in slots[place]:
        state = model.state_after(before, at_line_start=True)
        total = penalty
        for token in tokens + after:
            following = model.new_state()
            total -= language_model.LN10 * model.step(state, token, following)
            state = following
        costs.append(total)
    return costs


@cache
def frequency(character: str) -> float:
    """Log10 of how often a character stands in prose; that of an unknown one is about -6.3."""
    model = language_model.load()
    result: float = model.step(model.state_after("", at_line_start=False), simplified(character), model.new_state())
    return result


def quality(slots: Sequence[Sequence[Option]], reading: Reading, start: int, end: int) -> float:
    """Nats per token of what is read from slot `start` on, to where slot `end` is felt no more."""
    before, inside, after = _parts(slots, reading, start, end)
    return _cost(before, inside + after) / max(1, len(inside + after))


def spared(slots: Sequence[Sequence[Option]], reading: Reading, start: int, end: int, instead: str) -> float:
    """Nats by which the reading of these slots is better than the tokens `instead`."""
    before, inside, after = _parts(slots, reading, start, end)
    return _cost(before, instead + after) - _cost(before, inside + after)


def pair(slots: Sequence[Sequence[Option]], reading: Reading, at: int) -> float:
    """Nats per token of one slot and the token after it: how well a single character is tied in."""
    before, inside, after = _parts(slots, reading, at, at + 1)
    return _cost(before, inside + after[:1]) / 2


def _parts(slots: Sequence[Sequence[Option]], reading: Reading, start: int, end: int) -> tuple[str, str, str]:
    """What is read before, at and after some slots, as far as the model looks."""
    chosen = [options[index][0] for options, index in zip(slots, reading.choices, strict=True)]
    after = "".join(chosen[end : end + 2 * REACH])[:REACH]
    return "".join(chosen[max(0, start - 2 * REACH) : start]), "".join(chosen[start:end]), after


def _cost(before: str, tokens: str) -> float:
    """Nats of tokens after others."""
    model = language_model.load()
    state, total = model.state_after(before, at_line_start=True), 0.0
    for token in tokens:
        following = model.new_state()
        total -= language_model.LN10 * model.step(state, token, following)
        state = following
    return total


def total(tokens: str) -> float:
    """Nats of tokens as a whole line."""
    return -language_model.load().score(tokens)
