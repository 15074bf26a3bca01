"""
Bytes that come in blocks, as whole lines; and what tells at once that they are no text.

Where the lines are cut depends on the bytes alone, so decoding line by line gives the same however
the blocks come.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LONGEST = 1 << 20  # bytes of a line; longer ones are cut
_CONTROLS = bytes([*range(1, 8), *range(0x0E, 0x1A), *range(0x1C, 0x20), 0x7F])  # not \b, ESC, or what ends lines
ZEROS = 1e-3  # share of zero bytes from which bytes are no text: single ones stand in exported tables
CONTROLS = 0.03  # share of control characters likewise; random bytes have 9 %, for 24 of 256 are such


@dataclass(slots=True)
class Tally:
    """Zero bytes and control characters among the bytes of a stream."""

    size: int = 0
    zeros: int = 0
    controls: int = 0
    first: int = -1

    def add(self, block: bytes) -> None:
        if (zeros := block.count(0)) and self.first < 0:
            self.first = self.size + block.index(0)
        self.zeros += zeros
        self.controls += len(block) - len(block.translate(None, _CONTROLS))
        self.size += len(block)

    def fault(self) -> str:
        """What there is more of than texts have, or nothing."""
        if self.zeros > ZEROS * self.size:
            return f"not text: a zero byte at offset {self.first}"
        if self.controls > 1 + CONTROLS * self.size:
            return f"not text: {self.controls} control characters in {self.size} bytes"
        return ""


def chunks(blocks: Iterable[bytes], tally: Tally | None = None, skip: int = 0) -> Iterator[tuple[int, bytes]]:
    r"""
    Whole lines with their offset, as many as come together; lines that are too long in parts.

    >>> list(chunks([b"one\ntwo\nth", b"ree"]))
    [(0, b'one\ntwo\n'), (8, b'three')]
    """
    offset, waiting = skip, b""
    for block in blocks:
        taken, skip = block[skip:], max(0, skip - len(block))
        if tally is not None:
            tally.add(taken)
        waiting += taken
        start = 0
        while True:
            end = waiting.rfind(b"\n", start, start + LONGEST) + 1
            if not end:
                if len(waiting) - start < LONGEST:
                    break
                end = start + _safe_cut(waiting[start : start + LONGEST])
            yield offset + start, waiting[start:end]
            start = end
        offset += start
        waiting = waiting[start:]
    if waiting:
        yield offset, waiting


def _safe_cut(piece: bytes) -> int:
    """Where a line without end can be cut: after an ASCII byte that is part of no character, or between characters."""
    for place in range(len(piece) - 1, max(0, len(piece) - 4096), -1):
        if piece[place] < 0x30:
            return place + 1
    for encoding in ("utf-8", "gb18030", "big5hkscs", "euc_jp"):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            decoder.decode(piece)
        except UnicodeDecodeError:
            continue
        return len(piece) - len(decoder.getstate()[0])
    return len(piece)
