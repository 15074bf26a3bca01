"""
Hidden characters between characters that show: copied from editors, chat programs and phones.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from normalize.invisibles.lines import Line, Lines, is_chinese, is_han, is_joining, is_latin
from normalize.model import Edit

BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"
SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
CONTROLS = (
    "\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f"  # without tab, line ends, escape and NEL, which is a line end
)
BLANKS = "\u115f\u1160\u2800\u3164\uffa0"  # fillers that programs take for letters
HIDDEN = (
    f"{CONTROLS}{BIDI}{SELECTORS}{BLANKS}\xad\u034f\u180e\u200b-\u200d\u2060-\u2065\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\U000e0001-\U000e007f"
)
RUN = re.compile(f"[{HIDDEN}]+")
_BIDI = re.compile(f"[{BIDI}\ufeff]")
# what emoji are made of: pictures, keycap bases, © ® ™, arrows, signs, skin tones, flags
_PICTURE = re.compile(
    "[#*0-9\xa9\xae\u203c\u2049\u20e3\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\ufe0e\ufe0f\U0001f000-\U0001faff]"
)
_DIGITS = frozenset("#*0123456789")
NAMES = {"\xad": "soft hyphen", "\u200b": "zero-width space", "\u200c": "zero-width non-joiner"}
NAMES |= {"\u200d": "zero-width joiner", "\ufeff": "byte-order mark", "\u2060": "word joiner"}
MACHINE = 3  # ideographic selectors in a line that no author has typed: names have one or two


def find(text: str, lines: Lines) -> Iterator[Edit]:
    """
    Deletions of hidden characters that stand in Chinese.

    Left alone: emoji sequences, scripts that spell with them, Latin words, right-to-left lines, code
    (nothing but ASCII signs around), Markdown emphasis that needs them, selectors of a glyph.
    """
    for run in RUN.finditer(text):
        line = lines.at(run.start())
        if _alone(text, run, line) or (line.chinese and not line.japanese):
            yield from _joined(text, run, line)


def _alone(text: str, run: re.Match[str], line: Line) -> bool:
    """Whether nothing else stands in the line, as editors of Chinese pages leave behind; not in other scripts."""
    if line.han or line.end - line.start > run.end() - run.start():
        return False
    before, after = text[max(0, line.start - 60) : line.start], text[line.end : line.end + 60]
    return any(map(is_han, before)) or any(map(is_han, after))


def _joined(text: str, run: re.Match[str], line: Line) -> Iterator[Edit]:
    """The characters of one run that go, neighbours in one edit."""
    start = end = run.start()
    least, name = 1.0, ""
    for place in range(run.start(), run.end()):
        sure = _confidence(text, place, run, line)
        if sure and name and end == place:
            end, least = place + 1, min(least, sure)
            continue
        if name:
            yield Edit(start, end, text[start:end], "", "invisibles", name, least)
            name = ""
        if sure:
            start, end, least, name = place, place + 1, sure, _rule(text[place])
    if name:
        yield Edit(start, end, text[start:end], "", "invisibles", name, least)


def _rule(character: str) -> str:
    if character in NAMES:
        return f"invisibles:{NAMES[character]}"
    if _BIDI.match(character):
        return "invisibles:direction mark"
    if re.match(f"[{SELECTORS}]", character):
        return "invisibles:variation selector"
    return f"invisibles:U+{ord(character):04X}"


def _confidence(text: str, place: int, run: re.Match[str], line: Line) -> float:
    """How sure it is that the hidden character at `place` is dirt; 0 where it has a task."""
    hidden = text[place]
    before = text[run.start() - 1 : run.start()]
    after = text[run.end() : run.end() + 1]
    if is_joining(before) or is_joining(after):
        return 0.0
    if _BIDI.match(hidden):
        return 0.0 if line.right_to_left or _in_code(before, after) else 0.97
    if "\ufe00" <= hidden <= "\ufe0f" or hidden >= "\U000e0100":
        return _selector(text, place, line)
    if hidden < "\xa0":
        return _control(hidden, before, after, line)
    if hidden in "\u115f\u1160\u2800\u3164\uffa0":
        return 0.85 if is_han(before) and is_han(after) else 0.0
    if hidden >= "\U000e0001":  # tags spell flags after a black flag; elsewhere they hide text
        return 0.0 if "\U0001f3f4" in text[max(line.start, place - 8) : place] else 0.95
    if hidden in "\ufff9\ufffa\ufffb":
        return 0.0
    if hidden == "\u200d" and _PICTURE.match(before) and not is_chinese(after):
        return 0.0
    if (is_latin(before) and is_latin(after)) or _in_code(before, after) or _emphasis(before, after):
        return 0.0
    return 0.97


def _in_code(before: str, after: str) -> bool:
    """Between two ASCII signs: a quoted example, a pattern, a table."""
    return all(side.isascii() and side != "" and not side.isalnum() and not side.isspace() for side in (before, after))


def _emphasis(before: str, after: str) -> bool:
    """Beside signs of Markdown emphasis, which is not seen next to full-width punctuation without a hidden space."""
    return any(side != "" and side in "*_~`@" for side in (before, after))


def _control(hidden: str, before: str, after: str, line: Line) -> float:
    """Control characters: only next to Chinese, C1 only between ideographs (they are bytes of something)."""
    if line.escaped:
        return 0.0
    if hidden >= "\x80":
        return 0.85 if is_han(before) and is_han(after) else 0.0
    return 0.95 if is_chinese(before) or is_chinese(after) else 0.0


def _selector(text: str, place: int, line: Line) -> float:
    """Variation selectors: emoji style and glyph choice stay, what selects nothing goes."""
    hidden, base = text[place], text[place - 1 : place] if place > line.start else ""
    if hidden in "\ufe0e\ufe0f":
        if base in _DIGITS and base:
            return 0.0 if text[place + 1 : place + 2] == "\u20e3" else 0.9
        return 0.0 if _PICTURE.match(base) else 0.95
    if line.glyphs:
        return 0.0
    if hidden < "\U000e0100":
        return 0.6 if _selectable(base) else 0.95
    if not is_han(base):
        return 0.95
    # names are written so in Japan; many of them in a line were put there by a machine (hidden marks of owners)
    return 0.92 if line.selectors >= MACHINE else 0.45


def _selectable(base: str) -> bool:
    """Whether standardised sequences may exist: ideographs with a compatibility twin, and punctuation."""
    return is_chinese(base) and (not is_han(base) or base in _twins())


@cache
def _twins() -> frozenset[str]:
    blocks = (*range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20))
    return frozenset(unicodedata.normalize("NFD", chr(code)) for code in blocks)
