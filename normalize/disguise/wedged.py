"""
Signs that advertisers wedge between the characters of a word, so that filters do not see it (微*信).

One sign stands between single characters, the same throughout a run. That counts when the run has
a word of the trade that is so taken apart (加*微*信, 办-证), or when it is long and its characters
read as a sentence. Left alone are products (长*宽*高), lists (产-学-研, 京-津-冀), dates, names
(比尔·盖茨), alternatives (甲/乙) and Markdown.

>>> [edit.start for edit in find("有需要的加*微*信，代*开*发*票")]
[5, 7, 11, 13, 15]
>>> find("长*宽*高，产-学-研，A*B，**重点**，比尔·盖茨，一-二")
[]
"""

from __future__ import annotations

import re
from itertools import pairwise

from normalize.disguise import bonds
from normalize.model import Edit

LONG = 5  # characters a run must have to count without a word of the trade; lists have 3 or 4
READS = 0.4  # share of the joints of such a run that must hold inside a word
TIED = 2.0  # nats by which two characters call for each other in a word
SURE, LIKELY = 0.95, 0.85

_SIGNS = "*＊~～^_.．-－=+#·•|!"
_PROSE_SIGNS = "*＊~～^_.．#"  # those that no list has between its members
_RUN = re.compile(
    rf"(?<![{re.escape(_SIGNS)}])(?=[一-鿿]([{re.escape(_SIGNS)}]))[一-鿿](?:\1[一-鿿])+(?![{re.escape(_SIGNS)}])"
)
_MAY = re.compile(rf"[一-鿿][{re.escape(_SIGNS)}][一-鿿]")
_TRADE = re.compile(
    "微信|加微|薇信|威信|扣扣|加群|进群|公众号|客服|代理|返利|提现|红包|领取|优惠|免费|福利|兼职|招聘|刷单|刷钻|刷粉|点赞|日结"
    "|贷款|借款|信用卡|套现|网贷|办证|刻章|发票|代开|文凭|证件|假币|博彩|彩票|赌博|赌场|棋牌|私服|外挂|代练|代孕|约炮|裸聊"
    "|援交|情色|色情|成人|迷药|毒品|枪支|窃听|减肥|壮阳|股票|荐股|投资|理财|群号|电话|号码|手机"
)


def suspects(text: str) -> bool:
    """Whether a sign stands between two Han characters."""
    return _MAY.search(text) is not None


def find(text: str) -> list[Edit]:
    """One deletion for each wedged sign."""
    edits: list[Edit] = []
    for run in _RUN.finditer(text):
        start, end = run.span()
        confidence = _confidence(run.group())
        if confidence:
            edits += (
                Edit(place, place + 1, text[place], "", "disguise", "disguise:spacing, wedged sign", confidence)
                for place in range(start + 1, end, 2)
            )
    return edits


def _confidence(run: str) -> float:
    """How sure it is that the run was one piece; 0 for a list."""
    joined = run[::2]
    word = _TRADE.search(joined)
    if bonds.ROWS.fullmatch(joined):
        return 0.0
    short = word and word.group()[0] not in "加进" and run[1] in _PROSE_SIGNS + "-－"
    if word and (len(joined) > 2 or short):
        return SURE if len(joined) > 2 else LIKELY
    if len(joined) < LONG or run[1] not in _PROSE_SIGNS:
        return 0.0
    ties = [bonds.calls(first, second) >= TIED for first, second in pairwise(joined)]
    return LIKELY if sum(ties) >= READS * len(ties) else 0.0
