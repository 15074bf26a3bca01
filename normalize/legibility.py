"""
How well characters read: what a text costs by its characters and their neighbours.

A price is a negative log probability in nats: characters are ranked by frequency within their
script, and each kind of neighbours (a Latin letter after a Han character, a capital after a small
letter) has its own. Far cruder than `normalize.prose`, but it knows all the scripts that bytes may
be, costs nothing to load, and compares readings of the same bytes.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from functools import cache
from itertools import pairwise

from normalize.tables import read_lines

GONE = "\udcff"  # stands for bytes that are no character; no codec yields it, and it never leaves `decoding`
LOST = 14.0  # price of such a place: a little more than that of the rarest character
# Foreign scripts inside an encoding made for another: nats per character (GB2312 and Big5 have kana, EUC-KR has Han)
_FOREIGN = {
    "gb18030": {"k": 2.5, "o": 5.0, "c": 2.0, "C": 2.0, "g": 2.0, "w": 6.0},
    "big5hkscs": {"k": 2.5, "o": 5.0, "c": 2.0, "C": 2.0, "g": 2.0, "w": 6.0},
    "cp949": {"H": 3.0, "k": 3.0, "c": 2.0, "C": 2.0, "g": 2.0},
    "cp932": {"H": 0.7, "c": 2.0, "C": 2.0, "g": 2.0},
    "euc_jp": {"H": 0.7, "c": 2.0, "C": 2.0, "g": 2.0, "w": 2.0},
}
_ASCII = {**dict.fromkeys(" ", 1.8), **dict.fromkeys("\r\n\t", 2.5), **dict.fromkeys("0123456789", 3.0)}
_PUNCTUATION = {"，": 3.2, "。": 3.4, "、": 4.2, "\u3000": 4.5}
_WESTERN = frozenset("“”‘’–—…·°«»€™©®§„‚‹›¡¿£¥•\u00a0×÷±²³½¼¾№µ¶†‡‰")
_SIGNS = frozenset("①②③④⑤⑥⑦⑧⑨⑩■□●○★☆◆◇▲△▼※→←↑↓℃√≥≤≠≈∞─│┌┐└┘├┤┬┴┼━┃")
_COMMON_KANA = frozenset("のにはをたがでてとしれさいうかっなるもまりよくンルスートラリ")


@cache
def _ranks(script: str) -> dict[str, int]:
    rows = dict(line.split("\t") for line in read_lines("decoding.tsv"))
    return {character: rank for rank, character in enumerate(rows[script])}


@cache
def _plain() -> dict[int, str]:
    """Simplified forms: a traditional character is as frequent as its simplified one."""
    return {ord(old): new for old, new in (line.split("\t") for line in read_lines("simplified.tsv"))}


@cache
def frequent() -> frozenset[str]:
    """The Han characters that are no rarity in prose: simplified, traditional, Japanese."""
    ranks = _ranks("han")
    return frozenset((*ranks, *_ranks("kanji"), *(chr(old) for old, new in _plain().items() if new in ranks)))


def _han(character: str) -> float:
    """The price of a Han character by its rank: Zipf's law, falling off faster from some 1500 on."""
    prices = [13.0]
    for script, extra in (("han", 0.0), ("kanji", 0.6)):
        form = _plain().get(ord(character), character) if script == "han" else character
        rank = _ranks(script).get(form)
        if rank is not None:
            prices.append(math.log(rank + 10) + rank / 1500 + 1.4 + extra + (0.3 if form != character else 0.0))
    return min(prices)


def _hangul(character: str) -> float:
    rank = _ranks("hangul").get(character)
    if rank is not None:
        return math.log(rank + 8) + rank / 400 + 1.4
    try:
        character.encode("euc_kr")  # the 2350 syllables of KS X 1001, against 8822 more that cp949 adds
    except UnicodeEncodeError:
        return 12.5
    return 9.5


def _letter(character: str, script: str, first: float, step: float) -> float:
    """A letter of an alphabet, priced by its rank; a capital costs more."""
    ranks = _ranks(script)
    if character in ranks:
        return first + step * ranks[character]
    small = ranks.get(character.lower())
    return first + 2.5 + step * small if small is not None else first + 9.0


class _Kinds(dict[int, str]):
    """The kind of each character, one letter; found out when first met."""

    def __missing__(self, code: int) -> str:
        kind = self[code] = _kind(chr(code))
        return kind


def _kind(character: str) -> str:
    code = ord(character)
    if code < 0x80:
        if character.isalpha():
            return "a" if character.islower() else "A"
        return "d" if character.isdigit() else "s"
    if character in _WESTERN:
        return "y"
    if 0x3400 <= code < 0xA000 or 0xF900 <= code < 0xFB00 or 0x20000 <= code < 0x32000 or code == 0x3005:
        return "H"
    if 0xFF66 <= code <= 0xFF9F:
        return "w"
    if 0x3041 <= code <= 0x30FF:
        return "k"
    if 0xAC00 <= code <= 0xD7A3:
        return "o"
    if 0x3000 <= code <= 0x301F or 0xFF01 <= code <= 0xFF65 or 0xFFE0 <= code <= 0xFFE6:
        return "p"
    return _kind_of_alphabets(character, code)


def _kind_of_alphabets(character: str, code: int) -> str:
    for start, end, kind in (
        (0xC0, 0x250, "l"),
        (0x370, 0x400, "g"),
        (0x400, 0x460, "c"),
        (0x5D0, 0x5EB, "h"),
        (0x600, 0x700, "r"),
        (0xE01, 0xE5C, "t"),
    ):
        if start <= code < end:
            return kind.upper() if kind in "lc" and character.isupper() else kind
    return "x" if unicodedata.category(character) in _NO_LETTERS or code == 0xFFFD else "z"


