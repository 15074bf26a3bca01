"""
Two random characters that mirrors put before punctuation, so that copies can be told.

每天看书恤筛，写字芹橡。 The characters are drawn evenly from the 3,755 of GB 2312's first level, so
the machine's own probability of a pair is known: 1 in 3755². A place is judged by the odds of "a
pair was put in" against "the author wrote it", the text by how many places its best rate of
insertion explains. Of the clause ends of clean prose one in 1,200 has odds above e⁶, of inserted
pairs three in four; so one place proves nothing (names look random too), two or three do.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache

from normalize import prose
from normalize.injections import clauses
from normalize.injections.lines import NAME
from normalize.model import Edit
from normalize.tables import read_lines

EVEN = 2 * math.log(3755)  # nats that a random pair costs its machine
PROOF = 14.0  # nats of evidence a text must bring together: one page in a million is from such a mirror
SHARE = 0.08  # of the clause ends that must be two rare characters before the model is asked; clean prose has 0.01
SHARE_OF_HALF_RARE = 0.4  # the same for ends with one rare character, of which there must be two
SHORT = 20  # clauses of a text short enough to ask for these
LEAST = 1.5  # log odds of a single place: rare words (宅院) reach 1, one random pair in twenty has less
MAX_PLACES = 2000  # clause ends looked at

_DECODED = frozenset("锟斤拷烫屯")  # rare characters that wrong decoding makes, not this machine
_PLACE = re.compile(f"[\u4e00-\u9fff]{{2}}(?=[{clauses.MARKS}])")


@cache
def _level_one() -> frozenset[str]:
    """The characters of the first level of GB 2312."""
    rows = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    return frozenset(pair.decode("gb2312", "ignore") for pair in rows) - {""}


@cache
def _rare() -> frozenset[str]:
    """The rarer two thirds of them, from a table: clean text needs no language model."""
    return frozenset(read_lines("injections_rare.tsv"))


def suspects(text: str) -> bool:
    """Whether rare characters end more clauses than in prose."""
    rare = _rare()
    ends = [end for end in clauses.ends(text) if len(end) > 1]
    last = [end for end in ends if end[-1] in rare]
    both = sum(end[-2] in rare for end in last)
    if both and both >= SHARE * len(ends):
        return True
    if len(ends) > SHORT:
        return False
    either = len(last) + sum(end[-2] in rare and end[-1] not in rare for end in ends)
    return either >= max(2.0, SHARE_OF_HALF_RARE * len(ends))


def find(text: str) -> Iterator[Edit]:
    """Deletions of random pairs, if the text as a whole has been treated so."""
    matches = [match for match in _PLACE.finditer(text) if _level_one().issuperset(match.group())]
    matches = [match for match in matches[:MAX_PLACES] if _DECODED.isdisjoint(match.group())]
    places = [(match.start(), prose.gain(text, match.start(), match.end(), "") - EVEN) for match in matches]
    rate, proof = _rate([odds for _, odds in places])
    if proof < PROOF / 2:
        return
    for start, odds in places:
        probability = 1 / (1 + math.exp(-min(50.0, odds + math.log(rate / (1 - rate)))))
        if probability > 0.5:
            confidence = min(0.98 if proof >= PROOF and odds >= LEAST else 0.7, probability)
            yield Edit(start, start + 2, text[start : start + 2], "", NAME, "injections:random pair", confidence)


def _rate(odds: list[float]) -> tuple[float, float]:
    """
    The share of places with a pair that explains the odds best, and the evidence for it in nats.

    >>> _rate([12.0, 9.0, -14.0])[1] > PROOF > _rate([9.0, -14.0])[1]
    True
    """
    rate = 0.5
    for _ in range(20):  # expectation and maximization; settles in a few steps
        shares = [1 / (1 + math.exp(-max(-50.0, min(50.0, one + math.log(rate / (1 - rate)))))) for one in odds]
        rate = min(0.95, max(1e-4, sum(shares) / max(1, len(shares))))
    evidence = sum(math.log(1 - rate + rate * math.exp(min(50.0, one))) for one in odds)
    return rate, evidence
