"""
What a place in a spun text may have been: the arcs of the lattice.

Each hit of an open family gives one candidate for each original. Spinners run several tables, or
the same one twice, so an original can itself have been hit, together with its neighbours
(和安全 → 和平安 → 宁静安): one further step back is tried where a substitute would straddle the
border of a restored word.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from normalize.segments import Spans
from normalize.spin.gate import Opening
from normalize.spin.lexicon import Lexicon, Row
from normalize.spin.tokens import fold

RATE = 0.7  # share of an original's occurrences that a spinner replaced
LEFT_OVER = 0.05  # a spinner replaces every occurrence: in the seed 3 of 261 originals were left somewhere
LEFT_OVER_SUBSTITUTE = 0.1  # ... and those three were substitutes of other words
USER = "user"  # the family of the rows of user dictionaries
USER_TRUST = 50.0  # they were written for these texts, so they need less help from the context
DOUBT = 1.0  # weight of the table against what other occurrences of a substitute turned out to be
AGREEMENT = 3.0  # how much likelier a reading is that all the others share
STACKED = 0.003  # a second pass over the same place is rare, and reads well by chance more often
MAX_READINGS = 8  # per place; what the table believes less is never chosen in the articles measured
STACKABLE = math.log(0.1)  # a first step less likely than this is not followed further
MAX_STACKED = 2000  # per text, so that adversarial text costs no more than linear time
WINDOW = 3  # characters on each side in which a straddling substitute may stand


class Candidate(NamedTuple):
    """
    `text` may have stood at `start:end`; `prior` is the log odds of that before reading it.

    A named tuple, because a page has thousands and a frozen dataclass takes twice as long to make.
    """

    start: int
    end: int
    text: str
    prior: float
    rule: str
    because: tuple[str, ...] = ()


def candidates(
    text: str, hits: Sequence[tuple[int, int, int]], lexicon: Lexicon, openings: Sequence[Opening]
) -> list[Candidate]:
    """All candidates of the opened spans, by start."""
    found: dict[tuple[int, int, str], Candidate] = {}
    prior = Prior(text, lexicon, openings)
    alone = Spans((start, end) for start, end, form in hits if form in lexicon.alone)
    for start, end, form in hits:
        substitute = lexicon.forms[form]
        families = open_families(substitute, start, end, openings)
        if not families or alone.hold(start, end) or _cuts_a_run(text, start, end):
            continue
        rows = lexicon.originals(substitute)
        own = [row for row in rows if row.family == USER]
        for row in own or rows:  # where the user has a word to say, ours are silent
            if row.family in families:
                rule = f"spin/{row.family}:{substitute}"
                _keep_best(found, Candidate(start, end, row.original, prior(row), rule))
    likely = [candidate for candidate in found.values() if candidate.prior >= STACKABLE]
    for candidate in likely[:MAX_STACKED]:
        for deeper in _stacked(text, candidate, lexicon, openings, prior):
            _keep_best(found, deeper)
    _drop_repeated(text, found)
    places: dict[tuple[int, int], list[Candidate]] = {}
    for candidate in found.values():
        places.setdefault((candidate.start, candidate.end), []).append(candidate)
    ranked = []
    for here in places.values():
        ranked += sorted(here, key=lambda candidate: (-candidate.prior, candidate.text))[:MAX_READINGS]
    return sorted(ranked, key=lambda candidate: (candidate.start, candidate.end, candidate.text))


def _cuts_a_run(text: str, start: int, end: int) -> bool:
    """Whether a form of Latin letters or digits is only part of a longer run: these do have borders."""
    if text[start] > "⺀" and text[end - 1] > "⺀":
        return False
    left, right = text[max(0, start - 1) : start + 1], text[end - 1 : end + 1]
    return (start > 0 and len(fold(left)) < 2) or (end < len(text) and len(fold(right)) < 2)


def _drop_repeated(text: str, found: dict[tuple[int, int, str], Candidate]) -> None:
    """
    Leave one candidate for one reading.

    知说念→知道 and 说念→道 at the same place read alike; apart, each would get half the probability.
    """
    for (start, end, new), candidate in list(found.items()):
        if end - start < 2 or (text[start] != new[:1] and text[end - 1] != new[-1:]):
            continue
        shorter = _trimmed(start, end, text[start:end], new)
        if shorter != (start, end, new) and shorter in found:
            del found[start, end, new]
            known = found[shorter]
            found[shorter] = known._replace(prior=max(known.prior, candidate.prior))


def _trimmed(start: int, end: int, old: str, new: str) -> tuple[int, int, str]:
    """The change without what old and new share at their ends."""
    left = _shared(old, new)
    right = _shared(old[left:][::-1], new[left:][::-1])
    return start + left, end - right, new[left : len(new) - right]


def _shared(one: str, two: str) -> int:
    """How many characters two words share at the start."""
    size = 0
    for a, b in zip(one, two, strict=False):
        if a != b:
            break
        size += 1
    return size


class Prior:
    """
    Log odds that a row acted in this text, before any place is read.

    A spinner that uses a row replaces the original everywhere. Where the original still stands in
    the spun parts, the row was hardly in use.
    """

    def __init__(self, text: str, lexicon: Lexicon, openings: Sequence[Opening]) -> None:
        self._spun = "\n".join(text[start:end] for opening in openings for start, end in opening.spans)
        self._lexicon = lexicon
        self._left: dict[str, bool] = {}

    def __call__(self, row: Row) -> float:
        prior = RATE * row.weight * (USER_TRUST if row.family == USER else 1.0)
        original = row.original
        if original not in self._left:
            self._left[original] = original in self._spun
        if self._left[original]:
            prior *= LEFT_OVER_SUBSTITUTE if self._lexicon.originals(original) else LEFT_OVER
        return math.log(prior)


def adapted(text: str, found: Sequence[Candidate], posteriors: Sequence[float]) -> list[float]:
    """
    The priors, moved by what the same substitute turned out to be elsewhere.

    A spinner's table is one to one within a page most of the time: where the other occurrences of
    a substitute read best as one original, or were kept, this one most likely goes with them.
    """
    forms = [text[candidate.start : candidate.end] for candidate in found]
    occurrences: dict[str, set[int]] = {}
    believed: dict[tuple[str, str], float] = {}
    for form, candidate, posterior in zip(forms, found, posteriors, strict=True):
        occurrences.setdefault(form, set()).add(candidate.start)
        believed[form, candidate.text] = believed.get((form, candidate.text), 0.0) + posterior
    moved = []
    for form, candidate, posterior in zip(forms, found, posteriors, strict=True):
        others = len(occurrences[form]) - 1
        agreeing = max(0.0, believed[form, candidate.text] - posterior)
        moved.append(candidate.prior + math.log((DOUBT + AGREEMENT * agreeing) / (DOUBT + others)))
    return moved


def _stacked(
    text: str, first: Candidate, lexicon: Lexicon, openings: Sequence[Opening], prior: Prior
) -> list[Candidate]:
    """Readings in which the restored word was itself hit together with its neighbours."""
    left = text[max(0, first.start - WINDOW) : first.start].rpartition("\n")[2]
    right = text[first.end : first.end + WINDOW].partition("\n")[0]
    window = left + first.text + right
    begin, stop = len(left), len(left) + len(first.text)
    deeper = []
    for start, end, form in lexicon.matcher.find(window):
        straddles = (start < begin < end < stop) or (begin < start < stop < end)
        if not straddles:
            continue
        substitute = lexicon.forms[form]
        families = open_families(substitute, first.start, first.end, openings)
        for row in lexicon.originals(substitute):
            if row.original == substitute or row.family not in families:
                continue
            restored = window[min(start, begin) : start] + row.original + window[end : max(end, stop)]
            deeper.append(
                Candidate(
                    first.start - max(0, begin - start),
                    first.end + max(0, end - stop),
                    restored,
                    first.prior + prior(row) + math.log(STACKED),
                    f"spin/{row.family}:{row.substitute}",
                    (first.rule,),
                )
            )
    return deeper


def open_families(substitute: str, start: int, end: int, openings: Sequence[Opening]) -> set[str]:
    """The families whose rows for a substitute may act at a place; the user's own come with any."""
    families = {
        opening.family.name
        for opening in openings
        if (opening.only is None or substitute in opening.only) and opening.spans.hold(start, end)
    }
    return families | {USER} if families else families


def _keep_best(found: dict[tuple[int, int, str], Candidate], candidate: Candidate) -> None:
    key = (candidate.start, candidate.end, candidate.text)
    if key not in found or found[key].prior < candidate.prior:
        found[key] = candidate
