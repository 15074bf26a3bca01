"""
Where to look: the cheap search that every text pays for.

Signs only say that a line deserves a closer look; whether it is garbled is decided by how it reads.
"""

from __future__ import annotations

import re
from functools import cache

from normalize.tables import read_lines

_LETTERS = "À-ÖØ-öø-ɏͰ-ϿЀ-џ"
_SYMBOLS = "\x80-¿×÷ˆ˜‚-›€-₯℃-™∂-≥─-▟\u2000-\u2027"
# neighbours that no language writes
_SINGLE = "|".join(
    (
        f"[{_LETTERS}][{_SYMBOLS}]|[{_SYMBOLS}][{_LETTERS}]",  # an accented letter and a symbol
        "[À-ÖØ-öø-ɏ]{4}",  # four accented letters
        "[\u2500-\u257f][\u03b1-\u03c9\u0400-\u045f]",  # a drawn line and a letter
        "[\u2550-\u256c][\u2500-\u2524\u2580-\u25a0]|[\u2500-\u2524\u2580-\u25a0][\u2550-\u256c]",  # of two kinds
        "¡¡",  # the full-width blank of GBK
        "[\u3400-\u9fff][À-ÿ]{1,2}[\u3400-\u9fff]",  # one letter among Han characters
        "[\x21-\x7e ][脳掳路搂渭漏聽][\x20-\x7e]|鈥|鈫|鈮|鈧",  # and one sign of a Latin text as GBK
    )
)
_SWAPPED = "[\u0230\u0cff]"  # full stop and comma of UTF-16 in the other byte order
_GONE = (
    "\ufffd|锟|[\ue000-\uf8ff]|[\u0590-\u05ff][\u0180-\u02af\u0700-\u07ff]|[\u0700-\u07ff][\u0180-\u02af\u0300-\u036f]"
)
# Korean as GBK is made of everyday characters: its endings and particles (니다, 에서, 으로; 을, 를, 는 before a blank)
_KOREAN = "聪促|俊辑|栏肺|窍绰|窍绊|嚼聪|[阑甫绰] "
_LETTER = re.compile("[\u3041-\u30fe\u3400-\u9fff\uff61-\uff9f]")  # full-width digits and signs prove little
BETWEEN = 3  # characters that may stand between two signs


@cache
def of_pairs() -> dict[tuple[str, str], str]:
    """The characters that betray each pair of multi-byte codecs, by (seen as, written in)."""
    rows = (line.split("\t") for line in read_lines("mojibake.tsv"))
    return {(seen, written): characters for seen, written, characters in rows}


@cache
def twofold() -> str:
    """
    The characters of GBK whose two bytes are C2 or C3 and a continuation byte of UTF-8.

    UTF-8 shown as Latin-1, saved as UTF-8 and shown as GBK consists of these alone.

    >>> all(character in twofold() for character in "氓聧聲")
    True
    """
    pairs = (bytes([first, second]) for first in (0xC2, 0xC3) for second in range(0x80, 0xC0))
    return "".join(pair.decode("gb18030") for pair in pairs)


@cache
def kana() -> str:
    """The characters of GBK that kana become when Shift-JIS is shown as GBK."""
    letters = [*map(chr, range(0x3041, 0x3094)), *map(chr, range(0x30A1, 0x30F7)), "ー", "。", "、"]
    return "".join(letter.encode("cp932").decode("gb18030", "ignore") for letter in letters)


@cache
def needle() -> re.Pattern[str]:
    """One search for all signs."""
    signs = "".join(sorted({character for row in (*of_pairs().values(), kana()) for character in row}))
    mixed = "".join(character for character in of_pairs()["gb18030", "big5"] if "\u3041" <= character <= "\u30fe")
    pairs = f"[{signs}][^\\n]{{0,{BETWEEN}}}[{signs}]"
    return re.compile(f"{_SINGLE}|{_SWAPPED}|{_GONE}|[{twofold()}]{{3}}|{pairs}|{_KOREAN}|[{mixed}][\u4e00-\u9fff]")


def count(text: str) -> int:
    """How many characters of a text betray some pair of multi-byte codecs."""
    return sum(character in _all() for character in text)


@cache
def _all() -> frozenset[str]:
    return frozenset(
        character for row in (*of_pairs().values(), kana()) for character in row if _LETTER.match(character)
    )


def may_be_korean(line: str) -> bool:
    """Whether a line may be Korean shown as GBK."""
    return re.search(_KOREAN, line) is not None


@cache
def any_of(seen: str, written: str) -> re.Pattern[str]:
    """The signs of one pair."""
    return re.compile(f"[{of_pairs()[seen, written]}]")
