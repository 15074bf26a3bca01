"""
Spinning (伪原创): words replaced by pseudo-synonyms, undone in context.

SEO farms republish articles after plain string replacement from a table: 工作→干事, 书记→布告,
人→东说念主. Word borders are ignored (中国家具→中国度具), one substitute can stand for several
originals, passes can stack. Every substitute is also a word that people write, so nothing happens
until the gate has found enough evidence (`normalize.spin.gate`); then the language model decides
each place in its context, and what it is not sure of stays a suggestion.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from normalize.model import Context, Edit
from normalize.spin import language_model, lexicon
from normalize.spin.candidates import USER, Candidate, adapted, candidates
from normalize.spin.confidence import calibrated
from normalize.spin.decoder import Arc, Lattice
from normalize.spin.gate import Gate
from normalize.spin.lexicon import Lexicon
from normalize.spin.tokens import fold, tokenize

MIN_ALTERNATIVE = 0.02  # readings less probable than this are not worth a reader's time
MIN_STACKED = 0.001  # nor two-pass readings below this: one suggestion in the seed, none in twelve unseen articles


class Spin:
    """
    Finds substitutes in the parts of a text that the gate opens.

    `dictionary` names user files (substitute, original, optional weight) that win over the
    shipped rows.
    """

    name = "spin"

    def __init__(self, dictionary: tuple[str, ...] = ()) -> None:
        self._dictionary = dictionary
        self._last: tuple[str, list[tuple[int, int, int]]] = ("", [])

    @cached_property
    def lexicon(self) -> Lexicon:
        """The shipped rows with the user's on top."""
        shipped = lexicon.load()
        if not self._dictionary:
            return shipped
        return shipped.with_rows(row for path in self._dictionary for row in lexicon.read_rows(Path(path), USER))

    @cached_property
    def _gate(self) -> Gate:
        return Gate(self.lexicon)

    def suspects(self, text: str) -> bool:
        """Whether any substitute of any family occurs."""
        return bool(self._hits(text))

    def _hits(self, text: str) -> list[tuple[int, int, int]]:
        """The search, done once for `suspects` and `find` of the same text."""
        last = self._last  # one read: another thread may replace it
        if last[0] is not text:
            last = self._last = (text, self.lexicon.matcher.find(text))
        return last[1]

    def find(self, text: str, context: Context) -> Iterator[Edit]:
        """Edits for every place where another word reads better, with calibrated confidence."""
        hits = self._hits(text)
        openings = self._gate.open(text, hits)
        context.families.extend(opening.family for opening in openings)
        if not openings:
            return
        found = candidates(text, hits, self.lexicon, openings)
        priors = [candidate.prior for candidate in found]
        lines = [_Line(text, found, *where) for where in _lines(text, found)]
        first = [posterior for line in lines for posterior in line.solve(priors)[1]]
        priors = adapted(text, found, first)
        for line in lines:
            yield from self._edits(text, found[line.first : line.last], *line.solve(priors))

    def _edits(self, text: str, found: list[Candidate], chosen: list[int], posteriors: list[float]) -> Iterator[Edit]:
        """The choices of one line, each with its rivals for the same place."""
        places: dict[tuple[int, int], dict[str, float]] = {}
        for candidate, posterior in zip(found, posteriors, strict=True):
            places.setdefault((candidate.start, candidate.end), {})[candidate.text] = posterior
        stacked = [n for n, c in enumerate(found) if c.because and posteriors[n] >= MIN_STACKED]
        for number in _with_stacked(found, chosen, sorted(stacked, key=lambda n: -posteriors[n])):
            best = found[number]
            old = text[best.start : best.end]
            readings = places[best.start, best.end]
            readings[old] = max(0.0, 1.0 - sum(readings.values()))
            rivals = sorted(readings.items(), key=lambda item: -item[1])
            yield Edit(
                best.start,
                best.end,
                old,
                best.text,
                self.name,
                best.rule,
                round(calibrated(posteriors[number]), 4),
                best.because,
                tuple((word, round(p, 4)) for word, p in rivals if word != best.text and p >= MIN_ALTERNATIVE),
            )


def _with_stacked(found: list[Candidate], chosen: list[int], stacked: list[int]) -> list[int]:
    """
    The chosen candidates, and beside them the readings that undo two passes, best first where they overlap.

    Two passes often leave words that read well (共清理 → 所有帐), so the best path keeps them; their
    low confidence makes such readings suggestions.
    """
    taken = list(chosen)
    for number in stacked:
        start, end = found[number].start, found[number].end
        if all(found[other].end <= start or end <= found[other].start for other in taken):
            taken.append(number)
    return sorted(taken)


class _Line:
    """The lattice of one line, and which candidates lie in it."""

    def __init__(self, text: str, found: list[Candidate], start: int, end: int, first: int, last: int) -> None:
        self.first, self.last = first, last
        tokens, starts = tokenize(text[start:end])
        arcs = []
        for candidate in found[first:last]:
            begin = bisect_left(starts, candidate.start - start)
            stop = bisect_left(starts, candidate.end - start)
            arcs.append(Arc(begin, stop, fold(candidate.text), candidate.prior))
        self._lattice = Lattice(language_model.load(), tokens, arcs)

    def solve(self, priors: list[float]) -> tuple[list[int], list[float]]:
        """Chosen candidates of this line (numbered from its first) and all their posteriors."""
        return self._lattice.solve(priors[self.first : self.last])


def _lines(text: str, found: list[Candidate]) -> Iterator[tuple[int, int, int, int]]:
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
