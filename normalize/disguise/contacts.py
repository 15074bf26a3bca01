"""
Words for contacts in disguise: 加薇❤, V信, 溦信, 宫重号, 扣扣裙, 微*信, ①③⑧….

Advertisers on platforms that delete contact data write them by sound (威信, 扣扣), with letters and
hearts (V信, 薇❤), with signs between (微*信), digits in circles. Each word has its syllables, and any
spelling of these is a candidate; whether it is meant, the language model and the words around tell:
加, 联系, 详聊, 领取, an account.

Left alone: 树立威信, 威信扫地, 唯心, the person 薇薇, V信号 as a signal, and every spelling that stands
in no such surroundings.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise, product
from typing import NamedTuple

from normalize import prose
from normalize.matcher import Matcher
from normalize.model import Context, Edit
from normalize.tables import read_lines

_BETWEEN = r"[*＊·.。_＿/\\|丨~^ +＋❤♥\ufe0f\u200b-]{0,2}"  # what is put between the characters of a word
_BLANK = re.compile(r"[ \u200b]*")
NEAR = 16  # characters on either side that are the surroundings
# who writes these wants to be written to
_ASKING = re.compile(
    "(?<![增更参追施附累强愈])加|添|➕"
    "|[+＋]|联系|联络|详聊|详询|私聊|私信|咨询|扫|领|免费|关注|搜|回复|客服|预约|进群|入群|拉你|群|备注|报名|有意|索取|获取"
    "|合作|代理|货源|资源|备用|号[:：]|号码|同号|需要|了解|价格|资料|优惠|下单|购买|交流|推荐"
    r"|[A-Za-z][A-Za-z0-9_-]{5,}|(?<!\d)1[3-9]\d{9}(?!\d)|\b[1-9]\d{5,11}\b|[①-⑨⓪]{4}"
)
_BEFORE = re.compile(
    "(?:添加|(?<![增更参追施附累强愈])加我?[的个下]?|佳|伽|➕|[+＋]|我的|联系|搜索?"
    '|关注|客服|扫码?|老师|助理|本人|请)[ :：“"【]{0,2}$'
)
_AFTER = re.compile(
    r"[ :：是为即]{0,3}(?:号|號|ID|id)?[ :：是为即]{0,3}(?:[A-Za-z0-9_-]{5,}|[①-⑨⓪]{3})"
    "|[ ，,]?(?:详聊|详询|私聊|咨询|联系|领取|领|聊|群|裙|同号|扫码|二维码|好友|客服|号[:：])|[）)]?$"
)
_NO_WORD = re.compile("号[塔灯源格强弱]|号(?![:：码是为 A-Za-z0-9])|扫地|[薇子摆装]|科技|公司|集团|[扫地度]")
_CIRCLED = re.compile("(?:[0-9]?[①-⑨⓪❶-❾⓿➀-➈]|[0-9]\ufe0f?\u20e3){5,40}[0-9]{0,8}")
_MIXED = re.compile("[a-zA-ZⅤ❤♥♡]")
_DIGITS = str.maketrans(
    {
        **{chr(first + i): str(i + 1) for first in (0x2460, 0x2776, 0x2780) for i in range(9)},
        "⓪": "0",
        "⓿": "0",
        "\ufe0f": "",
        "\u20e3": "",
    }
)
FITS = 2.0  # nats the plain word must win where the surroundings ask for contact in so many words
CLEAR = 5.0  # where they only sound so
FOLLOWED = (
    "加微",
    "+微",
    "加群",
    "进群",
    "群主",
    "群号",
    "电话",
)  # pieces of clauses more than words: what follows must agree


class Word(NamedTuple):
    """A word that is disguised, and a search for its spellings."""

    plain: str
    pattern: re.Pattern[str]


@cache
def _words() -> tuple[Word, ...]:
    """The words of the table, those of most syllables first."""
    rows = [line.split("\t") for line in read_lines("disguise_contacts.tsv")]
    rows.sort(key=lambda row: -len(row[1].split()))
    return tuple(Word(plain, re.compile(_pattern(spellings), re.IGNORECASE)) for plain, spellings in rows)


def _pattern(spellings: str) -> str:
    """
    A search for a word whose syllables are given, each with its spellings.

    >>> [bool(re.fullmatch(_pattern("微薇|v 信芯|xin"), text)) for text in ("薇*xin", "v信", "信微")]
    [True, True, False]
    """
    units = []
    for cell in spellings.split():
        signs, *whole = cell.split("|")
        units.append("(?:" + "|".join([f"[{re.escape(signs)}]\ufe0f?", *map(re.escape, whole)]) + ")")
    return _BETWEEN.join(units)


@cache
def _spelt() -> Matcher:
    """All spellings without signs between, but the words themselves: about 4,000."""
    forms = set()
    for line in read_lines("disguise_contacts.tsv"):
        plain, spellings = line.split("\t")
        cells = ([*cell.split("|")[0], *cell.split("|")[1:]] for cell in spellings.split())
        made = {"".join(units) for units in product(*cells)}
        forms |= {form for each in made for form in (each, each.upper(), each.title())} - {plain, plain.lower()}
    return Matcher(sorted(forms - {"qq", "QQ", "Qq"}))


@cache
def _wedged() -> re.Pattern[str]:
    """A first sign with something between it and a second, or digits in circles."""
    first, second = set(), set()
    for line in read_lines("disguise_contacts.tsv"):
        cells = line.split("\t")[1].split()
        first |= set(cells[0].split("|")[0])
        second |= set(cells[-1].split("|")[0] + "".join(cell.split("|")[0] for cell in cells[1:2]))
    first, second = ({sign for sign in signs if not sign.isascii()} for signs in (first, second))
    between = _BETWEEN.replace("{0,2}", "{1,2}")
    return re.compile(f"[{''.join(sorted(first))}Vv]{between}[{''.join(sorted(second))}]|{_CIRCLED.pattern}")


def suspects(text: str) -> bool:
    """Whether any spelling of a contact word, or a run of digits in circles, occurs."""
    return _wedged().search(text) is not None or bool(_spelt().find(text))


def find(text: str, context: Context) -> list[Edit]:
    """Disguised words that their surroundings bear out, the longest first; digits where contact is asked for."""
    edits: list[Edit] = []
    done = 0
    starts = {start for start, _, _ in _spelt().find(text)} | {match.start() for match in _wedged().finditer(text)}
    for start in sorted(starts):
        if start < done:
            continue
        circled = _CIRCLED.match(text, start)
        edit = _digits(text, circled) if circled else _word(text, start)
        done = edit.end if edit else circled.end() if circled else done
        if edit:
            edits.append(edit)
    return edits


def _digits(text: str, match: re.Match[str]) -> Edit | None:
    """A number in circles beside a word for contact."""
    old, new = match.group(), match.group().translate(_DIGITS)
    listed = all(ord(after) - ord(before) == 1 for before, after in pairwise(old))  # ①②③④⑤
    if listed or not _ASKING.search(text[max(0, match.start() - NEAR) : match.start()]):
        return None
    return Edit(match.start(), match.end(), old, new, "disguise", "disguise:digits in circles", 0.93)


def _word(text: str, place: int) -> Edit | None:
    """The first word whose spelling at this place is borne out."""
    for plain, pattern in _words():
        match = pattern.match(text, place)
        if match is None or match.group().lower() == plain.lower():
            continue
        confidence = _borne_out(text, match, plain)
        if confidence:
            rule = "disguise:contact word"
            return Edit(match.start(), match.end(), match.group(), plain, "disguise", rule, confidence)
    return None


def _borne_out(text: str, match: re.Match[str], plain: str) -> float:
    """How sure it is that a spelling is the word; 0 for not at all."""
    start, end = match.span()
    before, after = text[max(0, start - NEAR) : start], text[end : end + NEAR]
    line_before, line_after = before[before.rfind("\n") + 1 :], after.partition("\n")[0]
    if _NO_WORD.match(line_after) and not _AFTER.match(line_after):
        return 0.0
    unwedged = re.sub(_BETWEEN.replace("{0,2}", ""), "", match.group())
    if unwedged.lower() == plain.lower():  # nothing but signs between
        signs = match.group()[1:-1]
        blank = not set(signs) & set("*＊·._＿/\\|丨~^+＋")
        return 0.0 if blank or plain in FOLLOWED or plain == "QQ" else _by_gain(text, match, plain, 0.9)
    called = _BEFORE.search(line_before) is not None or plain in FOLLOWED
    answered = _AFTER.match(line_after) is not None
    if plain in (*FOLLOWED, "QQ") and not answered:
        return 0.0
    if not (called or answered or _ASKING.search(line_before + "\n" + line_after)):
        return 0.0
    return _by_gain(text, match, plain, 0.95 if called and answered else 0.92 if called or answered else 0.8)


def _by_gain(text: str, match: re.Match[str], plain: str, confidence: float) -> float:
    """The confidence if the word reads better by enough; V信 and 薇❤ mean nothing else, so it may even read worse."""
    gain = prose.gain(text, match.start(), match.end(), plain)
    sure = confidence > 0.85
    if sure and _MIXED.search(match.group()):
        return confidence if gain > -FITS else 0.0
    return confidence if gain > (FITS if sure else CLEAR) else 0.0
