"""
How two neighbouring pieces of text hold together: the language model's view of a gap between them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from normalize import language_model
from normalize.hanzi import simplified
from normalize.tokens import fold

BEFORE, AFTER = 12, 3  # characters that are asked on either side; the model's answer depends on four before

_HAN = re.compile("[一-鿿]")
_BORDER = re.compile(r"第[一-鿿0-9]{1,7}[条章节款项编篇回部卷集期讲课]|[日月年]电|谥|[图表][一二三四五六七八九十]?")

ROWS = re.compile(
    "[一二三四五六七八九十百千万零〇两日月年]+|[甲乙丙丁戊己庚辛壬癸]+|[子丑寅卯辰巳午未申酉戌亥]+|[东南西北中]+|[春夏秋冬]+"
    "|[上下左右前后中里外内高低]+|[金木水火土]+|[大小多少中]+|[是否有无]+|[男女老少]+|[优良中差合格]+|[红橙黄绿青蓝紫黑白灰]+"
)  # characters that are named one by one: numbers, stems, directions, seasons, degrees, colours


@dataclass(frozen=True, slots=True)
class Bond:
    """
    What holds a gap together, in nats.

    `stop`: a comma before it, `start`: beginning anew after it (against anywhere), `join`: going on
    after what stands before (against anywhere), `tied`: the two characters at the gap for each other.
    """

    stop: float
    start: float
    join: float
    tied: float

    @property
    def apart(self) -> float:
        """How awkward a border is here, whatever is usual to follow; inside words 8 and more."""
        return self.stop + self.start

    @property
    def whole(self) -> float:
        """By how much the text reads better whole than with a comma in the gap."""
        return self.stop + self.start + self.join


def bond(text: str, start: int, end: int) -> Bond:
    """
    The bond over a gap `text[start:end]` in its line.

    >>> inside, border = bond("应用依 赖于很多", 3, 4), bond("第一条 为了规范", 3, 4)
    >>> inside.apart > 8 > border.apart, inside.tied > 3 > border.tied
    (True, True)
    """
    low = max(0, start - BEFORE)
    before = text[max(low, text.rfind("\n", low, start) + 1) : start]
    stop = text.find("\n", end, end + 2 * AFTER)
    after = text[end : end + 2 * AFTER if stop < 0 else stop]
    return _bond(fold(simplified(before))[-4:], fold(simplified(after))[:AFTER])


@lru_cache(maxsize=1 << 14)
def _bond(before: str, after: str) -> Bond:
    model = language_model.load()
    anywhere = model.state_after("", at_line_start=False)
    left = model.state_after(before, at_line_start=False)
    comma = model.new_state()
    stop = -language_model.LN10 * model.step(left, "，", comma)
    fresh = _score(anywhere, after)
    return Bond(stop, fresh - _score(comma, after), _score(left, after) - fresh, calls(before[-1:], after[:1]))


def _score(state: object, tokens: str) -> float:
    """Log probability of tokens after a state."""
    model = language_model.load()
    total = 0.0
    for token in tokens:
        following = model.new_state()
        total += model.step(state, token, following)
        state = following
    return language_model.LN10 * total


@lru_cache(maxsize=1 << 14)
def calls(first: str, second: str) -> float:
    """
    By how many nats the first character makes the second more probable; 0 beside what is no Han character.

    >>> calls("依", "赖") > 4 > 1 > calls("统", "研")
    True
    """
    if not (_HAN.match(first) and _HAN.match(second)):
        return 0.0
    model = language_model.load()
    state, following = model.state_after("", at_line_start=False), model.new_state()
    alone = model.step(state, second, following)
    model.step(state, first, following)
    after: float = model.step(following, second, state) - alone
    return language_model.LN10 * after


def is_border(text: str, place: int) -> bool:
    """Whether a heading or dateline ends here, after which a blank is usual (第一条 为了, 1月8日电 记者)."""
    return any(hit.end() == place for hit in _BORDER.finditer(text, max(0, place - 10), place))
