r"""
Neighbouring characters that a machine has put in the wrong order (诉告 for 告诉, 么怎 for 怎么).

Pirated novels are guarded so against copying: here and there two neighbours change places, and
characters vanish, a line break in their stead. A table of pairs that clean text almost always has
the other way round gives the places to look at; the language model weighs each of them in its
sentence. One pair of the table may be a name or an old text, so it changes nothing unless the
sentence reads very much better; where such places come together, the machine has been there, and
the weaker ones around them are put right too.

What is lost stays lost: a line break in the middle of a sentence becomes U+FFFD.

>>> [edit.new for edit in find("他把事情都诉告了我，我这才知道该么怎办。", None)]
['告诉', '怎么']
>>> [edit.confidence for edit in find("平津京沪等地的商会纷纷集会。" * 20, None) if edit.confidence > 0.5]
[]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from normalize import language_model, prose
from normalize.disguise import pairs
from normalize.model import Context, Edit

MARK = 7.0  # nats a pair of the table must gain to speak for the machine
LOUD = 12.0  # nats from which on one such pair is enough
WEAK = 6.0  # nats that any pair near proven ones must be ahead
NEAR = 150  # characters around a mark: evidence adds up, and weaker places are put right
KNOWN = 3.0  # nats a pair of the table is ahead of others; decides between 有没|没她
ALONE = 200  # characters a text may have for one loud mark to be enough; the machine leaves one every 30
STOP = 2.5  # nats a full stop before a line break costs more than going on: the sentence is not over
LINE = 60  # characters of a line with a title
SURE, LONE, HINT = 0.93, 0.8, 0.45

_BREAK = re.compile(r"(?<=[一-鿿])\r?\n(?=[一-鿿])")
_TITLE = re.compile("第[一二三四五六七八九十百千零〇0-9]{1,8}[章节節回卷]")
_HAN = re.compile("[一-鿿]{2,}")
# what spinners write for one character (道 is 说念): the pair at its end (说念理) is for the spin stage to read
_SPUN = ("说念", "说念主", "谈主", "谈念", "好意思", "不怕火", "不雅")
_NEGATIONS = "没不"  # 有没, 会不 are how people ask, so one alone is no slip
_PLACES = frozenset(
    "京津沪渝冀豫云滇辽黑吉湘皖鲁苏浙赣鄂桂甘陇晋蒙陕秦闽贵黔粤青藏川蜀宁琼港澳台穗深汉蓉杭平沈滨连"
)  # short names


@dataclass(frozen=True, slots=True)
class _Swap:
    """A pair that reads better the other way round: where, by how many nats, and whether the table knows it."""

    start: int
    gain: float
    known: bool

    @property
    def rank(self) -> float:
        return self.gain + KNOWN * self.known


def suspects(text: str) -> bool:
    """Whether any pair of the table occurs."""
    return bool(pairs.hits(text)[0])


def find(text: str, context: Context | None) -> list[Edit]:
    """Swaps where the machine was at work, line breaks that stand for a lost character, and lone doubts."""
    edits: list[Edit] = []
    done = 0
    for group in _groups(_marks(text)):
        if not _proven(text, group):
            edits += (_edit(text, swap, HINT) for swap in group)
            continue
        start = max(done, group[0].start - NEAR)
        done = min(len(text), group[-1].start + NEAR)
        least = WEAK if len(group) > 1 else MARK
        repaired = _turned(text, group)
        swaps = [*group, *_others(repaired, start, done, least)]
        edits += (_edit(text, swap, SURE if len(swaps) > 1 else LONE) for swap in swaps)
        edits += _losses(text, repaired, start, done)
    return _disjoint(edits)


def _proven(text: str, group: list[_Swap]) -> bool:
    """Whether these marks are the machine's, not a name, an old text or a slip of the pen."""
    if len({text[mark.start : mark.start + 2] for mark in group}) > 1:
        return True  # the same pair again and again is a term: 户用, 本根
    if text[group[0].start + 1] in _NEGATIONS:
        return False
    return group[0].gain >= LOUD and len(text) <= ALONE