# Controls, unassigned, private, surrogates; marks that need a letter before them, marks that are alone by mistake only
_NO_LETTERS = frozenset(("Cc", "Cn", "Co", "Cs", "Mn", "Sk", "Lm"))


class _Prices(dict[str, float]):
    """The price of each character without its neighbours; found out when first met."""

    def __missing__(self, character: str) -> float:
        price = self[character] = _price(character)
        return price


def _price(character: str) -> float:
    kind = KINDS[ord(character)]
    if kind == "H":
        return _han(character)
    if kind == "o":
        return _hangul(character)
    if kind == "k":
        return 3.4 if character in _COMMON_KANA else 4.6
    if kind in "lL":
        ranks = _ranks("latin")
        return 1.0 + 1.3 * math.log(ranks[character] + 1) if character in ranks else 8.0
    if kind in "cC":
        return _letter(character, "cyrillic", 2.1, 0.11)
    if kind in "ghrt":
        script = {"g": "greek", "h": "hebrew", "r": "arabic", "t": "thai"}[kind]
        return _letter(character, script, 2.2, 0.1)
    if kind == "p":
        return _PUNCTUATION.get(character, 5.0 if character in "“”：；！？（）《》「」『』【】" else 7.0)
    if kind in "aAds":
        plain = {"a": 3.0, "A": 4.5, "d": 3.0, "s": 4.0}[kind]
        control = ord(character) < 0x20 or character == "\x7f"
        return _ASCII.get(character, 12.0 if control else plain)
    if kind == "z":
        return 6.5 if character in _SIGNS else 10.0 if character.isalpha() else 8.5
    return {"y": 4.5, "w": 5.0, "x": 16.0}[kind]


KINDS = _Kinds()
_REPEATED = re.compile(r"(.)\1{2,}", re.DOTALL)  # rulers and frames say nothing after the second character
PRICES = _Prices()
PRICES[GONE] = LOST

# What it costs to go from one kind to another; what is not named costs 5 between scripts and 0 within one.
# "s" blank or ASCII mark, "d" digit, "a" "A" ASCII letters, "l" "L" other Latin letters, "c" "C" Cyrillic, "y" Western
# marks, "p" East Asian marks, "H" Han, "k" kana, "w" half-width kana, "o" Hangul, "x" no character, "z" other
_STEPS = {
    **dict.fromkeys(("al", "Al"), 3.0),
    **dict.fromkeys(("sl", "sL"), 3.5),
    **dict.fromkeys(("yl", "yL"), 3.0),
    **dict.fromkeys(("aL", "lL", "lA"), 6.5),
    **dict.fromkeys(("AL",), 4.0),
    **dict.fromkeys(("la", "La", "LA", "Ll"), 0.0),
    "ll": 2.8,
    "LL": 3.0,
    **dict.fromkeys(("aA",), 4.0),
    **dict.fromkeys(("Aa", "AA"), 0.5),
    **dict.fromkeys(("sc", "sC", "cs", "Cs", "sg", "gs", "sh", "hs", "sr", "rs"), 1.0),
    **dict.fromkeys(("sw", "ws"), 2.5),
    "cC": 6.0,
    "Cs": 3.0,
    "CC": 1.5,
    "Cc": 0.0,
    **dict.fromkeys(("Ha", "HA", "aH", "AH"), 2.5),
    **dict.fromkeys(("Hd", "dH"), 1.5),
    **dict.fromkeys(("Hs", "ks"), 2.0),
    **dict.fromkeys(("sH", "sk"), 1.0),
    **dict.fromkeys(("so", "os", "op"), 0.2),
    **dict.fromkeys(("Hk", "kH"), 0.7),
    **dict.fromkeys(("Ho", "oH"), 4.0),
    **dict.fromkeys(("ad", "Ad", "da", "dA"), 1.5),
    **dict.fromkeys(("yy",), 2.0),
}
_SCRIPTS = {"a": "a", "A": "a", "l": "l", "L": "l", "c": "c", "C": "c", **{kind: kind for kind in "ghrtkowHx"}}


class _Steps(dict[tuple[str, str], float]):
    """The price of two kinds that follow each other."""

    def __missing__(self, pair: tuple[str, str]) -> float:
        price = self[pair] = _step(*pair)
        return price


def _step(one: str, two: str) -> float:
    if (named := _STEPS.get(one + two)) is not None:
        return named
    first, second = _SCRIPTS.get(one), _SCRIPTS.get(two)
    if first and second:
        return 0.0 if first == second or "x" in (one, two) else 5.0
    if "p" in (one, two):  # East Asian marks stand next to East Asian characters
        return 0.0 if {one, two} <= set("pHkodx") else 3.0
    return 0.5 if "z" in (one, two) else 0.0


STEPS = _Steps()


def price(text: str, encoding: str = "") -> float:
    """
    Nats of a text as far as it is not ASCII, with what its neighbours and the letters of ASCII cost.

    >>> good, bad = "我们去公园".encode("gb18030"), "我们去公园".encode("utf-8")
    >>> price(good.decode("gb18030"), "gb18030") < price(good.decode("cp1252", "ignore"), "cp1252")
    True
    """
    text = _REPEATED.sub(r"\1\1", text)
    kinds = text.translate(KINDS)
    total = math.fsum(count * PRICES[character] for character, count in Counter(text).items())
    total += math.fsum(count * STEPS[pair] for pair, count in Counter(pairwise("s" + kinds + "s")).items())
    if (foreign := _FOREIGN.get(encoding)) is not None:
        total += math.fsum(extra * kinds.count(kind) for kind, extra in foreign.items())
    return total
