"""
Where words end: the most likely division of a clause into words by their counts alone.

A search for words finds 只有 in 這隻有用 and 数组 in 少数组织. Whether the characters belong together is
asked of the whole clause: is a division with a border before and after them more likely than one
where other words cross these borders? Counts are those of simplified words; ask with simplified text.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache, lru_cache

from normalize.tables import read_lines

LONGEST = 4  # characters of a word in the table
REACH = 8  # characters on either side that take part; a division settles within two or three words
UNKNOWN = 12.0  # occurrences for a word the table lacks: rarer than any that it has
NONE = 20.0  # nats by which a word is sure of its borders when no other word crosses them


@cache
def _costs() -> tuple[dict[str, float], float]:
    """Nats of each word, and of one that is not known."""
    rows = (line.split("\t") for line in read_lines("script_counts.tsv"))
    counts = {word: int(count) for word, count in rows}
    total = math.log(sum(counts.values()))
    return {word: total - math.log(count) for word, count in counts.items()}, total - math.log(UNKNOWN)


def _best(text: str) -> float:
    """Nats of the most likely division; a character the table lacks is a word of its own."""
    costs, unknown = _costs()
    best = [0.0]
    for end in range(1, len(text) + 1):
        least = best[-1] + costs.get(text[end - 1], unknown)
        for start in range(max(0, end - LONGEST), end - 1):
            cost = costs.get(text[start:end])
            if cost is not None and best[start] + cost < least:
                least = best[start] + cost
        best.append(least)
    return best[-1]


def words(text: str) -> list[str]:
    """
    The most likely division of a clause into words.

    >>> words("少数组织的活动")
    ['少数', '组织', '的', '活动']
    """
    costs, unknown = _costs()
    best, back = [0.0], [0]
    for end in range(1, len(text) + 1):
        least, where = best[-1] + costs.get(text[end - 1], unknown), end - 1
        for start in range(max(0, end - LONGEST), end - 1):
            cost = costs.get(text[start:end])
            if cost is not None and best[start] + cost < least:
                least, where = best[start] + cost, start
        best.append(least)
        back.append(where)
    cut, end = [], len(text)
    while end:
        cut.append(text[back[end] : end])
        end = back[end]
    return cut[::-1]


def loss(text: str, start: int, end: int) -> float:
    """
    What it costs to read `text[start:end]` as a word, in nats, against words that cross its borders.

    Below 0: the borders are where they belong, by that margin. Above: other words are meant.

    >>> loss("少数组织的活动", 1, 3) > 3 > -3 > loss("定义数组的长度", 2, 4)
    True
    """
    left, right = max(0, start - REACH), min(len(text), end + REACH)
    return _loss(text[left:right], start - left, end - left)


@lru_cache(4096)  # the same words are asked about again and again
def _loss(text: str, start: int, end: int) -> float:
    costs, unknown = _costs()
    word = min(_best(text[start:end]), unknown)
    apart = _best(text[:start]) + word + _best(text[end:])
    crossing = (
        _best(text[:first]) + costs[text[first:last]] + _best(text[last:])
        for first, last in _crossing(start, end, len(text))
        if text[first:last] in costs
    )
    return apart - min(crossing, default=apart + NONE)


def _crossing(start: int, end: int, length: int) -> Iterator[tuple[int, int]]:
    """Spans of a word's size that have one of the two borders inside, but not the whole word."""
    for border in (start, end):
        for first in range(max(0, border - LONGEST + 1), border):
            for last in range(border + 1, min(length, first + LONGEST) + 1):
                if not (first <= start and last >= end):
                    yield first, last


def in_word(text: str, place: int) -> bool:
    """
    Whether a word of the table, two characters at least, covers a character within its borders.

    >>> in_word("配置相当不错", 5), in_word("渡边和他的朋友", 1)
    (True, False)
    """
    costs, _ = _costs()
    spans = (
        (start, end)
        for start in range(max(0, place - LONGEST + 1), place + 1)
        for end in range(max(place + 1, start + 2), min(len(text), start + LONGEST) + 1)
    )
    return any(text[start:end] in costs and loss(text, start, end) < 0 for start, end in spans)
