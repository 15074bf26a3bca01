"""
Characters written as their two halves: 弓长 for 张, 言兑 for 说, 亻尔女子 for 你好.

What a filter searches for is gone, the reader puts it together. Halves that never stand side by side
in prose (言兑) start the suspicion; halves that do (女子) are only read together in the same clause
with such. The whole must fit its place, and the halves not at all.

Left alone: riddles and lessons that say how a character is made (弓长张, 木子李), lists of radicals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from normalize.disguise import lattice
from normalize.matcher import Matcher
from normalize.model import Context, Edit
from normalize.tables import read_lines

WINDOW = 14  # characters of context on either side
WON = 13.0  # nats the whole must win over its halves; the worst sound place in 5 million characters won 11.6
BESIDE = 7.0  # the same where another character is split nearby
TIED = 6.0  # nats per token of the whole and its follower, and from the whole on
TIED_RADICAL = 8.0  # the same where the first half is no character of its own (亻 讠 扌): nobody writes those by chance
_RADICALS = frozenset("亻讠扌忄氵纟钅艹饣衤礻犭刂阝冫宀疒辶灬彳彡攵")
NEAR = 12  # characters within which that is nearby
_LESSON = re.compile(
    "部首|偏旁|拆字|拆开|组成|合成|部件|字谜|谜底|结构|笔画|汉字|造字|写成|左边|右边|上面|下面是|会意|形声|姓"
)


@cache
def _wholes() -> dict[str, tuple[str, bool]]:
    """Pairs with the character they make, and whether they never stand so in prose."""
    rows = (line.split("\t") for line in read_lines("disguise_halves.tsv"))
    return {pair: (whole, how == "odd") for pair, whole, how in rows}


@cache
def _odd() -> Matcher:
    return Matcher([pair for pair, (_, odd) in _wholes().items() if odd])


@cache
def _all() -> Matcher:
    return Matcher(list(_wholes()))


def suspects(text: str) -> bool:
    """Whether two halves stand together that never do."""
    return bool(_odd().find(text))


def find(text: str, context: Context) -> list[Edit]:
    """The split characters that are certain, then those beside them."""
    found: dict[int, Edit] = {}
    for start, _, _ in _odd().find(text):
        if start - 1 not in found:
            edit = _joined(text, start, WON, 0.92, ())
            found |= {start: edit} if edit else {}
    for start, _, _ in _all().find(text) if found else ():
        near = [found[place] for place in range(start - NEAR, start + NEAR) if place in found]
        if near and not any(start + step in found for step in (-1, 0, 1)):
            edit = _joined(text, start, BESIDE, 0.85, near)
            found |= {start: edit} if edit else {}
    return [found[start] for start in sorted(found)]


def _joined(text: str, start: int, won: float, confidence: float, near: Iterable[Edit]) -> Edit | None:
    """The whole for the halves at a place, where it fits."""
    pair = text[start : start + 2]
    whole = _wholes()[pair][0]
    left = text[max(0, start - WINDOW, text.rfind("\n", 0, start) + 1) : start]
    stop = text.find("\n", start, start + WINDOW)
    right = text[start + 2 : start + WINDOW if stop < 0 else stop]
    for edit in near:
        left, right = left.replace(edit.old, edit.new), right.replace(edit.old, edit.new)
    if _LESSON.search(left + right) or whole in right[:1] + left[-1:]:
        return None
    slots = lattice.fixed(left)
    at = len(slots)
    slots += [[(whole, 0.0)], *lattice.fixed(right)]
    reading = lattice.best(slots, to_line_end=False)
    gain = lattice.spared(slots, reading, at, at + 1, pair)
    tied = max(lattice.pair(slots, reading, at), lattice.quality(slots, reading, at, at + 1))
    if gain < won or tied > (TIED_RADICAL if pair[0] in _RADICALS else TIED):
        return None
    return Edit(start, start + 2, pair, whole, "disguise", "disguise:split character", confidence)
