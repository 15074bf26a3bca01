"""
How text is garbled: one channel for each way that real pages show.

Strict reversals need none of this (`strict.py`); channels are for what loses bytes on the way.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache

from normalize.mojibake import signs
from normalize.mojibake.beam import Option
from normalize.mojibake.fill import Byte
from normalize.mojibake.repertoire import encoded, single_bytes
from normalize.mojibake.units import GBK, HIGH, LOSING, LOST, UTF8, Unit

NOTHING: tuple[Option, ...] = ()
# windows-1252 leaves these undefined: they are dropped, shown as "?" or as U+FFFD; AD is the invisible soft hyphen
UNDEFINED = frozenset({0x81, 0x8D, 0x8F, 0x90, 0x9D})
UNSEEN = UNDEFINED | {0xAD}
ALL_C1 = frozenset({*range(0x80, 0xA0), 0xAD})
CYRILLIC = frozenset({0x98, 0xAD})  # undefined in windows-1251, and the soft hyphen
HOLE = "\ufdd0"  # a noncharacter: stands for one lost byte after the outer of two layers was taken off
LATER = 1.5  # nats for each assumed loss: a reading that needs fewer is preferred


class Utf8AsSingle:
    """
    UTF-8 bytes shown as windows-1252, ISO-8859-15 or windows-1251, with the bytes lost that these do not define.

    `missing`: which bytes may have vanished without a trace.
    """

    written: Unit = UTF8
    strange = ""

    def __init__(self, seen: str, missing: frozenset[int]) -> None:
        self._bytes = single_bytes(seen)
        self._gaps = (Option(0, (missing,), LATER), Option(0, (missing, missing), 2 * LATER))
        self._marked = missing | UNDEFINED

    def options(self, symbols: str, position: int) -> Sequence[Option]:
        symbol = symbols[position]
        if symbol in "\ufffd?" + HOLE:
            return (Option(1, (self._marked,), 0.0),)
        if symbol == " ":  # a no-break space that was trimmed or folded
            return (Option(1, (0xA0,), 0.0), Option(1, (0x85,), LATER))
        if symbol < "\x80":
            return NOTHING
        byte = self._bytes.get(symbol)
        if byte is not None:
            return (Option(1, (byte,), 0.0),)
        return (Option(1, tuple(symbol.encode("utf-8", "replace")), LATER),)  # an island that a repair tool had re-read

    def vanished(self, pending: tuple[Byte, ...]) -> Sequence[Option]:
        return self._gaps if pending else NOTHING


# letters that a repair tool split, and quotation marks that it straightened, with their bytes
SPLIT = {
    "dz": (0xC7, 0xB3),
    "IJ": (0xC4, 0xB2),
    "ij": (0xC4, 0xB3),
    "lj": (0xC7, 0x89),
    "nj": (0xC7, 0x8C),
    "DZ": (0xC7, 0xB1),
}
QUOTES = {"'": (0x91, 0x92), '"': (0x93, 0x94)}


class GbkAsLatin:
    """
    GBK bytes shown as windows-1252 or ISO-8859-1, over which a repair tool ran afterwards.

    The tool re-read each pair of characters that happened to be valid UTF-8 (CE BB became λ), dropped
    soft hyphens (AD), folded no-break spaces (A0), ate the C2 before a space, split ligatures and
    straightened quotes; combining marks it made were joined to the letter before.
    """

    written: Unit = GBK
    strange = ""
    # AD always goes; A0 and C2 mostly leave a space
    _GAPS = tuple(Option(0, (byte,), cost) for byte, cost in ((0xAD, 0.5), (0xA0, 3.0), (0xC2, 3.0)))

    def __init__(self) -> None:
        self._bytes = single_bytes("windows-1252")

    def options(self, symbols: str, position: int) -> Sequence[Option]:
        symbol = symbols[position]
        if symbol == LOST:
            return (Option(1, (UNDEFINED,), 0.0),)
        found = []
        if symbol < "\x80":
            if symbol == " ":
                found = [Option(1, (0xA0,), 1.0), Option(1, (0xC2, 0xA0), 2.0)]
            elif symbol in QUOTES:
                found = [Option(1, (byte,), 2.0) for byte in QUOTES[symbol]]
            elif symbol >= "@":
                found = [Option(1, (ord(symbol),), 0.0)]
            pair = symbols[position : position + 2]
            if pair in SPLIT:
                found.append(Option(2, SPLIT[pair], 1.0))
            return found
        byte = self._bytes.get(symbol)
        if byte is not None:
            found.append(Option(1, (byte,), 0.0))
        return found + _reread(symbol)

    def vanished(self, pending: tuple[Byte, ...]) -> Sequence[Option]:
        return self._GAPS


@cache
def _reread(symbol: str) -> list[Option]:
    """The bytes that a repair tool may have read as this symbol."""
    raw = tuple(symbol.encode("utf-8", "replace"))
    found = [Option(1, raw, 0.5)]
    if len(raw) == 2:
        found.append(Option(1, (raw[0], 0xC2, raw[1]), 3.0))  # it ran twice: µ was C2 B5, then ϵ CF B5
    parts = unicodedata.normalize("NFD", symbol)
    if len(parts) > 1:  # é may be an e and the combining accent CC 81 that was joined to it
        found.append(Option(1, tuple(parts.encode()), LATER))
    if len(raw) == 3:  # it took the bytes for those of another codec: Ïµ Ä are EC B5 80 in Mac Roman, 쵀
        for codec in ("mac-roman", "cp437"):
            shown = encoded(bytes(raw).decode(codec), "windows-1252")
            found += [Option(1, tuple(shown), LATER)] if shown else []
    return found


class Utf8AsGbk:
    """
    UTF-8 bytes shown as GBK by a program that lost some.

    An odd byte left over pairs with what follows. Browsers show U+FFFD for it, Windows programs "?"
    and eat the ASCII character after it too, old Java one U+FFFD for 80 and the byte after it; pairs
    of the user-defined zones show as nothing at all.
    """

    written: Unit = UTF8

    def __init__(self) -> None:
        self.strange = signs.of_pairs()["gb18030", "utf-8"]

    # pairs that show as nothing: user-defined zones and cells that stand empty
    _HIGH_ZONE = (frozenset({*range(0xAA, 0xB0)}), frozenset(range(0xA1, 0xFF)))
    _LOW_ZONE = (frozenset({*range(0xA1, 0xA8)}), frozenset(range(0x40, 0xA1)) - {0x7F})
    _EMPTY = (frozenset({*range(0xA2, 0xAA)}), frozenset(range(0xA1, 0xFF)))
    _ZONES = (
        Option(0, _HIGH_ZONE, 4.0),
        Option(0, _LOW_ZONE, 4.0),
        Option(0, _EMPTY, 4.0),
        Option(0, (*_HIGH_ZONE, *_EMPTY), 6.0),
    )

    def options(self, symbols: str, position: int) -> Sequence[Option]:
        symbol = symbols[position]
        if symbol == LOST:
            eaten = _eaten(symbols, position) if symbols[position + 1 : position + 2].isascii() else ()
            return (Option(1, (HIGH, *eaten), 0.0), Option(1, (0x80, HIGH), LATER))
        if symbol == "?":
            eaten = _eaten(symbols, position)
            return (
                Option(1, (HIGH, *eaten), 0.0),
                Option(1, (HIGH, HIGH), LATER),
            )  # or for a pair that is no character
        if symbol == "€":
            return (Option(1, (0x80,), 0.0),)
        if symbol < "\x80":  # a full-width letter (A3 E7) that a repair tool made narrow
            return (Option(1, (0xA3, ord(symbol) | 0x80), LATER),) if "!" <= symbol <= "~" else NOTHING
        try:
            return (Option(1, tuple(symbol.encode("gb18030")), 0.0),)
        except UnicodeEncodeError:
            return NOTHING

    def vanished(self, pending: tuple[Byte, ...]) -> Sequence[Option]:
        return self._ZONES if pending else NOTHING  # no character begins with these bytes


def _eaten(symbols: str, position: int) -> tuple[int, ...]:
    """
    The ASCII character that went with an odd byte: it lay below 40, else the two had made a character.

    A space before a word, the closing quote before a comma, the bracket whose partner follows within the quotes;
    before anything else it is left open.
    """
    following = symbols[position + 1 : position + 2]
    quoted = symbols[symbols.rfind('"', 0, position) + 1 :].partition('"')[0]
    if following and following not in " )" and quoted.count(")") > quoted.count("("):
        return (0x28,)
    if following in ",;)" and following and symbols.count('"', 0, position) % 2:
        return (0x22,)
    return (0x20,) if following.isalnum() or following in ("_", "`") else ()


SURVIVOR = 0xF000  # of the private use area: code points that stand for bytes


def survivor(byte: int) -> str:
    """The symbol of a byte that was not lost."""
    return chr(SURVIVOR + byte)


class Replaced:
    """
    GBK bytes read as UTF-8 with U+FFFD for each bad one, and the result shown as GBK (锟斤拷).

    EF BF BD stands for one lost byte; the bytes between survive. A character with a lost byte is lost.
    """

    written: Unit = LOSING
    strange = ""

    def options(self, symbols: str, position: int) -> Sequence[Option]:
        symbol = symbols[position]
        if symbol == HOLE:
            return (Option(1, (HIGH,), 0.0),)
        return (Option(1, (ord(symbol) - SURVIVOR,), 0.0),)

    def vanished(self, pending: tuple[Byte, ...]) -> Sequence[Option]:
        return NOTHING
