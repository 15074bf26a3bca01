"""
Bytes to text, never by a guess that cannot be wrong loudly.

In this order: a byte-order mark, the declared encoding, strict UTF-8, strict GB18030 (of which
GB2312 and GBK are parts) if what comes out is Chinese. Anything else is refused with the place of
the first bad byte; nothing is replaced or dropped.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator

from normalize.model import Decoded

BLOCK = 1 << 20  # bytes read at a time

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
# what nearly all of a Chinese page consists of; other bytes read as gb18030 give rare characters
_COMMON = re.compile("[\u3000-\u303f\uff00-\uffef\u2010-\u203f\u4e00-\u9fa5]")


class UnreadableError(ValueError):
    """Bytes that are not text in any encoding tried; the message says where."""


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """
    Text of bytes, with the encoding and how it was decided.

    `declared` is an encoding somebody stated (HTTP header, meta, option); gb2312 and gbk are read
    as gb18030, which contains both. Raises UnreadableError, or LookupError for an unknown name.

        >>> decode("工作".encode("gb18030")).encoding
        'gb18030'
        >>> decode(bytes([255, 0, 1]))
        Traceback (most recent call last):
        ...
        normalize.decoding.UnreadableError: not text: a zero byte at offset 1
    """
    encoding, how, mark = identify([data], declared=declared)
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"not {encoding}: byte {len(mark) + error.start} is {error.object[error.start]:#04x}"
        ) from error
    return Decoded(text, encoding, how, 1.0 if how != "strict gb18030" else 0.95, mark)


def identify(blocks: Iterable[bytes], *, declared: str | None = None) -> tuple[str, str, bytes]:
    """The encoding of bytes that come in blocks: name, how it was decided, byte-order mark."""
    stream = iter(blocks)
    first = next(stream, b"")
    for mark, encoding in _MARKS:
        if first.startswith(mark):
            return encoding, "byte-order mark", mark
    if declared:
        name = codecs.lookup(declared).name
        return ("gb18030" if name in ("gb2312", "gbk") else name), "declared", b""
    utf8, gb18030 = codecs.getincrementaldecoder("utf-8")(), codecs.getincrementaldecoder("gb18030")()
    bad: dict[str, str] = {}
    offset = common = odd = 0
    for block in _then(first, stream):
        zero = block.find(b"\0")
        if zero >= 0:
            raise UnreadableError(f"not text: a zero byte at offset {offset + zero}")
        for decoder, name in ((utf8, "utf-8"), (gb18030, "gb18030")):
            if name in bad:
                continue
            try:
                text = decoder.decode(block)
            except UnicodeDecodeError as error:
                bad[name] = f"byte {max(0, offset + error.start)} is {error.object[error.start]:#04x}"
                continue
            if name == "gb18030" and "utf-8" in bad:
                good = len(_COMMON.findall(text))
                common, odd = common + good, odd + len(_BEYOND_ASCII.findall(text)) - good
        offset += len(block)
        if len(bad) == 2:
            break
    for decoder, name in ((utf8, "utf-8"), (gb18030, "gb18030")):
        if name not in bad:
            try:
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                bad[name] = f"it ends inside a character, at byte {offset}"
    if "utf-8" not in bad:
        return "utf-8", "strict utf-8", b""
    if "gb18030" not in bad and common > 4 * odd:
        return "gb18030", "strict gb18030", b""
    raise UnreadableError(f"not utf-8 ({bad['utf-8']}) and not Chinese text in gb18030; name its encoding")


def decoded_blocks(blocks: Iterable[bytes], encoding: str, mark: bytes) -> Iterator[str]:
    """The text of blocks, decoded as they come; raises UnreadableError with the offset."""
    decoder = codecs.getincrementaldecoder(encoding)()
    offset = 0
    skip = len(mark)
    for block in blocks:
        try:
            yield decoder.decode(block[skip:])
        except UnicodeDecodeError as error:
            raise UnreadableError(f"not {encoding}: {error.reason} near byte {offset + error.start}") from error
        offset += len(block)
        skip = 0
    try:
        yield decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise UnreadableError(f"not {encoding}: it ends inside a character, at byte {offset}") from error


def _then(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest
