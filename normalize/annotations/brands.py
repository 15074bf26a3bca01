"""
Labelled notes and betting brands in copied pages: 机【pinyin:jī】器, 产(繁幸运飞艇体:產)业.

Another machine than that of `machine`: the text stays simplified, the notes say what they are
(读:liè, 拼音:xìn, 繁:電), and names of betting sites are dropped anywhere, into a word or into a note.
A note goes when it says what is known about the character before it; a gloss of a rare or
ambiguous character, alone on its page, stays. Brands go only from pages with such notes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from typing import NamedTuple

from normalize import pinyin, prose
from normalize.annotations import notes
from normalize.annotations.evidence import DOUBTFUL, LIKELY, POSSIBLE, SURE, is_about_reading
from normalize.matcher import Matcher
from normalize.model import Edit
from normalize.tables import read_lines

# every label begins with one of these; a brand in front of it is found with the next note
SUSPECT = re.compile(
    r"[(（【\[](?:[读讀拼繁练練注音]|[Pp][iī])[^()（）【】\[\]\n]{0,24}[:：][^()（）【】\[\]\n]{1,16}[)）】\]]"
)
LABELS = tuple(re.findall(r"\S+", "读 读音 拼音 注音 音 pinyin Pinyin pīnyīn 练 练习 繁 繁体 繁體 讀 讀音"))
LONGEST_BRAND = 14  # characters
CREDIT = re.compile(r"(?:本文)?转载请注明(?:出处|来源|出处来源|来源出处)[。.!！]?(?=[ \t\r]*$)", re.MULTILINE)
# nats that a name costs where it stands, less those it costs alone: wedged names have -8 to 25, 世界杯 in sentences
# about football -5 to -21, 澳门银河 with nothing around it that says more -9
BRAND_LIMIT, WORD_LIMIT = -9.0, -4.0
# pages on these things may name them
SPORT = re.compile("足球|球队|球員|球员|比赛|决赛|联赛|进球|赛季|球迷|体育|夺冠|俱乐部|小组赛|开幕")
RESORT = re.compile("酒店|度假|旅游|游客|景点|警方|赌博|赌客|博彩业|娱乐场|集团|股价|上市|总部|品牌")
NEEDLESS = -3.7  # log10 P of a character alone: 窗 has -3.5, 厦 and 虹, which are glossed, -3.9
AROUND = 10  # characters on either side that judge a brand


class Labelled(NamedTuple):
    """A labelled note; `dropped` is the brand inside it, `weight` how little anybody needs the note."""

    start: int
    end: int
    label: str
    dropped: str
    weight: int


def edits(text: str) -> Iterator[Edit]:
    """The labelled notes of a text and, if they are a machine's, its brands."""
    found = list(_labelled(text))
    chance = _confidence(text, found)
    if not chance:
        return
    changes = [(note.start, note.end, "annotations:labelled note") for note in found]
    if chance >= POSSIBLE:
        changes += _brands(text, found)
        changes += ((match.start(), match.end(), "annotations:credit line") for match in CREDIT.finditer(text))
    for start, end, rule in sorted(changes):
        yield Edit(start, end, text[start:end], "", "annotations", rule, chance)


def _confidence(text: str, found: Sequence[Labelled]) -> float:
    """The probability that the notes are a machine's."""
    weight = sum(note.weight for note in found)
    kinds = len({note.label for note in found})
    if not weight:
        return 0.0
    if weight >= 4 or any(note.dropped for note in found) or (weight >= 2 and kinds > 1):
        return SURE
    lines = {text.rfind("\n", 0, note.start) + 1: note for note in found}
    if any(is_about_reading(_without(text, found, start)) for start in lines):
        return 0.0
    return LIKELY if weight > 1 else POSSIBLE if found[0].weight else DOUBTFUL


def _without(text: str, found: Sequence[Labelled], start: int) -> str:
    """A line without its notes."""
    end = text.find("\n", start)
    return SUSPECT.sub("", text[start : len(text) if end < 0 else end])


def _labelled(text: str) -> Iterator[Labelled]:
    """The labelled notes that agree with the character before them."""
    last: tuple[int, str] = (-1, "")
    for match in SUSPECT.finditer(text):
        start, end = match.span()
        before = last[1] if last[0] == start else _character_before(text, start)
        said = _said(before, match.group()[1:-1]) if before else None
        if said is None:
            continue
        label, content, dropped = said
        plain = match.group()[0] in "([【" and ":" in match.group()  # people write （读：lì）
        weight = 3 if dropped else _weight(before, label, content, plain)
        yield Labelled(start, end, label, dropped, weight)
        last = (end, before)


