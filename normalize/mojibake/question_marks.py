"""
Question marks that stand for what an encoding could not hold.

A program that writes text in GB 2312 or ASCII puts "?" for every character, or for every byte, it
cannot write: the dot in foreign names (比尔?盖茨), the blanks that indent a paragraph ("? ? ?"), the dots
of "……" (six bytes), zero-width spaces, and characters outside the set (朱?基). Where only one reading
is left, it is put back. The half-width "?" that asks a question stays, and so does a row of them from
somebody who is upset.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache

from normalize import language_model, prose
from normalize.hanzi import simplified
from normalize.matcher import Matcher
from normalize.model import Context, Edit
from normalize.segments import Spans
from normalize.tables import read_lines
from normalize.tokens import fold

KIND = "mojibake"
SURE, LIKELY, UNSURE = 0.95, 0.85, 0.6
NAME_WON = 6.0  # nats that a dot must win over the question mark between the parts of a name
NAME_BESIDE = 3.5  # the same where the text has a sure one
JOINED_WON = 8.0  # nats that a word wins when the mark in its middle goes
EASY = 5.0  # nats a character of a run that reads as words; unconnected characters cost 7 and more
STATED = -1.2  # log odds of a question after a clause, at most, for it to be a statement
NEAR = 200  # characters on either side in which a word's subject shows
LINE = 10  # Han characters of a line that is more than an exclamation
MANY = 8  # marks in a line without Chinese; somebody upset writes one row
MAX_PLACES = 2000

_HAN = "\u3400-\u9fff"
_ANY = re.compile(rf"^[^\S\n]*\?|\?\?|\? \?|[{_HAN}A-Z]\?(?=[{_HAN}A-Za-z，、])|[{_HAN}]\?", re.MULTILINE)
_LEADING = re.compile(r"^[^\S\n]*((?:\?[ \u00a0\u3000]*)+)(?=[^?\s])", re.MULTILINE)
_BLANKS = re.compile(r"(?<=[^\s?])\?(?: \?)+ ?(?=[^\s?])")
_INSIDE_LINE = re.compile(r"[^\s?]")
_ROW = re.compile(rf"(?<=[{_HAN}])\?{{4,24}}(?=[^?]|\Z)")
_LINE = re.compile(r"[^\s][^\n]*")
_GROUP = re.compile(r"\?{2,}")
_HAN_SIGN = re.compile(f"[{_HAN}]")
_SINGLE = re.compile(rf"(?<=[{_HAN}])\?(?=[{_HAN}])")
_EVERY = re.compile(rf"(?<![{_HAN}?])[{_HAN}](?:\?[{_HAN}]){{3,}}(?![?])")
# transliterations write with these characters
_SOUND = (
    "丁万丘东丝中丰丹丽乃久乌乐乔买于亚亥亨京什仑仲伊伍伏休优伦伯伽佐佛佩依侯保修傅儒儿克兰兴兹内冈冉农冯凡凯切列利力"
    "加努励劳勃勒包匹华卓南博卡卢厄古台史叶司合吉吐吕吴吾咯咸哈哥哲唐喀嘉嘎噶因图土圣圭坎坦埃培基塔塞夏多夫夸奇奈奎契"
    "奥女妮妲姆姬威娃娄娅娜婕嫩孔孙孜孟季宁安宰宾密察尔尚尤尧尼居屈山岑崔巴布希帕席平库庞康廉廖延廷弗弥弭弯强彦彪彭彻"
    "彼徐德忒怀恩恰恺惠戈戴扎托扬拉拜捷措提摩敏敦文斐斯施日旭旺昂昆明易普曹曼曾月朋朗木本朱朵杜杰松林果柏查柯柳柴根格"
    "桃桑梅梭森樱欣欧歇武段殷比毕毛汉江汤沃沙治泊法波泰泽洛津洪派海涅淑渡渥温湛滕潘澳灵烈热爱特狄玉王玛玲珀珊珍班琅理"
    "琳琴琼瑙瑞瑟瓦甘甫田申留登白皮盖盛真石祖福科程穆章笛第策简米素索约纯纱纳纽绅绍维缅缪罕罗翁翰考耶耿聂聪肉肖肯胡腾"
    "舍舒舜艾芒芙芝芦芬苏若英范茅茜茨茱茵茹荔荣荻莉莎莫莱莲莺菲萝萨葆葛葡蒂蒙蒲蓓蓬蔡蕊蕾薇藤裕裘襄西詹让许诺谢豪贝贡"
    "费贾赖赛赞赫路车辛边辽达迈连迦迪迭退逊通道邦邵郭采里金钟钦钱铁锡门阿陶隆雅雨雪雯雷霍霖霞露韦顾顿香马高魏鲁鲍麦麻"
    "黎黑默黛齐龙"
)
_PART = re.compile(
    rf"(?:(?<=[{_SOUND}])|(?<![A-Za-z][A-Z])(?<=[A-Z]))\?(?=[{_SOUND}]{{2}}|[A-Z]\?[{_SOUND}]|[{_SOUND}]\?[{_SOUND}])"
)
_ENDS_ASKING = re.compile(rf"[{_SOUND}]+[?？](?![{_SOUND}]{{2}})")  # 莫扎特?贝多芬?
_ASKS = re.compile(
    "[吗嗎呢吧么麼啥谁誰哪几幾咋孰]|什[么麼]|怎|为何|為何|如何|多少|是否|难道|難道|究竟|到底|何[时時处處人必]|能不能|是不是|有没有|要不要|可不可|[好行对對]不[好行对對]|请问|請問|疑问"
)
_UPSET = re.compile(
    "[太超]|极了|極了|无语|無語|垃圾|坑|骗|騙|差评|差評|客服|真的|居然|竟然|凭啥|凭什|[!！]|卧槽|我靠|天哪|这也|也太|退[货款]|[0-9]+分"
)
_CLAUSE = re.compile(r"[^，。！？；,!?;\n]*\Z")


def suspects(text: str) -> bool:
    """Whether a half-width question mark stands where it may stand for something else."""
    return "?" in text and _ANY.search(text) is not None


def find(text: str, context: Context) -> Iterator[Edit]:
    """Repairs of question marks that ask nothing; a place belongs to the first finder that explains it."""
    finders = (_leading, _blanks, _words, _names, _every, _dots, _inside, _lost)
    found: list[Edit] = []
    for finder in finders:
        taken = Spans((edit.start, edit.end) for edit in found)
        found += (edit for edit in finder(text) if not taken.touch(edit.start, edit.end))
    end = 0
    for edit in sorted(found, key=lambda edit: edit.start):
        if edit.start >= end:
            end = edit.end
            yield edit


def _edit(text: str, start: int, end: int, new: str, what: str, confidence: float) -> Edit:
    return Edit(start, end, text[start:end], new, KIND, f"mojibake:? for {what}", confidence)


def _leading(text: str) -> list[Edit]:
    """
    Blanks before a paragraph.

    Sure where they alternate with blanks, are many, or stand before several lines; the line must
    state something: "???你在说什么" is somebody's own.
    """
    found = []
    matches = [match for match in _LEADING.finditer(text) if _states(_line_after(text, match.end()))]
    for match in matches[:MAX_PLACES]:
        marks = match.group(1)
        count = marks.count("?")
        spaced = "? ?" in marks or "?\u00a0?" in marks or "?\u3000?" in marks
        sure = spaced or count >= 4 or (count >= 2 and marks[-1] != "?") or len(matches) > 2
        if count >= 2 or len(matches) > 1:
            found.append(_edit(text, match.start(1), match.end(), "", "indentation", SURE if sure else UNSURE))
    return found


def _line_after(text: str, start: int) -> str:
    end = text.find("\n", start)
    return text[start : end if end >= 0 else len(text)]


def _states(line: str) -> bool:
    """Whether a line is Chinese prose whose first sentence is neither a question nor an outcry."""
    if len(re.findall(f"[{_HAN}]", line[:60])) < LINE:
        return False
    first = re.split("[。！？!?\n]", line, maxsplit=1)
    mark = line[len(first[0]) : len(first[0]) + 1]
    return mark not in ("？", "?", "！", "!") or not (_ASKS.search(first[0][-12:]) or mark in "！!")


def _blanks(text: str) -> list[Edit]:
    """Rows of "? ? ?" between words: no-break spaces; one blank is enough."""
    found = []
    for match in _BLANKS.finditer(text):
        if _INSIDE_LINE.search(text, text.rfind("\n", 0, match.start()) + 1, match.start()):
            found.append(_edit(text, match.start(), match.end(), " ", "blanks", LIKELY))
    return found[:MAX_PLACES]


@cache
def _table() -> tuple[Matcher, list[tuple[str, str, re.Pattern[str] | None]]]:
    rows = [line.split("\t") for line in read_lines("question_marks.tsv")]
    forms = sorted({damaged for damaged, *_ in rows})
    table = [(damaged, word, None if near == "-" else re.compile(near)) for damaged, word, near in rows]
    return Matcher(forms), table


def _words(text: str) -> list[Edit]:
    """Words that lost a character GB 2312 does not have."""
    matcher, table = _table()
    found = []
    for start, end, index in matcher.find(text):
        around = text[max(0, start - NEAR) : start] + " " + text[end : end + NEAR]
        for damaged, word, near in table:
            if damaged != matcher.words[index] or (near and not near.search(around)):
                continue
            place = start + damaged.index("?")
            new = word[damaged.index("?")]
            asks = damaged.endswith("?") and (text[end : end + 1] in ("", "\n", "?", "”", '"') or _asks(text, place))
            if not asks:
                found.append(_edit(text, place, place + 1, new, f"a character outside GB 2312, {word}", SURE))
    return found


def _asks(text: str, place: int) -> bool:
    """Whether the clause before a mark asks something."""
    clause = _CLAUSE.search(text, max(0, place - 30), place)
    return clause is not None and _ASKS.search(clause.group()) is not None


def _names(text: str) -> list[Edit]:
    """The dot between the parts of a foreign name."""
    places = []
    for match in list(_PART.finditer(text))[:MAX_PLACES]:
        start = match.start()
        if _asks(text, start) or _ENDS_ASKING.match(text, start + 1):
            continue
        initials = "?" in text[max(0, start - 2) : start] + text[start + 1 : start + 3]
        won = prose.gain(text, start, start + 1, "·")
        places.append((start, NAME_WON if initials and won > 0 else won))
    sure = any(won >= NAME_WON for _, won in places)
    found = []
    for start, won in places:
        if won >= (NAME_BESIDE if sure else NAME_WON):
            confidence = SURE if won >= NAME_WON + 2 else LIKELY
        elif won >= NAME_BESIDE:
            confidence = UNSURE
        else:
            continue
        found.append(_edit(text, start, start + 1, "·", "the dot in a name", confidence))
    return found


def _every(text: str) -> list[Edit]:
    """A mark after every character: zero-width spaces were between them."""
    found = []
    for match in _EVERY.finditer(text):
        plain = match.group().replace("?", "")
        if prose.cost(plain) < EASY and not _ASKS.search(text, match.start(), match.end() + 12):
            found += [
                _edit(text, place, place + 1, "", "zero-width space", SURE)
                for place in range(match.start() + 1, match.end(), 2)
            ]
    return found


def _dots(text: str) -> list[Edit]:
    """Six marks, one a byte, after a statement: "……"."""
    rows = list(_ROW.finditer(text))
    lengths = {len(match.group()) for match in rows}
    even = all(length % 6 == 0 for length in lengths)  # upset people type any number
    fours = lengths == {4} and len(rows) > 1  # four bytes in GB 18030
    found = []
    for match in rows[:MAX_PLACES]:
        clause = _CLAUSE.search(text, max(0, match.start() - 40), match.start())
        words = clause.group() if clause else ""
        stated = not (_ASKS.search(words) or _UPSET.search(text, max(0, match.start() - 40), match.start()))
        if not stated or not (even or fours) or _odds_of_question(text, match.start()) > STATED:
            continue
        count = len(match.group()) // (4 if fours else 6)
        found.append(_edit(text, match.start(), match.end(), "……" * count, "……", LIKELY if words else UNSURE))
    return found


def _odds_of_question(text: str, place: int) -> float:
    """Log odds of "？" against the marks that end a statement."""
    start = max(text.rfind("\n", 0, place) + 1, place - prose.REACH)
    model = language_model.load()
    state, after = model.state_after(fold(simplified(text[start:place])), at_line_start=False), model.new_state()
    logs = [language_model.LN10 * float(model.step(state, mark, after)) for mark in "？。…！，"]
    return logs[0] - math.log(sum(math.exp(one) for one in logs[1:]))


def _inside(text: str) -> list[Edit]:
    """Single marks in the middle of words that read on without them: zero-width spaces."""
    won = [
        match.start()
        for match in list(_SINGLE.finditer(text))[:MAX_PLACES]
        if not _asks(text, match.start())
        and prose.gain(text, match.start(), match.start() + 1, "") >= JOINED_WON
        and _held(text, match.start())
    ]
    sure = LIKELY if len(won) > 1 else UNSURE
    return [_edit(text, place, place + 1, "", "zero-width space", sure) for place in won]


def _held(text: str, place: int) -> bool:
    """Whether what follows a mark is far likelier right after what stands before it than anywhere."""
    model = language_model.load()
    left, right = fold(simplified(text[max(0, place - 4) : place])), fold(simplified(text[place + 1 : place + 2]))
    after = model.new_state()
    with_left = model.step(model.state_after(left, at_line_start=False), right, after)
    alone = model.step(model.state_after("", at_line_start=False), right, after)
    return language_model.LN10 * float(with_left - alone) > 3.0


def _lost(text: str) -> list[Edit]:
    """A mark before a comma, after words that ask nothing, or rows of them and no Chinese: characters are gone."""
    found: list[Edit] = []
    for match in re.finditer(rf"(?<=[{_HAN}])\?(?=[，、：])", text):
        if not _asks(text, match.start()) and len(found) < MAX_PLACES:
            found.append(Edit(match.start(), match.end(), "?", "?", "lost", "mojibake:? for a lost character", SURE))
    if "??" in text:
        found += _lost_lines(text)
    return found


def _lost_lines(text: str) -> Iterator[Edit]:
    """Lines of which only digits and signs survived."""
    for match in _LINE.finditer(text):
        line = match.group()
        groups = _GROUP.findall(line) if "??" in line and not _HAN_SIGN.search(line) else []
        if len(groups) > 1 and sum(map(len, groups)) >= MANY:
            yield Edit(*match.span(), line, line, "lost", "mojibake:? for lost characters", SURE)
