"""
Spinning (伪原创): words replaced by pseudo-synonyms, undone in context.

SEO farms republish articles after plain string replacement from a table: 工作→干事, 书记→布告,
人→东说念主. Word borders are ignored (中国家具→中国度具), one substitute can stand for several
originals, passes can stack. Every substitute is also a word that people write, so nothing happens
until the gate has found enough evidence (`normalize.spin.gate`); then the language model decides
each place in its context, and what it is not sure of stays a suggestion.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from normalize.model import Context, Edit
from normalize.segments import Spans
from normalize.spin import families, gate, lexicon
from normalize.spin.candidates import (
    STANDING,
    STANDS_ANYWAY,
    UNSETTLED,
    USER,
    Candidate,
    Standing,
    adapted,
    candidates,
    priors,
    rule,
)
from normalize.spin.confidence import calibrated
from normalize.spin.lexicon import Lexicon
from normalize.spin.reading import Reading
from normalize.spin.traditional import without_native
from normalize.spin.unknown import unknown

MIN_ALTERNATIVE = 0.02  # readings less probable than this are not worth a reader's time
MIN_STACKED = 0.001  # nor two-pass readings below this: one suggestion in the seed, none in twelve unseen articles
# words that no dictionary has (benchmarks/left_out.py): read better by so much, at so many places, they are applied
MANY_PLACES, MUCH_BETTER = 6, 6.0
LIKELY, POSSIBLE = 0.8, 0.55  # confidence of these, and of the others, which no preset applies

MANY_SECTIONS, BEYOND_DOUBT = 5, 0.99  # from which a text's first verdict stands


class Spin:
    """
    Finds substitutes in the parts of a text that the gate opens.

    `dictionary` names user files (substitute, original, optional weight), `pairs` are user rows; both win over
    the shipped rows.
    """

    name = "spin"

    def __init__(self, dictionary: tuple[str, ...] = (), pairs: tuple[tuple[str, str], ...] = ()) -> None:
        self._dictionary = dictionary
        self._pairs = pairs
        self._last: tuple[str, list[int]] = ("", [])

    @cached_property
    def lexicon(self) -> Lexicon:
        """The shipped rows with the user's on top."""
        shipped = lexicon.load()
        if not self._dictionary and not self._pairs:
            return shipped
        rows = [row for path in self._dictionary for row in lexicon.read_rows(Path(path), USER)]
        return shipped.with_rows([*rows, *(lexicon.Row(word, original, USER, 1.0) for word, original in self._pairs)])

    def suspects(self, text: str) -> bool:
        """Whether the marks make any section worth reading."""
        return bool(self._suspects(text))

    def _suspects(self, text: str) -> list[int]:
        """The search for marks, done once for `suspects` and `find` of the same text."""
        last = self._last  # one read: another thread may replace it
        if last[0] is not text:
            last = self._last = (text, gate.suspects(text, self.lexicon, gate.sections(text)))
        return last[1]

    def find(self, text: str, context: Context) -> Iterator[Edit]:
        """Edits for every place where another word reads better, with calibrated confidence."""
        suspects = self._suspects(text)
        if not suspects:
            return
        hits = without_native(text, self.lexicon.matcher.find(text), self.lexicon)
        borders = gate.sections(text)
        talked_of = gate.mentions(text)
        places = [borders[number : number + 2] for number in suspects]
        drafts = (_Draft(self.lexicon, text, hits, place, talked_of) for place in places)
        draft = next((draft for draft in drafts if draft.opening), None)
        if draft is None:
            return
        if len(borders) > 2:  # one section gave it away: now the whole
            draft = _Draft(self.lexicon, text, hits, borders, talked_of)
        opening = draft.opening and draft.settle()
        if opening is None:
            return
        context.families.extend(families.report(text, opening, draft.found, draft.posteriors, draft.mixture, talked_of))
        standing = Standing(text, opening.spans, self.lexicon)
        penalties = standing.penalties(draft.found, standing.leak(draft.found, draft.posteriors))
        few = families.support(text, draft.found, draft.posteriors)
        odds = [own + penalty + few for own, penalty in zip(priors(draft.found, draft.mixture), penalties, strict=True)]
        chosen, posteriors, _ = draft.reading.solve(adapted(text, draft.found, odds, draft.posteriors))
        chosen = [n for n in chosen if opening.spans.hold(draft.found[n].start, draft.found[n].end)]
        edits = list(self._edits(text, draft.found, chosen, posteriors, opening, draft.mixture))
        yield from sorted(
            [*edits, *self._unknown(text, draft.found, chosen, opening, edits, talked_of)], key=lambda edit: edit.start
        )

    def _edits(
        self,
        text: str,
        found: list[Candidate],
        chosen: list[int],
        posteriors: list[float],
        opening: gate.Opening,
        mixture: Mapping[str, float],
    ) -> Iterator[Edit]:
        """The choices, each with its rivals for the same place."""
        places: dict[tuple[int, int], dict[str, float]] = {}
        for candidate, posterior in zip(found, posteriors, strict=True):
            places.setdefault((candidate.start, candidate.end), {})[candidate.text] = posterior
        stacked = [
            number
            for number, candidate in enumerate(found)
            if len(candidate.steps) > 1
            and posteriors[number] >= MIN_STACKED
            and opening.spans.hold(candidate.start, candidate.end)
        ]
        for number in _with_stacked(found, chosen, sorted(stacked, key=lambda n: -posteriors[n])):
            best = found[number]
            old = text[best.start : best.end]
            spun = opening.at(best.start)
            readings = {word: p * spun for word, p in places[best.start, best.end].items()}
            readings[old] = max(0.0, 1.0 - sum(readings.values()))
            rivals = sorted(readings.items(), key=lambda item: -item[1])
            name, because = rule(best, mixture)
            yield Edit(
                best.start,
                best.end,
                old,
                best.text,
                self.name,
                name,
                round(calibrated(posteriors[number]) * spun, 4),
                because,
                tuple((word, round(p, 4)) for word, p in rivals if word != best.text and p >= MIN_ALTERNATIVE),
            )

    def _unknown(
        self,
        text: str,
        found: list[Candidate],
        chosen: list[int],
        opening: gate.Opening,
        edits: list[Edit],
        talked_of: Spans,
    ) -> Iterator[Edit]:
        """Substitutes that no dictionary has: suggestions, unless the evidence is overwhelming."""
        taken = Spans([*((edit.start, edit.end) for edit in edits), *talked_of])
        for one in unknown(text, opening.spans, found, chosen, self.lexicon):
            if not taken.touch(one.start, one.end):
                overwhelming = one.places >= MANY_PLACES and one.gain >= MUCH_BETTER
                sure = (LIKELY if overwhelming else POSSIBLE) * opening.at(one.start)
                old, kept = text[one.start : one.end], round(1.0 - sure, 4)
                rivals = ((old, kept),)
                grounds = (f"spin/unknown:{one.places} places, gain {one.gain:.1f}",)
                name = f"spin/unknown:{old}"
                yield Edit(one.start, one.end, old, one.text, self.name, name, round(sure, 4), grounds, rivals)


