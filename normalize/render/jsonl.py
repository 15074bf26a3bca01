"""
One JSON record a line: a head, every edit and suggestion, an end.

A file without its `end` record was cut off. Offsets count characters from the start of the
source; applying the records with `"applied": true` to it gives the clean text.
"""

from __future__ import annotations

import json
from typing import Any

from normalize.result import Result


class JsonLines:
    """Writes records part by part, so that a stream needs no more memory than a part."""

    def __init__(self, name: str, digests: dict[str, str] | None = None) -> None:
        self._head = {"record": "head", "format": 1, "source": name, "digests": digests or {}}
        self._offset = 0
        self._counts = {"characters": 0, "applied": 0, "suggested": 0}

    def head(self) -> str:
        """What was read, and what identifies the run."""
        return _line(self._head)

    def part(self, result: Result) -> str:
        """Edits and suggestions of the next part of the text, in order."""
        rows = [(edit, True) for edit in result.edits] + [(edit, False) for edit in result.suggestions]
        rows.sort(key=lambda row: (row[0].start, row[0].end, not row[1]))
        lines = [
            _line({"record": "edit", "applied": applied, **edit.moved(self._offset).to_dict()})
            for edit, applied in rows
        ]
        self._offset += len(result.source)
        self._counts["characters"] += len(result.source)
        self._counts["applied"] += len(result.edits)
        self._counts["suggested"] += len(result.suggestions)
        return "".join(lines)

    def end(self) -> str:
        """The totals."""
        return _line({"record": "end", **self._counts})


def _line(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False) + "\n"
