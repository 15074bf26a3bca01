"""
The cloner itself, as far as it can be told from its pages.

It holds the text as GBK bytes and knows nothing of characters. First it splits the bytes at six
punctuation marks, one after the other; then it puts "(reading)" behind the bytes of each character
of its list; then each piece is decoded by itself. Where two bytes match that belong to two
different characters, the text is cut inside a character: what follows is read one byte off until
the next ASCII character or the end of the piece, a lead byte that has lost its partner becomes "?"
and takes the ASCII character after it along, and pairs that no character has vanish.

>>> clone("因為提到PDM,", [("驗", "yàn")])
'因?yàn)樘岬絇DM,'
>>> clone("損壞。”少女", [("壞", "huài")])
'損壞(huài)?！鄙倥?'
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

MARKS = "！；？，。："  # in this order
FOLDED = str.maketrans("!;?,:", "！；？，：")  # crawls fold their width afterwards


def clone(text: str, listed: Iterable[tuple[str, str]] = ()) -> str:
    """The text as the cloner publishes it; `listed` are (character, reading) in the machine's order."""
    pieces = [to_bytes(text)]
    for mark in map(to_bytes, MARKS):
        pieces = [part for piece in pieces for part in _split(piece, mark)]
    for character, reading in listed:
        key = to_bytes(character)
        note = key + to_bytes(f"({reading})")
        pieces = [piece.replace(key, note) for piece in pieces]
    return "".join(map(read, pieces))


def _split(piece: bytes, mark: bytes) -> list[bytes]:
    """The parts of a piece, the marks among them."""
    if piece in map(to_bytes, MARKS):
        return [piece]
    parts: list[bytes] = []
    for part in piece.split(mark):
        parts += [part, mark]
    return [part for part in parts[:-1] if part]


def shown(data: bytes, inserted: Sequence[tuple[int, str]], cuts: Sequence[int]) -> str:
    """
    What is published when notes are put in at given bytes and the text is cut at given bytes.

    >>> shown("因為提到PDM".encode("gbk"), [(3, "(yàn)")], [])
    '因?yàn)樘岬絇DM'
    """
    borders = sorted({0, len(data), *cuts})
    done = []
    for start, end in pairwise(borders):
        piece, place = b"", start
        for offset, note in inserted:
            if start < offset <= end:
                piece += data[place:offset] + to_bytes(note)
                place = offset
        done.append(read(piece + data[place:end]))
    return "".join(done)


def read(data: bytes) -> str:
    """Bytes as the cloner decodes them: a lonely lead byte is "?" with what follows, unknown pairs are nothing."""
    done = []
    place = 0
    while place < len(data):
        lead = data[place]
        if lead < 0x80:
            done.append(chr(lead))
            place += 1
            continue
        trail = data[place + 1] if place + 1 < len(data) else 0
        done.append(character(lead, trail) if trail >= 0x40 else "?")
        place += 2
    return "".join(done)


@cache
def character(lead: int, trail: int) -> str:
    """The character of two bytes, or "" for a pair without one."""
    try:
        return bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return ""


def to_bytes(text: str) -> bytes:
    """
    The bytes of a text the cloner could hold; private-use characters stand for the pairs without character.

    Raises ValueError for anything else.

    >>> to_bytes("年P").hex(), to_bytes("\ue234").hex()
    ('c4ea50', 'f8a1')
    """
    return b"".join(map(bytes_of, text))


@cache
def bytes_of(one: str) -> bytes:
    """The one or two bytes of one character."""
    if not is_in_gbk(one):
        raise ValueError(f"{one!r} is not in GBK")
    return one.encode("gb18030", "replace")


def is_in_gbk(one: str) -> bool:
    """Whether the cloner could hold a character."""
    return len(one.encode("gb18030", "replace")) <= 2


@cache
def unknown_pairs() -> dict[int, tuple[int, ...]]:
    """The pairs that no character has, trail bytes by lead byte; both bytes can be parts of characters."""
    found = {
        lead: tuple(trail for trail in range(0x81, 0xFF) if not character(lead, trail)) for lead in range(0x81, 0xFF)
    }
    return {lead: trails for lead, trails in found.items() if trails}
