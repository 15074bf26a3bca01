"""
Misread words: common characters that a program took for others of the same shape.

基千 for 基于, 巳经 for 已经, 资濒 for 资源. Each character is common, the pair is not: the table holds
pairs that clean text does not have, made from shapes that are confused and pairs that are frequent.
Two words may still meet so (基｜千变万化, 根基｜千古), so the language model has the last word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from normalize import prose
from normalize.model import Edit
from normalize.tables import read_lines

# characters that modern prose hardly has, and what they were read from; anywhere, not only in known pairs
SELDOM = {"笫": "第", "巳": "已", "杳": "查", "肓": "盲", "曰": "日"}
_HAN = re.compile("[\u4e00-\u9fff]")
_SELDOM = re.compile(f"[{''.join(SELDOM)}]")
# nats the line wins. In 1.7 million characters of clean text 13 places win 8 with a usual confusion or 11 with another;
# 12 of them are real misreadings (分折, 究竞, 记栽). Of simulated usual ones 85 % win 8 or more.
ENOUGH = {"usual": 8.0, "other": 11.0, "meets": 11.0}
SURE = 4.0  # nats more, from which on it is as good as certain
WITH_OTHERS = 2.0  # nats less where the document has other misread words
AROUND, ENOUGH_HAN = 8, 4  # characters on either side, and how many of them and itself are ideographs
MANY = 3  # words that win enough and make a document a read page


@cache
def _rows() -> dict[str, tuple[str, str]]:
    rows = (row.split("\t") for row in read_lines("lookalikes_words.tsv"))
    return {misread: (right, kind) for misread, right, kind in rows}


@cache
def _known() -> frozenset[str]:
    return frozenset(_rows())  # its `isdisjoint` is half as fast again as that of the keys


def _pairs(text: str) -> Iterator[str]:
    """Each two neighbours; all rows are pairs, so no automaton (0.8 s to build) is needed to look them up."""
    return map(str.__add__, text, text[1:])


def found(text: str) -> bool:
    """Whether any pair of the table occurs."""
    return not _known().isdisjoint(_pairs(text))


def find(text: str) -> Iterator[Edit]:
    """One edit for each misread character that makes its line read far better."""
    best: dict[int, tuple[float, str, str, float]] = {}
    for start, misread in enumerate(_pairs(text)):
        row = _rows().get(misread)
        if row is None:
            continue
        right, kind = row
        side = int(misread[0] == right[0])
        _consider(text, start + side, right[side], f"{misread} read for {right}", ENOUGH[kind], best)
    for match in _SELDOM.finditer(text):
        new = SELDOM[match[0]]
        _consider(text, match.start(), new, f"{match[0]} read for {new}", ENOUGH["usual"], best)
    others = sum(gain >= enough for gain, _, _, enough in best.values())
    for place in sorted(best):
        gain, new, rule, enough = best[place]
        sure = _confidence(gain, enough - (WITH_OTHERS if others >= MANY else 0.0))
        if sure:
            yield Edit(place, place + 1, text[place], new, "lookalikes", f"lookalikes:{rule}", sure)


def _consider(
    text: str, place: int, new: str, rule: str, enough: float, best: dict[int, tuple[float, str, str, float]]
) -> None:
    """Keep the reading of a place that wins most; where hardly anything stands around, nothing can be said."""
    if len(_HAN.findall(text, max(0, place - AROUND), place + AROUND)) < ENOUGH_HAN:
        return
    gain = prose.gain(text, place, place + 1, new)
    if gain > 0 and (place not in best or gain > best[place][0]):
        best[place] = gain, new, rule, enough


def _confidence(gain: float, enough: float) -> float:
    if gain >= enough:
        return 0.93 if gain >= enough + SURE else 0.84
    return 0.55 if gain >= enough - 2.0 else 0.0
