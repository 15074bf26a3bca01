"""The text with its changes marked in place: [-布告-]{+书记+}."""

from __future__ import annotations

from collections.abc import Sequence

from normalize.model import Edit


def mark(edit: Edit) -> str:
    """
    One change; a deletion or an insertion shows one side only.

    >>> mark(Edit(0, 2, "布告", "书记", "spin", "spin/a:布告", 0.99))
    '[-布告-]{+书记+}'
    """
    old = f"[-{edit.old}-]" if edit.old else ""
    return old + (f"{{+{edit.new}+}}" if edit.new else "")


def marked(source: str, edits: Sequence[Edit]) -> str:
    """The source with every edit marked."""
    parts: list[str] = []
    position = 0
    for edit in edits:
        parts += (source[position : edit.start], mark(edit))
        position = edit.end
    parts.append(source[position:])
    return "".join(parts)
