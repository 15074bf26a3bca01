"""
Lines that consist of a betting brand and advertising words only.

Betting and brand farms add a line of their own before or after the text they copied
(现金九游体育app平台). Only a whole line counts, and only when nothing is left of it after the brand
and the words such lines are made of are taken away; a sentence that names a brand stays, and so
does a bare name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from normalize.injections import anchors
from normalize.injections.lines import around, removal
from normalize.model import Edit
from normalize.tables import read_lines

MAX_LINE = 60  # characters; advertising lines are titles, not paragraphs
CONFIDENCE = 0.95  # a judgement: no line of the clean corpus is marked, and too few real ones are at hand to count

_SIGNS = re.compile(r"[\W_\dA-Za-z]+")  # what may stand between: signs, digits, Latin letters


@cache
def _vocabulary() -> re.Pattern[str]:
    """Everything an advertising line may consist of."""
    terms = sorted((line.partition("\t")[0] for line in read_lines("injections.tsv")), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, terms)), re.IGNORECASE)


def suspects(text: str) -> bool:
    """Whether any brand occurs."""
    return bool(anchors.hits("brands", text))


def find(text: str) -> Iterator[Edit]:
    """One deletion per advertising line, its line break included."""
    done = 0
    for first, last in anchors.hits("brands", text):
        if first < done:
            continue
        start, end = around(text, first, last)
        done = end + 1
        if end - start <= MAX_LINE and _is_advertising(text[start:first], text[last:end]):
            yield removal(text, start, end, f"injections:{text[first:last]}", CONFIDENCE)


def _is_advertising(*parts: str) -> bool:
    """Whether advertising words and nothing else stand around the brand; a bare name is no advertisement."""
    rest = [_vocabulary().sub("", part) for part in parts]
    return rest != list(parts) and not any(_SIGNS.sub("", part) for part in rest)
