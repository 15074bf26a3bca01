"""
ASCII read as UTF-16, two bytes a character: 瑨灴⼺ is `http:/`.

A program hands bytes to a function that wants wide characters. The result is a run of rare characters, each of
which consists of two printable bytes. Common Chinese has such characters too (是 is `/f` backwards), but not
four in a row that spell lower-case letters; the run must be bad Chinese and good ASCII.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from normalize import prose
from normalize.escapes.surroundings import Surroundings
from normalize.model import Edit


def _class(lows: Sequence[tuple[int, int]], highs: Sequence[tuple[int, int]]) -> str:
    """The characters whose lower and higher bytes lie in these ranges, for a pattern."""
    each = [high for first, last in highs for high in range(first, last + 1)]
    parts = [f"\\u{high:02x}{first:02x}-\\u{high:02x}{last:02x}" for high in each for first, last in lows]
    return "[" + "".join(parts) + "]"


_PRINTABLE = (0x20, 0x7E)
_SMALL = [(0x20, 0x20), (0x61, 0x7A)]
_ANY = _class([_PRINTABLE], [_PRINTABLE])
_RARE = _class([_PRINTABLE], [(0x2E, 0x2F), (0x34, 0x4D)])  # with `.`, `/`, a digit or a capital: radicals, extension A
# four characters of small letters, two of them before a rare one, or two rare ones close together; `find` decides
_LETTERS = _class(_SMALL, _SMALL)
SPELLS = f"(?:{_LETTERS}{{2}}(?:{_LETTERS}{{2}}|{_RARE})|{_RARE}(?:{_ANY}|\u0a0d){{0,4}}{_RARE})"
_RUN = re.compile(f"(?:{_ANY}|\u0a0d){{4,}}")  # U+0A0D is a line end
_SPELLS = re.compile(SPELLS)
_ASCII = re.compile(r"[A-Za-z0-9\s./:_,;=?&%#@()'\"<>+*!\[\]{}|$~^`\\-]+")
# the commonest pairs of letters in English, and those of addresses
_PAIRS = re.compile(
    "(?=th|he|in|er|an|re|on|at|en|nd|ti|es|or|te|of|ed|is|it|al|ar|st|to|nt|ng|se|ha|as|ou|io|le|ve|co|me|de|hi|ri|ro"
    "|ic|ne|ea|ra|ce|li|ch|ll|be|ma|si|om|ur|ht|ww|:/|//|/w|fi|lo|do|ad|ow|et|us|em|ut|no|rt|id|un)"
)
_WORDY = re.compile(r"[A-Za-z0-9\s./:_-]")
BAD = 9.5  # nats a character: such runs cost 11 to 14, the worst clean ones of four characters and more 9
WORD = 8.0  # nats a character: words of two characters cost 4 to 8, chance pairs 9 and more
COMMON = -9.5  # log probability of a character by itself; of rare ones it is -11 and less


def find(around: Surroundings) -> Iterator[Edit]:
    """One edit per run that spells ASCII."""
    for match in _RUN.finditer(around.text):
        if _SPELLS.search(match.group()) is None:
            continue
        start, end = _trimmed(match)
        old = around.text[start:end]
        new, order = _read(old)
        if len(old) >= 4 and _is_wordy(new) and prose.cost(old) > BAD:
            yield Edit(start, end, old, new, "escapes", f"escapes:ascii read as {order}", 0.96)


def _is_wordy(text: str) -> bool:
    """Whether ASCII looks like words, names or code: mostly letters, in pairs that are common."""
    letters, pairs = len(_WORDY.findall(text)), len(_PAIRS.findall(text.lower()))
    return letters >= 0.6 * len(text) and pairs >= max(2, len(text) // 10) and _ASCII.fullmatch(text) is not None


def _read(run: str) -> tuple[str, str]:
    """The ASCII of a run, in the order of bytes that has more of the pairs words are made of."""
    orders = {order: run.encode(order).decode("ascii") for order in ("utf-16-le", "utf-16-be")}
    best = max(orders, key=lambda order: len(_PAIRS.findall(orders[order].lower())))  # the first one in doubt
    return orders[best], best.replace("-le", "le").replace("-be", "be")


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    """The run without the common characters at its ends, where these belong to Chinese around it."""
    start, end = match.span()
    first, last = start, end
    while first < end and _is_common(match.string[first]):
        first += 1
    while last > first and _is_common(match.string[last - 1]):
        last -= 1
    if _is_chinese(match.string[max(0, start - 1) : start], match.string[start:first]):
        start = first
    if _is_chinese(match.string[end : end + 1], match.string[last:end]):
        end = last
    return start, max(start, end)


def _is_chinese(neighbour: str, part: str) -> bool:
    """Whether the common characters at an end go with a Chinese neighbour, or are a word by themselves."""
    return bool(part) and ("\u3400" <= neighbour <= "\u9fff" or (len(part) >= 2 and prose.cost(part) < WORD))


def _is_common(character: str) -> bool:
    from normalize import language_model

    model = language_model.load()
    state = model.state_after("", at_line_start=False)
    probability: float = model.step(state, character, model.new_state()) * language_model.LN10
    return probability > COMMON
