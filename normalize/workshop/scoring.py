"""
Scoring a restoration against gold sites with accepted alternatives.

A site is a span of the damaged text whose original is known. After restoration it reads as gold
(true), or it was changed to something else (wrong), or it was left alone (missed). A change
outside any site is harm. Output and gold are aligned clause by clause, so no offsets are asked
of the tool under test, and any tool can be scored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product

_STOPS = '，,。；;！!？?：:\n“”"‘’（）()、'
_CLAUSE = re.compile(f"[^{_STOPS}]+|[{_STOPS}]")
MAX_READINGS = 64  # combinations of alternatives tried in one clause
LONG = 400  # characters from which the exact distance costs too much


@dataclass(frozen=True, slots=True)
class Site:
    """`start:end` of the damaged text was `gold`; `alternatives` are as good."""

    start: int
    end: int
    gold: str
    alternatives: tuple[str, ...] = ()


@dataclass(slots=True)
class Score:
    """Counts that add up; `clauses` are those with a site, `exact` of them read entirely as gold."""

    true: int = 0
    missed: int = 0
    wrong: int = 0
    harm: int = 0
    clauses: int = 0
    exact: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.true + other.true,
            self.missed + other.missed,
            self.wrong + other.wrong,
            self.harm + other.harm,
            self.clauses + other.clauses,
            self.exact + other.exact,
        )

    @property
    def precision(self) -> float:
        """Share of the changes that are right."""
        return self.true / max(1, self.true + self.wrong + self.harm)

    @property
    def recall(self) -> float:
        """Share of the sites that read as gold (`missed` includes the wrong ones)."""
        return self.true / max(1, self.true + self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)

    @property
    def exact_rate(self) -> float:
        """Share of the damaged clauses that are exactly right."""
        return self.exact / max(1, self.clauses)


def score(spun: str, output: str, sites: Sequence[Site]) -> Score:
    """
    Score one text.

    >>> score("省委布告讲话", "省委书记讲话", [Site(2, 4, "书记")]).f1
    1.0
    >>> score("省委布告今天讲话", "省委布告今日讲话", [Site(2, 4, "书记")])
    Score(true=0, missed=1, wrong=0, harm=1, clauses=1, exact=0)
    """
    clauses = list(_clauses(spun, sorted(sites, key=lambda site: (site.start, site.end))))
    outputs = _CLAUSE.findall(output)
    if len(outputs) != len(clauses):  # punctuation was changed: align the whole text
        clauses, outputs = [(spun, sorted(sites, key=lambda site: (site.start, site.end)))], [output]
    total = Score()
    for (text, local), got in zip(clauses, outputs, strict=True):
        if local or text != got:
            total += _score_clause(text, got, local)
    return total


def _clauses(spun: str, sites: Sequence[Site]) -> Iterable[tuple[str, list[Site]]]:
    for match in _CLAUSE.finditer(spun):
        begin, end = match.span()
        local = [
            Site(site.start - begin, site.end - begin, site.gold, site.alternatives)
            for site in sites
            if begin <= site.start and site.end <= end
        ]
        yield match.group(), local


def _score_clause(text: str, got: str, sites: Sequence[Site]) -> Score:
    gold, spans = min(_readings(text, sites), key=lambda reading: _distance(reading[0], got))
    differences = [
        (i1, i2) for tag, i1, i2, _, _ in SequenceMatcher(None, gold, got, False).get_opcodes() if tag != "equal"
    ]
    missed = [any(_inside(d, span) for d in differences) for span in spans]
    outside = [d for d in differences if not any(_inside(d, span) for span in spans)]
    harm = 0
    for begin, end in outside:
        near = [k for k, (start, stop) in enumerate(spans) if begin <= stop and end >= start]
        if near and not any(missed[k] for k in near):
            missed[near[0]] = True
        elif not near and text != got:
            harm += 1
    wrong = sum(gone and text[site.start : site.end] not in got for site, gone in zip(sites, missed, strict=True))
    return Score(
        true=missed.count(False),
        missed=missed.count(True),
        wrong=wrong,
        harm=harm,
        clauses=bool(sites),
        exact=bool(sites) and gold == got,
    )


def _inside(difference: tuple[int, int], span: tuple[int, int]) -> bool:
    (begin, end), (start, stop) = difference, span
    return (begin < stop and end > start) or (begin == end and start < begin < stop)


def _readings(text: str, sites: Sequence[Site]) -> list[tuple[str, list[tuple[int, int]]]]:
    """Accepted restorations of a clause, each with the places of its sites."""
    readings = []
    for choice in product(*((site.gold, *site.alternatives) for site in sites)):
        parts: list[str] = []
        spans: list[tuple[int, int]] = []
        size = position = 0
        for site, word in zip(sites, choice, strict=True):
            parts += (text[position : site.start], word)
            size += site.start - position + len(word)
            spans.append((size - len(word), size))
            position = site.end
        readings.append(("".join([*parts, text[position:]]), spans))
        if len(readings) == MAX_READINGS:
            break
    return readings


def _distance(one: str, two: str) -> float:
    """Edit distance; for long texts an estimate, since only the order of candidates matters."""
    if len(two) >= LONG:
        return -SequenceMatcher(None, one, two, False).ratio()
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(one, two)
