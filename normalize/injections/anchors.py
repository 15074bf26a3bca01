"""
One search for everything listed: where the words stand that injected lines cannot do without.

All parts ask the same automaton, and the last texts' answers are kept, so that a clean text costs
one pass.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from normalize.matcher import Matcher
from normalize.tables import read_lines


@cache
def _matcher() -> tuple[Matcher, list[tuple[str, ...]]]:
    """The automaton and, for each of its words, the parts that asked for it."""
    owners: dict[str, list[str]] = {}
    for word, part in (line.split("\t") for line in read_lines("injections_anchors.tsv")):
        owners.setdefault(word, []).append(part)
    for term, kind in (line.split("\t") for line in read_lines("injections.tsv")):
        if kind == "brand":
            for form in {term, term.upper(), term.title()}:
                owners.setdefault(form, []).append("brands")
    for line in read_lines("injections_keywords.tsv"):
        owners.setdefault(line.partition("\t")[0], []).append("keywords")
    words = sorted(owners)
    return Matcher(words), [tuple(owners[word]) for word in words]


@lru_cache(maxsize=4)
def _hits(text: str) -> dict[str, list[tuple[int, int]]]:
    """For each part the places of its words, by their ends."""
    matcher, owners = _matcher()
    found: dict[str, list[tuple[int, int]]] = {}
    for start, end, index in matcher.find(text):
        for part in owners[index]:
            found.setdefault(part, []).append((start, end))
    return found


def hits(part: str, text: str) -> list[tuple[int, int]]:
    """
    The places of a part's words in a text.

    >>> hits("nags", "本章未完，请翻页"), hits("adult", "本章未完，请翻页")
    ([(2, 4), (6, 8)], [])
    """
    return _hits(text).get(part, [])


def lines(part: str, text: str) -> Iterator[tuple[int, int]]:
    r"""
    The lines, without their breaks, in which a part's words stand; each once, in order.

    >>> list(lines("nags", "正文\n未完，未完\n正文"))
    [(3, 8)]
    """
    done = -1
    for first, last in hits(part, text):
        if first <= done:
            continue
        start = text.rfind("\n", 0, first) + 1
        end = text.find("\n", last)
        done = len(text) if end < 0 else end
        yield start, done
