"""
Characters replaced by their pinyin: 神sè, jīng神, 皮厚rou糙.

Pirates of novels replace characters that a filter might dislike by their reading, with tone marks
(xìng, yù, lù) or, newer, without (rou, sao, Jing). The syllable stands glued to the Han characters of
the sentence. All characters of that reading are tried and the language model chooses; neighbouring
places are read together.

Left alone: lessons and talk about readings, English words, names before a title (Wang先生),
abbreviations (KTV, PS), ta for 他 or 她, whatever has no clear best character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import NamedTuple

from normalize import pinyin
from normalize.disguise import lattice
from normalize.model import Context, Edit
from normalize.segments import Spans
from normalize.tables import read_lines

_HAN = "\u4e00-\u9fff"
_MARKED = pinyin.TONED + pinyin.TONED.upper()
_LETTERS = f"A-Za-zÀ-ÖØ-öø-ɏ{_MARKED}"
_SYLLABLE = (  # the form of a syllable; whether it is one, the table of readings knows
    "(?:[ZCSzcs]h|[B-DF-HJ-NP-TW-Zb-df-hj-np-tw-z])?"
    "(?:[Aa](?:ng?|i|o)?|[Ee](?:ng?|i|r)?|[Oo](?:ng|u)?|i(?:a(?:ng?|o)?|e|ng?|ong|u)?|u(?:a(?:ng?|i)?|n|o|i|e)?)"
)
# a run of letters with a tone mark beside a Han character; one or two plain syllables between two of them or,
# beginning with a capital, after a sign or at the start of a line
TAUGHT = 3  # characters of a line with their readings behind them; a machine leaves one or two (黑色sè)
_LINE = re.compile("[^\\n]+")
_NEEDLE = re.compile(
    rf"(?<![{_LETTERS}])[A-Za-zü]{{0,6}}[{_MARKED}][A-Za-zü{_MARKED}]{{0,16}}(?=[{_HAN}])"
    rf"|(?<=[{_HAN}])[A-Za-zü]{{0,6}}[{_MARKED}][A-Za-zü{_MARKED}]{{0,16}}(?![{_LETTERS}])"
    rf"|(?<=[{_HAN}]){_SYLLABLE}{{1,2}}(?=[{_HAN}，。！？])"
    rf"|(?<=[\n，。！？：；、“])[A-Z][a-z]{{1,5}}(?=[{_HAN}])|\A[A-Z][a-z]{{1,5}}(?=[{_HAN}])"
)
_GLUED = re.compile(rf"[A-Za-zü{_MARKED}](?:(?<=[{_HAN}].)|(?=[{_HAN}]))")  # needed for any of them, and much faster
# who writes these means the syllable, not the character
_LESSON = re.compile(
    "拼音|读音|读作|读成|念作|念成|发音|注音|声调|调值|音调|音节|韵母|声母|拼写|多音|轻声|同音|谐音|英文|英语|单词|缩写|字母"
    "|讀音|讀作|發音|註音|聲調|音節|拼成|打成|简称|全拼|输入法|域名|后缀|命令|变量|函数|参数|词典|方言|古音|罗马字|越南"
    "|[两三四五六七八几]个音(?![符节])|[”’」』]字|怎么[读念]|会[读念]吗|[读念]错|平仄|阴平|阳平|上声|去声"
)
_SAID = re.compile(
    r"(?:(?:^|[（(，,、。：:；\s])音|[读讀唸]|[，。；不词字该都应要也得]念)[:：“‘]?\Z"
)  # （音wēn）, but not 声音zhōng
# a syllable beside another one, with a sign or blank between: a list of readings, or a gloss (囹圄líng yǔ)
_LISTED = re.compile(rf"[{_LETTERS}]{{0,7}}[{_MARKED}][{_LETTERS}]{{0,7}}")
_SEPARATORS = "、，,/·•- ；;|"
_TITLE = re.compile(
    "先生|女士|小姐|老师|同学|教授|博士|总|哥|姐|某|医生|导|队|律师|经理|主任|校长|太太|家|氏|姓|大神|君|酱|老板|工|和|与|在|说|是"
)
# characters that such filters are known to dislike
_AVOIDED = frozenset(
    "色性欲射露裸奶乳肉骚精淫荡杀血毒胸臀吻情爱床脱衣裤裙腿股阴阳茎根插抽舔吸吮摸揉抚湿水液呻吟叫喘娇媚艳妖妓嫖娼奸污辱强暴"
    "尸死亡枪弹炸药赌博贩吸党政府军警官察共产民主席法轮独台藏疆烧砍刺割喉脑浆尿屎粪屁妈逼操干日诱惑惹火激推挑逗慰交媾配种巨棒硬挺"
    "身体肌肤腰腹私处下唇舌口含咬贱婊处女少妇人妻熟母姐妹幼春药夜宫禁虐待奴"
)
UNUSUAL = 1.5  # nats for a character that no filter is known to dislike: decides 淫笑 against 尹笑
NOTE = 2.0  # nats for taking a syllable as a note to the character before it; thrice that without tone marks (是shi体)
NOTHING = 0.3  # too little for a suggestion even
CLUSTER = 6  # characters: places nearer than this are read together
WIDEST = 8  # places read together at most
WINDOW = 14  # characters of context on either side
GLOSSED = -4.2  # log10 of a token's frequency: rarer characters get their reading from an author, 铿 has -4.3, 色 -3.4
RARE = -5.2  # log10 of a token's frequency: rarer characters are not what a filter dislikes
RANK = 0.7  # nats for each reading of the character that is more usual than the one given
TONELESS = 3.0  # nats a syllable without tone mark must win over the text as it stands
WORD = 5.0  # the same where it is an English word too; all of 400 in sound text that won more were typed for characters
MARGIN = 2.3  # nats to the second best character: ten to one
ROUGH = 9.0  # the same for letters that are no word and stand between Han characters: sound text has none of them
SOUND = 5.5  # nats per token of the surroundings after the repair; above is no prose


class Place(NamedTuple):
    """A run of letters that may stand for characters."""

    start: int
    end: int
    syllables: tuple[str, ...]
    toned: bool


def suspects(text: str) -> bool:
    """Whether letters that may be a syllable are glued to Han characters."""
    return _GLUED.search(text) is not None and _NEEDLE.search(text) is not None


def find(text: str, context: Context) -> list[Edit]:
    """Each syllable with its best character, places near each other read together."""
    edits: list[Edit] = []
    for cluster in _clusters(list(_places(text))):
        edits += _read(text, cluster)
    return edits


def _lessons(text: str) -> Iterator[tuple[int, int]]:
    """Lines in which several characters in a row carry their readings: 我wǒ们men明míng."""
    for match in _LINE.finditer(text):
        readings = 0
        for run in _NEEDLE.finditer(text, *match.span()):
            before = text[run.start() - 1 : run.start()]
            readings += pinyin.plain(run.group().lower()) in {pinyin.plain(one) for one in pinyin.readings(before)}
        if readings >= TAUGHT:
            yield match.span()


def _places(text: str) -> Iterator[Place]:
    """Runs that are syllables and stand in no lesson."""
    taught = Spans(_lessons(text))
    for match in _NEEDLE.finditer(text):
        run = match.group()
        if taught.touch(*match.span()):
            continue
        toned = pinyin.TONED_VOWEL.search(run) is not None
        syllables = _syllables(run.lower())
        # one letter is no evidence: é and ó are also what a wrong codec leaves, and 念é is a question about readings
        if not syllables or (run.isupper() and not toned) or len(run) < 2:
            continue
        near = text[max(0, match.start() - 30, text.rfind("\n", 0, match.start()) + 1) : match.end() + 30]
        if (
            _LESSON.search(near)
            or _SAID.search(text, max(0, match.start() - 3), match.start())
            or _is_name(run, text[match.end() : match.end() + 2])
            or (
                toned
                and (_is_listed(text, *match.span()) or _is_gloss(text[max(0, match.start() - 3) : match.start()], run))
            )
        ):
            continue
        yield Place(match.start(), match.end(), syllables, toned)


def _is_listed(text: str, start: int, end: int) -> bool:
    """Whether another syllable with a tone mark stands beside one, a sign between them."""
    before = text[max(0, start - 9) : start].rstrip(_SEPARATORS)
    after = text[end : end + 9].lstrip(_SEPARATORS)
    if start and text[start - 1] in _SEPARATORS:
        word = re.split(f"[^{_LETTERS}]", before)[-1]
        if _LISTED.fullmatch(word):
            return True
    return text[end : end + 1] in _SEPARATORS and end < len(text) and _LISTED.match(after) is not None


def _is_gloss(before: str, run: str) -> bool:
    """Whether a run is the readings of the two or three characters before it (尴尬gāngà), or of a rare one (铿kēng)."""
    last = before[-1:]
    if last and last not in _AVOIDED and lattice.frequency(last) < GLOSSED and run.lower() in pinyin.readings(last):
        return True
    return any(
        "".join(readings) == run.lower()
        for count in (2, 3)
        if len(before) >= count
        for readings in product(*map(pinyin.readings, before[-count:]))
    )


def _is_name(run: str, after: str) -> bool:
    """Wang先生, Li某: a family name written in letters."""
    return run[0].isupper() and _TITLE.match(after) is not None


@cache
def _syllables(run: str) -> tuple[str, ...]:
    """
    The syllables of a run: as few as possible, at most three; none when it is no pinyin.

    >>> _syllables("sè"), _syllables("xìngyù"), _syllables("café")
    (('sè',), ('xìng', 'yù'), ())
    """
    ways: list[tuple[str, ...] | None] = [()] + [None] * len(run)
    for end in range(1, len(run) + 1):
        for start in range(max(0, end - 6), end):
            head = ways[start]
            if head is not None and run[start:end] not in ("n", "m", "ng", "hm", "hng") and _options(run[start:end]):
                longer = (*head, run[start:end])
                if ways[end] is None or len(longer) < len(ways[end] or ()):
                    ways[end] = longer
    found = ways[-1] or ()
    return found if len(found) <= 3 else ()


@cache
def _options(syllable: str) -> tuple[lattice.Option, ...]:
    """Characters of a reading that prose uses, each with the penalty of a reading that is not its usual one."""
    found = []
    for character in pinyin.characters(syllable):
        if lattice.frequency(character) < RARE or (pinyin.plain(syllable) == syllable and _is_odd(character, syllable)):
            continue
        read = [
            pinyin.plain(reading) if pinyin.plain(syllable) == syllable else reading
            for reading in pinyin.readings(character)
        ]
        found.append((character, RANK * read.index(syllable) + (0.0 if character in _AVOIDED else UNUSUAL)))
    return tuple(found)


def _is_odd(character: str, syllable: str) -> bool:
    """Whether a toneless syllable would mean a rare reading of the character."""
    return syllable not in [pinyin.plain(reading) for reading in pinyin.readings(character)[:2]]


@cache
def _words() -> frozenset[str]:
    """Syllables that are English words, particles of chat, names of programs, or written so on purpose."""
    return frozenset(read_lines("disguise_words.tsv"))


def _clusters(places: list[Place]) -> Iterator[list[Place]]:
    """Places near each other together."""
    cluster: list[Place] = []
    for place in places:
        if cluster and (place.start - cluster[-1].end > CLUSTER or len(cluster) == WIDEST):
            yield cluster
            cluster = []
        cluster.append(place)
    if cluster:
        yield cluster


def _read(text: str, cluster: list[Place]) -> Iterator[Edit]:
    """The edits of one cluster."""
    first, last = cluster[0].start, cluster[-1].end
    left = text[max(0, first - WINDOW, text.rfind("\n", 0, first) + 1) : first]
    stop = text.find("\n", last, last + WINDOW)
    slots = lattice.fixed(left)
    spans: list[tuple[Place, int]] = []
    done = first
    for place in cluster:
        slots += lattice.fixed(text[done : place.start])
        spans.append((place, len(slots)))
        slots += [[*_options(syllable), *_repeats(text, place, syllable)] for syllable in place.syllables]
        done = place.end
    slots += lattice.fixed(text[done : last + WINDOW if stop < 0 else stop])
    reading = lattice.best(slots)
    for place, at in spans:
        edit = _judged(text, place, at, slots, reading)
        if edit.confidence > NOTHING:
            yield edit


def _repeats(text: str, place: Place, syllable: str) -> list[lattice.Option]:
    """Nothing at all, where the character itself stands beside its reading (黑色sè)."""
    beside = text[max(0, place.start - 1) : place.start]
    read = [reading if place.toned else pinyin.plain(reading) for reading in pinyin.readings(beside)[:1]]
    return [("", NOTE if place.toned else 3 * NOTE)] if syllable in read else []


def _judged(text: str, place: Place, at: int, slots: list[list[lattice.Option]], reading: lattice.Reading) -> Edit:
    """The edit for one place, with its confidence."""
    end = at + len(place.syllables)
    new = "".join(slots[slot][reading.choices[slot]][0] for slot in range(at, end))
    margin = min(_margin(slots, reading, slot) for slot in range(at, end))
    quality = lattice.quality(slots, reading, at, end)
    gain = lattice.spared(slots, reading, at, end, "A")
    judge = _toned if place.toned else _toneless
    old = text[place.start : place.end]
    sided = text[place.end : place.end + 1] in "，。！？"  # a Han character on one side only
    confidence = judge(old, margin, quality, gain - (2.0 if sided else 0.0))
    if not new and not place.toned:
        confidence = min(confidence, 0.6)  # 还huan may be a note, and what stands there a word of its own
    rule = "disguise:pinyin" if new else "disguise:pinyin beside its character"
    return Edit(place.start, place.end, old, new, "disguise", rule, confidence)


def _margin(slots: list[list[lattice.Option]], reading: lattice.Reading, slot: int) -> float:
    """Nats to the second best character of a slot."""
    costs = lattice.around(slots, reading, slot)
    chosen = costs.pop(reading.choices[slot])
    return min(costs) - chosen if costs else 2 * MARGIN


def _toned(old: str, margin: float, quality: float, gain: float) -> float:
    """A tone mark inside a sentence is damage by itself; what remains open is the character."""
    if quality > SOUND + 2.5:
        return 0.4
    return 0.97 if margin > MARGIN and quality < SOUND + 1 else 0.85 if margin > MARGIN / 2 else 0.55


def _toneless(old: str, margin: float, quality: float, gain: float) -> float:
    """Plain letters are mostly what they seem: a word must lose by far, other letters at least lose."""
    if old.lower() == "ta" or margin < MARGIN / 2:
        return NOTHING
    if old.lower() in _words():
        return 0.85 if gain > WORD and margin > 2 * MARGIN - 0.6 and quality < SOUND else NOTHING
    if quality < SOUND and gain > TONELESS:
        return 0.93 if margin > MARGIN and gain > 2 * TONELESS else 0.82
    return 0.8 if quality < ROUGH and gain > 0 and margin > 2.0 else NOTHING
