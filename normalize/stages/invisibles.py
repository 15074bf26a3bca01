r"""
Characters that nobody sees: zero-width and direction marks, controls, selectors, private-use characters.

They come with text copied from editors, phones, chat programs and typesetting systems, or were put there to
hide words from filters. They cut words in two for every program that reads on. Only those that stand in Chinese
are removed; emoji, Persian, Indic scripts, Latin words and code keep theirs. Private-use
characters are read where font or encoding is known by the neighbours, else reported as lost.

>>> from normalize import normalize
>>> normalize("请扫描二\u200b维\u200b码").text
'请扫描二维码'
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from heapq import merge

from normalize.invisibles import marks, private_use, zero_width
from normalize.invisibles.lines import Lines
from normalize.model import Context, Edit

_ANY = re.compile(f"[{zero_width.HIDDEN}{private_use.PRIVATE}{marks.MARKS}]")


class Invisibles:
    """Finds hidden characters in Chinese text."""

    name = "invisibles"

    def suspects(self, text: str) -> bool:
        """Whether any hidden or private-use character occurs, or a combining mark."""
        return _ANY.search(text) is not None

    def find(self, text: str, context: Context) -> Iterator[Edit]:
        """Deletions, readings of private-use characters, and reports of what cannot be read."""
        done = 0
        found = merge(
            zero_width.find(text, Lines(text)),
            marks.find(text, Lines(text)),
            private_use.find(text, Lines(text)),
            key=lambda edit: edit.start,
        )
        for edit in found:
            if edit.start >= done:
                done = edit.end
                yield edit
