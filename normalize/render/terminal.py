"""The changes in colour, for people at a terminal."""

from __future__ import annotations

import re
from typing import IO

from normalize.model import Edit
from normalize.render.inline import mark
from normalize.result import Result

CONTEXT = 24  # characters shown around a change
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


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
            before = result.source[max(0, edit.start - CONTEXT) : edit.start].rpartition("\n")[2]
            after = result.source[edit.end : edit.end + CONTEXT].partition("\n")[0]
            self._console.print(
                f"{edit.start + self._offset:>7} ",
                _shown(before),
                self._change(edit, applied),
                _shown(after),
                f"  [dim]{_shown(edit.rule)} {edit.confidence:.2f}{'' if applied else ' ?'}[/dim]",
                sep="",
            )
        self._offset += len(result.source)

    def _change(self, edit: Edit, applied: bool) -> str:
        """Old and new in colour; where there is no colour, between marks."""
        if not self._console.is_terminal:
            return _shown(mark(edit))
        old, new = _shown(edit.old), _shown(edit.new)
        if applied:
            return f"[red strike]{old}[/red strike][bold green]{new}[/bold green]"
        return f"[yellow]{old}[/yellow][dim green]{new}[/dim green]"


def _shown(text: str) -> str:
    """Text that can do nothing to a terminal: no markup, line breaks and control characters made visible."""
    from rich.markup import escape

    return escape(_CONTROL.sub("␣", text.replace("\n", "⏎")))
