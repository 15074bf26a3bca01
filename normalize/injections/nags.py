"""
What novel sites write into the chapters they copy: addresses, "next page, please", "fastest updates".

小主，这个章节后面还有哦…, 天才一秒记住本站地址, 喜欢X请大家收藏：(site) X site更新速度全网最快, often with
wedged signs and mixed widths. A line, a last sentence or a bracket goes when such phrases, site
names and addresses are all that is in it. What the author asks (求收藏) belongs to the page, and
someone who speaks of a next page in the story says more than that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from normalize.injections import anchors, skeleton
from normalize.injections.lines import NAME, around, removal
from normalize.model import Edit
from normalize.tables import read_lines

CONFIDENCE = 0.95
WATERMARK = 0.92  # an address with mixed widths or cases: nobody writes his own so
MENU = 0.85  # 上一章 目录 下一章
UNSURE = 0.6  # phrases that also readers and authors use
LONGEST = 400  # characters of a line that can be a nag; a sentence of one has 120

_WIDE = re.compile("[Ａ-Ｚａ-ｚ]")
_DISGUISED = re.compile("[Ａ-Ｚａ-ｚ][A-Za-z]|[A-Za-z][Ａ-Ｚａ-ｚ]|[wｗＷW]{3}")  # letters in mixed widths
# an address whose letters have mixed widths, or capitals in the middle, with a domain or www before it
_WATERMARK = re.compile(r"[A-Za-z0-9Ａ-Ｚａ-ｚ０-９〇．。.：:/／?？！!*_\-—~～、,，·•\s]{6,80}")
_MIXED = re.compile(
    r"[Ａ-Ｚａ-ｚ]|wW|[wW]Ww|WwW|[tT]x[Tt].?小|(?i:w[^\w\n]{1,2}w[^\w\n]{1,2}w)|[a-z][A-Z](?![A-Za-z])|[A-Za-z][。？：／][A-Za-z]"
)
_CHUNK = re.compile(
    r"[（(【\[『「][^（(【\[『「」』\]】)）\n]{4,200}[)）】\]』」]|[^。！？!?；;（(【\[『\n]+[。！？!?；;~～…]*"
)
_SPOKEN = re.compile('^[“「『"]|[”」』"]$')


@cache
def _pattern(*kinds: str) -> re.Pattern[str]:
    """All phrases of these kinds."""
    rows = [line.split("\t") for line in read_lines("injections_nags.tsv")]
    chosen = [pattern for wanted in kinds for pattern, kind in rows if kind == wanted]
    chosen.sort(key=len, reverse=True)  # what says most first
    return re.compile("|".join(f"(?:{pattern})" for pattern in chosen))


def suspects(text: str) -> bool:
    """Whether one of their phrases or a disguised address may occur."""
    return bool(anchors.hits("nags", text)) or _disguised(text)


def find(text: str) -> Iterator[Edit]:
    """Deletions of lines, and of sentences and brackets in a line, that are nothing but nags."""
    lines = set(anchors.lines("nags", text))
    if _disguised(text):
        lines.update(around(text, *match.span()) for match in _DISGUISED.finditer(text))
    for start, end in sorted(lines):
        line = text[start:end]
        rule, confidence = judge(line) if len(line) <= LONGEST else ("", 0.0)
        if confidence:
            yield removal(text, start, end, f"injections:{rule}", confidence)
        else:
            yield from _inside(text, start, end)


def _disguised(text: str) -> bool:
    """Whether full-width letters stand among others."""
    return _WIDE.search(text) is not None and _DISGUISED.search(text) is not None


def judge(line: str) -> tuple[str, float]:
    """
    What a line consists of and how sure that is; 0 for a line that says more.

    >>> judge("本章未完，请点击下一页继续阅读！"), judge("他请我翻到下一页，继续阅读那封信。")
    (('nag of a novel site', 0.95), ('', 0.0))
    """
    if _SPOKEN.search(line.strip()):
        return "", 0.0
    bare = skeleton.of(line)
    if not bare:
        return "", 0.0
    if len(_pattern("nav").sub("", bare)) == 0:
        several = len(_pattern("nav").findall(bare)) > 1
        return ("menu of a novel site", MENU) if several else ("", 0.0)
    addressed = skeleton.ADDRESS in bare
    nag = _pattern("nag").search(bare) is not None or (addressed and _pattern("label").search(bare) is not None)
    if addressed and not nag and _MIXED.search(line) and not _rest(bare):
        return "disguised address", WATERMARK
    if (not nag and _pattern("hint").search(bare) is None) or _rest(bare):
        return "", 0.0
    if nag:
        return "nag of a novel site", CONFIDENCE
    known = addressed or _pattern("site").search(bare) is not None
    return ("nag of a novel site", UNSURE) if known and len(bare) > 6 else ("", 0.0)


def _rest(bare: str) -> str:
    """What a skeleton says besides nags, site names, addresses and filler; what says most is taken first."""
    for kind in ("nag", "label", "hint", "site", "nav", "filler"):
        bare = _pattern(kind).sub(" ", bare)
    return bare.strip(" ")


def _inside(text: str, start: int, end: int) -> Iterator[Edit]:
    """Sentences and brackets of a line that are nothing but nags, and disguised addresses in it."""
    for match in _CHUNK.finditer(text, start, end):
        chunk = match.group()
        if len(chunk) > LONGEST or not suspects(chunk):
            continue
        rule, confidence = judge(chunk)
        if confidence >= CONFIDENCE and len(chunk.strip()) > 5:
            yield Edit(match.start(), match.end(), chunk, "", NAME, f"injections:{rule}", confidence)
        elif not confidence:
            yield from _watermarks(text, match.start(), match.end())


def _watermarks(text: str, start: int, end: int) -> Iterator[Edit]:
    """Addresses in disguise between the words of a sentence."""
    for match in _WATERMARK.finditer(text, start, end):
        shown = match.group().strip()
        if _MIXED.search(shown) and skeleton.of(shown) == skeleton.ADDRESS and re.search("[Ａ-Ｚａ-ｚ．]", shown):
            first = match.start() + match.group().index(shown)
            last = first + len(shown.rstrip("。，、！？,!?"))
            yield Edit(first, last, text[first:last], "", NAME, "injections:disguised address", WATERMARK)
