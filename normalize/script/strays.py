"""
Single characters of the other script: 然後 in simplified text, 这 in traditional text.

Converters with a small table leave them, writers who copy from both mix them in, cloners put them in
to look original (經纬, 獨立). What stays: quotations and names in the other script (several such
characters close together), characters talked about (后（後）, 「愛」字), names that the language model
does not know (於梨华, 渡邊), and what sound text of this script has anyway (乾隆).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from normalize import prose
from normalize.hanzi import converted, simplified
from normalize.script import borders, talk
from normalize.script.picks import CERTAIN, LIKELY, Pick, form_of
from normalize.script.sides import AT_HOME, SMALL, Side, missed, traditional_only

NEAR = 3  # characters: closer together, strays are one group
GROUP = 3  # so many in a group are a quotation
KNOWN = (
    13.0  # nats lost with an unknown character instead: below, the word is a name (於梨华 8.9, 渡邊 11.2, 託管 15.3)
)
USUAL = 9.0  # enough within a word of the counts, or for 後 and its like
CLOSE = 6  # characters around in which the same word in the other script makes a list of both: 后（後）
# a name keeps the form its bearer writes: 張惠妹 in simplified text
SURNAMES = frozenset(
    "張陳劉趙楊黃吳孫馬羅鄭謝韓馮鄧蕭許葉蘇呂盧蔣賈閻薛鄒陸譚龔錢湯龍萬賴賀龐蘭鍾範葛顧嚴魯韋閔陽喬鄔鄺聶鄢齊岑"
)
AROUND = 14  # characters of context that the language model is given
LOST = "\ue123"  # a character that the language model has never seen
CROWD = 0.15  # share of other strays, against characters of the text's own script, above which the text is mixed
_NAMED = re.compile("[「『“‘《〈\"'（(]?.[」』”’》〉\"'）)]")
# 於 and what follows it at the beginning of a clause: a surname, whereas 于 seldom stands there
_NAME = re.compile("(?:^|[^\u3400-\u9fff0-9])於([^是此今斯焉其我你他她它这那一两二三0-9])")
_MUSIC = re.compile("[宫商羽调律吕弦]")  # there 徵 is a note
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]+")


@cache
def search() -> re.Pattern[str]:
    """Any character that may be a stray in simplified text."""
    return re.compile(f"[{traditional_only()}]")


def in_simplified(text: str, side: Side) -> Iterator[Pick]:
    """The traditional strays of a simplified text (`side`: its counts), in order."""
    places = [match.start() for match in search().finditer(text)]
    counted = [place for place in places if text[place] not in SMALL and text[place] not in AT_HOME]
    if len(counted) > max(1, CROWD * side.simplified):
        places = [place for place in places if text[place] in SMALL]
    names, meant = set(_NAME.findall(text)), talk.characters(text)
    for group in _groups(text, places):
        if len(group) < GROUP and not _all_traditional(text, group):
            for place in group:
                named = text[place] == "於" and text[place + 1 : place + 2] in names
                if not named and text[place] not in meant:
                    yield from _stray(text, place)


def in_traditional(text: str, side: Side) -> Iterator[Pick]:
    """The simplified strays of a traditional text, in order; 国 and 却, which people write as well, are none."""
    places = [match.start() for match in missed().finditer(text)]
    if len(places) > max(1, CROWD * side.traditional):
        return
    region = "s2hk" if "裏" in text or "着" in text else "s2tw"
    for group in _groups(text, places):
        if len(group) < GROUP:
            for place in group:
                yield from _missed(text, place, region)


def _missed(text: str, place: int, region: str) -> Iterator[Pick]:
    """The traditional character for a simplified one that a converter missed."""
    start, clause = _clause(text, place)
    new = _converted(clause, place - start, region)
    if (
        new != text[place]
        and not _talked_about(text, place, new)
        and _is_known(text, place, text[place], clause, start)
    ):
        yield Pick(place, new, LIKELY)


def _is_known(text: str, place: int, new: str, clause: str, start: int) -> bool:
    """Whether the language model expects the (simplified) character here, as it does not in names it never saw."""
    left = max(0, place - AROUND)
    window = text[left:place] + new + text[place + 1 : place + AROUND]
    if text[place] in SURNAMES and not borders.in_word(simplified(clause), place - start):
        return False
    known = -prose.gain(window, place - left, place - left + 1, LOST)
    if known >= KNOWN:
        return True
    return known >= USUAL and (text[place] in SMALL - {"於"} or borders.in_word(simplified(clause), place - start))


def _groups(text: str, places: list[int]) -> Iterator[list[int]]:
    """Places close together."""
    group: list[int] = []
    for place in places:
        if group and place - group[-1] > NEAR:
            yield group
            group = []
        group.append(place)
    if group:
        yield group


def _all_traditional(text: str, group: list[int]) -> bool:
    """Whether two traditional characters stand side by side, none of them a small word: a name or title."""
    return any(b - a == 1 and text[a] not in SMALL and text[b] not in SMALL for a, b in pairwise(group))


def _stray(text: str, place: int) -> Iterator[Pick]:
    """The simplified character for a stray, if the sentence asks for it."""
    stands = text[place]
    start, clause = _clause(text, place)
    new = _converted(clause, place - start, "t2s")
    if new == stands or _talked_about(text, place, new) or (stands == "徵" and _MUSIC.search(clause)):
        return
    if stands in AT_HOME and not _in_word(clause, place - start):
        return
    dated = stands == "於" and text[place + 1 : place + 2].isdigit()
    if dated or _is_known(text, place, new, clause, start):
        yield Pick(place, new, CERTAIN if stands in SMALL else LIKELY)


def _clause(text: str, place: int) -> tuple[int, str]:
    """The run of Chinese characters around a place, at most 12 on either side, and where it starts."""
    left = max(0, place - 12)
    for run in _HAN.finditer(text, left, place + 13):
        if run.start() <= place < run.end():
            return run.start(), run.group()
    return place, text[place]


def _converted(clause: str, place: int, configuration: str) -> str:
    """What OpenCC makes of one character in its clause."""
    done = converted(clause, configuration)
    return done[place] if len(done) == len(clause) else converted(clause[place], configuration)


def _talked_about(text: str, place: int, new: str) -> bool:
    """Whether the character is named (「愛」), or the same stands beside it in this script (后（後）)."""
    around = text[max(0, place - CLOSE) : place] + text[place + 1 : place + 1 + CLOSE]
    return _NAMED.fullmatch(text[max(0, place - 1) : place + 2]) is not None or (
        new in around and re.search("[（(/／→=、|]", around) is not None
    )


def _in_word(clause: str, place: int) -> bool:
    """Whether a word of the table explains a character that is at home in both scripts (饼乾, not 乾隆)."""
    plain = simplified(clause)
    for start in range(max(0, place - 3), place + 1):
        for end in range(max(place + 1, start + 2), min(len(plain), start + 4) + 1):
            form = form_of(plain[start:end])
            if form and form != "=" and form[place - start] == clause[place] and borders.loss(plain, start, end) < 0:
                return True
    return False
