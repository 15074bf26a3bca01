"""
A byte lost or added in GBK text: all pairs after it are torn, up to the next ASCII character.

Chinese prose has no ASCII for hundreds of characters, so one byte spoils a paragraph of a book: the
e of 85 65 (卐) that somebody widened to A3 E5, a 。 that lost its A3. The bytes after the break are
all there; leaving one out puts the pairs right again. Where the break is, and which byte is too
many, is found by how the text reads before and after.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from normalize import language_model
from normalize.hanzi import simplified
from normalize.language_model import LN10
from normalize.mojibake import judge
from normalize.mojibake.found import Found
from normalize.mojibake.repertoire import encoded
from normalize.tokens import fold

_RUN = re.compile("[^\x00-\x7f]{8,}")
RULE = "gb18030 off by one byte"
CLEAR = 3.0  # nats a character by which the shifted part must read better
SHORTEST = 6  # characters of the shifted part: shorter ones could be chance
NEAR = 3  # characters around the best break at which a widened byte is looked for


def found_in(line: str) -> Iterator[Found]:
    """
    The part of each run that reads well when shifted by one byte.

    >>> torn = "是".encode("gb18030")[1:] + "我们明天一起去公园散步好不好呢".encode("gb18030")
    >>> [one.text for one in found_in(torn.decode("gb18030", "ignore"))]
    ['我们明天一起去公园散步好不好']
    """
    for run in _RUN.finditer(line):
        raw = encoded(run.group(), "gb18030")
        if raw is None or len(raw) != 2 * len(run.group()):
            continue
        best = _best_break(run.group(), raw)
        if best is not None:
            start, text = best
            sure = 0.95 if judge.cost(text) <= judge.GOOD else 0.85
            yield Found(run.start() + start, run.end(), text, RULE, sure)


def _best_break(text: str, raw: bytes) -> tuple[int, str] | None:
    """Where the shift begins (in characters) and what the rest says."""
    shifted = _pairs(raw[1:])
    before = [0.0, *accumulate(_nats(text))]  # cost of the first n characters as they stand
    after = [0.0, *accumulate(_nats(shifted))]
    total = after[len(shifted)]
    start = min(range(len(text)), key=lambda place: before[place] + total - after[min(place, len(shifted))])
    rest = len(text) - start
    gained = before[len(text)] - before[start] - (total - after[min(start, len(shifted))])
    if rest < SHORTEST or gained < CLEAR * rest:
        return None
    widened = _widened(text, raw, start)
    if widened is not None:
        return widened
    said = shifted[start:]
    return (start, said) if judge.cost(said) <= judge.POSSIBLE else None


def _widened(text: str, raw: bytes, start: int) -> tuple[int, str] | None:
    """The same with an ASCII byte near the break that had been made full-width (A3 E5 for 65) put back."""
    for place in range(max(0, start - NEAR), min(len(text), start + NEAR)):
        at = 2 * place + 1
        if raw[at : at + 1] == b"\xa3" and raw[at + 1 : at + 2] >= b"\xc0":
            said = _pairs(raw[at - 1 : at] + bytes([raw[at + 1] - 0x80]) + raw[at + 2 :])
            if "\ufffd" not in said and not judge.PRIVATE.search(said) and judge.cost(said) <= judge.POSSIBLE:
                return place, said
    return None


def _pairs(raw: bytes) -> str:
    """The bytes two by two; a torn last byte is left out, a pair that is no character is U+FFFD."""
    pairs = (raw[place : place + 2] for place in range(0, len(raw) - 1, 2))
    return "".join(pair.decode("gb18030", "replace")[:1] for pair in pairs)


def _nats(text: str) -> list[float]:
    """Nats of each character in its line."""
    tokens = fold(simplified(text))
    if len(tokens) != len(text):  # blanks and digits were folded: no use for a torn text
        return [14.0] * len(text)
    return [-LN10 * value for value in language_model.load().each(tokens)]
