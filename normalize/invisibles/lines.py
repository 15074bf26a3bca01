"""
What kind of line a character stands in: the same hidden character is dirt in one script and spelling in another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# ideographs, their punctuation and full-width forms; what a Chinese line is made of
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
CHINESE = HAN + "\u2e80-\u2fdf\u3000-\u3020\u3021-\u303f\uff01-\uff60\uffe0-\uffe6"
KANA = "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
# scripts that join or break by hidden characters: Arabic, Indic, Thai to Khmer, Mongolian, kana, Hangul and others
JOINING = RIGHT_TO_LEFT + "\u0900-\u10ff\u1100-\u11ff\u1200-\u1cff\ua4d0-\uabff\uac00-\ud7ff" + KANA

_HAN = re.compile(f"[{HAN}]")
_CHINESE = re.compile(f"[{CHINESE}]")
_KANA = re.compile(f"[{KANA}]")
_JOINING = re.compile(f"[{JOINING}]")
_RIGHT_TO_LEFT = re.compile(f"[{RIGHT_TO_LEFT}]")
_SELECTED = re.compile(f"[{HAN}][\U000e0100-\U000e01ef]")
# lines that speak of icons, or have places of icon fonts that the Symbol font does not: F07A is a shopping cart there
_ICONS = re.compile(
    "[\uf000-\uf01f\uf100-\uf8ff]|图标|圖標|圖示|字体|字體|字型|icon|font|glyph|emoji|按钮|按鈕|码位|碼位",
    re.IGNORECASE,
)
_SYMBOLS = re.compile("[\uf020-\uf0ff]")
_GLYPHS = re.compile("变体|變體|异体|異體|选择符|選擇符|字形|字型|写法|寫法|IVS|異体字|選択", re.IGNORECASE)
MANY_KANA = 5  # one kana to so many ideographs makes a line Japanese; の alone is fashion


def is_han(character: str) -> bool:
    """Whether one character is an ideograph; nothing is not."""
    return _HAN.match(character) is not None


def is_chinese(character: str) -> bool:
    """Whether one character is an ideograph or punctuation of their width."""
    return _CHINESE.match(character) is not None


def is_joining(character: str) -> bool:
    """Whether one character belongs to a script that spells with hidden characters."""
    return _JOINING.match(character) is not None


def is_latin(character: str) -> bool:
    """Whether one character is a letter of a Latin word.

    >>> is_latin("é"), is_latin("1"), is_latin("ж"), is_latin("")
    (True, False, False, False)
    """
    return character.isalpha() and "A" <= character <= "\u024f"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: where it lies, and what it is written in."""

    start: int
    end: int
    chinese: bool  # has ideographs, or at least their punctuation
    han: int
    japanese: bool
    right_to_left: bool
    escaped: bool  # terminal output with colours
    selectors: int  # how many ideographs ask for a glyph of their own
    icons: bool  # has icons of a font, or speaks of them
    symbols: int  # how many characters at places of the Symbol font
    glyphs: bool  # speaks of the forms of characters


class Lines:
    r"""
    The lines of a text, looked at when first asked about; ask in rising order.

    >>> lines = Lines("一行\nあいうえおかな字")
    >>> lines.at(0).chinese, lines.at(4).japanese
    (True, True)
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._line: Line | None = None

    def at(self, place: int) -> Line:
        """The line a place lies in."""
        if self._line is None or not self._line.start <= place <= self._line.end:
            self._line = self._look(place)
        return self._line

    def _look(self, place: int) -> Line:
        start = self._text.rfind("\n", 0, place) + 1
        end = self._text.find("\n", place)
        line = self._text[start : len(self._text) if end < 0 else end]
        han = len(_HAN.findall(line))
        return Line(
            start,
            start + len(line),
            _CHINESE.search(line) is not None,
            han,
            len(_KANA.findall(line)) * MANY_KANA > han,
            _RIGHT_TO_LEFT.search(line) is not None,
            "\x1b[" in line,
            len(_SELECTED.findall(line)),
            _ICONS.search(line) is not None,
            len(_SYMBOLS.findall(line)),
            _GLYPHS.search(line) is not None,
        )
