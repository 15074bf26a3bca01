"""
Advertising lines that a farm put into somebody else's article.

Betting and brand farms add a line of their own before or after the text they copied
(现金九游体育app平台). Only a whole line counts, and only when nothing is left of it after the brand
and the words such lines are made of are taken away; a sentence that names a brand stays, and so
does a bare name. The line is marked as a suggestion; `strip_injections` removes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from normalize.matcher import Matcher
from normalize.model import Context, Edit
from normalize.tables import read_lines

MAX_LINE = 60  # characters; advertising lines are titles, not paragraphs
CONFIDENCE = 0.95  # a judgement: no line of the clean corpus is marked, and too few real ones are at hand to count


_WORDS = re.compile(r"[\W_\dA-Za-z]+")  # what may stand between: signs, digits, Latin letters


class Injections:
    """Finds lines that consist of a betting brand and advertising words only."""

    name = "injections"

    @cached_property
    def _brands(self) -> Matcher:
        """Search for the brands as farms write them, in one pass."""
        rows = (line.split("\t") for line in read_lines("injections.tsv"))
        brands = [term for term, kind in rows if kind == "brand"]
        return Matcher(sorted({form for brand in brands for form in (brand, brand.upper(), brand.title())}))

    @cached_property
    def _vocabulary(self) -> re.Pattern[str]:
        """Everything an advertising line may consist of."""
        terms = sorted((line.partition("\t")[0] for line in read_lines("injections.tsv")), key=len, reverse=True)
        return re.compile("|".join(map(re.escape, terms)), re.IGNORECASE)

    def suspects(self, text: str) -> bool:
        """Whether any brand occurs."""
        return bool(self._brands.find(text))

    def find(self, text: str, context: Context) -> Iterator[Edit]:
        """One deletion per advertising line, its line break included."""
        done = removed = 0
        for first, last, _ in self._brands.find(text):
            if first < done:
                continue
            start = text.rfind("\n", 0, first) + 1
            end = text.find("\n", last)
            end = len(text) if end < 0 else end
            done = end + 1
            if end - start > MAX_LINE or not self._is_advertising(text[start:first], text[last:end]):
                continue
            if end < len(text):
                end += 1
            elif start > 0:  # the last line takes the break before it along
                start = max(removed, start - (2 if text[start - 2 : start] == "\r\n" else 1))
            removed = end
            yield Edit(start, end, text[start:end], "", self.name, f"injections:{text[first:last]}", CONFIDENCE)

    def _is_advertising(self, *around: str) -> bool:
        """Whether advertising words and nothing else stand around the brand; a bare name is no advertisement."""
        rest = [self._vocabulary.sub("", part) for part in around]
        return rest != list(around) and not any(_WORDS.sub("", part) for part in rest)