def _character_before(text: str, start: int) -> str:
    """The character a note belongs to; a brand may have come between."""
    left = text[max(0, start - LONGEST_BRAND - 1) : start]
    for brand, _ in _names():
        if left.endswith(brand) and len(left) > len(brand) and left[-1] in brand:
            return left[-len(brand) - 1]
    return left[-1:]


def _said(character: str, inside: str) -> tuple[str, str, str] | None:
    """Label, content and the brand dropped into them, if the content is right for the character."""
    inside = inside.replace("：", ":").replace(" ", "")
    for label, content in product(LABELS, _contents(character)):
        target = f"{label}:{content}"
        extra = len(inside) - len(target)
        if not 0 <= extra <= LONGEST_BRAND:
            continue
        same = 0
        while same < len(target) and inside[same] == target[same]:
            same += 1
        dropped = inside[same : same + extra]
        if inside[same + extra :] == target[same:] and (not dropped or _may_be_dropped(dropped, same < len(label))):
            return label, content, dropped
    return None


def _may_be_dropped(text: str, in_label: bool) -> bool:
    """Whether a text inside a note is a brand: a known one, or anything of some length that splits the label."""
    return (in_label and len(text) > 2) or any(text == name for name, _ in _names())


@cache
def _contents(character: str) -> tuple[str, ...]:
    """What a note on a character may say: its readings, its traditional forms."""
    return (*sorted(notes.spellings(character)), *_forms().get(character, ()))


@cache
def _forms() -> dict[str, list[str]]:
    """The traditional characters of each simplified one."""
    found: dict[str, list[str]] = {}
    for line in read_lines("simplified.tsv"):
        traditional, plain = line.split("\t")
        found.setdefault(plain, []).append(traditional)
    return found


def _weight(character: str, label: str, content: str, plain: bool) -> int:
    """2 for a note that no person writes, 1 for one that nobody needs, 0 for one that may help."""
    usual = pinyin.readings(character)[:1]
    if content in (forms := _forms().get(character, [])):
        # 發 and 髮, 面 and 麵 need to be told apart; Big5 has what traditional texts use
        needless = sum(bool(form.encode("cp950", "ignore")) for form in (character, *forms)) == 1
    else:
        needless = content in {*usual, *map(pinyin.plain, usual)}
    if not needless or not plain or notes.commonness(character) <= NEEDLESS:
        return 0
    return 2 if label.lower() in ("pinyin", "练", "练习") else 1


@cache
def _names() -> tuple[tuple[str, str], ...]:
    """The brands with their kinds, the longest first."""
    rows = (line.split("\t") for line in read_lines("annotations_brands.tsv"))
    return tuple(sorted(((name, kind) for name, kind in rows), key=lambda row: -len(row[0])))


@cache
def _matcher() -> Matcher:
    return Matcher([name for name, _ in _names()])


def _brands(text: str, found: Sequence[Labelled]) -> Iterator[tuple[int, int, str]]:
    """The brands outside the notes that read as if they had been dropped there."""
    learned = Matcher(sorted({note.dropped for note in found if len(note.dropped) > 1}))
    hits = [(start, end, _names()[index][1]) for start, end, index in _matcher().find(text)]
    hits += [(start, end, "brand") for start, end, _ in learned.find(text)]
    ends = [note.end for note in found]
    bare = _matcher_free(text)
    on_topic = {kind for kind, topic in (("word", SPORT), ("word", RESORT), ("brand", RESORT)) if topic.search(bare)}
    done = 0
    for start, end, kind in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
        place = bisect_right(ends, start)
        inside = place < len(found) and found[place].start < end
        if start >= done and not inside and kind not in on_topic and _is_dropped(text, start, end, kind):
            yield start, end, "annotations:brand in the sentence"
            done = end


def _matcher_free(text: str) -> str:
    """The text without brands, whose own words say nothing of its topic."""
    parts, done = [], 0
    for start, end, _ in sorted(_matcher().find(text), key=lambda hit: (hit[0], -hit[1])):
        if start >= done:
            parts.append(text[done:start])
            done = end
    return "\n".join([*parts, text[done:]])


def _is_dropped(text: str, start: int, end: int, kind: str) -> bool:
    """Whether a brand has nothing to do with the words around it."""
    left = SUSPECT.sub("", text[max(0, start - 3 * AROUND) : start])
    right = SUSPECT.sub("", text[end : end + 3 * AROUND])
    left, right = left[left.rfind("\n") + 1 :][-AROUND:], right.partition("\n")[0][:AROUND]
    if not left and not right:
        return False  # a line of its own is the injections stage's
    brand = text[start:end]
    strange = prose.cost_of(left + brand + right) - prose.cost_of(left + right) - prose.cost_of(brand)
    return strange > (BRAND_LIMIT if kind == "brand" else WORD_LIMIT)
