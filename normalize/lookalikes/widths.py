"""
Full-width and half-width letters or digits mixed inside one word.

Input methods switch in the middle of a word, and filters are passed that way (ＡBＣ, 2０24). The
word becomes what most of it is; at a draw half-width, which every program finds. Words of one width stay, and
so do neighbours of different kinds (Ａ4): old pages are set like that throughout.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalize.model import Edit

FULL = "Ａ-Ｚａ-ｚ０-９"
_MIXED = re.compile("[A-Za-z][Ａ-Ｚａ-ｚ]|[Ａ-Ｚａ-ｚ][A-Za-z]|[0-9][０-９]|[０-９][0-9]")
_WORD = re.compile(f"[A-Za-z{FULL}0-9]+")
_TO_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_TO_FULL = {code - 0xFEE0: code for code in range(0xFF01, 0xFF5F)}
_HAN_NEAR = re.compile("[\u4e00-\u9fff]")
NEAR = 200  # characters in which a word of Chinese must stand


def find(text: str) -> Iterator[Edit]:
    """
    The mixed words in the width of their majority.

    >>> [(edit.old, edit.new) for edit in find("请访问ＡBＣ网站，2０24年")]
    [('Ａ', 'A'), ('Ｃ', 'C'), ('０', '0')]
    """
    if not _MIXED.search(text):
        return
    for word in _WORD.finditer(text):
        if not _MIXED.search(word[0]) or not _HAN_NEAR.search(text, max(0, word.start() - NEAR), word.end() + NEAR):
            continue
        full = sum(character > "~" for character in word[0])
        new = word[0].translate(_TO_FULL if full * 3 > len(word[0]) * 2 else _TO_HALF)
        for place, (old, plain) in enumerate(zip(word[0], new, strict=True), word.start()):
            if old != plain:
                yield Edit(place, place + 1, old, plain, "lookalikes", "lookalikes:width", 0.9)
