"""
What bytes and characters must look like to be taken for text.
"""

from __future__ import annotations

import re
import unicodedata

from normalize import prose
from normalize.escapes.surroundings import HAN

# Chinese, kana, hangul: what nobody escapes for looks in the middle of a Chinese page
_LETTER = re.compile(f"[{HAN}\u3041-\u30ff\uac00-\ud7a3]")
_NOT_HAN = re.compile(f"[^{HAN}]+")
_NO_TEXT = frozenset({"Cc", "Cn", "Co", "Cs"})
LIKELY = 9.5  # nats a character: sentences cost 3 to 7, names up to 9.8, tables of characters and shellcode 9.7 to 14
CERTAIN = 8.0  # where the encoding, too, is a guess (two bytes a character have no structure to speak of)
FEW = 3  # characters; so short a piece says nothing about how it reads


def letters(text: str) -> int:
    """How many characters of East Asian writing a text has."""
    return len(_LETTER.findall(text))


def assigned(text: str) -> bool:
    r"""
    Whether every character may stand in a text: no control, no private use, nothing unassigned.

    >>> assigned("é“我\n"), assigned("\ue600"), assigned("\x07")
    (True, False, False)
    """
    return all(one in "\t\n\r" or (one != "\ufeff" and unicodedata.category(one) not in _NO_TEXT) for one in text)


def reads(text: str, limit: float = LIKELY) -> bool:
    """
    Whether the Chinese of a piece is language; short pieces and other scripts get the benefit of the doubt.

    >>> reads("我们一起去公园散步"), reads("一丁丂七丄丅")
    (True, False)
    """
    han = _NOT_HAN.sub("", text)
    return len(han) <= FEW or prose.cost(han[:400]) < limit


def from_bytes(data: bytes, *, cut: bool = False, least: int = 2) -> tuple[str, str] | None:
    """
    The text that bytes are and its encoding: UTF-8, else GBK or Big5 if that reads well; or None.

    With `cut`, a character may have lost bytes at either end; U+FFFD stands for it, and at `least` so many letters
    must be whole.

    >>> from_bytes("我们".encode()), from_bytes("我们一起".encode("gbk"))
    (('我们', 'utf-8'), ('我们一起', 'gbk'))
    >>> from_bytes("我们的".encode()[:-1], cut=True)
    ('我们�', 'utf-8')
    """
    try:
        return data.decode(), "utf-8"
    except UnicodeDecodeError:
        pass
    if cut and (text := _without_ends(data, least)) is not None:
        return text, "utf-8"
    readings = []
    for encoding in ("gbk", "big5"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        cost = prose.cost(_NOT_HAN.sub("", text))
        if letters(text) >= 2 and assigned(text) and 0 < cost < CERTAIN and prose.cost(text) < CERTAIN:
            readings.append((cost, text, encoding))
    return min(readings)[1:] if readings else None


def _without_ends(data: bytes, least: int) -> str | None:
    """UTF-8 with a broken character at the beginning, at the end, or both; None if it is broken elsewhere."""
    text = data.decode(errors="replace")
    inner = text.strip("\ufffd")
    head, tail = len(text) - len(text.lstrip("\ufffd")), len(text) - len(text.rstrip("\ufffd"))
    if "\ufffd" in inner or letters(inner) < least or head > 3 or tail > 1:  # a head may be three bytes, each replaced
        return None
    return "\ufffd" * bool(head) + inner + "\ufffd" * bool(tail)
