"""
Private-use characters in Chinese: each means what one font or one old encoding made of it.

The same code point is a decimal point in pages typeset with Founder, an emoji on an old
Japanese phone, a Cantonese word in Hong Kong and an icon on a web page; neighbours decide. What they do not
decide is reported as lost and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from normalize.hanzi import is_traditional
from normalize.invisibles.lines import Line, Lines, is_chinese, is_han, is_latin
from normalize.lookalikes.parts import composed
from normalize.model import Edit
from normalize.tables import read_lines

PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010fffd"
RUN = re.compile(f"[{PRIVATE}]+")
_CODED = re.compile("\ue000(N?[0-9A-F]{2,6})\ue002")  # a character that the font lacked, by its code
_RAISED = re.compile("[\ue00b\ue00c](?:\ue008([0-9+-]{1,6})\ue009|([0-9]{1,3}))")
_SUPERSCRIPT = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_SUBSCRIPT = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
# Cantonese words that Hong Kong text has everywhere and Big5 lacks; their supplement once lay in the private area
_CANTONESE = frozenset("嘅咗喺嘢啲哋嚟冇咁噉唔佢嗰乜冚咪揾搵嘥嬲攞㗎㖞啱喎噃咩嘞喇囉啩諗瞓攰埞孭惗掂冧奀")
_ICONS = re.compile("[\ue0a0-\ue0d7\uf000-\uf8ff]")  # powerline and icon fonts
# how words begin that follow a Greek letter in Chinese: β受体, α射线, γ干扰素, μ介子
_AFTER_GREEK = frozenset("受射粒干细細螺波淀澱系係值角衰链鏈球胎肾腎阻稳穩能蛋亚亞内內型相位酸酮氨糖介星米克法")
INDENT = 20  # blanks before a bullet
BULLET_TEXT = 6  # ideographs behind a bullet that are a list item; labels beside an icon are shorter


def find(text: str, lines: Lines) -> Iterator[Edit]:
    """What the private-use characters in Chinese lines stand for; `lost` where nobody can know."""
    done = 0
    for run in RUN.finditer(text):
        line = lines.at(run.start())
        if not line.chinese or line.escaped:
            continue
        place = max(done, run.start())
        while place < run.end():
            edit = _read(text, place, line)
            if edit is not None:
                yield edit
            place = done = edit.end if edit is not None else place + 1


def _read(text: str, place: int, line: Line) -> Edit | None:
    """The reading of the character at `place`, the most certain way of knowing first."""
    for way in (_by_code, _raised, _founder, _gbk, _part, _by_font, _in_hong_kong):
        edit = way(text, place, line)
        if edit is not None:
            return edit
    return _lost(text, place, place + 1, line)


def _edit(text: str, start: int, end: int, new: str, how: str, confidence: float) -> Edit:
    return Edit(start, end, text[start:end], new, "invisibles", f"invisibles:{how}", confidence)


def _lost(text: str, start: int, end: int, line: Line) -> Edit | None:
    """A report, where the character is part of the text and no icon."""
    before, after = _around(text, start, end)
    old = text[start:end]
    if _ICONS.match(old) or not (_in_text(before) and (_in_text(after) or is_han(before))):
        return None
    return Edit(start, end, old, old, "lost", "invisibles:private-use character of an unknown font", 1.0)


def _in_text(character: str) -> bool:
    return is_chinese(character) or character.isalnum()


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    return text[max(0, start - 1) : start], text[end : end + 1]


@cache
def _meanings() -> dict[str, dict[str, str]]:
    """Origin, then private-use character (or code) and meaning."""
    known: dict[str, dict[str, str]] = {}
    for row in read_lines("private_use.tsv"):
        code, meaning, origin = row.split("\t")
        known.setdefault(origin, {})[code if code[0] == "N" else chr(int(code, 16))] = meaning
    return known


def _by_code(text: str, place: int, line: Line) -> Edit | None:
    """Founder writes a missing character as its code between two marks."""
    match = _CODED.match(text, place)
    if match is None:
        return None
    meaning = _meanings()["founder"].get(match[1])
    if meaning is None:
        return Edit(place, match.end(), match[0], match[0], "lost", f"invisibles:Founder code {match[1]}", 1.0)
    return _edit(text, place, match.end(), meaning, f"Founder code {match[1]}", 0.97)


def _raised(text: str, place: int, line: Line) -> Edit | None:
    """Founder's marks of raised and lowered digits."""
    match = _RAISED.match(text, place)
    before = text[place - 1 : place] if place else ""
    if match is None or not ((before.isascii() and before.isalnum()) or before == ")"):
        return None
    digits = (match[1] or match[2]).translate(_SUPERSCRIPT if text[place] == "\ue00b" else _SUBSCRIPT)
    return _edit(text, place, match.end(), digits, "Founder superscript or subscript", 0.8)


