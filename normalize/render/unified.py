"""
Changed lines by words, each with its reasons.

    @@ line 12 @@
    省委[-布告-]{+书记+}来到村里。
    # 2-4 布告 → 书记  spin/a:布告  0.99
    ? 7-9 开发 → 建设  spin/a:开发  0.41

`#` explains an applied edit, `?` a suggestion; offsets count characters from the start of the
source, alternatives follow in brackets.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import chain

from normalize.model import Edit
from normalize.render.inline import marked
from normalize.result import Result


class UnifiedDiff:
    """Writes a diff part by part, so that a stream needs no more memory than a part."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._offset = 0
        self._line = 1
        self._applied = self._suggested = 0

    def head(self) -> str:
        """The two file lines."""
        return f"--- {self._name}\n+++ {self._name} (normalized)\n"

    def part(self, result: Result) -> str:
        """The changed lines of the next part of the text."""
        source = result.source
        starts = [0, *(i + 1 for i, character in enumerate(source) if character == "\n")]
        blocks: dict[int, tuple[list[Edit], list[Edit]]] = {}
        for edit in result.edits:
            blocks.setdefault(bisect_right(starts, edit.start) - 1, ([], []))[0].append(edit)
        for edit in result.suggestions:
            blocks.setdefault(bisect_right(starts, edit.start) - 1, ([], []))[1].append(edit)
        written: list[str] = []
        for number in sorted(blocks):
            edits, suggestions = blocks[number]
            begin = starts[number]
            last = max(edit.end for edit in chain(edits, suggestions))
            end = source.find("\n", max(begin, last - 1))
            end = len(source) if end < 0 else max(end, last)
            local = [edit.moved(-begin) for edit in edits]
            written.append(f"@@ line {self._line + number} @@\n{marked(source[begin:end], local)}\n")
            written += (self._reason("#", edit) for edit in edits)
            written += (self._reason("?", edit) for edit in suggestions)
        self._offset += len(source)
        self._line += len(starts) - 1
        self._applied += len(result.edits)
        self._suggested += len(result.suggestions)
        return "".join(written)

    def end(self) -> str:
        """The closing count: without it the run was cut off."""
        return f"# {self._applied} changes, {self._suggested} suggestions\n"

    def _reason(self, sign: str, edit: Edit) -> str:
        place = f"{edit.start + self._offset}-{edit.end + self._offset}"
        words = f"{_one_line(edit.old)} → {_one_line(edit.new)}" if edit.new else f"{_one_line(edit.old)} removed"
        others = " ".join(f"{_one_line(text)} {p:.2f}" for text, p in edit.alternatives)
        because = "".join(f" + {rule}" for rule in edit.because)
        tail = f"  [{others}]" if others else ""
        return f"{sign} {place} {words}  {edit.rule}{because}  {edit.confidence:.2f}{tail}\n"


def _one_line(text: str) -> str:
    return text.replace("\n", "\\n").replace("\r", "\\r")