class _Draft:
    """
    Some sections of a text, read before it is known whether and by whom they were spun.

    First any row of any family may have acted; `settle` asks again with the rows of the families that explain it
    best: words that only several tables together would explain are the author's own.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        text: str,
        hits: list[tuple[int, int, int]],
        borders: list[int],
        talked_of: Spans,
    ) -> None:
        start, end = borders[0], borders[-1]
        first = bisect_right(hits, start, key=lambda hit: hit[1])  # hits are sorted by their ends
        last = bisect_right(hits, end, key=lambda hit: hit[1])
        spans = Spans([(start, end)])
        self._text, self._borders = text, borders
        self.found = candidates(text, hits[first:last], lexicon, spans)
        self.reading = Reading(text, self.found)
        self.mixture: dict[str, float] = {}
        penalties = Standing(text, spans, lexicon).penalties(self.found, STANDING * STANDS_ANYWAY)
        self._against = [
            penalty - (gate.SILENT if talked_of.touch(candidate.start, candidate.end) else 0.0)
            for candidate, penalty in zip(self.found, penalties, strict=True)
        ]
        self.opening = self._judge([candidate.prior for candidate in self.found], gate.ABSENCE)

    def settle(self) -> gate.Opening | None:
        """The verdict with the families known; a long text that is beyond doubt from end to end needs no second one."""
        self.mixture = families.shares(self._text, self.found, self.posteriors)
        sections = self.opening.sections if self.opening else ()
        if len(sections) >= MANY_SECTIONS and all(p >= BEYOND_DOUBT for *_, p in sections):
            return self.opening
        return self._judge(priors(self.found, self.mixture, UNSETTLED), families.density(self.mixture))

    def _judge(self, odds: list[float], absence: float) -> gate.Opening | None:
        weighed = [one + other for one, other in zip(odds, self._against, strict=True)]
        _, self.posteriors, islands = self.reading.solve(weighed)
        return gate.judge(self._text, self._borders, self.found, self.posteriors, islands, absence)


def _with_stacked(found: list[Candidate], chosen: list[int], stacked: list[int]) -> list[int]:
    """
    The chosen candidates, and beside them the readings that undo two passes, best first where they overlap.

    Two passes often leave words that read well (共清理 → 所有帐), so the best path keeps them; their
    low confidence makes such readings suggestions.
    """
    taken = sorted(chosen, key=lambda number: found[number].start)
    for number in stacked:
        start, end = found[number].start, found[number].end
        place = bisect_left(taken, start, key=lambda other: found[other].start)
        before = found[taken[place - 1]].end if place else 0
        after = found[taken[place]].start if place < len(taken) else end
        if before <= start and end <= after:
            taken.insert(place, number)
    return taken
