"""
Whole texts into another script, by OpenCC, with its phrases but not across word borders.

OpenCC takes the longest phrase it knows, wherever it finds one: in 少数组织 it sees 数组 (array) and writes
少陣列織. Here a clause is divided into words first (`normalize.script.borders`); where a phrase
begins or ends inside a word, the words win.

Converting twice is converting once: a line that is in the script asked for is left alone.
Lines with Japanese or Korean stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import accumulate, pairwise

from normalize.hanzi import converted
from normalize.script import borders
from normalize.script.picks import plain_of
from normalize.script.sides import Side, side_of, simplified_in

ASKED_FOR = 1.0  # the confidence of a conversion
LONGEST = 64  # characters converted at a time where no sign ends the clause sooner
PHRASE = 8  # words that one phrase of OpenCC may span
AGAIN = 4  # conversions until nothing changes; more than two are not known
CROSSES = 0.5  # nats of `borders.loss` from which a phrase is not meant (内存 in 国内存了 has 0.6)

_HAN = re.compile("[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_KANA = re.compile("[ぁ-ヺ가-힣]")


def changes(text: str, configuration: str) -> Iterator[tuple[int, int, str]]:
    """
    Start, end and new text of every change, small and in order.

    >>> list(changes("这个软件很好", "s2twp"))
    [(0, 4, '這個軟體')]
    """
    whole = side_of(text)
    start = 0
    for line in text.splitlines(keepends=True):
        if not _is_done(line, whole, configuration):
            for clause in _HAN.finditer(line):
                yield from _changes(clause.group(), clause.start() + start, configuration)
        start += len(line)


def _is_done(line: str, whole: Side, configuration: str) -> bool:
    """Whether a line is in the script asked for, or in none that may be touched."""
    if _KANA.search(line):
        return configuration not in ("t2jp", "jp2t")
    if not configuration.startswith("s2"):
        return False
    if any(converted(character, configuration) != character for character in simplified_in(line)):
        return False
    return whole.is_traditional or side_of(line).traditional > 0


def _changes(clause: str, offset: int, configuration: str) -> Iterator[tuple[int, int, str]]:
    """The changes in one run of Chinese characters, cut at word borders where it is long."""
    for piece, start in _pieces(clause):
        done = _fixed(piece, configuration)
        if len(done) == len(piece):
            yield from _runs(piece, done, offset + start)
        else:
            for tag, first, last, begin, end in SequenceMatcher(None, piece, done, autojunk=False).get_opcodes():
                if tag != "equal":
                    yield offset + start + first, offset + start + last, done[begin:end]


def _pieces(clause: str) -> Iterator[tuple[str, int]]:
    start = 0
    while len(clause) - start > LONGEST:
        words = borders.words(plain_of(clause[start : start + LONGEST]))
        end = start + LONGEST - len(words[-1])  # the last word may go on
        yield clause[start:end], start
        start = end
    yield clause[start:], start


def _runs(piece: str, done: str, offset: int) -> Iterator[tuple[int, int, str]]:
    """Neighbouring characters that differ, together."""
    start = 0
    while start < len(piece):
        end = start
        while end < len(piece) and piece[end] != done[end]:
            end += 1
        if end > start:
            yield offset + start, offset + end, done[start:end]
        start = end + 1


def _fixed(piece: str, configuration: str) -> str:
    """Converted, from traditional until nothing changes any more; what comes from simplified is done (`_is_done`)."""
    if configuration.startswith("s2"):
        return by_words(piece, configuration)
    for _ in range(AGAIN):
        done = by_words(piece, configuration)
        if done == piece:
            break
        piece = done
    return piece


def by_words(clause: str, configuration: str) -> str:
    """
    One clause converted, no phrase across the borders of words.

    >>> by_words("少数组织的数组", "s2twp")
    '少數組織的陣列'
    """
    words = _cut(clause)
    alone = [_one(word, configuration) for word in words]
    whole = converted(clause, configuration)
    if whole == "".join(alone):
        return whole
    done, first = [], 0
    while first < len(words):
        last = _phrase(words, alone, first, configuration)
        text = "".join(words[first:last])
        phrased = converted(text, configuration)
        if last - first > 1 and _crosses(clause, words, first, last, configuration):
            phrased, last = alone[first], first + 1
        done.append(phrased)
        first = last
    return "".join(done)


def _cut(clause: str) -> list[str]:
    """The words of a clause, as they stand there."""
    words, start = [], 0
    for word in borders.words(plain_of(clause)):
        words.append(clause[start : start + len(word)])
        start += len(word)
    return words


@lru_cache(20_000)
def _one(word: str, configuration: str) -> str:
    return converted(word, configuration)


def _phrase(words: list[str], alone: list[str], first: int, configuration: str) -> int:
    """Behind the last word of the phrase that begins with this word; the word itself where there is none."""
    text, apart, found = words[first], alone[first], first + 1
    for last in range(first + 1, min(len(words), first + PHRASE)):
        text, apart = text + words[last], apart + alone[last]
        together = converted(text, configuration)
        if together != apart:
            found, apart = last + 1, together
        elif last - found >= 2:
            break
    return found


def _crosses(clause: str, words: list[str], first: int, last: int, configuration: str) -> bool:
    """Whether what makes these words convert otherwise begins or ends inside one of them, and is not meant there."""
    text, offset = "".join(words[first:last]), sum(map(len, words[:first]))
    whole = converted(text, configuration)
    aligned = {0, *accumulate(map(len, words[first:last]))}
    plain = plain_of(clause)
    for start in range(len(text)):
        for end in range(start + 2, len(text) + 1):
            if start in aligned and end in aligned:
                continue
            if whole == converted(text[:start], configuration) + converted(text[start:end], configuration) + converted(
                text[end:], configuration
            ) and converted(text[start:end], configuration) != _apart(text, start, end, aligned, configuration):
                return borders.loss(plain, offset + start, offset + end) > CROSSES
    return False


def _apart(text: str, start: int, end: int, aligned: set[int], configuration: str) -> str:
    """A stretch converted in the pieces that the borders of words make of it."""
    cuts = [start, *sorted(place for place in aligned if start < place < end), end]
    return "".join(converted(text[one:two], configuration) for one, two in pairwise(cuts))
