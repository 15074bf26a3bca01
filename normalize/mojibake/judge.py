"""
Does a text that was read back make sense, and how surely?
"""

from __future__ import annotations

import re
from collections import Counter

from normalize import language_model, prose
from normalize.hanzi import simplified
from normalize.language_model import LN10
from normalize.mojibake.fill import is_usual
from normalize.tokens import fold

HAN = re.compile("[\u3400-\u9fff\U00020000-\U0002ffff]")
KANA = re.compile("[\u3041-\u30fe]")
PRIVATE = re.compile("[\ue000-\uf8ff\ufffd]")
_LETTER = re.compile("[㐀-鿿가-힣｡-ﾟ𠀀-𯿿]")
_ODD = re.compile("[\x80-\u05ff](?<![·×÷°±§])")
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
HANGUL = re.compile("[\uac00-\ud7a3]")
# the model knows neither Japanese nor Korean; these syllables are about half of what Korean prose consists of
SYLLABLES = frozenset(
    "이다는을가의에고하지은를기사리어로대한도서자아시나인과정해있전부수스보일제그만원상안라여거오구장조모들유할경계성니면문공동무세적음방주트위실"
    "화생우신용게되요입습까것때저말내와없않았었했합"
)
GOOD, POSSIBLE = (
    5.2,
    7.0,
)  # nats a token: Chinese prose has 2 to 4.5, names and short labels up to 7, what is wrong 9 and more
LATIN = 0.2  # share of accented letters and signs, from which on a text is still garbled
ODD = 0.05  # share of characters that nobody uses; names and old texts have fewer
PROVEN = 15  # strength of five characters of UTF-8 seen as single bytes: fifteen bytes in the right order
DRAWING, REPEATED = 6, 0.3  # so many characters with one that makes up so much of them: a drawn line, not a text
SHORT = 2  # accented letters or signs, from which on a run cannot be Chinese as it stands
UNREADABLE = 8.5  # nats a token from which on Chinese may be another language garbled: rare names stay below
FOREIGN = 4.0  # what counts as the cost of a text that is Japanese or Korean by its letters


def cost(text: str) -> float:
    """
    Nats a token; of Japanese and Korean a figure that says whether its letters are those of running text.

    >>> cost("我们明天去公园") < POSSIBLE < cost("鎴戜滑鏄庡ぉ鍘诲叕鍥")
    True
    """
    if sum("\x7f" < character < "\u2000" for character in text) > LATIN * len(text):
        return 2 * POSSIBLE  # another layer of garble
    han, kana, hangul = (len(pattern.findall(text)) for pattern in (HAN, KANA, HANGUL))
    if kana + hangul > 2 and max(Counter(text).values()) > REPEATED * len(text):
        return 2 * POSSIBLE
    if kana > 0.3 * (han + kana + hangul) and kana > 2:
        return FOREIGN
    if hangul > 0.7 * (han + kana + hangul) and hangul > 2:
        frequent = sum(character in SYLLABLES for character in text)
        return FOREIGN if frequent > 0.5 * hangul else 2 * POSSIBLE
    if kana + hangul > 0.1 * (han + kana + hangul):
        return 2 * POSSIBLE  # the model does not know these letters, and scattered ones are nobody's text
    if not han or (han >= DRAWING and max(Counter(text).values()) > REPEATED * len(text)):
        return 2 * POSSIBLE
    return _cost_of_han(text)


def is_strange(text: str) -> bool:
    """
    Whether a text has several characters that nobody uses: bytes that were read by the wrong one of two similar codecs.

    >>> is_strange("手倎的存欟只有百癟之二"), is_strange("手头的存款只有百分之二")
    (True, False)
    """
    han = HAN.findall(text)
    odd = sum(not is_usual(character) for character in han)
    return _PRIVATE_USE.search(text) is not None or (odd >= 2 and odd > ODD * len(han))


def is_mostly_letters(text: str) -> bool:
    """
    Whether what is not ASCII is for a good part Han, Hangul or half-width kana, as garbled text is.

    >>> is_mostly_letters("籹硑场"), is_mostly_letters("├──"), is_mostly_letters("ツ，ヽ")
    (True, False, False)
    """
    rest = [character for character in text if character > "\x7f" and character != "，"]
    letters = sum(_LETTER.match(character) is not None for character in rest)
    return letters * 4 >= len(rest)


def cost_as_it_stands(text: str) -> float:
    """Nats a token of a text as it stands; accented letters and signs in plenty are nobody's Chinese."""
    return 2 * POSSIBLE if len(_ODD.findall(text)) >= SHORT else prose.cost(text)


def cost_between(before: str, text: str) -> float:
    """The cost of a text after what stands before it; the lower of that and its own."""
    own = cost(text)
    return min(own, _cost_of_han(text, before)) if own < 2 * POSSIBLE else own


def _cost_of_han(text: str, before: str = "") -> float:
    """Nats per Han character; runs of letters and digits, which cost little, do not make a text readable."""
    tokens, ahead = fold(simplified(text)), fold(simplified(before))
    found = language_model.load().each(ahead + tokens)[len(ahead) :]
    each = [nats for token, nats in zip(tokens, found, strict=True) if HAN.match(token)]
    return -LN10 * sum(each) / len(each) if each else 2 * POSSIBLE


def confidence(cost_now: float, cost_then: float, strength: int, *, known: bool = False, proven: bool = False) -> float:
    """
    How probable it is that the text read back is right.

    `strength` counts its characters, more of them where the bytes prove it; `known`: the same mechanism is proven
    elsewhere in the document; `proven`: so much valid UTF-8 is no chance, however it reads (dialect, old
    texts). Long texts that read well leave no doubt; a character that reads just well enough does.
    """
    if proven and strength >= PROVEN:
        return 0.95
    limit = POSSIBLE + (3.0 if known else 1.0 if strength >= 6 else 0.0)
    if cost_now > limit or cost_then < cost_now + 1.5:
        return 0.0
    if known or (strength >= 4 and cost_now <= GOOD):
        return 0.99
    if strength >= 6:
        return 0.95
    if strength >= 3 and cost_now <= GOOD + 1.0:
        return 0.9
    return 0.8 if strength >= 4 else 0.4
