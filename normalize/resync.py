"""
Decoding that goes on after bad bytes and loses no more than it must.

UTF-8 finds its way back by itself. In the double-byte encodings a byte that is missing or too much
shifts all pairs after it up to the next ASCII byte, and most shifted pairs are characters again, so
no decoder complains: 董事长的秘书∷龆ù侵按匆. A damaged run is therefore cut into characters anew,
the cheapest way: each character has its price, and so has each byte given up.
"""

from __future__ import annotations

import codecs
import math
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from normalize.legibility import GONE, LOST, PRICES, frequent

DOUBLE = ("gb18030", "big5hkscs", "cp932", "euc_jp", "cp949")
# Where pairs can be shifted: from a high byte up to an ASCII byte that is no part of any character ("0" to "9" are
# second bytes in GB18030, "@" to "~" in all but the EUC family)
_RUN = re.compile(rb"[\x80-\xff][\x30-\xff]*")
SHORT = 1024  # bytes up to which comparing encodings looks for shifts too: a byte too few can shift all of such a text
WINDOW = 4096  # bytes looked at together; longer runs are cut where a character ends
OVERLAP = 64  # of which so many are looked at again with what follows
AMONG_HAN = 2.5  # what an ASCII letter costs more inside a run: a second byte that lost its first looks like one
_UTF8_LENGTH = {**dict.fromkeys(range(0xC2, 0xE0), 2), **dict.fromkeys(range(0xE0, 0xF0), 3)}
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_HALF = re.compile(r"[^\x00-\x7f][@-~](?:[^\x00-\x7f]|$)", re.MULTILINE)
CHINESE = ("gb18030", "big5hkscs")
SHIFTED = 6.0  # nats by which a new cut must read better where the bytes decode, besides the price of what it gives up
GIVEN_UP = 9.0  # price of a lost place there; with SHIFTED, as much as a lost place where bytes are known to be bad
# Nats by which the quick look must find a new cut better before the language model is asked. In Big5 a shift can end
# after two characters, so it may even look worse; in GB18030 rare characters are nearly always meant
DOUBT = {"gb18030": 8.0, "big5hkscs": -2.0}
ODD = 9.0  # price from which a character may come of a shift: it is not among the first 1500
NEAR = 8  # characters on either side of an odd one that are read again
MOST_AGAIN = 512  # bytes read again in one go; the model needs some 30 microseconds for each
RAREST = 13.0  # what a character costs at most, however strange it is there: less than to give it up
BEAM = 6  # readings kept at each byte


def _gone(error: UnicodeError) -> tuple[str, int]:
    """One mark for each run of bad bytes that can have been one character."""
    assert isinstance(error, UnicodeDecodeError)
    data, end = error.object, error.end
    if error.encoding == "utf-8":
        # first byte and what is left of the others, be it broken or alone; never a byte that begins a character
        limit = error.start + _UTF8_LENGTH.get(data[error.start], 4 if data[error.start] >= 0xF0 else 3)
        while end < min(limit, len(data)) and (0x7F < data[end] < 0xC0 or data[end] > 0xF4):
            end += 1
    return GONE, end


codecs.register_error("normalize-gone", _gone)


def _windows_big5(error: UnicodeError) -> tuple[str, int]:
    """What Big5 with the characters of Hong Kong lacks, as Windows has it."""
    assert isinstance(error, UnicodeDecodeError)
    try:
        return error.object[error.start : error.start + 2].decode("cp950"), error.start + 2
    except UnicodeDecodeError:
        raise error from None


codecs.register_error("normalize-big5", _windows_big5)


def strict(data: bytes, encoding: str) -> str:
    r"""
    Strict decoding; Big5 with the characters of Hong Kong, the rest as Windows has it.

    >>> strict(b"\xa4\xa4\xa4\xe5", "big5hkscs")
    '中文'
    """
    return data.decode(encoding, "normalize-big5" if encoding == "big5hkscs" else "strict")


def tolerant(data: bytes, encoding: str, *, model: bool = True) -> str:
    r"""
    The text of bytes, with `GONE` for each character that is damaged beyond reading.

    An ASCII byte always survives, and so does the character after a damaged one. Without `model` the
    language model is not asked: good enough to compare encodings.

    >>> cut = "重要工作，今天开会".encode("gb18030")[1:]
    >>> tolerant(cut, "gb18030").replace(GONE, "?"), cut[:8].decode("gb18030", "replace")
    ('?要工作，今天开会', '匾\ue018ぷ鳎')
    """
    try:
        text = strict(data, encoding)
    except UnicodeDecodeError:
        if encoding not in DOUBLE:
            return data.decode(encoding, "normalize-gone")
        return _runs_of(data, encoding, model)
    # of a long sample the shifted part is small, and says little about its encoding
    asked = (model or len(data) <= SHORT) and may_be_shifted(text, encoding)
    return _runs_of(data, encoding, model) if asked else text


