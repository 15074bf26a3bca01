"""
Lists of links that farms hide in a page: many short names without a sentence among them.

Only marked, never removed: a list of names may as well be what the page is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalize.injections.lines import around, removal
from normalize.model import Edit

UNSURE = 0.55  # below what any stripping applies by default
MANY = 5  # names in one line after the heading

_HEADING = re.compile(
    r"^[^\S\n]*(?:友情[链鏈]接|友[链鏈]|合作伙伴|[热熱][门門](?:[标標][签籤]|搜索|[关關][键鍵][词詞])|相[关關]搜索)\s*[:：]",
    re.MULTILINE,
)
_PARTS = re.compile(r"[\s|｜、,，·]+")
_SENTENCE = re.compile("[。！？；]")


def suspects(text: str) -> bool:
    """Whether a heading of such lists occurs."""
    return _HEADING.search(text) is not None


def find(text: str) -> Iterator[Edit]:
    """Lines that begin with such a heading and go on with names only."""
    for match in _HEADING.finditer(text):
        start, end = around(text, match.start(), match.end())
        names = [part for part in _PARTS.split(text[match.end() : end]) if part]
        if len(names) >= MANY and not _SENTENCE.search(text, start, end):
            yield removal(text, start, end, "injections:list of links", UNSURE)
