"""
What a place in a spun text may have been: the arcs of the lattice.

Each hit gives one candidate for each original. Spinners run several tables, or the same one
twice, so an original can itself have been hit, together with its neighbours
(和安全 → 和平安 → 宁静安): one further step back is tried where a substitute would straddle the
border of a restored word.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from normalize.segments import Spans
from normalize.spin.lexicon import Lexicon, Row
from normalize.tokens import fold

RATE = 0.7  # share of an original's occurrences that a spinner replaced
STANDING = 0.3  # the original stands elsewhere in the spun parts, before it is known how thorough this spinner was
STANDS_ANYWAY = 0.4  # how often the original of a pair that did not act stands there
USER = "user"  # the family of the rows of user dictionaries
GENERAL = "general"  # the family of the rows that every family may have
USER_TRUST = 50.0  # they were written for these texts, so they need less help from the context
BORROWED = 0.03  # weight of a row whose family is not the text's, when the text is known to be spun
UNSETTLED = 0.1  # the same while that is the question
SHARED = 0.1  # weight of a row that many families have
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

    `steps` are the rows that lead there, last pass first, each with its twins in other families. A named tuple,
    because a page has thousands and a frozen dataclass takes twice as long to make.
    """

    start: int
    end: int
    text: str
    prior: float
    steps: tuple[tuple[Row, ...], ...]


def candidates(text: str, hits: Sequence[tuple[int, int, int]], lexicon: Lexicon, spans: Spans) -> list[Candidate]:
    """All candidates in the spans, of any family, by start; the priors do not know yet which family it is."""
    found: dict[tuple[int, int, str], Candidate] = {}
    alone = Spans((start, end) for start, end, form in hits if form in lexicon.alone)
    known: dict[int, list[tuple[str, tuple[tuple[Row, ...]], float]]] = {}
    for start, end, form in hits:
        if not spans.hold(start, end) or alone.hold(start, end) or _cuts_a_run(text, start, end):
            continue
        if form not in known:
            known[form] = [(rows[0].original, (rows,), prior((rows,))) for rows in _twins(lexicon, form)]
        for original, steps, odds in known[form]:
            found[start, end, original] = Candidate(start, end, original, odds, steps)
    likely = [candidate for candidate in found.values() if candidate.prior >= STACKABLE]
    for candidate in likely[:MAX_STACKED]:
        for deeper in _stacked(text, candidate, lexicon):
            key = deeper[:3]
            if key not in found or found[key].prior < deeper.prior:
                found[key] = deeper
    _drop_repeated(text, found)
    places: dict[tuple[int, int], list[Candidate]] = {}
    for candidate in found.values():
        places.setdefault((candidate.start, candidate.end), []).append(candidate)
    ranked = []
    for here in places.values():
        ranked += sorted(here, key=lambda candidate: (-candidate.prior, candidate.text))[:MAX_READINGS]
    return sorted(ranked, key=lambda candidate: (candidate.start, candidate.end, candidate.text))


def _twins(lexicon: Lexicon, form: int) -> list[tuple[Row, ...]]:
    """The rows of a form, those of the same original together; where the user has a word to say, ours are silent."""
    rows = lexicon.originals(lexicon.forms[form])
    twins: dict[str, list[Row]] = {}
    for row in [row for row in rows if row.family == USER] or rows:
        twins.setdefault(row.original, []).append(row)
    return [tuple(mine) for mine in twins.values()]


def priors(found: Sequence[Candidate], mixture: Mapping[str, float], borrowed: float = BORROWED) -> list[float]:
    """The prior of each candidate, given the families; a page repeats its rows, so each is worked out once."""
    known: dict[int, float] = {}
    values = []
    for candidate in found:
        key = id(candidate.steps)
        value = known.get(key)
        if value is None:
            value = known[key] = prior(candidate.steps, mixture, borrowed)
        values.append(value)
    return values


def prior(
    steps: Sequence[Sequence[Row]], mixture: Mapping[str, float] | None = None, borrowed: float = BORROWED
) -> float:
    """
    Log odds that these rows acted, given how probable each family is (not known: the best of any).

    `borrowed` is the weight of a row whose family is not the text's.
    """
    weights = (_weight(rows, mixture, borrowed) for rows in steps)
    return sum(math.log(RATE * weight) for weight in weights) + math.log(STACKED) * (len(steps) - 1)


