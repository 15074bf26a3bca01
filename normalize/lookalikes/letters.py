"""
Letters of other alphabets in Latin words, styled and enclosed letters and digits used as plain ones.

pаypal with a Cyrillic а, 𝗪𝗲𝗖𝗵𝗮𝘁, ⓦⓔⓒⓗⓐⓣ, ①③⑧ in a telephone number, 二OO八年: they look right or
nearly so, and no search finds them. Left alone: text of those alphabets, Greek in formulas, mathematics,
single enclosed signs and lists, styled names without Chinese, blood types.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from normalize.model import Edit

CYRILLIC = str.maketrans("АВЕКМНОРСТХІЈЅаеорсухіјѕһԁԛԝ", "ABEKMHOPCTXIJSaeopcyxijshdqw")
GREEK = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo")
_HOMOGLYPHS = CYRILLIC | GREEK
_OTHER = "\u0370-\u03ff\u0400-\u052f"
_MATH = "\U0001d400-\U0001d7ff"
_CIRCLED_DIGITS = "①②③④⑤⑥⑦⑧⑨⓪❶❷❸❹❺❻❼❽❾⓿➀➁➂➃➄➅➆➇➈➊➋➌➍➎➏➐➑➒⓵⓶⓷⓸⓹⓺⓻⓼⓽"
_CIRCLED_LETTERS = "\u249c-\u24e9\U0001f110-\U0001f12c\U0001f130-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189"
_NUMERALS = "一二三四五六七八九十"
SIGNS = f"{_OTHER}{_MATH}{_CIRCLED_LETTERS}{_CIRCLED_DIGITS}"  # one of them must stand there, or an O for a zero
ZERO = f"[{_NUMERALS}0-9][oOＯ]|Ox[0-9A-Fa-f]"
_ANY = re.compile(f"[{SIGNS}]|{ZERO}")
_WORD = re.compile(f"[A-Za-z{_OTHER}]+")
_FOREIGN_WORD = re.compile(f"(?<![A-Za-z{_OTHER}])[{_OTHER}]{{2,}}(?![A-Za-z{_OTHER}])")
_STYLED = re.compile(f"[{_MATH}]+(?:[ .@_-]?[{_MATH}]+)*")
_FORMULA = re.compile("[=+−×÷<>≤≥≠≈∈∉⊂∀∃∑∏∫√^∞∂∇→←⇒|∥ℝℕℤℚℂ]")
_CIRCLED = re.compile(f"[{_CIRCLED_LETTERS}]+")
_NUMBER = re.compile(f"[0-9{_CIRCLED_DIGITS}]+")
_CIRCLED_DIGIT = re.compile(f"[{_CIRCLED_DIGITS}]")
_ZERO = re.compile(f"(?<=[{_NUMERALS}])[oOＯ]+(?=[{_NUMERALS}年月日号届])")
_O_IN_NUMBER = re.compile(
    "(?<![A-Za-z0-9])[0-9][0-9Oo]*[Oo][0-9]+(?=[年月日元万亿时分秒岁人米%％])|(?<![A-Za-z0-9])Ox(?=[0-9A-Fa-f]{2,16}(?![A-Za-z0-9]))"
)
_HAN = re.compile("[\u4e00-\u9fff]")
# before or after a letter: what leads to an account (加V, V信, Q群)
_CONTACT_BEFORE = re.compile("[加➕+＋][\\s:：]?$")
_CONTACT_AFTER = re.compile("[信❤群♥]|联系|详谈|咨询|私聊")
_ACCOUNT = re.compile("电话|手机|号|微信|QQ|qq|联系|热线|加|扣|[vVqQ薇]")
NEAR = 200  # characters on either side that count as the line
SHORT, PHONE = 5, 7  # digits from which a number with circled digits is an account: after a word for it, and without
ACCOUNT_REACH = 10  # characters before a number in which that word stands
MIN_STYLED = 2  # styled characters in a row; one is a formula's


def find(text: str) -> Iterator[Edit]:
    """Plain letters and digits for those that only look so."""
    if not _ANY.search(text):
        return
    yield from _homoglyphs(text)
    yield from _styled(text)
    yield from _enclosed(text)
    yield from _numbers(text)
    yield from _zeros(text)


def _edit(text: str, start: int, end: int, new: str, what: str, confidence: float) -> Edit:
    return Edit(start, end, text[start:end], new, "lookalikes", f"lookalikes:{what}", confidence)


def _around(text: str, match: re.Match[str]) -> tuple[str, str]:
    """What stands before and after in the line."""
    first = max(0, match.start() - NEAR)
    start = max(text.rfind("\n", first, match.start()) + 1, first)
    stop = text.find("\n", match.end(), match.end() + NEAR)
    return text[start : match.start()], text[match.end() : match.end() + NEAR if stop < 0 else stop]


def _homoglyphs(text: str) -> Iterator[Edit]:
    """Cyrillic and Greek letters in words that are Latin for the rest, where no word of their alphabet stands near."""
    for word in _WORD.finditer(text):
        foreign = [place for place, letter in enumerate(word[0]) if letter > "\u0370"]
        latin = len(word[0]) - len(foreign)
        if not foreign or latin < 2 or latin < len(foreign):
            continue
        if any(ord(word[0][place]) not in _HOMOGLYPHS for place in foreign):
            continue
        before, after = _around(text, word)
        if _FOREIGN_WORD.search(before) or _FOREIGN_WORD.search(after):
            continue
        for place in foreign:
            start = word.start() + place
            yield _edit(
                text, start, start + 1, word[0][place].translate(_HOMOGLYPHS), "letter of another alphabet", 0.9
            )


def _styled(text: str) -> Iterator[Edit]:
    """Mathematical letters and digits as decoration of words, in Chinese lines without a formula."""
    for run in _STYLED.finditer(text):
        before, after = _around(text, run)
        if not (_HAN.search(before) or _HAN.search(after)):
            continue
        letters = sum(not character.isascii() for character in run[0])
        new = unicodedata.normalize("NFKC", run[0])
        if not new.isascii() or _in_formula(run[0], before, after):
            continue
        contact = _CONTACT_BEFORE.search(before) or _CONTACT_AFTER.match(after)
        if letters >= MIN_STYLED or (contact and new in "VvQqWwXx"):
            yield _edit(text, run.start(), run.end(), new, "styled letters", 0.9)


def _in_formula(run: str, before: str, after: str) -> bool:
    """Signs or further single letters of mathematics close by; italics are, unless they spell a long word."""
    near = before[-12:] + after[:12]
    if _FORMULA.search(near.replace("+", "") if _CONTACT_BEFORE.search(before) else near):
        return True
    italic = "ITALIC" in unicodedata.name(run[0], "") and "BOLD" not in unicodedata.name(run[0], "")
    return (italic and len(run) < 5) or any(len(match[0]) == 1 for match in _STYLED.finditer(near))


def _enclosed(text: str) -> Iterator[Edit]:
    """Letters in circles, squares and brackets that spell a word; one alone only where it leads to an account."""
    for run in _CIRCLED.finditer(text):
        before, after = _around(text, run)
        if not (_HAN.search(before) or _HAN.search(after)):
            continue
        new = "".join(_letter(sign) for sign in run[0])
        contact = _CONTACT_BEFORE.search(before) or _CONTACT_AFTER.match(after)
        if not new.isascii() or not (
            len(run[0]) >= 3 or (contact and new in "VvQqWwXx") or (contact and len(run[0]) > 1)
        ):
            continue
        if any(ord(second) - ord(first) == 1 for first, second in pairwise(run[0])) and len(run[0]) < 5:
            continue  # ⒶⒷⒸ: a list
        yield _edit(text, run.start(), run.end(), new, "enclosed letters", 0.9)


def _letter(sign: str) -> str:
    """The letter inside a circle or square, by its name where it has no decomposition (🅐, 🆅).

    >>> _letter("ⓥ"), _letter("🆅"), _letter("🅥")
    ('v', 'V', 'V')
    """
    plain = unicodedata.normalize("NFKC", sign)
    if plain == sign:
        return unicodedata.name(sign, "").rpartition("LETTER ")[2][:1] or sign
    return plain.strip("()")


def _numbers(text: str) -> Iterator[Edit]:
    """Circled digits in numbers long enough for a telephone or an account."""
    for number in _NUMBER.finditer(text):
        if len(_CIRCLED_DIGIT.findall(number[0])) < 2 or len(number[0]) < SHORT:
            continue
        values = [unicodedata.digit(digit) for digit in number[0]]
        steps = [second - first for first, second in pairwise(values)]
        called = _ACCOUNT.search(text, max(0, number.start() - ACCOUNT_REACH), number.start()) is not None
        # ①②③④⑤ counts, ①③④⑤⑦ are right answers; a number rises and falls
        if min(steps) >= 0 or not (called or len(values) >= PHONE):
            continue
        for match in re.finditer(f"[{_CIRCLED_DIGITS}]+", number[0]):
            new = "".join(str(unicodedata.digit(digit)) for digit in match[0])
            start = number.start() + match.start()
            yield _edit(text, start, start + len(new), new, "circled digits", 0.9)


def _zeros(text: str) -> Iterator[Edit]:
    """The letter O for a zero, in Chinese numerals and in numbers before a unit; Ox for 0x."""
    for match in _ZERO.finditer(text):
        yield _edit(text, match.start(), match.end(), "〇" * len(match[0]), "letter O for 〇", 0.88)
    for match in _O_IN_NUMBER.finditer(text):
        new = match[0].replace("O", "0").replace("o", "0")
        before, after = _around(text, match)
        if _HAN.search(before) or _HAN.search(after):
            for place, (old, plain) in enumerate(zip(match[0], new, strict=True), match.start()):
                if old != plain:
                    yield _edit(text, place, place + 1, plain, "letter O for 0", 0.85)