def _founder(text: str, place: int, line: Line) -> Edit | None:
    """Founder's half-width signs, between Latin letters and digits."""
    before, after = _around(text, place, place + 1)
    ascii_before, ascii_after = (side != "" and (side.isascii() and side.isalnum()) for side in (before, after))
    sign = text[place]
    new: str | None = None
    if sign in "\ue010\ue011" and ascii_before and (ascii_after or (is_han(after) and not before.islower())):
        new = _meanings()["founder"][sign] if ascii_after or sign == "\ue010" else None
    elif sign == "\ue10b" and is_latin(before) and is_latin(after):
        new = "’"
    elif sign == "\ue003" and (ascii_before or ascii_after):
        new = " "
    elif sign in "\ue008\ue009" and (is_chinese(before) or is_chinese(after)):
        new = ""
    return None if new is None else _edit(text, place, place + 1, new, f"Founder U+{ord(sign):04X}", 0.95)


def _gbk(text: str, place: int, line: Line) -> Edit | None:
    """GBK's blank, and what GB18030 kept in the private area before Unicode had it."""
    before, after = _around(text, place, place + 1)
    sign = text[place]
    if sign == "\ue5e5":  # A3A0, a full-width blank; browsers show it as one
        return _edit(text, place, place + 1, "\u3000", "GBK A3A0", 0.95)
    plain = _meanings()["gb18030"].get(sign)
    if plain is None or not (is_chinese(before) or is_chinese(after)):
        return None
    if "\u2e80" <= plain <= "\u2fdf":  # a radical: half of a character that the font lacked
        return _split(text, place, plain, line)
    return _edit(text, place, place + 1, plain, f"GB18030 U+{ord(sign):04X}", 0.92)


def _part(text: str, place: int, line: Line) -> Edit | None:
    """A radical that fonts for old books keep at a place of their own; only where it completes a character."""
    radical = _meanings()["part"].get(text[place])
    if radical is None or not is_han(text[place - 1 : place]):
        return None
    found = _split(text, place, radical, line)
    return found if found is not None and found.kind != "lost" else None


def _split(text: str, place: int, radical: str, line: Line) -> Edit | None:
    """A radical and the rest of the character beside it, which the typesetter put together from two."""
    after = text[place + 1 : place + 2]
    whole = composed(radical, after) if after else ""
    if whole:
        return _edit(text, place, place + 2, whole, f"split character {radical}{after}", 0.9)
    return _lost(text, place, place + 1, line)


def _by_font(text: str, place: int, line: Line) -> Edit | None:
    """Letters of the Symbol font between letters, bullets of Wingdings before a list item."""
    sign = text[place]
    before, after = _around(text, place, place + 1)
    if not "\uf020" <= sign <= "\uf0ff":
        return None
    bullet = _meanings()["wingdings"].get(sign)
    indent = text[max(line.start, place - INDENT) : place]
    if bullet and not indent.strip(" \t\u3000") and place - line.start <= INDENT:
        item = text[place + 1 : min(line.end, place + 40)]
        if sum(map(is_han, item)) >= BULLET_TEXT and not RUN.search(item):
            return _edit(text, place, place + 1, bullet, "Wingdings bullet", 0.85)
        return None
    letter = _meanings()["symbol"].get(sign)
    if not letter or line.icons:
        return None
    if (
        letter.isalpha()
        and line.symbols == 1
        and is_chinese(before)
        and is_chinese(after)
        and after not in _AFTER_GREEK
    ):
        return None  # a lone picture between Chinese
    if _in_text(after) and (_in_text(before) or not letter.isalpha() or before in " ("):
        return _edit(text, place, place + 1, letter, "Symbol font", 0.85)
    return None


def _in_hong_kong(text: str, place: int, line: Line) -> Edit | None:
    """The supplementary characters of Hong Kong, at their place before Unicode had them."""
    character = supplementary(text[place])
    if character not in _CANTONESE or not is_han(text[place + 1 : place + 2] + text[place - 1 : place]):
        return None
    if not any(is_traditional(near) for near in text[max(line.start, place - 30) : place + 30]):
        return None
    return _edit(text, place, place + 1, character, "Hong Kong supplement", 0.85)


def supplementary(sign: str) -> str:
    r"""
    The character of Hong Kong's supplement at a private-use place, "" for none.

    Windows numbered Big5's free cells through: 157 to a row, U+E000 from FA40, U+E311 from 8E40,
    U+EEB8 from 8140, U+F6B1 from C6A1.

    >>> supplementary("\uecd1"), supplementary("\uf8ff")
    ('嘅', '')
    """
    for first, last, row, skip in (
        (0xE000, 0xE310, 0xFA, 0),
        (0xE311, 0xEEB7, 0x8E, 0),
        (0xEEB8, 0xF6B0, 0x81, 0),
        (0xF6B1, 0xF848, 0xC6, 63),
    ):
        if first <= ord(sign) <= last:
            down, cell = divmod(ord(sign) - first + skip, 157)
            data = bytes((row + down, cell + (0x40 if cell < 63 else 0xA1 - 63)))
            plain = data.decode("big5hkscs", "ignore")
            return plain if len(plain) == 1 and not RUN.match(plain) else ""
    return ""
