"""
What converters to simplified text overdo: 什幺 for 什么, 着名 for 著名; or leave: 看著 for 看着.

A bad table makes 幺 of every 麼, and 着 of every 著, also where 著 is right in simplified text (著名
著作 显著 原著). The same letters meet by chance (彰显着, 听着名字, 留着作为), and 幺 has words of its
own (幺妹, 老幺), so the language model decides what the sentence means, and the borders of words must
allow it. The other way round, text from Taiwan made simplified character by character keeps 著 for 着.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalize import prose
from normalize.script import borders
from normalize.script.picks import CERTAIN, LIKELY, OUTWEIGHED, SURE, Pick
from normalize.script.sides import Side

ENOUGH = 4.0  # nats won by the other character; chance meetings (彰显着) lose some
REACH = 12  # characters on either side that word borders are found in
FEW = 1.5  # where 着 would make no sense after that character (原着, 土着, but not 编着小辫)
PLENTY = 7.0  # nats from which on nothing else is meant
_NOUNS = frozenset("原土显卓昭")
_OWN = frozenset(("执", "執", "较", "較"))  # 执著 is as right as 执着
SEARCH = (
    "[什甚怎这那多要干這]幺(?![二三五六七八九零〇0-9妹蛾儿兒女娘鸡雞子叔爸妈爹弟舅姑])"
    "|着[名作称述者书录]|[显卓原土名专昭编论译巨遗拙撰新較较]着|著"
)
# the same, said behind the characters of STARTS: a search that begins with a set is seven times faster;
# and no 著 that is at home, for 著名 alone no text is looked at
STARTS = "着幺著"
BEHIND = (
    "(?<=[什甚怎这那多要干這]幺)|(?<=着)(?=[名作称述者书录])|(?<=[显卓原土名专昭编论译巨遗拙撰新較较]着)"
    "|(?<=著)(?<![显卓原土名专昭编论译巨遗拙撰新較较执執]著)(?![名作称述者书录])"
)
_SEARCH = re.compile(SEARCH)
# words of simplified text with 著; 执著 and 执着 are both written
WORDS = tuple(
    "著名 著作 著称 著述 著者 著书 著录 著作权 显著 卓著 原著 土著 名著 专著 昭著 编著 论著 译著"  # noqa: SIM905
    " 巨著 遗著 拙著 撰著 新著 较著".split()
)


def overdone(text: str, side: Side) -> Iterator[Pick]:
    """The places in a text of this script, in order; the particle 著 is right in traditional text."""
    little = "麼" if side.is_traditional else "么"
    done = 0
    for match in _SEARCH.finditer(text):
        if match.group() == "著" and not side.is_simplified:
            continue
        pick = _little(text, match.end() - 1, little) if "幺" in match.group() else _written(text, match)
        if pick and pick.place >= done:
            done = pick.place + 1
            yield pick


def _little(text: str, place: int, new: str) -> Pick | None:
    """么 or 麼 for 幺."""
    won = prose.gain(text, place, place + 1, new)
    return Pick(place, new, CERTAIN if won >= PLENTY else LIKELY) if won >= ENOUGH else None


def _written(text: str, match: re.Match[str]) -> Pick | None:
    """著 for 着 in a word such as 著名, or 着 for the particle 著."""
    place = text.index("着" if "着" in match.group() else "著", match.start())
    new = "著" if text[place] == "着" else "着"
    enough = ENOUGH
    if new == "著":
        loss = _loss(text, place)
        if loss >= 0 or _quoted(text, match):
            return None
        enough = FEW if loss <= SURE and text[place - 1] in _NOUNS else ENOUGH
    elif text[max(0, place - 1) : place] in _OWN or _loss(text, place) < OUTWEIGHED:
        return None
    won = prose.gain(text, place, place + 1, new)
    confidence = CERTAIN if won >= PLENTY else LIKELY
    return Pick(place, new, confidence) if won >= enough else None


def _quoted(text: str, match: re.Match[str]) -> bool:
    """Whether just this word stands in quotes: somebody talks about it."""
    before, behind = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
    return bool(before) and before in '“「『‘《"' and bool(behind) and behind in '”」』’》"'


def _loss(text: str, place: int) -> float:
    """What the borders of the best word with 著 here cost; above 0 where there is none."""
    left = max(0, place - REACH)
    clause, place = text[left:place] + "著" + text[place + 1 : place + REACH], place - left
    starts = [(place - word.index("著"), word) for word in WORDS]
    found = (
        borders.loss(clause, start, start + len(word))
        for start, word in starts
        if start >= 0 and clause.startswith(word, start)
    )
    return min(found, default=borders.NONE)
