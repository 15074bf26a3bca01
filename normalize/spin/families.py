"""
Which family it was: what the restored pairs say.

Families share many pairs (时分←时候 is in three of them) and no table is complete, so a text is read as
a mixture: each family's share is its probability given the pairs that the reading found. A row counts
by the share of its family; rows of other families still count a little, since spinners borrow from each other
and families exist that nobody has described.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache

from normalize.model import Family
from normalize.segments import Spans
from normalize.spin.candidates import GENERAL, SHARED, USER, Candidate
from normalize.spin.gate import Opening
from normalize.spin.lexicon import strength
from normalize.tables import read_lines

TABLE = "families.tsv"

UNKNOWN = 0.01  # probability that a family makes a pair which its file does not have
FAINT = 0.001  # readings less probable than this say nothing about the family
SURE = 0.5  # a site counts as restored from this posterior
LEAST = 0.02  # families less probable than this are not reported
HESITATION = 1.0  # pairs that have to be seen before a table is taken to be at work with some certainty
MARKS = 40  # marks reported per family


def shares(text: str, found: Sequence[Candidate], posteriors: Sequence[float]) -> dict[str, float]:
    """
    The probability of each family, given all restored sites (own rows are a family of their own, `user`).

    A form that comes ten times is one row of one table, not ten; so each pair counts once.
    """
    believed: dict[str, dict[int, float]] = {}
    for number, candidate in enumerate(found):
        if posteriors[number] >= FAINT:
            form = text[candidate.start : candidate.end]
            believed.setdefault(form, {})[number] = posteriors[number]
    names = sorted({row.family for candidate in found for row in candidate.steps[0]} - {USER})
    scores = dict.fromkeys(names, 0.0)
    counted = False
    for numbers in believed.values():
        places = len({found[number].start for number in numbers})
        whole = sum(numbers.values())
        if whole / places < SURE or all(found[number].steps[0][0].family == USER for number in numbers):
            continue
        counted = True
        made = dict.fromkeys(names, 0.0)
        for number, p in numbers.items():
            weights = by_family(found[number])
            for name in names:
                made[name] += p / whole * max(weights.get(name, 0.0), SHARED * weights.get(GENERAL, 0.0))
        for name in names:
            scores[name] += min(1.0, whole / places) * math.log(made[name] + UNKNOWN)
    if not counted:  # nothing but own rows spoke
        return {USER: 1.0}
    top = max(scores.values())
    odds = {name: math.exp(score - top) for name, score in scores.items()}
    whole = sum(odds.values())
    return {name: value / whole for name, value in odds.items()}


def support(text: str, found: Sequence[Candidate], posteriors: Sequence[float]) -> float:
    """
    Log of how far the families' tables are known to be at work here, from the number of pairs restored.

    After two pairs it is still open whether a third row acted; after twenty it is not.
    """
    pairs = {text[c.start : c.end] for c, p in zip(found, posteriors, strict=True) if p >= SURE}
    return math.log((len(pairs) + 1) / (len(pairs) + 1 + HESITATION))


@cache
def densities() -> dict[str, float]:
    """How many places per Han character each family replaces."""
    return {name: float(value) for name, value in (line.split("\t") for line in read_lines(TABLE))}


def density(mixture: Mapping[str, float]) -> float:
    """The density to expect of a text, given how probable each family is; of user rows alone, the lowest known."""
    known = densities()
    least = min(known.values())
    return sum(share * known.get(name, least) for name, share in mixture.items()) or least


def by_family(candidate: Candidate) -> dict[str, float]:
    """The believed weight of a candidate's pair in each family that has it."""
    weights: dict[str, float] = {}
    for row in candidate.steps[0]:
        weights[row.family] = max(weights.get(row.family, 0.0), row.weight)
    return weights


def report(
    text: str,
    opening: Opening,
    found: Sequence[Candidate],
    posteriors: Sequence[float],
    mixture: Mapping[str, float],
    talked_of: Spans,
) -> list[Family]:
    """What the report says of each probable family, the most probable first; words that are talked of are no marks."""
    spun = "\n".join(text[start:end] for start, end in opening.spans)
    families = []
    for name, share in sorted(mixture.items(), key=lambda item: (-item[1], item[0])):
        if share < LEAST:
            continue
        counts: dict[str, set[int]] = {}
        weights: dict[str, float] = {}
        replaced: dict[str, float] = {}
        for candidate, p in zip(found, posteriors, strict=True):
            rows = [row for row in candidate.steps[0] if row.family in (name, GENERAL)]
            if p < SURE or not rows or talked_of.touch(candidate.start, candidate.end):
                continue
            form = text[candidate.start : candidate.end]
            counts.setdefault(form, set()).add(candidate.start)
            weights[form] = strength(rows)
            replaced[candidate.text] = replaced.get(candidate.text, 0.0) + p
        marks = sorted(counts.items(), key=lambda item: (-weights[item[0]] * len(item[1]), item[0]))
        left = sum(spun.count(original) for original in replaced)
        done = sum(replaced.values())
        families.append(
            Family(
                name,
                opening.probability * share,
                done / (done + left) if done else 0.0,
                tuple(opening.spans),
                tuple((form, len(places)) for form, places in marks[:MARKS]),
            )
        )
    return families
