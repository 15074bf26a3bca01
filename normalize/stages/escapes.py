r"""
Characters that are still written as a machine wrote them down: `&#25105;`, `\u6211`, `%E6%88%91`, `=E6=88=91`.

A notation is taken back where the result is text and the place is prose. Strings of programs, JSON, scripts,
attributes and addresses mean their escapes and keep them. The modules of `normalize/escapes/` have one notation
each, and say how it gets into texts and what is left alone.

    >>> from normalize import normalize
    >>> normalize("&#25105;们去公园，%E4%BB%8A%E5%A4%A9%E5%A4%A9%E6%B0%94%E5%BE%88%E5%A5%BD", stages=["escapes"]).text
    '我们去公园，今天天气很好'
    >>> normalize('{"title": "\\u4f60\\u597d"}', stages=["escapes"]).text
    '{"title": "\\u4f60\\u597d"}'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from normalize.escapes import backslashes, markup, percent, printable, references, utf7, utf16
from normalize.escapes.surroundings import Surroundings
from normalize.model import Context, Edit

# the order settles overlaps: an escaped tag is more than its `&lt;`, and `&T2BZfQ-` is no reference
FORMS = (markup, references, backslashes, percent, printable, utf7)
_MAY = re.compile(r"[&\\%=+<](?:" + "|".join(form.MAY for form in FORMS) + ")")
_SPELLS = re.compile(utf16.SPELLS)


class Escapes:
    """Finds escapes in prose and says what they stand for."""

    name = "escapes"

    def suspects(self, text: str) -> bool:
        """Whether anything looks like an escape, or like ASCII read in pairs."""
        return _MAY.search(text) is not None or _SPELLS.search(text) is not None

    def find(self, text: str, context: Context) -> Iterator[Edit]:
        """The edits of all notations, those left out that stand in strings."""
        around = Surroundings(text)
        found = [edit for form in FORMS for edit in form.find(around)] if _MAY.search(text) else []
        found = _outside_strings(around, found)
        if _SPELLS.search(text):
            found += utf16.find(around)
        yield from _disjoint(found)


def _outside_strings(around: Surroundings, found: list[Edit]) -> list[Edit]:
    """
    The edits that stand in prose.

    A string of a program or of JSON keeps its escapes. Where the same line has escapes outside strings as well, it is
    no program, and its quotation marks are those of a text.
    """
    free = [edit for edit in found if not around.in_string(edit.start) or _is_damage_anywhere(around, edit)]
    lines = {around.line(edit.start) for edit in free}
    return [edit for edit in found if around.line(edit.start) in lines]


def _is_damage_anywhere(around: Surroundings, edit: Edit) -> bool:
    """What no program means, in a string or not: Chinese in references escaped twice, and git's quoted names."""
    return backslashes.is_git(around, edit.start) or (edit.old.startswith("&amp;#") and edit.new >= "\u2e80")


def _disjoint(found: Iterable[Edit]) -> Iterator[Edit]:
    """Sorted, and of two that overlap the one that was found first by an earlier notation."""
    end = 0
    kept: list[Edit] = []
    for edit in sorted(found, key=lambda edit: edit.start):  # stable: earlier notations first
        if edit.start >= end:
            kept.append(edit)
            end = edit.end
    yield from kept
