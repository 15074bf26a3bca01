"""
Advertising lines that a farm put into somebody else's article.

Betting and brand farms add a line of their own before or after the text they copied
(现金九游体育app平台). Only a whole line counts, and only when nothing is left of it after the brand
and the words such lines are made of are taken away; a sentence that names a brand stays. The line
is marked as a suggestion; `strip_injections` removes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from normalize.model import Context, Edit
from normalize.tables import read_lines

MAX_LINE = 60  # characters; advertising lines are titles, not paragraphs
CONFIDENCE = 0.95  # share of marked lines that were advertising in the corpus check of docs/injections


class Injections:
    """Finds lines that consist of a betting brand and advertising words only."""

    name = "injections"

    @cached_property
    def _terms(self) -> tuple[frozenset[str], re.Pattern[str]]:
        brands: list[str] = []
        words: list[str] = []
        for line in read_lines("injections.tsv"):
            term, kind = line.split("\t")
            (brands if kind == "brand" else words).append(term)
        everything = sorted([*brands, *words], key=len, reverse=True)
        pattern = re.compile("|".join(map(re.escape, everything)), re.IGNORECASE)
        return frozenset(brand.lower() for brand in brands), pattern

    @cached_property
    def _brand(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, sorted(self._terms[0]))), re.IGNORECASE)

    def suspects(self, text: str) -> bool:
        """Whether any brand occurs."""
        return self._brand.search(text) is not None

    def find(self, text: str, context: Context) -> Iterator[Edit]:
        """One deletion per advertising line, its line break included."""
        done = 0
        for hit in self._brand.finditer(text):
            if hit.start() < done:
                continue
            start = text.rfind("\n", 0, hit.start()) + 1
            end = text.find("\n", hit.end())
            end = len(text) if end < 0 else end
            done = end + 1
            if end - start > MAX_LINE or not self._is_advertising(text[start:end]):
                continue
            if end < len(text):
                end += 1
            elif start > 0:  # the last line takes the break before it along
                start -= 2 if text[start - 2 : start] == "\r\n" else 1
            yield Edit(start, end, text[start:end], "", self.name, f"injections:{hit.group()}", CONFIDENCE)

    def _is_advertising(self, line: str) -> bool:
        rest = self._terms[1].sub("", line)
        return not re.sub(r"[\W_\dA-Za-z]+", "", rest)
