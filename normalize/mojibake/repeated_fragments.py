r"""
Characters that a page showed as pictures: lost, and the words around them twice.

Novel sites show some characters as small pictures against copying. A scraper that takes the text of
an element and of its parts writes each fragment between two pictures twice, with a line break:
"…才转过 看向旁边。\n看向旁边。" was 才转过▢看向旁边。 The repetition proves where a character is gone;
which one it was, nobody can tell, so U+FFFD takes its place. Songs repeat words too, but have no
commas and full stops; a name before a repeated message has no comma in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalize.model import Context, Edit

KIND = "mojibake"
RULE = "mojibake:character shown as a picture is lost"
LOST = "\ufffd"
CONFIDENCE = 0.9
LEAST = 5  # repeated characters in a block; a song's refrain of one word is shorter
LONGEST = 400  # characters of a fragment
PROSE = 8  # characters of a lone left fragment that is no name

_HAN = "\u3400-\u9fff"
_BREAK = re.compile(rf"[{_HAN}，。！？…“”、；：,.!?]\n[ \u3000]?[{_HAN}“]")
_GAP = re.compile(rf"(?<=[{_HAN}”])[ \u3000](?=[{_HAN}“，。！？,])")
_PAUSE = re.compile("[，。,！？；]")


def suspects(text: str) -> bool:
    """Whether a fragment is written twice around a line break."""
    return " " in text and _BREAK.search(text) is not None and any(True for _ in _blocks(text))


def find(text: str, context: Context) -> Iterator[Edit]:
    r"""
    Per block of lines that repeat each other: second copies go, gaps between fragments become U+FFFD.

    >>> from normalize import Config
    >>> edits = find("他看了看表,才慢 站起身来,说走。\n站起身来,说走。", Context(Config()))
    >>> [(edit.old, edit.new) for edit in edits]
    [(' ', '\ufffd'), ('\n站起身来,说走。', '')]
    """
    for start, end, copies in _blocks(text):
        edits = [Edit(first, last, text[first:last], "", KIND, RULE, CONFIDENCE) for first, last in copies]
        for match in _GAP.finditer(text, start, end):
            if not any(first <= match.start() < last for first, last in copies):
                edits.append(Edit(*match.span(), match.group(), LOST, KIND, RULE, CONFIDENCE))
        if text[start] in " \u3000" and copies[0][0] > start:
            edits.append(Edit(start, start + 1, text[start], "", KIND, RULE, CONFIDENCE))
        yield from sorted(edits, key=lambda edit: edit.start)


def _blocks(text: str) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    """(start, end, second copies) of each run of lines that each take up the last fragment of the one before."""
    start, copies = 0, list[tuple[int, int]]()
    position = text.find("\n")
    last = 0
    while position >= 0:
        stop = text.find("\n", position + 1)
        stop = len(text) if stop < 0 else stop
        copy = _copy(text, last, position, stop)
        if copy:
            copies.append(copy)
        else:
            if copies and _proven(text, start, position, copies):
                yield start, position, copies
            start, copies = position + 1, []
        last = position + 1
        position = text.find("\n", position + 1)
    if copies and _proven(text, start, len(text), copies):
        yield start, len(text), copies


def _copy(text: str, start: int, position: int, stop: int) -> tuple[int, int] | None:
    """What to delete at a line break around which a fragment is written twice."""
    first = max(start, text.rfind(" ", start, position) + 1)
    end = text.find(" ", position + 1, stop)
    end = stop if end < 0 else end
    if not 2 <= position - first <= LONGEST or end - position - 1 > LONGEST:
        return None
    if text[first:position] == text[position + 1 : end]:
        return position, end
    top = start == first == 0  # the text may begin in the middle of a fragment
    if top and text[position + 1 : end].endswith(text[:position]):
        return 0, position + 1
    return None


def _proven(text: str, start: int, end: int, copies: list[tuple[int, int]]) -> bool:
    """Whether a block is prose with gaps, and repeats enough to be no accident."""
    gaps = [match.start() for match in _GAP.finditer(text, start, end)]
    if not gaps or sum(last - first - 1 for first, last in copies) < LEAST or not _PAUSE.search(text, start, end):
        return False
    left = text[start : gaps[0]].strip()
    return len(copies) > 1 or len(left) >= PROSE or _PAUSE.search(left) is not None
