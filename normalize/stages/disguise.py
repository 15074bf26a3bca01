"""
Words made unreadable on purpose, so that a filter misses them or a copy cannot be found.

Novel sites put pinyin for characters a filter might dislike (神sè), advertisers disguise the words
for their contacts (薇❤, V信), rewriting tools put rare characters of like shape or sound (成竝), and
a fashion of the 2000s wrote whole lines so (火星文). Each mechanism is a finder of its own in
`normalize.disguise`; this stage asks those that suspect something and joins what they found.

What a reader would call ordinary stays: pinyin in lessons, names, brands, English words between
Han characters, 威信 as a word. The language model decides in context (`normalize.prose`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from normalize.disguise import finders
from normalize.model import Context, Edit


class Finder(Protocol):
    """One mechanism of disguise: what each module of `normalize.disguise` offers."""

    def suspects(self, text: str) -> bool: ...

    def find(self, text: str, context: Context) -> list[Edit]: ...


class Disguise:
    """
    Asks every finder and joins their findings.

    >>> from normalize.config import Config
    >>> stage = Disguise()
    >>> [(edit.old, edit.new) for edit in stage.find("他神sè平静地看着远处的灯火。", Context(Config()))]
    [('sè', '色')]
    >>> stage.suspects("他神色平静地看着远处的灯火。")
    False
    """

    name = "disguise"

    def suspects(self, text: str) -> bool:
        """Whether any finder suspects anything."""
        return any(finder.suspects(text) for finder in finders())

    def find(self, text: str, context: Context) -> Iterator[Edit]:
        """The findings of all, sorted and disjoint."""
        found: list[Edit] = []
        for finder in finders():
            if finder.suspects(text):
                found += finder.find(text, context)
        yield from disjoint(found)


def disjoint(edits: Iterable[Edit]) -> list[Edit]:
    """
    Sorted edits without overlaps: the more confident one stays, of equal ones the earlier.

    >>> disjoint([Edit(2, 4, "", "", "", "b", 0.8), Edit(0, 3, "", "", "", "a", 0.9), Edit(4, 5, "", "", "", "c", 0.8)])
    [Edit(0-3 →, a, 0.90), Edit(4-5 →, c, 0.80)]
    """
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        while kept and kept[-1].end > edit.start and kept[-1].confidence < edit.confidence:
            kept.pop()
        if not kept or kept[-1].end <= edit.start:
            kept.append(edit)
    return kept
