"""
Which bytes stand behind a displayed character.

A page is garbled when its bytes were decoded with a codec they were not written in ("seen"). To
read it back, the characters become bytes again. Single-byte codecs are taken as programs apply
them, not as the standard has them: windows-1252 has five undefined bytes, which show as C1
controls or not at all, and ISO-8859-1 and windows-1252 are mixed within one page.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache

SINGLE = ("windows-1252", "mac-roman", "windows-1251", "cp437", "cp850", "cp866", "iso-8859-15")
DOUBLE = ("gb18030", "big5hkscs", "cp932", "cp949")


@cache
def single_bytes(seen: str) -> dict[str, int]:
    """
    The byte of each character of a single-byte codec, ASCII aside.

    >>> hex(single_bytes("windows-1252")["™"]), hex(single_bytes("windows-1252")[chr(0x8D)])
    ('0x99', '0x8d')
    """
    table: dict[str, int] = {}
    for byte in range(0x80, 0x100):
        with suppress(UnicodeDecodeError):
            table[bytes([byte]).decode(seen)] = byte
    if seen in ("windows-1252", "iso-8859-15"):  # programs pass what is undefined, and mix in ISO-8859-1
        for byte in range(0x80, 0x100):
            table.setdefault(chr(byte), byte)
    if seen == "windows-1251":
        table["\x98"] = 0x98
    return table


def encoded(text: str, seen: str) -> bytes | None:
    r"""
    The bytes of a text that was seen through a codec; None if it cannot have been.

    >>> encoded("ÎÒ™", "windows-1252"), encoded("我", "windows-1252")
    (b'\xce\xd2\x99', None)
    """
    if seen in DOUBLE:
        try:
            # GBK as browsers and Windows have it: 80 is the euro sign
            return (
                b"\x80".join(part.encode(seen) for part in text.split("€")) if seen == "gb18030" else text.encode(seen)
            )
        except UnicodeEncodeError:
            return None
    table = single_bytes(seen)
    done = bytearray()
    for character in text:
        byte = ord(character) if character < "\x80" else table.get(character)
        if byte is None:
            return None
        done.append(byte)
    return bytes(done)


@cache
def pattern_of(seen: str) -> str:
    """The inside of a regular expression class: every character of a single-byte codec but ASCII."""
    return "".join(sorted(f"\\U{ord(character):08x}" for character in single_bytes(seen)))
