"""
Lines, and what goes with a line that is taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalize.model import Edit

NAME = "injections"
_REST = re.compile(r"(?:[^\S\n]*\n|[^\S\n]*\?[^\S\n]*(?:\n|\Z))*")  # blank lines, and the "?" that a lost icon left
_SOLID = re.compile(r"\S")


def around(text: str, start: int, end: int) -> tuple[int, int]:
    r"""
    The line in which a place lies, without its break.

    >>> around("ab\ncd\nef", 3, 4)
    (3, 5)
    """
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    return first, len(text) if last < 0 else last


def split(text: str) -> Iterator[tuple[int, int]]:
    r"""
    All lines that are not blank, without their breaks.

    >>> list(split("ab\n\ncd"))
    [(0, 2), (4, 6)]
    """
    for match in re.finditer(r"[^\n]+", text):
        if not match.group().isspace():
            yield match.span()


def removal(text: str, start: int, end: int, rule: str, confidence: float) -> Edit:
    r"""
    The deletion of a whole line with its break and the blank lines that set it off.

    A line in the middle takes the blank lines after it along, one at the top of the text also the
    indentation of what follows, one at the end the white space before it.

    >>> removal("广告\n\n　　正文", 0, 2, "injections:line", 0.9).old
    '广告\n\n\u3000\u3000'
    >>> removal("正文。\n\n广告\n", 5, 7, "injections:line", 0.9).old
    '\n\n广告'
    """
    stop = _REST.match(text, end + 1).end() if text.startswith("\n", end) else end  # type: ignore[union-attr]
    following = _SOLID.search(text, stop)
    if following is None:  # nothing follows: what set the line off goes, a last break stays
        while start > 0 and text[start - 1].isspace():
            start -= 1
        stop = len(text) - (start > 0 and text.endswith("\n") and stop > end)
    elif _SOLID.search(text, 0, start) is None:
        start, stop = 0, following.start()
    return Edit(start, stop, text[start:stop], "", NAME, rule, confidence)
