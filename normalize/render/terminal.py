"""The changes in colour, for people at a terminal."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from normalize.model import Edit
from normalize.result import Result

if TYPE_CHECKING:
    from rich.text import Text

CONTEXT = 24  # characters shown around a change


class Printer:
    """Prints changes part by part; suggestions are dimmed and end with a question mark."""

    def __init__(self, file: IO[str]) -> None:
        from rich.console import Console

        self._console = Console(file=file, highlight=False, soft_wrap=True)
        self._offset = 0

    def print(self, result: Result) -> None:
        """Each change with a little context and its reason."""
        rows = [(edit, True) for edit in result.edits] + [(edit, False) for edit in result.suggestions]
        for edit, applied in sorted(rows, key=lambda row: (row[0].start, row[0].end)):
            self._console.print(_line(result.source, edit, applied, self._offset))
        self._offset += len(result.source)


def _line(source: str, edit: Edit, applied: bool, offset: int) -> Text:
    from rich.text import Text

    before = source[max(0, edit.start - CONTEXT) : edit.start].rpartition("\n")[2]
    after = source[edit.end : edit.end + CONTEXT].partition("\n")[0]
    return Text.assemble(
        (f"{edit.start + offset:>7} ", "dim"),
        before,
        (edit.old.replace("\n", "⏎"), "red strike" if applied else "yellow"),
        (edit.new, "bold green" if applied else "dim green"),
        after,
        (f"  {edit.rule} {edit.confidence:.2f}" + ("" if applied else " ?"), "dim"),
    )
