"""
Single characters swapped for rare ones of like shape or sound: 成竝 for 成立, 从倳 for 从事.

Tools that rewrite articles so that search engines take them for new swap a character here and there
for a variant or a homophone with one radical more. Nobody types these; but names do hold rare
characters (张樾), and so do plants, minerals and old books. A swap is taken back where the common
character fits its place perfectly, or fits well and the same text holds more of them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from normalize import pinyin
from normalize.disguise import lattice, signs
from normalize.hanzi import is_traditional
from normalize.model import Context, Edit

WINDOW = 14  # characters of context on either side
SEEN = -6.25  # log10 of a token's frequency: above, a character was seen in sound text a few times
MARGIN = 4.0  # nats to the second best character
# nats won by the swap: where the rare character was never seen (the worst name of 10 million characters won 10.1); and
# where it was, and has the same sound (支绌 for 支出 would win 11.5; 悸动 after 心 even 14.5, but 悸 sounds unlike 心)
WON, WON_SEEN = 10.5, 12.5
GOOD = 9.0  # enough where the text holds more of them, and for a suggestion
TIED = 6.0  # nats per token of the place and its follower, and from the place on
TIED_NAME = 4.0  # nats per token of the place and its follower after a family name
TIED_LOOSELY = 8.0  # the same where no other character comes near
MORE = 2  # different certain swaps that let the merely good ones pass
_FAMILY = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍"
    "韦申尤毕聂焦向柳邢骆岳齐梅庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司"
)
_JAPANESE = re.compile("[ぁ-どな-ねは-んァ-ヺ]")  # kana but の
TRADITIONAL = 3  # traditional characters around: the text is none that a simplified variant belongs to
_QUOTES = frozenset("“‘「『《〈（(\"'【[")


class Swap(NamedTuple):
    """A rare character with the best common one and how well that fits."""

    start: int
    new: str
    margin: float
    quality: float
    won: float
    tied: float


def suspects(text: str) -> bool:
    """Whether a rare character with a common look-alike occurs."""
    return signs.rare().search(text) is not None


def find(text: str, context: Context) -> list[Edit]:
    """Swaps that are certain; those that only fit well, where there are several certain ones."""
    places = [match.start() for match in signs.rare().finditer(text)]
    swaps = [_swap(text, place) for place in places if not _is_at_home(text, place)]
    certain = [_is_certain(text, swap) for swap in swaps]
    many = len({text[swap.start] for swap, sure in zip(swaps, certain, strict=True) if sure}) >= MORE
    edits = []
    for swap, sure in zip(swaps, certain, strict=True):
        known = not many and lattice.frequency(text[swap.start]) > SEEN  # 支绌 is no suspicion either
        if sure or (not known and swap.won > GOOD and swap.margin > MARGIN and max(swap.tied, swap.quality) < TIED):
            old, confidence = text[swap.start], 0.95 if sure else 0.85 if many else 0.4
            edits.append(
                Edit(swap.start, swap.start + 1, old, swap.new, "disguise", "disguise:rare variant", confidence)
            )
    return edits


def _is_at_home(text: str, place: int) -> bool:
    """Whether a rare character is mentioned, or stands in Japanese or traditional text."""
    near = text[max(0, place - WINDOW) : place + WINDOW]
    quoted = place > 0 and text[place - 1] in _QUOTES
    return quoted or _JAPANESE.search(near) is not None or sum(map(is_traditional, near)) >= TRADITIONAL


def _is_certain(text: str, swap: Swap) -> bool:
    """Whether a swap needs no company."""
    sign = text[swap.start]
    tied = TIED_LOOSELY if swap.margin > 2 * MARGIN else TIED
    tied = TIED_NAME if text[max(0, swap.start - 1) : swap.start] in _FAMILY else tied
    if swap.margin < MARGIN or swap.tied > tied or swap.quality > TIED:
        return False
    if lattice.frequency(sign) < SEEN:
        return swap.won > WON
    return swap.won > WON_SEEN and bool(_sounds(sign) & _sounds(swap.new))


def _sounds(character: str) -> set[str]:
    """Readings without tones."""
    return {pinyin.plain(reading) for reading in pinyin.readings(character)}


def _swap(text: str, place: int) -> Swap:
    """The best common character for one place."""
    left = text[max(0, place - WINDOW, text.rfind("\n", 0, place) + 1) : place]
    stop = text.find("\n", place, place + WINDOW)
    return Swap(place, *_best(left, text[place], text[place + 1 : place + WINDOW if stop < 0 else stop]))


@lru_cache(maxsize=4096)
def _best(left: str, sign: str, right: str) -> tuple[str, float, float, float, float]:
    """The best character between two contexts, with its margin, quality, gain and ties."""
    slots = lattice.fixed(left)
    at = len(slots)
    slots += [list(signs.options(sign)), *lattice.fixed(right)]
    reading = lattice.best(slots, to_line_end=False)
    costs = lattice.around(slots, reading, at)
    chosen = costs.pop(reading.choices[at])
    return (
        slots[at][reading.choices[at]][0],
        min(costs) - chosen if costs else MARGIN,
        lattice.quality(slots, reading, at, at + 1),
        lattice.spared(slots, reading, at, at + 1, sign),
        lattice.pair(slots, reading, at),
    )
