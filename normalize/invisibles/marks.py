"""
Combining marks of other scripts set on ideographs, by programs that mark or hide text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from normalize.invisibles.lines import HAN, Lines, is_han
from normalize.model import Edit

_FOREIGN = (  # Cyrillic, Hebrew, Arabic, Syriac to Burmese, Ethiopic, scripts of the Philippines to Vedic, others
    "\u0483-\u0489\u0591-\u05c7\u0610-\u06ed\u0700-\u109f\u135d-\u135f\u1700-\u1dbf"
    "\ua66f-\ua69f\ua6f0\ua6f1\ua800-\uabff"
)
_GENERAL = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
MARKS = _FOREIGN + _GENERAL
ON_HAN = re.compile(f"[{HAN}][{MARKS}]+")
_MARK = re.compile(f"[{MARKS}]+")
_IS_GENERAL = re.compile(f"[{_GENERAL}]")
TWO = 2  # marks of no script are used to strike out or to circle; on several ideographs of a line they hide words
STRUCK = re.compile("[\u0332-\u0338\u20d2-\u20d3\u20e5-\u20e6]")  # lines over and under text, a style people type


def find(text: str, lines: Lines) -> Iterator[Edit]:
    """
    Deletions of marks that belong to no ideograph.

    A mark that stands on an ideograph somewhere in a line is foreign in the whole line, on its
    punctuation and digits too. Left alone: strike-through, a single mark of general use, kaomoji.
    """
    done = -1
    for first in ON_HAN.finditer(text):
        line = lines.at(first.start())
        if line.start < done:
            continue
        done = line.end + 1
        seen = _foreign(text[line.start : line.end])
        for run in _MARK.finditer(text, line.start, line.end) if seen else ():
            base = text[run.start() - 1 : run.start()] if run.start() > line.start else ""
            if all(mark in seen for mark in run[0]) and not _same_script(base, run[0][0]):
                yield Edit(run.start(), run.end(), run[0], "", "invisibles", "invisibles:foreign combining mark", 0.93)


def _foreign(line: str) -> set[str]:
    """The marks of a line that stand on ideographs and are neither style nor spelling."""
    seen: dict[str, int] = {}
    for match in ON_HAN.finditer(line):
        around = line[match.start() - 1 : match.start()] + line[match.end() : match.end() + 1]
        if not any(map(is_han, around)) and len(line) > len(match[0]) + 2:
            continue  # a face made of an ideograph and marks
        for mark in match[0][1:]:
            if unicodedata.category(mark)[0] == "M" and not STRUCK.match(mark):
                seen[mark] = seen.get(mark, 0) + 1
    return {mark for mark, count in seen.items() if count >= (TWO if _IS_GENERAL.match(mark) else 1)}


def _same_script(base: str, mark: str) -> bool:
    """Whether base and mark are of one block of the table, as in the words of a script."""
    return base.isalpha() and not is_han(base) and ord(base) >> 8 == ord(mark) >> 8
