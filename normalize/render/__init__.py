"""Changes for reading: from the edit list, never guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from normalize.result import Result

STYLES = ("inline", "unified", "jsonl")


def render(result: Result, style: str, name: str = "text") -> str:
    """The changes of a whole result in one style."""
    if style == "inline":
        from normalize.render.inline import marked

        return marked(result.source, result.edits)
    if style == "unified":
        from normalize.render.unified import UnifiedDiff

        unified = UnifiedDiff(name)
        return "".join([unified.head(), unified.part(result), unified.end()])
    if style == "jsonl":
        from normalize.render.jsonl import JsonLines

        records = JsonLines(name)
        return "".join([records.head(), records.part(result), records.end()])
    raise ValueError(f"unknown diff style {style!r}; there are {', '.join(STYLES)}")
