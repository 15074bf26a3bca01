"""
Characters that look like the right ones: radicals, compatibility forms, other widths, other alphabets, misread shapes.

They come from PDF fonts, from scanned pages read by a program, and from people who hide words from filters. A
reader sees hardly a difference, a search finds nothing. Repaired only in words; where such characters are the
subject, and in mathematics, lists, phonetics and other languages, they stay.

>>> from normalize import normalize
>>> normalize("这是⼀本关于⼈⽣的书。").text
'这是一本关于人生的书。'
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalize.lookalikes import letters, radicals, rare, widths, words
from normalize.model import Context, Edit

# two searches with one set of characters to begin with: an alternation of all patterns takes four times as long
_SIGNS = re.compile(f"[{radicals.SIGNS}{rare.RARE}{widths.FULL}{letters.SIGNS}{''.join(words.SELDOM)}]")
_ZERO = re.compile(letters.ZERO)


class Lookalikes:
    """Finds characters that stand for others of the same look."""

    name = "lookalikes"

    def suspects(self, text: str) -> bool:
        """Whether any such character or any misread word occurs."""
        return _SIGNS.search(text) is not None or _ZERO.search(text) is not None or words.found(text)

    def find(self, text: str, context: Context) -> Iterator[Edit]:
        """One edit for each run of characters that stand for others."""
        edits = [*radicals.find(text), *letters.find(text), *widths.find(text), *rare.find(text), *words.find(text)]
        done = 0
        for edit in sorted(edits, key=lambda edit: (edit.start, -edit.confidence)):
            if edit.start >= done:
                done = edit.end
                yield edit
