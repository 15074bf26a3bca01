"""
Reading back what lost nothing: bytes of the codec it was seen in, decoded in the one it was written in.

Layers stack (UTF-8 shown as Latin-1, saved, shown as GBK), so the search goes on from what comes out,
up to three layers deep; each layer must decode without a fault. All runs of a line that went through
the same mechanism are judged together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from normalize.mojibake import judge
from normalize.mojibake.repertoire import SINGLE, encoded

LAYERS = 3
NAMES = {"big5hkscs": "big5", "cp932": "shift-jis", "cp949": "euc-kr"}
WRITTEN = ("utf-8", "gb18030", "big5hkscs", "cp932", "cp949")
CHINESE = ("utf-8", "gb18030", "big5hkscs")
READ_ABROAD = ("windows-1252", "gb18030", "big5hkscs")  # in these Japanese and Korean pages were seen
LATIN = range(0x80, 0x2300)  # what a layer of a single-byte codec consists of, ASCII aside


class Run(NamedTuple):
    """A part of a line that may be garbled: its place, what it says, by which mechanism."""

    start: int
    end: int
    text: str
    rule: str


class Reread(NamedTuple):
    """The runs of a line that one mechanism explains, nats a character of what they say, how much the bytes prove."""

    runs: tuple[Run, ...]
    cost: float
    strength: int


def reread(line: str, spans: Sequence[tuple[int, int]], seen: Collection[str]) -> Iterator[Reread]:
    """
    What each mechanism makes of the runs of a line that it can read, the most readable first.

    >>> [run.text for run in next(reread("æµ‹è¯•：ä¸€ä¸‹", [(0, 6), (7, 13)], ["windows-1252"])).runs]
    ['测试', '一下']
    """
    by_rule: dict[str, list[Run]] = {}
    for start, end in spans:
        for head, tail, text, rule in readings(line[start:end], seen, LAYERS):
            by_rule.setdefault(rule, []).append(Run(start + head, end - tail, text, rule))
    found = [Reread(tuple(runs), _cost(runs), _strength(runs)) for runs in by_rule.values()]
    yield from sorted(found, key=lambda one: one.cost)


def _cost(runs: Sequence[Run]) -> float:
    """Nats a character; kana and Hangul only count where the codec is Japanese or Korean."""
    text = "，".join(run.text for run in runs)
    foreign = len(judge.KANA.findall(text)) + len(judge.HANGUL.findall(text))
    wrong = runs[0].rule.startswith(("shift-jis", "euc-kr")) != (foreign > 0.1 * len(text))
    return 2 * judge.POSSIBLE if wrong or judge.PRIVATE.search(text) else judge.cost(text)


def _strength(runs: Sequence[Run]) -> int:
    """How much the bytes alone prove: UTF-8 out of single bytes never happens by chance, other pairs often do."""
    characters = len({character for run in runs for character in run.text if not character.isascii()})
    rule = runs[0].rule
    if not rule.startswith("utf-8"):
        return characters
    return characters * (2 if rule.endswith(("gb18030", "big5", "shift-jis", "euc-kr")) and ", then" not in rule else 3)


def readings(run: str, seen: Collection[str], layers: int = LAYERS) -> Iterator[tuple[int, int, str, str]]:
    """
    Every text a run can be read back to without a fault, with the rule.

    In front of it stand the numbers of characters at either end that belong to characters cut through.
    """
    for one in seen:
        raw = encoded(run, one)
        if raw is None or (one == "cp932" and not ambiguous().isdisjoint(run)):
            continue
        for written in WRITTEN if one in READ_ABROAD else CHINESE:
            if written == one:
                continue
            head, tail = _torn(raw, written) if one in SINGLE else (0, 0)
            text = decoded(raw[head : len(raw) - tail], written)
            if not text or text == run:
                continue
            rule = f"{NAMES.get(written, written)} read as {NAMES.get(one, one)}"
            if layers > 1 and written == "utf-8" and _is_latin(text):
                if head == tail == 0:
                    yield from (
                        (0, 0, deeper, f"{outer}, then {rule}")
                        for *_, deeper, outer in readings(text, SINGLE, layers - 1)
                    )
            else:
                yield head, tail, text, rule


def _torn(raw: bytes, written: str) -> tuple[int, int]:
    """Bytes of characters cut through at the start and at the end."""
    if written != "utf-8":
        try:
            raw.decode(written)
        except UnicodeDecodeError as error:
            return 0, 1 if error.start == len(raw) - 1 else 0
        return 0, 0
    head = next((place for place, byte in enumerate(raw[:3]) if not 0x80 <= byte < 0xC0), 0)
    for tail in range(1, min(4, len(raw))):
        if raw[-tail] >= 0xC0:  # the first byte of the last character
            wanted = 2 if raw[-tail] < 0xE0 else 3 if raw[-tail] < 0xF0 else 4
            return head, tail if tail < wanted else 0
        if raw[-tail] < 0x80:
            break
    return head, 0


@cache
def ambiguous() -> frozenset[str]:
    """Characters that Shift-JIS as Windows has it encodes in two ways: the bytes they came from are unknown."""
    codes: dict[str, int] = {}
    for first in (*range(0x81, 0xA0), *range(0xE0, 0xFD)):
        for second in range(0x40, 0xFD):
            for character in bytes([first, second]).decode("cp932", "ignore")[:1]:
                codes[character] = codes.get(character, 0) + 1
    return frozenset(character for character, count in codes.items() if count > 1)


def _is_latin(text: str) -> bool:
    """Whether what came out is all letters and signs of single-byte codecs: the next layer."""
    return all(character < "\x80" or ord(character) in LATIN for character in text)


def decoded(raw: bytes, written: str) -> str | None:
    """The text of bytes, strictly."""
    try:
        text = raw.decode(written)
    except UnicodeDecodeError:
        return None
    return None if any(character < " " and character not in "\t\r\n\f" for character in text) else text
