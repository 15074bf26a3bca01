"""
Bytes to text: what they are is decided by evidence, what cannot be read is marked, not invented.

In this order: a byte-order mark; the encoding somebody declared, unless next to nothing is readable
in it; UTF-8; UTF-16 and UTF-32 by their zero bytes; then the encoding in which the bytes read best
(see `normalize.detection`), where what a page says of itself counts as evidence. Files live long:
single bytes get damaged, and files of different encodings are joined. So a line that does not decode
is read as what it is, if that is plain; otherwise each damaged character becomes one U+FFFD, and the
text around it stays. Bytes that are no text (zero bytes, control characters, noise) are refused with
the place of the first bad one.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain

from normalize import charsets, detection
from normalize.chunks import ZEROS, Tally, chunks
from normalize.legibility import GONE, price
from normalize.model import Decoded
from normalize.resync import may_be_shifted, strict, tolerant

__all__ = ["BLOCK", "Reading", "UnreadableError", "decode", "decoded_blocks", "identify"]

BLOCK = 1 << 20  # bytes read at a time
HEAD = 1 << 16  # bytes in which zero bytes are looked at; a page's own words stand in the first 2048
SAMPLE = 1 << 13  # bytes of lines beyond ASCII by which the encoding is decided

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# Codecs whose lines cannot be read alone: their newline is another, or they carry a state from line to line
_WHOLE = re.compile(
    r"utf-?(?:7|16|32)|hz|iso2022|punycode|idna|unicode.?escape|undefined|cp(?:037|273|424|500|875|1026|1140)"
)
_HIGH_LINE = re.compile(rb"(?m)^[\x00-\x09\x0b-\x7f]*[\x80-\xff][^\n]*\n?")
# A line that is UTF-8 from end to end, roughly; no byte can be taken in two ways, so the search is linear
_UTF8_LINE = re.compile(
    rb"(?m)^[\x00-\x09\x0b-\x7f]*[\xc2-\xf4][\x80-\xbf](?:[\x00-\x09\x0b-\xbf]|[\xc2-\xf4](?=[\x80-\xbf]))*$"
)
_HIGH = bytes(range(0x80, 0x100))
DAMAGED = 0.05  # share of the bytes beyond ASCII that may be lost
HARDLY = 0.5  # share of lost bytes from which nothing speaks for a declared encoding
# What a line can be in a file of another encoding; single-byte ones are only believed with several letters
_BY_LINE = ("utf-8", "gb18030", "big5hkscs", "cp932", "euc_jp", "cp949", "cp1252", "cp1251")
_SINGLE = ("cp1252", "cp1251")
LETTERS = 4
SURE_IF_DAMAGED = 0.9
_LINE = re.compile(rb"[^\n]*\n|[^\n]+")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")  # the same of text: no character has a newline among its bytes
MARGIN = 8.0  # nats by which a line must read better as something else than its file: more than one character
HARDLY_ANY = 0.02  # share of them up to which bytes are ASCII, whatever these are
READS = 3.8  # nats per byte beyond ASCII at which a line certainly reads; the passages of the benchmark cost 2.0 to 4.4


class UnreadableError(ValueError):
    """Bytes that are not text in any encoding tried; the message says where."""


@dataclass(frozen=True, slots=True)
class Reading:
    """
    How bytes are to be read: what `identify` found out and `decoded_blocks` follows.

    `others` are encodings of single lines, `lost` the number of bytes that are no characters.
    """

    encoding: str
    how: str
    mark: bytes = b""
    confidence: float = 1.0
    others: tuple[str, ...] = ()
    lost: int = 0


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """
    Text of bytes, with the encoding, how it was decided, and the places that were lost.

    `declared` is what somebody stated: the name of an encoding or a whole Content-Type header;
    gb2312 and gbk are read as gb18030, which contains both. Raises UnreadableError, or LookupError
    for an unknown name.

        >>> decode("我的工作".encode("gb18030")).encoding
        'gb18030'
        >>> decode("今天天气很好".encode()[:-1])
        Decoded(text='今天天气很�', encoding='utf-8', how='tolerant utf-8', confidence=0.9, bom=b'', lost=((5, 6),))
        >>> decode(bytes([255, 0, 1]))
        Traceback (most recent call last):
        ...
        normalize.decoding.UnreadableError: not text: a zero byte at offset 1
    """
    reading = identify([data], declared=declared)
    text = "".join(_marked([data], reading))
    lost = tuple(place.span() for place in re.finditer(f"{GONE}+", text)) if GONE in text else ()
    return Decoded(text.replace(GONE, "\ufffd"), reading.encoding, reading.how, reading.confidence, reading.mark, lost)


def decoded_blocks(blocks: Iterable[bytes], reading: Reading) -> Iterator[str]:
    """The text of blocks as `identify` has read them; U+FFFD stands for a lost character."""
    for text in _marked(blocks, reading):
        yield text.replace(GONE, "\ufffd")


def identify(blocks: Iterable[bytes], *, declared: str | None = None) -> Reading:
    """
    How bytes that come in blocks are to be read.

    All blocks are read once, so that what follows cannot fail half way; no more than a few blocks
    are kept.
    """
    head, blocks = _peek(iter(blocks))
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return _surveyed(blocks, Reading(encoding, "byte-order mark", mark), HARDLY)
    note = ""
    if declared and (claim := charsets.stated(declared)) is not None:
        claim = _with_order(claim, head)
        if _fits(head, claim):
            return _surveyed(blocks, Reading(claim, "declared"), HARDLY)
        note = f"; not {claim} as declared"
    reading = _found_out(head, blocks)
    return replace(reading, how=reading.how + note)


def _peek(blocks: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """The first bytes, as many as `HEAD` if there are, and all blocks as if nothing had been read."""
    kept: list[bytes] = []
    size = 0
    for block in blocks:
        kept.append(block)
        size += len(block)
        if size >= HEAD:
            break
    return b"".join(kept)[:HEAD], chain(kept, blocks)


def _with_order(claim: str, head: bytes) -> str:
    """UTF-16 and UTF-32 without a mark: the byte order is found out; little-endian if nothing tells."""
    if claim in ("utf-16", "utf-32"):
        return next((name for name in detection.wide(head) if name.startswith(claim)), f"{claim}-le")
    return claim


def _fits(head: bytes, claim: str) -> bool:
    """Whether a declared encoding is to be honoured, if need be with losses."""
    sample = head[:SAMPLE]
    try:
        text = sample.decode(claim, "normalize-gone") if _WHOLE.match(claim) else tolerant(sample, claim, model=False)
    except UnicodeError:
        return False
    lost = text.count(GONE)
    if lost > 1 and lost > HARDLY * max(1, len(text) - _ascii(sample)):
        return False
    if claim == "utf-8" or not sample:
        return True
    plain = _utf8_start(sample)
    if plain is None or (plain.isascii() and not _WHOLE.match(claim)):
        return True
    if plain.isascii() and not claim.startswith(("utf-16", "utf-32")):
        return True
    # valid UTF-8 of several characters: what is declared must read nearly as well
    return price(text, claim) < price(plain, "utf-8") + detection.CLAIM


def _ascii(data: bytes) -> int:
    return len(data.translate(None, _HIGH))


def _utf8_start(sample: bytes) -> str | None:
    """The sample if it is UTF-8, but for a character cut at its end."""
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return None


def _found_out(head: bytes, blocks: Iterator[bytes]) -> Reading:
    """The reading of bytes nobody has said anything about, but perhaps they themselves."""
    wide = detection.wide(head)
    if wide:
        best = detection.ranked(head[:SAMPLE], (*wide, *detection.CANDIDATES))[0]
        if best[1] in wide:
            return _surveyed(blocks, Reading(best[1], f"strict {best[1]}", confidence=0.95), DAMAGED)
    if head.count(0) > ZEROS * len(head):
        raise UnreadableError(f"not text: a zero byte at offset {head.index(0)}")
    tally = Tally()
    pieces = chunks(blocks, tally)
    lines: list[tuple[int, bytes]] = []
    rest: list[tuple[int, bytes]] = []
    size = 0
    for offset, chunk in pieces:
        for line in _HIGH_LINE.finditer(chunk):
            lines.append((offset + line.start(), line.group()))
            size += len(line.group())
            if size >= SAMPLE:
                rest = [(offset + line.end(), chunk[line.end() :])]
                break
        if rest:
            break
    reading = _judged(lines, charsets.in_page(head)) if lines else Reading("utf-8", "strict utf-8")
    return _survey(chain(lines, rest, pieces), reading, DAMAGED, tally)


def _judged(lines: Sequence[tuple[int, bytes]], claim: str | None) -> Reading:
    """The reading of the first lines beyond ASCII."""
    sample = b"".join(line for _, line in lines)
    plain = _utf8_start(sample)
    if plain is not None and not _doubtful(plain):
        return Reading("utf-8", "strict utf-8")
    sample = sample[:SAMPLE]
    found = detection.ranked(sample, tuple(detection.CANDIDATES), claim)
    if plain is not None:  # few letters of two bytes: anything else must read much better
        found.sort(key=lambda item: item[0] - MARGIN / 2 * (item[1] == "utf-8"))
    if not detection.readable(sample, *found[0]):
        if len(sample) - _ascii(sample) < HARDLY_ANY * len(sample):
            return Reading("utf-8", "strict utf-8")  # ASCII with some bad bytes
        found = detection.ranked(sample, tuple(detection.CANDIDATES), claim, careful=True)
        if not detection.readable(sample, *found[0]):
            place = _bad_place(lines, "utf-8")
            raise UnreadableError(f"not utf-8 ({place}) and not readable in any other; name its encoding")
    name = found[0][1]
    how = "declared in the page" if name == claim else f"strict {name}"
    return Reading(name, how, confidence=detection.confidence(found))


def _doubtful(text: str) -> bool:
    """Whether valid UTF-8 may be a word of GB18030: a few characters of two bytes each, nothing else beyond ASCII."""
    beyond = [character for character in text[:200] if character > "\x7f"]
    return len(beyond) <= 4 and max(beyond, default="") < "\u0800"


def _surveyed(blocks: Iterator[bytes], reading: Reading, allowed: float) -> Reading:
    """The reading after a look at everything: what else occurs, what is lost, and whether that is too much."""
    if not _WHOLE.match(reading.encoding):
        tally = Tally(len(reading.mark))
        return _survey(chunks(blocks, tally, len(reading.mark)), reading, allowed, tally)
    size = lost = 0
    for text in _marked(blocks, reading):
        size += len(text)
        lost += text.count(GONE)
    if lost > 1 + allowed * size:
        raise UnreadableError(f"not {reading.encoding}: {lost} of {size} characters do not decode")
    return _with_findings(reading, Counter(), lost)


def _survey(pieces: Iterable[tuple[int, bytes]], reading: Reading, allowed: float, tally: Tally) -> Reading:
    others: Counter[str] = Counter()
    high = lost = 0
    place = ""
    for offset, chunk in pieces:
        high += len(chunk) - _ascii(chunk)
        for encoding, text in _texts(chunk, reading.encoding):
            gone = text.count(GONE)
            if gone and not place:
                place = _bad_place([(offset, chunk)], reading.encoding)
            lost += gone
            if encoding != reading.encoding:
                others[encoding] += 1
    if fault := tally.fault():
        raise UnreadableError(fault)
    few = lost <= 1 + allowed * high and (3 * lost <= high or lost <= tally.size / 200)
    if lost and not few:
        raise UnreadableError(f"not {reading.encoding}: {place}, and {lost} places in all; name its encoding")
    return _with_findings(reading, others, lost)


def _with_findings(reading: Reading, others: Counter[str], lost: int) -> Reading:
    """The reading with what a look at everything has shown."""
    how = reading.how
    if others:
        names = ", ".join((reading.encoding, *(name for name, _ in others.most_common())))
        how = f"mixed by line: {names}" if how.startswith("strict") else f"{how}, mixed by line: {names}"
    elif lost:
        how = how.replace("strict", "tolerant") if how.startswith("strict") else f"{how}, tolerant"
    sure = reading.confidence * (SURE_IF_DAMAGED if others or lost else 1.0)
    return replace(reading, how=how, confidence=round(sure, 2), others=tuple(sorted(others)), lost=lost)


def _bad_place(lines: Iterable[tuple[int, bytes]], encoding: str) -> str:
    for offset, line in lines:
        try:
            strict(line, encoding)
        except UnicodeDecodeError as error:
            return f"byte {offset + error.start} is {error.object[error.start]:#04x}"
    return "it ends inside a character"


def _marked(blocks: Iterable[bytes], reading: Reading) -> Iterator[str]:
    """The text in parts, with a mark for each lost character."""
    if not _WHOLE.match(reading.encoding):
        for _, chunk in chunks(blocks, skip=len(reading.mark)):
            for _, text in _texts(chunk, reading.encoding):
                yield text
        return
    skip = len(reading.mark)
    try:
        decoder = codecs.getincrementaldecoder(reading.encoding)("normalize-gone")
        for block in blocks:
            yield decoder.decode(block[skip:])
            skip = max(0, skip - len(block))
        yield decoder.decode(b"", final=True)
    except UnicodeError as error:  # some codecs know nothing of tolerance
        raise UnreadableError(f"not {reading.encoding}: {error}") from error


def _texts(chunk: bytes, encoding: str) -> Iterator[tuple[str, str]]:
    """The text of some lines, in one piece as far as all is well; the others by line, each with its encoding."""
    try:
        text = strict(chunk, encoding)
    except UnicodeDecodeError:
        for line in _LINE.findall(chunk):
            yield _line(line, encoding)
        return
    if encoding == "utf-8" or not (_UTF8_LINE.search(chunk) or may_be_shifted(text, encoding)):
        yield encoding, text
        return
    sound: list[str] = []
    for line, part in zip(_LINE.findall(chunk), _LINES.findall(text), strict=True):
        if not line.isascii() and (_UTF8_LINE.match(line) or may_be_shifted(part, encoding)):
            yield encoding, "".join(sound)
            sound.clear()
            yield _line(line, encoding)
        else:
            sound.append(part)
    yield encoding, "".join(sound)


def _line(line: bytes, encoding: str) -> tuple[str, str]:
    """A line as what it is: in the encoding of its file, or in another if that reads clearly better."""
    if line.isascii():
        return encoding, line.decode("ascii")
    other = _other(line, encoding)
    return other if other is not None else (encoding, tolerant(line, encoding))


def _other(line: bytes, encoding: str) -> tuple[str, str] | None:
    """What else than the encoding of its file a line is, with its text."""
    try:
        own = strict(line, encoding)
        names: Sequence[str] = ("utf-8",) if _UTF8_LINE.match(line) else ()
    except UnicodeDecodeError:
        own, names = "", _BY_LINE
    readings = _strict_readings(line, [name for name in names if name != encoding])
    if not readings:
        return None
    # what is UTF-8 is nothing else by chance, so how its pairs would be cut best need not be found out
    utf8 = readings[0][0] == "utf-8"
    own = own or (line.decode(encoding, "normalize-gone") if utf8 else tolerant(line, encoding, model=False))
    least = price(own, encoding) - MARGIN
    found = None
    for name, text in readings:
        cost = price(text, name) + detection.CANDIDATES[name]
        if cost < least:
            least, found = cost, (name, text)
            if cost < READS * (len(line) - _ascii(line)):
                break
    return found


def _strict_readings(line: bytes, names: Sequence[str]) -> list[tuple[str, str]]:
    """A line in each of the encodings in which it decodes; single-byte ones need some letters."""
    few = len(line) - _ascii(line) < LETTERS
    found = []
    for name in names:
        if few and name in _SINGLE:
            continue
        with suppress(UnicodeDecodeError):
            found.append((name, strict(line, name)))
    return found
