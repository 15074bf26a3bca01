"""
How bytes join into characters in the codecs that Chinese pages are written in.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

from normalize.mojibake.fill import MARKS, Byte, fitting

LOST = "\ufffd"
TRAIL = frozenset(range(0x80, 0xC0))  # continuation bytes of UTF-8
HIGH = frozenset(range(0x80, 0x100))


class Unit(ABC):
    """
    A codec byte by byte.

    `fill`: whether holes are filled with what fits; if not, a character with a hole is lost, and costs
    `lost_cost` nats (a rare character of the model costs as much).
    """

    lost_cost = 9.0

    def __init__(self, codec: str, *, fill: bool = True) -> None:
        self.codec = codec
        self._fill = fill

    def length(self, waiting: tuple[Byte, ...]) -> int:
        """Bytes of the character that begins here; 0 if none can."""
        first = waiting[0]
        if isinstance(first, int) and first < 0x80:
            return 1
        return self._longer(first, waiting[1:])

    @abstractmethod
    def _longer(self, first: Byte, rest: tuple[Byte, ...]) -> int:
        """Bytes of a character beyond ASCII that begins here; 0 if none can."""

    def characters(self, pattern: tuple[Byte, ...]) -> tuple[str, ...]:
        """What a whole pattern can be; empty if nothing."""
        if any(isinstance(byte, frozenset) for byte in pattern):
            if not self._fill:
                return (LOST,)
            found = fitting(self.codec, pattern)
            # too many characters fit: it may be a mark, of which there are few, or it is lost
            return found if _says_enough(pattern) else (*(text for text in found if text in MARKS), LOST)
        try:
            return (bytes(byte for byte in pattern if isinstance(byte, int)).decode(self.codec),)
        except UnicodeDecodeError:
            return ()

    @abstractmethod
    def completed(self, pending: tuple[Byte, ...]) -> tuple[Byte, ...]:
        """Unfinished bytes with holes for those that were cut off."""


def _says_enough(pattern: tuple[Byte, ...]) -> bool:
    """Whether the known bytes narrow a character down: the first one, or all but the first."""
    known = [isinstance(byte, int) for byte in pattern]
    return known[0] or (len(pattern) > 2 and all(known[1:]))


class Utf8(Unit):
    """
    UTF-8: the first byte says how long the character is.

    >>> Utf8("utf-8").length((0xE6,)), Utf8("utf-8").length((0x96,)), Utf8("utf-8").length((0xE6, 0x20))
    (3, 0, 0)
    """

    def _longer(self, first: Byte, rest: tuple[Byte, ...]) -> int:
        if isinstance(first, frozenset):
            wanted = 3  # a lost first byte: of a Han character or full-width mark
        else:
            wanted = 2 if 0xC2 <= first < 0xE0 else 3 if 0xE0 <= first < 0xF0 else 4 if 0xF0 <= first < 0xF5 else 0
        for byte in rest[: wanted - 1]:
            if not (byte in TRAIL if isinstance(byte, int) else byte & TRAIL):
                return 0
        return wanted

    def completed(self, pending: tuple[Byte, ...]) -> tuple[Byte, ...]:
        missing = self.length(pending) - len(pending)
        return pending + (TRAIL,) * missing


class Double(Unit):
    """
    Codecs of one and two bytes (GBK, Big5, Shift-JIS, EUC-KR); the four bytes of GB18030 are left aside.

    >>> Double("gb18030").length((0xB9,)), Double("gb18030").length((0xB9, 0x20))
    (2, 0)
    """

    def _longer(self, first: Byte, rest: tuple[Byte, ...]) -> int:
        if isinstance(first, int) and (first == 0x80 or first == 0xFF):
            return 0
        if self.codec == "cp932" and isinstance(first, int) and 0xA0 < first < 0xE0:
            return 1  # half-width katakana
        if rest and isinstance(rest[0], int) and rest[0] < 0x40:
            return 0
        return 2

    def completed(self, pending: tuple[Byte, ...]) -> tuple[Byte, ...]:
        return (*pending, HIGH)


UTF8 = Utf8("utf-8")
GBK = Double("gb18030")
BIG5 = Double("big5hkscs")
LOSING = Double("gb18030", fill=False)
