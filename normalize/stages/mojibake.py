"""
Text that was decoded with the wrong codec (乱码), read back.

A page written in one encoding and shown in another turns into other characters: 我们 written in
GB18030 and shown as Latin-1 is ÎÒÃÇ, written in UTF-8 and shown as GBK it is 鎴戜滑. Where every
byte survived, decoding backwards is exact; where programs dropped or replaced bytes, the most
readable text that fits the remaining ones is searched (`normalize.mojibake`). The choice is made by
how well the result reads, never by the look of the damage alone, so the correct text of other
languages stays. What cannot be read back stays too, and is reported as lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from normalize.model import Context, Edit
from normalize.mojibake import lost, question_marks, repeated_fragments, signs
from normalize.mojibake.found import Found
from normalize.mojibake.lines import found_in
from normalize.segments import Spans

LEFTOVERS = (question_marks, repeated_fragments)
SURE = 0.9
PROVEN = 4  # characters read back surely, from which on short runs by the same mechanism are believed too


class Mojibake:
    """Finds garbled runs line by line, and says what cannot be recovered."""

    name = "mojibake"

    def suspects(self, text: str) -> bool:
        """Whether any sign of a wrong codec occurs, or what one leaves behind: "?" for marks, gaps for pictures."""
        return signs.needle().search(text) is not None or any(finder.suspects(text) for finder in LEFTOVERS)

    def find(self, text: str, context: Context) -> Iterator[Edit]:
        """One edit per garbled run or leftover; places without hope as `lost`."""
        found = list(self._runs(text)) if signs.needle().search(text) else []
        for finder in LEFTOVERS:
            if finder.suspects(text):
                taken = Spans((edit.start, edit.end) for edit in found)
                found += (edit for edit in finder.find(text, context) if not taken.touch(edit.start, edit.end))
        yield from sorted(found, key=lambda edit: (edit.start, edit.end))

    def _runs(self, text: str) -> Iterator[Edit]:
        lines = [(start, text[start:end]) for start, end in _lines(text)]
        read = [found_in(line) for _, line in lines]
        known = _proven(read)
        for (start, line), found in zip(lines, read, strict=True):
            if known and (not found or any(one.confidence < SURE for one in found)):
                found = found_in(line, known) or found
            edits = [self._edit(line, one) for one in found] + list(lost.places(line, found))
            yield from (edit.moved(start) for edit in sorted(edits, key=lambda edit: edit.start))

    def _edit(self, line: str, one: Found) -> Edit:
        old = line[one.start : one.end]
        return Edit(one.start, one.end, old, one.text, self.name, f"{self.name}:{one.rule}", one.confidence)


def _proven(read: list[list[Found]]) -> frozenset[str]:
    """The mechanisms that at least so many characters of the document prove."""
    characters: Counter[str] = Counter()
    for one in (one for found in read for one in found if one.confidence >= SURE):
        characters[one.rule] += len(one.text)
    return frozenset(rule for rule, count in characters.items() if count >= PROVEN)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each line that shows a sign."""
    search = signs.needle().search
    position = 0
    while match := search(text, position):
        start = text.rfind("\n", 0, match.start()) + 1
        end = text.find("\n", match.end())
        end = len(text) if end < 0 else end
        yield start, end
        position = end
