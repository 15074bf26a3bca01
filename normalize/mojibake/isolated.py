"""
Single garbled characters in text that is otherwise sound.

One symbol of an English text that was saved through GBK (there鈥檚), one byte of a Chinese text shown as Latin-1
(ì升 is 飙升), one character cut in two at a buffer's edge (众��汽车) or whose second byte is ASCII (�N腾 is 昇腾).
There is no text around the damage to judge by, so each kind asks for a context of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalize import language_model, prose
from normalize.hanzi import simplified
from normalize.language_model import LN10
from normalize.mojibake.fill import fitting
from normalize.mojibake.found import Found
from normalize.mojibake.repertoire import encoded, single_bytes
from normalize.mojibake.units import HIGH, LOST

_HAN = "\u3400-\u9fff"
_LETTER = re.compile(f"(?<=[{_HAN}])[À-ÖØ-öø-ÿ]{{1,2}}(?=[{_HAN}])")
_CUT = re.compile(f"(?<=[{_HAN}])\ufffd{{2,3}}(?=[{_HAN}、，。])")
_TRAIL = re.compile(f"\ufffd[@-~](?=[{_HAN}])|(?<=[{_HAN}])\ufffd[@-~]")
# a symbol of a Latin text as GBK shows it: one or two characters between ASCII ones, no Han text near
_SYMBOL = re.compile(f"(?<=[\x21-\x7e ])(?<![{_HAN}])[{_HAN}€①-ⓩ]{{1,2}}(?=[\x20-\x7e]|$)")
_EATEN = re.compile(f"(?<![{_HAN}])(鈥|鈫|鈧|鈮)\\?")
_SIGNS = frozenset("’‘“”–—…•→←↑↓⇒×÷°·§®©™±≈≤≥≠²³½¼µμαβγδεθλπσφωΔΩéèüöäñíóáç€£¥₂√∞✓✔")
SPARSE = 0.25  # of the line's characters may be lost, where one cut character is told from a page of them
PLAIN = 12  # characters on either side that must be free of other Han characters for a symbol of Latin text
BOUND = (
    2.5  # nats by which the first character of a word makes the second likelier: 促进 3.2, 提高 3.3; 下会 0.2, 念还 1.1
)
CLEAR = 6.0  # nats by which a line must read better, and half of it better than with the next candidate
RULES = {"cut": "one utf-8 character cut in two", "trail": "gb18030 read as utf-8, second byte ASCII"}


def found_in(line: str) -> Iterator[Found]:
    """All of them in a line."""
    yield from _letters(line)
    yield from _symbols(line)
    if LOST in line:
        yield from _cut(line)
        yield from _trails(line)


def _letters(line: str) -> Iterator[Found]:
    """
    A byte or two of GBK as Latin letters between Han characters, its soft hyphen (AD) gone; or a stray letter.

    >>> [one.text for one in found_in("股价连续ì升三天")]
    ['飙']
    """
    table = single_bytes("windows-1252")
    for match in _LETTER.finditer(line):
        start, end = match.span()
        raw = bytes(table[letter] for letter in match.group())
        texts = [*_decoded(raw), *_decoded(raw + b"\xad"), *_decoded(raw + b"\xa0")]
        best = max(((prose.gain(line, start, end, text), text) for text in texts), default=(0.0, ""))
        if best[0] >= CLEAR / 2:  # a rare character (飙) wins no more, but its bytes are there
            yield Found(start, end, best[1], "gb18030 read as windows-1252, one character", 0.85)
        elif best[0] <= 0 and _is_word(line[start - 1], line[end]) and prose.gain(line, start, end, "") >= CLEAR:
            yield Found(start, end, "", "stray byte", 0.85)


def _is_word(left: str, right: str) -> bool:
    """Whether two characters belong together (促进): a letter between them is a stray, Ø between words is meant."""
    model = language_model.load()
    first, second = simplified(left), simplified(right)
    after = float(model.step(model.state_after(first, at_line_start=False), second, model.new_state()))
    return LN10 * (after - model.alone(second)) >= BOUND


def _decoded(raw: bytes) -> list[str]:
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError:
        return []
    return [text] if len(text) == 1 else []


def _symbols(line: str) -> Iterator[Found]:
    """
    Signs of a Latin text that was saved through GBK.

    >>> [one.text for one in found_in("there鈥檚 no 960脳640 here")]
    ['’s', '×']
    """
    for match in _SYMBOL.finditer(line):
        start, end = match.span()
        around = line[max(0, start - PLAIN) : start] + line[end : end + PLAIN]
        raw = encoded(match.group(), "gb18030")
        try:
            text = raw.decode("utf-8") if raw else ""
        except UnicodeDecodeError:
            continue
        first = text[:1]
        if first in _SIGNS and (text[1:].isascii() or text[1:] in _SIGNS) and not _other_han(around):
            yield Found(start, end, text, "utf-8 read as gb18030", 0.93)
    for match in _EATEN.finditer(line):
        text = _eaten(line, match)
        if text and not _other_han(
            line[max(0, match.start() - PLAIN) : match.start()] + line[match.end() : match.end() + PLAIN]
        ):
            yield Found(*match.span(), text, "utf-8 read as gb18030, bytes lost", 0.8 if "≈" not in text else 0.6)


def _other_han(around: str) -> bool:
    return any(
        "\u3400" <= character <= "\u9fff" and character not in "鈥鈫鈧鈮脳掳路搂渭漏聽檚檝" for character in around
    )


def _eaten(line: str, match: re.Match[str]) -> str:
    """The sign and the blank that "?" ate; several signs begin with these two bytes, so the text around decides."""
    before, after = line[: match.start()], line[match.end() :]
    if not after[:1].isalnum():
        return ""
    if match.group(1) == "鈫":
        return "→ "
    if match.group(1) == "鈧":
        return "₂ " if before[-1:] in ("O", "H", "N") else ""
    if match.group(1) == "鈥":
        return "— " if before.endswith(" ") and after[:1].isalpha() else ""
    return "≈ "


def _cut(line: str) -> Iterator[Found]:
    """Two or three U+FFFD for one character: one says the same."""
    if line.count(LOST) > SPARSE * len(line):
        return
    for match in _CUT.finditer(line):
        yield Found(*match.span(), LOST, RULES["cut"], 0.9)


def _trails(line: str) -> Iterator[Found]:
    """
    A first byte became U+FFFD, the second stayed an ASCII letter: 126 characters fit, and the word decides.

    >>> [one.text for one in found_in("我们去吃麻�b烫")]
    []
    """
    for match in _TRAIL.finditer(line):
        start, end = match.span()
        texts = fitting("gb18030", (HIGH, ord(line[end - 1])))
        ranked = sorted(((prose.gain(line, start, end, text), text) for text in texts), reverse=True)
        if len(ranked) > 1 and ranked[0][0] >= CLEAR and ranked[0][0] - ranked[1][0] >= CLEAR / 2:
            yield Found(start, end, ranked[0][1], RULES["trail"], 0.85)
