"""
One search for all pairs of characters that clean text does not have: in the wrong order, and doubled.
"""

from __future__ import annotations

from functools import cache, lru_cache

from normalize.matcher import Matcher
from normalize.tables import read_lines


@cache
def turned() -> frozenset[str]:
    """Pairs that almost always stand the other way round (诉告)."""
    return frozenset(line.partition("\t")[0] for line in read_lines("disguise_order.tsv"))


@cache
def single() -> frozenset[str]:
    """Frequent characters that are hardly ever written twice in a row (第), in both scripts (与, 與)."""
    plain = {line.partition("\t")[0] for line in read_lines("disguise_doubled.tsv")}
    forms = (line.split("\t") for line in read_lines("simplified.tsv"))
    return frozenset(plain | {traditional for traditional, character in forms if character in plain})


@cache
def _matcher() -> Matcher:
    return Matcher(sorted(turned()) + [character * 2 for character in sorted(single())])


@lru_cache(maxsize=2)  # suspects and find of two modules ask about the same text in turn
def hits(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """
    Where turned pairs and doubled characters begin.

    >>> hits("他诉告我第第一条")
    ((1,), (4,))
    """
    found = _matcher().find(text)
    order = tuple(start for start, _, number in found if number < len(turned()))
    return order, tuple(start for start, _, number in found if number >= len(turned()))