def _marks(text: str) -> list[_Swap]:
    """Pairs of the table that read much better the other way round."""
    found: list[_Swap] = []
    for start in pairs.hits(text)[0]:
        first, second = text[start], text[start + 1]
        if text[start + 2 : start + 3] == first or (start and text[start - 1] == second):
            continue  # 一个一个
        if first in _PLACES and second in _PLACES:
            continue  # 津京 beside 京津: places may be named in any order
        if text.endswith(_SPUN, 0, start + 1):
            continue
        swap = _Swap(start, _gain(text, start), known=True)
        if swap.gain >= MARK:
            found.append(swap)
    return _best(found)


def _gain(text: str, start: int) -> float:
    return prose.gain(text, start, start + 2, text[start + 1] + text[start])


def _turned(text: str, swaps: Iterable[_Swap]) -> str:
    """The text with these pairs put right; offsets stay."""
    characters = list(text)
    for swap in swaps:
        characters[swap.start : swap.start + 2] = reversed(characters[swap.start : swap.start + 2])
    return "".join(characters)


@lru_cache(maxsize=1 << 16)
def _usual(pair: str) -> float:
    """Log probability of two characters standing together anywhere."""
    model = language_model.load()
    state, following = model.state_after("", at_line_start=False), model.new_state()
    first = model.step(state, pair[0], following)
    last: float = first + model.step(following, pair[1], state)
    return language_model.LN10 * last


def _groups(marks: list[_Swap]) -> Iterator[list[_Swap]]:
    """Marks that lie near each other."""
    group: list[_Swap] = []
    for mark in marks:
        if group and mark.start - group[-1].start > NEAR:
            yield group
            group = []
        group.append(mark)
    if group:
        yield group


def _others(text: str, start: int, end: int, least: float) -> list[_Swap]:
    """Any pair that reads better the other way round, in a part where the machine was at work."""
    found = []
    for run in _HAN.finditer(text, start, end):
        for place in range(run.start(), run.end() - 1):
            pair = text[place : place + 2]
            known = pair in pairs.turned()
            if pair[0] == pair[1] or not (known or _usual(pair) < _usual(pair[::-1])):
                continue
            swap = _Swap(place, _gain(text, place), known)
            if swap.rank >= least:
                found.append(swap)
    return _best(found)


def _best(swaps: Iterable[_Swap]) -> list[_Swap]:
    """Disjoint swaps, the best ranked first to be taken; in the order of the text."""
    taken: dict[int, _Swap] = {}
    for swap in sorted(swaps, key=lambda swap: (-swap.rank, swap.start)):
        if not any(place in taken for place in (swap.start - 1, swap.start, swap.start + 1)):
            taken[swap.start] = swap
    return [taken[place] for place in sorted(taken)]


def _losses(text: str, repaired: str, start: int, end: int) -> Iterator[Edit]:
    """Line breaks in the middle of a sentence: a character was there."""
    for gap in _BREAK.finditer(text, start, end):
        line = text.rfind("\n", max(0, gap.start() - LINE), gap.start()) + 1
        if _TITLE.match(text, line) or _TITLE.match(text, gap.end()):
            continue
        stopped = prose.gain(repaired, gap.start(), gap.end(), "") - prose.gain(repaired, gap.start(), gap.end(), "。")
        if stopped > STOP:
            yield Edit(*gap.span(), gap.group(), "\ufffd", "disguise", "disguise:order, a character lost", SURE)


def _edit(text: str, swap: _Swap, confidence: float) -> Edit:
    old = text[swap.start : swap.start + 2]
    return Edit(swap.start, swap.start + 2, old, old[::-1], "disguise", "disguise:order", confidence)


def _disjoint(edits: list[Edit]) -> list[Edit]:
    """Sorted, and of two that meet the first."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.confidence)):
        if not kept or kept[-1].end <= edit.start:
            kept.append(edit)
    return kept
