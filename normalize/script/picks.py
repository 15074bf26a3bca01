"""
Wrong picks in traditional text: 下麵 for 下面, 隻有 for 只有, 復雜 for 複雜, 為瞭 for 為了.

Where one simplified character stands for several traditional ones, a converter that goes
character by character takes the same one each time. The right one is known by the word; the table
`script_words.tsv` has it. Three things keep sound text as it is: only picks that nobody makes on
purpose count (`script_pairs.tsv`); a word that explains the character as it stands speaks for it
(麵條 in 下麵條); and the word must have its borders there (這隻有用, 開頭發長音).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from normalize.hanzi import simplified
from normalize.matcher import Matcher
from normalize.script import borders
from normalize.tables import read_lines

SURE = -2.5  # nats of `borders.loss` from which on down the borders are beyond doubt; 開頭發長音 has -2.2
OUTWEIGHED = 5.0  # nats by which a word that explains the character must have worse borders: 瞭解 in 為瞭解決 has 7
EITHER = "="  # in the table: this word is written in more than one way
CERTAIN, LIKELY, UNSURE = 0.97, 0.85, 0.45  # confidences: nothing against it; something outweighed; a suggestion

# right in a few words only, all of which the table has: there a word that speaks against them need not stand alone
_RARE = frozenset("麵瞭剋閤傢嚮唿韆鼕癥緻誌鬆註榖籲薑")
# of these, what the same converter must have done wherever it did it once: 馬斯剋, given 剋服
_EVERYWHERE = frozenset("麵瞭剋閤傢唿誌鬆")

# regional forms of one character; neither is a wrong pick for the other
_SAME = str.maketrans("裏臺麪榖爲衆羣峯啓綫", "裡台麵穀為眾群峰啟線")
# counted things before 隻: numbers, 這 那 哪 每 幾 半 多 and animals (羊隻, 船隻)
_COUNTED = re.compile(
    r"[0-9０-９一二兩两三四五六七八九十百千萬万億零〇○幾数數這那哪每半整多單雙首船艦某各牛羊豬犬鳥魚馬雞鴨鵝蜂貓狗獸禽頭餘几此該同另小大隻]\s?$"
)
_ONLY = re.compile(
    "[是有能要好會想需見得怕剩顧為爲因用在對從朝向看聽說做讓給把被可應管差夠知求消限存占佔取允支包適針提返不賣買吃喝花收送寫講談懂愛怪盼願肯敢許停留]"
)
_BEFORE = re.compile("^$|[^\u3400-\u9fff]$|[我你妳您他她它們也就都還並且而卻不將]$")
_PHRASE = re.compile("隻[字言手身眼影輪語隻]")
_LENGTH = re.compile(r"[0-9０-９.一二兩三四五六七八九十百千萬億半幾數多每方]\s?$")  # before 公里, not 辦公裡
_NUMBERED = re.compile("[一二兩两三四五六七八九十幾女男天始各諸國0-9]$")  # before 皇后: 四皇之後, 始皇之後
_LE = re.compile("[解望然如若亮哨]")  # what follows 瞭 where it is right; 解 may belong to 解決 behind it
_NOODLES = re.compile("麵(?!的)[條粉包食團湯館線糊筋皮攤店]|[湯拉泡涼炒煮拌吃碗揉]麵|水餃|煮[熟沸]|調味")
NOODLES = 300  # characters on either side in which a word of cooking makes 下麵 a step of the recipe
# written 里 where only 裡 is meant, when a converter left it
_INSIDE = re.compile(
    "(?<=[這那哪心家手屋夜嘴眼懷])里(?![程弄長約昂斯])|(?<![公英海鄰一二三四五六七八九十百千萬])里(?=[面頭邊])"
)
_AND = re.compile("并(?=[且不非沒將未無])")


@dataclass(frozen=True, slots=True)
class Pick:
    """A place, the character that belongs there, and how sure that is."""

    place: int
    new: str
    confidence: float


@cache
def _pairs() -> dict[str, dict[str, frozenset[str]]]:
    """Wrong character: right ones, each with the words it is limited to."""
    found: dict[str, dict[str, frozenset[str]]] = {}
    for wrong, right, words in (line.split("\t") for line in read_lines("script_pairs.tsv")):
        found.setdefault(wrong, {})[right] = frozenset(() if words == "*" else words.split())
    return found


@cache
def _more() -> dict[int, str]:
    """Wrong characters that have another simplified form when they stand alone (瞭, 唿)."""
    forms = {wrong: {simplified(right) for right in rights} for wrong, rights in _pairs().items()}
    return {ord(wrong): min(plain) for wrong, plain in forms.items() if simplified(wrong) not in plain}


def plain_of(text: str) -> str:
    """
    Every character in the simplified form that a converter started from, one by one.

    >>> plain_of("為瞭解決")
    '为了解决'
    """
    return simplified(text).translate(_more())


@cache
def _words() -> tuple[Matcher, list[str]]:
    rows = [line.split("\t") for line in read_lines("script_words.tsv")]
    return Matcher([plain for plain, _ in rows]), [form for _, form in rows]


@cache
def _wrong() -> re.Pattern[str]:
    return re.compile(f"[{''.join(_pairs())}]")


@cache
def _forms() -> dict[str, str]:
    return dict(zip(_words()[0].words, _words()[1], strict=True))


def form_of(word: str) -> str | None:
    """The traditional form of a word of the table (`=`: more than one), if it is there."""
    return _forms().get(word)


def picks(text: str) -> Iterator[Pick]:
    """The wrong picks of a traditional text, in order."""
    places = {match.start() for match in _wrong().finditer(text)}
    found = {pick.place: pick for pick in (*_by_words(text, places), *_alone(text, places), *_left(text))}
    found.update((pick.place, pick) for pick in _everywhere(text, places - found.keys(), list(found.values())))
    regional = {"裡": "裏" if "裏" in text and "裡" not in text else "裡", "臺": "臺" if "臺" in text else "台"}
    for place in sorted(found):
        yield replace(found[place], new=regional.get(found[place].new, found[place].new))


def _by_words(text: str, places: set[int]) -> Iterator[Pick]:
    """What the words of the table say about these places."""
    plain = plain_of(text)
    for place, words in _covers(plain, places).items():
        pick = _decided(text, plain, place, words)
        if pick:
            yield pick


def _covers(plain: str, places: set[int]) -> dict[int, list[tuple[int, int, str]]]:
    """For each place the words of the table over it: start, end, traditional form."""
    matcher, forms = _words()
    covers: dict[int, list[tuple[int, int, str]]] = {}
    for start, end, number in matcher.find(plain) if places else ():
        for place in range(start, end):
            if place in places:
                covers.setdefault(place, []).append((start, end, forms[number]))
    return covers


def _decided(text: str, plain: str, place: int, words: list[tuple[int, int, str]]) -> Pick | None:
    """The pick that the words around one place ask for."""
    stands, allowed = text[place], _pairs()[text[place]]
    against: list[tuple[int, int, str]] = []
    speaking: list[tuple[int, int]] = []
    for start, end, form in words:
        right = stands if form == EITHER else form[place - start]
        if _same(right, stands):
            speaking.append((start, end))
        elif right in allowed and (not allowed[right] or plain[start:end] in allowed[right]):
            against.append((start, end, right))
    if not against or stands == "隻":
        return None
    losses = {(start, end): borders.loss(plain, start, end) for start, end, _ in against}
    start, end, right = min(against, key=lambda word: (losses[word[:2]], word[0] - word[1]))
    if any(first <= start and end <= last for first, last in speaking) or _meant(text, place, stands):
        return None
    loss = losses[start, end]
    kept = min((borders.loss(plain, first, last) for first, last in speaking), default=None)
    confidence = CERTAIN if loss <= SURE else LIKELY if stands in _RARE and not speaking else UNSURE
    if kept is not None:
        if kept - loss < OUTWEIGHED:
            return None
        confidence = min(confidence, LIKELY)
    return Pick(place, right, confidence)


def _everywhere(text: str, places: set[int], sure: list[Pick]) -> Iterator[Pick]:
    """What no word decides, where the same converter did the same elsewhere in the text for certain."""
    done = {
        text[pick.place]: pick.new for pick in sure if pick.confidence >= CERTAIN and text[pick.place] in _EVERYWHERE
    }
    wanted = {place for place in places if text[place] in done}
    covers = _covers(plain_of(text), wanted)
    for place in wanted:
        new, before = done[text[place]], text[max(0, place - 3) : place]
        known = [
            form
            for start, _, form in covers.get(place, ())
            if form == EITHER or _same(form[place - start], text[place])
        ]
        if not known and not (new == "只" and _COUNTED.search(before)) and not _meant(text, place, text[place]):
            yield Pick(place, new, LIKELY)


def _same(one: str, other: str) -> bool:
    return one.translate(_SAME) == other.translate(_SAME)


def _meant(text: str, place: int, character: str) -> bool:
    """Whether the surroundings explain a character that a word speaks against."""
    before = text[max(0, place - 3) : place]
    if character == "瞭":
        return text[place + 1 : place + 2] != "解" and bool(_LE.match(text, place + 1))
    if character == "後":
        return bool(_NUMBERED.search(text[max(0, place - 2) : place - 1]))
    if character in "裏裡":
        return before[-1:] == "公" and not _LENGTH.search(before[:-1])
    if character == "麵" and before[-1:] == "下":
        return _NOODLES.search(text, max(0, place - NOODLES), place + NOODLES) is not None
    return False


def _alone(text: str, places: set[int]) -> Iterator[Pick]:
    """隻 before what can only follow 只; 瞭 where nothing of 瞭解 and 瞭望 is."""
    for place in places:
        before, following = text[max(0, place - 3) : place], text[place + 1 : place + 2]
        if text[place] == "隻" and not _COUNTED.search(before) and (_ONLY.match(following) or _adverb(text, place)):
            yield Pick(place, "只", CERTAIN)
        if text[place] == "瞭" and before and not _LE.match(following) and before[-1] not in "明照":
            yield Pick(place, "了", CERTAIN)


def _adverb(text: str, place: int) -> bool:
    """Whether 隻 stands where only an adverb can: first in its clause, or after a pronoun or another adverb."""
    return (
        bool(_BEFORE.search(text[max(0, place - 1) : place]))
        and not _PHRASE.match(text, place)
        and text[place + 1 : place + 2] >= "\u3400"
    )


def _left(text: str) -> Iterator[Pick]:
    """里 and 并 that a converter left as they were."""
    for match in _INSIDE.finditer(text):
        yield Pick(match.start(), "裡", CERTAIN)
    for match in _AND.finditer(text):
        yield Pick(match.start(), "並", CERTAIN)