def _weight(rows: Sequence[Row], mixture: Mapping[str, float] | None, borrowed: float) -> float:
    most = max(row.weight for row in rows)
    if rows[0].family == USER:
        return most * USER_TRUST
    if mixture is None:
        return most
    mine: dict[str, float] = {}
    for row in rows:
        mine[row.family] = max(mine.get(row.family, 0.0), row.weight)
    shared = SHARED * mine.get(GENERAL, 0.0)
    own = sum(share * mine.get(name, 0.0) for name, share in mixture.items())
    return max(own, shared, borrowed * most)


def rule(candidate: Candidate, mixture: Mapping[str, float]) -> tuple[str, tuple[str, ...]]:
    """The name of the row that acted last, and of those before it."""
    names = []
    for rows in candidate.steps:
        best = max(rows, key=lambda row: ((mixture.get(row.family, 0.0) + BORROWED) * row.weight, row.family))
        names.append(f"spin/{best.family}:{best.substitute}")
    return names[-1], tuple(names[:-1])


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
            if len(candidate.steps) == len(known.steps) == 1:
                steps = (known.steps[0] + candidate.steps[0],)
                found[shorter] = known._replace(prior=max(known.prior, candidate.prior), steps=steps)


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


class Standing:
    """
    Which originals still stand in the spun parts.

    A spinner that uses a row replaces the original everywhere, or nearly: 3 of the seed's 261 originals were
    left somewhere, and those three were substitutes of other words. Some spinners (family K) leave
    every other one. So a row whose original stands there was hardly in use, the less the more thorough this
    spinner was with the rows that surely acted.
    """

    def __init__(self, text: str, spans: Spans, lexicon: Lexicon) -> None:
        self._spun = "\n".join(text[start:end] for start, end in spans)
        self._lexicon = lexicon
        self._known: dict[str, bool] = {}

    def __call__(self, original: str) -> bool:
        known = self._known.get(original)
        if known is None:
            known = self._known[original] = original in self._spun
        return known

    def penalties(self, found: Sequence[Candidate], leak: float) -> list[float]:
        """What to add to each prior; `leak` is how likely the original of a row that acted still stands."""
        whole, half = math.log(min(1.0, leak / STANDS_ANYWAY)), math.log(min(1.0, 2 * leak / STANDS_ANYWAY))
        penalties = []
        for candidate in found:
            penalty = 0.0
            for rows in candidate.steps:
                original = rows[0].original
                if self(original):  # a substitute of other words may be one here
                    penalty += half if self._lexicon.originals(original) else whole
            penalties.append(penalty)
        return penalties

    def leak(self, found: Sequence[Candidate], posteriors: Sequence[float]) -> float:
        """How likely the original of a row that acted still stands somewhere, from the rows that surely acted."""
        sure = {c.steps[0][0].original for c, p in zip(found, posteriors, strict=True) if p > 0.8 and len(c.text) > 1}
        return (sum(self(original) for original in sure) + 0.5) / (len(sure) + 4.0)


def adapted(text: str, found: Sequence[Candidate], priors: Sequence[float], posteriors: Sequence[float]) -> list[float]:
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
    for form, candidate, own, posterior in zip(forms, found, priors, posteriors, strict=True):
        others = len(occurrences[form]) - 1
        agreeing = max(0.0, believed[form, candidate.text] - posterior)
        moved.append(own + math.log((DOUBT + AGREEMENT * agreeing) / (DOUBT + others)))
    return moved


def _stacked(text: str, first: Candidate, lexicon: Lexicon) -> list[Candidate]:
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
        for row in lexicon.originals(lexicon.forms[form]):
            if row.original == row.substitute:
                continue
            restored = window[min(start, begin) : start] + row.original + window[end : max(end, stop)]
            steps = (*first.steps, (row,))
            deeper.append(
                Candidate(
                    first.start - max(0, begin - start),
                    first.end + max(0, end - stop),
                    restored,
                    prior(steps),
                    steps,
                )
            )
    return deeper
