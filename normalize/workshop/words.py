"""
A list of Chinese words for the workshop: jieba's, from the extra `[workshop]`.

Deciphering needs words that may be originals. jieba's list (MIT licence, some 350,000 words with counts from news and
novels) is well known and complete enough; nothing but the workshop uses it.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

COMMON = 300  # occurrences in jieba's counts from which a word may be an original


def common() -> list[str]:
    """Words frequent enough to be what an author wrote."""
    return [word for word, count in _counts().items() if count >= COMMON]


def every() -> list[str]:
    """All words of the list."""
    return [word for word, count in _counts().items() if count > 0 and len(word) > 1]


@cache
def _counts() -> dict[str, int]:
    # the list alone: importing jieba would compile sources that warn, and load a cache nobody asked for
    found = find_spec("jieba")
    if found is None or found.origin is None:
        raise ValueError("mining needs a list of words: pip install 'normalize-zh[workshop]'")
    counts = {}
    with Path(found.origin).with_name("dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, count, *_ = line.split(" ")
            counts[word] = int(count)
    return counts