def may_be_shifted(text: str, encoding: str) -> bool:
    """
    Whether text that decoded may still be shifted pairs, for the shift ended in a letter.

    Those give private-use characters (in GB18030 one in six), rare characters close together, and in
    Big5 a lone letter or sign among the characters: second bytes are ASCII there as often as not.
    """
    if encoding == "big5hkscs" and _HALF.search(text):
        return True
    return encoding in CHINESE and _odd().search(text) is not None


@cache
def _odd() -> re.Pattern[str]:
    rare = f"[^\x00-\u33ff\ua000-\U0010ffff{''.join(frequent())}]"
    return re.compile(f"[\ue000-\uf8ff]|{rare}[^\n]{{0,3}}{rare}")


def _runs_of(data: bytes, encoding: str, model: bool) -> str:
    """Run for run: what decodes is kept, the rest cut anew."""
    parts, done = [], 0
    for run in _RUN.finditer(data):
        parts.append(data[done : run.start()].decode("ascii"))
        parts.append(_run(run.group(), encoding, model))
        done = run.end()
    parts.append(data[done:].decode("ascii"))
    return "".join(parts)


def _run(run: bytes, encoding: str, model: bool) -> str:
    try:
        text = strict(run, encoding)
    except UnicodeDecodeError:
        return _cut_anew(run, encoding, model, LOST)
    if may_be_shifted(text, encoding):
        # private-use characters may be meant (fonts of publishers), rare ones are needed in dictionaries. A quick look,
        # in which a lost byte costs little, shows that most such runs have no other cut worth a thought
        other = _cut_anew(run, encoding, False, GIVEN_UP)
        lost = other.count(GONE)
        if not model:
            return other if _plain_price(other) + SHIFTED < _plain_price(text) else text
        if lost and _plain_price(other) - lost * (LOST - GIVEN_UP) < _plain_price(text) - DOUBT[encoding]:
            anew = _cut_anew(run, encoding, True, GIVEN_UP)
            # as every pair decodes, one that is merely given up is no damage but a rare character
            given_up = len(anew) == len(text) and all(new in (old, GONE) for old, new in zip(text, anew, strict=True))
            if not given_up and _cost(anew) + SHIFTED < _cost(text):
                return anew
    return text


def _plain_price(text: str) -> float:
    return math.fsum(PRICES[character] for character in text)


def _cost(text: str) -> float:
    """Nats of a reading by the language model; what that does not know counts by its price."""
    from normalize import prose

    extra = sum(GIVEN_UP for character in text if character == GONE or _PRIVATE.match(character))
    return prose.cost_of(text.replace(GONE, "")) + extra


@cache
def _units(encoding: str) -> _Units:
    return _Units(encoding)


