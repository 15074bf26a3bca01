"""
Notices that copies carry: 本文来自…，转载请注明出处.

Sites add them to the articles they show. They are marked where they make up a whole line near the
top or the end of a text, or its last words; elsewhere, and where they say more (who wrote it, under
which licence), less surely or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalize.injections import anchors
from normalize.injections.lines import NAME, removal
from normalize.model import Edit

CONFIDENCE = 0.85  # at the edge of a text
UNSURE = 0.6  # in the middle of one
EDGE = 300  # characters from either end that count as its edge
LONGEST = 160

_SOLID = re.compile(r"\S")

_URL = r"[\w.:/?=&%#()（）《》“”\"\-]{0,80}"
_OF = (
    "(?:本文|原文|文章|作者|的|及|和|与|或|、|/|出处|来源|链接|地址|网址|原作者|本站"
    "|自|于|并|保留|完整|此|段|声明|處|來源|連結|網址|作品)*"
)
_NOTICES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:如需|欢迎|若要|如要|请|歡迎|原创文章|原创内容|版权所有|作者原创|本文为原创(?:文章)?|本文为.{{1,12}}原创文章)?[，,。；;！!]?\s*(?:[转轉][载載])(?:时|時|本文|本站文章)?[，,]?"
        rf"(?:请|請)?(?:务必|務必)?(?:[注标標註]明){_OF}[:：]?\s*(?:https?://|www\.)?{_URL}[。！!.]*",
        rf"(?:本|原)文(?:来自|來自|[转轉]自|[链鏈]接|地址|出[处處]|来源)[:：]?\s*[^，。,\n]{{0,30}}{_URL}",
        r"(?:版[权權]所有[，,。]?\s*)?未[经經](?:作者|本站|本网|本人|许可|授权|書面|书面|本站书面|允许|允許)*(?:授[权權]|[许許]可|允许|同意)?[，,]?(?:一律)?(?:不得|禁止|[严嚴]禁|[谢謝][绝絕]|[请請]勿)(?:擅自)?[转轉][载載](?:或[^，。\n]{1,8})?[。！!]*",
        r"(?:本文|文章|图片|內容|内容|本站部分内容)*(?:来源于|來源於|转自|来自)(?:网络|網絡|互联网)[，,。；;]?\s*(?:版[权權]归原作者所有)?[，,。；;]?(?:如有侵[权權])?[，,]?(?:请)?(?:及时)?(?:联系)?(?:我们|本站)?(?:进行)?(?:[删刪]除)?[。！!]*",
        r"(?:如有|若有|如)侵[权權]行?为?[，,]?(?:请)?(?:及时|立即)?(?:联系|告知|与我们联系)(?:我们|本站|作者|管理员)?(?:进行)?[，,]?[删刪]除?[。！!]*",
    )
)
_TAIL = re.compile(
    r"(?<=[\u3400-\u9fff”。）)])(?:如需|欢迎|若要)?[转轉][载載](?:时)?[请請](?:务必)?[注标標]明"
    r"(?:本文|原文|文章|作者|的|及|和|与|或|、|出[处處]|[来來]源|链接|地址|网址)+[。！!]?(?=\s*\Z|\n)"
)


def suspects(text: str) -> bool:
    """Whether one of their phrases occurs."""
    return bool(anchors.hits("boilerplate", text))


def find(text: str) -> Iterator[Edit]:
    """Deletions of notices: whole lines, else the words that end a line."""
    for start, end in anchors.lines("boilerplate", text):
        edge = start < EDGE or len(text) - end < EDGE
        if is_notice(text[start:end]):
            yield removal(text, start, end, "injections:reprint notice", CONFIDENCE if edge else UNSURE)
            continue
        tail = _TAIL.search(text, max(start, end - LONGEST), min(end + 1, len(text)))
        if tail:
            sure = CONFIDENCE if _SOLID.search(text, tail.end()) is None else UNSURE
            yield Edit(tail.start(), tail.end(), tail.group(), "", NAME, "injections:reprint notice", sure)


def is_notice(line: str) -> bool:
    """
    Whether a line consists of such notices.

    >>> is_notice("本文来自某某网，转载请注明出处！"), is_notice("他说转载请注明出处，然后走了。")
    (True, False)
    """
    line = line.strip(" \t\u3000*-—（）()[]【】")
    if not line or len(line) > LONGEST:
        return False
    position = 0
    while position < len(line):  # notices stand one after the other
        ends = [
            match.end() for pattern in _NOTICES if (match := pattern.match(line, position)) and match.end() > position
        ]
        if not ends:
            return False
        position = max(ends)
        while position < len(line) and line[position] in " ，,。；;！!\u3000":
            position += 1
    return True
