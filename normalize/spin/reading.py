"""
A text with its candidates, read by the language model: one lattice per line.

Built once, solved as often as the priors change: to ask whether the text is spun, by which family,
and at last what it said.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from normalize import language_model
from normalize.spin.candidates import Candidate
from normalize.spin.decoder import Arc, Lattice
from normalize.tokens import fold, tokenize


class Island(NamedTuple):
    """Candidates `first:last` are read together; `evidence` is how much better they read than the text as it stands."""

    first: int
    last: int
    evidence: float


class Reading:
    """The lattices of all lines of a text that hold candidates (which are sorted by start)."""

    def __init__(self, text: str, found: Sequence[Candidate]) -> None:
        self._lines = [
            (first, last, _lattice(text[start:end], start, found[first:last]))
            for start, end, first, last in _lines(text, found)
        ]

    def solve(self, priors: Sequence[float]) -> tuple[list[int], list[float], list[Island]]:
        """Numbers of the chosen candidates, the posterior of every candidate, and the islands."""
        chosen: list[int] = []
        posteriors: list[float] = []
        islands: list[Island] = []
        for first, last, lattice in self._lines:
            path, mine, evidence = lattice.solve(priors[first:last])
            chosen += (first + number for number in path)
            posteriors += mine
            islands += (Island(first + start, first + stop, value) for start, stop, value in evidence)
        return chosen, posteriors, islands


def _lines(text: str, found: Sequence[Candidate]) -> Iterator[tuple[int, int, int, int]]:
    """Start and end of each line that holds candidates, with the range of these."""
    first = 0
    while first < len(found):
        start = text.rfind("\n", 0, found[first].start) + 1
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        last = first
        while last < len(found) and found[last].start < end:
            last += 1
        yield start, end, first, last
        first = last


def _lattice(line: str, offset: int, found: Sequence[Candidate]) -> Lattice:
    tokens, starts = tokenize(line)
    arcs = []
    for candidate in found:
        begin = bisect_left(starts, candidate.start - offset)
        stop = bisect_left(starts, candidate.end - offset)
        arcs.append(Arc(begin, stop, fold(candidate.text), candidate.prior))
    return Lattice(language_model.load(), tokens, arcs)