class _Units(dict[bytes, "tuple[float, str] | None"]):
    """Price and text of a few bytes, None if they are not exactly one character; found out when first met."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self.encoding = encoding
        # by first byte: high ones begin characters of up to so many bytes
        self.sizes = (1, 2, 4) if encoding == "gb18030" else (1, 2, 3) if encoding == "euc_jp" else (1, 2)

    def __missing__(self, piece: bytes) -> tuple[float, str] | None:
        unit = self[piece] = self._unit(piece)
        return unit

    def _unit(self, piece: bytes) -> tuple[float, str] | None:
        if piece == b"\x80" and self.encoding == "gb18030":
            return 9.0, "€"  # code page 936 and browsers read it so
        try:
            text = strict(piece, self.encoding)
        except UnicodeDecodeError:
            return None
        if len(piece) > 1 and len(text) > 1 and piece[-1] < 0x80:
            return None  # two characters
        return _plain_price(text) + self.surplus(piece, 0, len(piece)), text

    def surplus(self, run: bytes, start: int, length: int) -> float:
        """What a character costs more because of how it is written."""
        return AMONG_HAN if length == 1 and run[start : start + 1].isalpha() else 0.0


def _cut_anew(run: bytes, encoding: str, model: bool, lost: float) -> str:
    """A run in windows, so that memory stays small; a window ends where one of its characters ends."""
    units = _units(encoding)
    parts, start = [], 0
    while start < len(run):
        window = run[start : start + WINDOW]
        last = start + WINDOW >= len(run)
        keep = len(window) if last else WINDOW - OVERLAP
        taken = 0
        cut = _cheapest(window, units, lost)
        for size, text in (
            _read_again(window, cut, units, ODD if lost == LOST else LOST) if model and encoding in CHINESE else cut
        ):
            if taken >= keep:
                break
            parts.append(text)
            taken += size
        start += taken
    return "".join(parts)


def _cheapest(run: bytes, units: _Units, lost: float) -> list[tuple[int, str]]:
    """The cheapest way to cut bytes into characters and lost places: sizes and texts (shortest path)."""
    size = len(run)
    best = [math.inf] * (size + 1)
    back: list[tuple[int, str]] = [(0, "")] * (size + 1)
    best[0] = 0.0
    for start in range(size):
        so_far = best[start]
        if so_far == math.inf:
            continue
        for length, price, text in _steps_from(run, start, units, lost):
            cost = so_far + price
            if cost < best[start + length]:
                best[start + length], back[start + length] = cost, (length, text)
    parts = []
    end = size
    while end:
        parts.append(back[end])
        end -= back[end][0]
    return parts[::-1]


def _read_again(run: bytes, cut: list[tuple[int, str]], units: _Units, odd: float) -> list[tuple[int, str]]:
    """A cut with the neighbourhood of its odd places decided by the language model, which knows contexts."""
    new: list[tuple[int, str]] = []
    done = start = 0  # characters and bytes taken over
    for first, last in _odd_places(cut, odd):
        new += cut[done:first]
        start += sum(size for size, _ in cut[done:first])
        length = sum(size for size, _ in cut[first:last])
        part = run[start : start + length]
        before = "".join(text for _, text in cut[max(0, first - 4) : first])
        new += _likeliest(part, units, before) if length <= MOST_AGAIN else cut[first:last]
        done, start = last, start + length
    return new + cut[done:]


def _odd_places(cut: list[tuple[int, str]], odd: float) -> Iterator[tuple[int, int]]:
    """Ranges around the lost and rare characters, disjoint."""
    first = last = -1
    for place, (_, text) in enumerate(cut):
        if _plain_price(text) >= odd:
            if first >= 0 and place - NEAR > last:
                yield first, last
                first = -1
            if first < 0:
                first = max(0, last, place - NEAR)
            last = min(len(cut), place + NEAR + 1)
    if first >= 0:
        yield first, last


def _likeliest(run: bytes, units: _Units, before: str) -> list[tuple[int, str]]:
    """The way to cut bytes that the language model likes best: a search with a beam at each byte."""
    from normalize import language_model
    from normalize.hanzi import simplified
    from normalize.tokens import fold

    model = language_model.load()
    tokens: dict[str, str] = {}
    alone = model.state_after("", at_line_start=False)
    begin = model.state_after(fold(simplified(before.replace(GONE, ""))), at_line_start=False)
    ways: list[list[tuple[float, int, Any, Any]]] = [[] for _ in range(len(run) + 1)]
    ways[0].append((0.0, 0, begin, None))
    number = 0  # decides between equal costs, for states have no order
    for start in range(len(run)):
        for cost, _, state, back in sorted(ways[start])[:BEAM]:
            for length, price, text in _steps_from(run, start, units, LOST):
                following = alone
                token = tokens.get(text)
                if token is None:
                    token = tokens[text] = _token(text)
                if token:
                    following = model.new_state()
                    nats = -language_model.LN10 * model.step(state, token, following)
                    price = min(nats, RAREST) + units.surplus(run, start, length)
                number += 1
                ways[start + length].append((cost + price, number, following, (length, text, back)))
    parts = []
    back = min(ways[-1])[3]
    while back is not None:
        length, text, back = back
        parts.append((length, text))
    return parts[::-1]


def _token(text: str) -> str:
    """What the language model calls a character, or nothing if it does not know it."""
    from normalize import language_model
    from normalize.hanzi import simplified
    from normalize.tokens import fold

    token = fold(simplified(text)) if text != GONE else ""
    return token if len(token) == 1 and language_model.load().knows(token) else ""


def _steps_from(run: bytes, start: int, units: _Units, lost: float) -> list[tuple[int, float, str]]:
    """What can stand at a byte: characters and lost places, with length and price."""
    first = run[start]
    if first < 0x80:
        unit = units[run[start : start + 1]]
        return [(1, *unit)] if unit is not None else []
    found = [(1, lost, GONE)]
    for length in units.sizes:
        piece = run[start : start + length]
        if len(piece) == length and (unit := units[piece]) is not None:
            found.append((length, *unit))
    if start + 1 < len(run) and run[start + 1] >= 0x80:
        # a pair, if its second byte is none that can stand for itself
        found.append((2, max(lost, LOST) + 1.0, GONE))
    return found
