"""
What a normalization gives back: the text, and why it is what it is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from normalize.model import Edit, Report
from normalize.trace import apply_edits


@dataclass(frozen=True)
class Result:
    """
    `text` is `source` with `edits` applied; `suggestions` were not sure enough to be applied.

    Edits are sorted, disjoint and in offsets of the source. Suggestions are too, and none touches
    an edit; reverted edits that a suggestion overlaps stand beside it.
    """

    source: str
    text: str
    edits: tuple[Edit, ...]
    suggestions: tuple[Edit, ...]
    report: Report
    encoding: str | None = None

    def diff(self, style: str = "inline", name: str = "text") -> str:
        """
        The changes for reading: `inline` ([-布告-]{+书记+}), `unified` (changed lines with
        reasons) or `jsonl` (one record an edit, head and end).
        """
        from normalize.render import render

        return render(self, style, name)

    def revert(self, which: Callable[[Edit], bool] | Iterable[Edit] | None = None) -> Result:
        """
        The result with some edits undone: those given, those a function picks, or all.

        Reverted edits become suggestions.
        """
        if which is None:
            gone = set(self.edits)
        elif callable(which):
            gone = {edit for edit in self.edits if which(edit)}
        else:
            gone = set(which)
            unknown = gone.difference(self.edits)
            if unknown:
                raise ValueError(f"not an edit of this result: {next(iter(unknown))!r}")
        kept = tuple(edit for edit in self.edits if edit not in gone)
        suggestions = tuple(sorted({*self.suggestions, *gone}, key=lambda edit: (edit.start, edit.end, edit.new)))
        report = replace(
            self.report,
            applied=Counter(edit.rule for edit in kept),
            suggested=Counter(edit.rule for edit in suggestions),
        )
        return replace(self, text=apply_edits(self.source, kept), edits=kept, suggestions=suggestions, report=report)

    def to_source(self, position: int) -> int:
        """Where a position of the text came from; inside a change, the start of what was changed."""
        return _mapped(position, self._borders[1], self._borders[0])

    def to_clean(self, position: int) -> int:
        """Where a position of the source went; inside a change, the start of what replaced it."""
        return _mapped(position, self._borders[0], self._borders[1])

    @cached_property
    def _borders(self) -> tuple[list[int], list[int]]:
        """Starts and ends of all edits, in source and in clean offsets."""
        source, clean = [0], [0]
        shift = 0
        for edit in self.edits:
            source += (edit.start, edit.end)
            clean += (edit.start + shift, edit.start + shift + len(edit.new))
            shift += len(edit.new) - len(edit.old)
        return source, clean

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON; the source is left out, the edits rebuild it."""
        return {
            "text": self.text,
            "edits": [edit.to_dict() for edit in self.edits],
            "suggestions": [edit.to_dict() for edit in self.suggestions],
            "report": self.report.to_dict(),
        }


def _mapped(position: int, here: list[int], there: list[int]) -> int:
    place = bisect_right(here, position) - 1
    if place % 2:  # between the start and the end of a change
        return there[place]
    return there[place] + position - here[place]


def join(results: Iterable[Result]) -> Result:
    """One result for consecutive parts of a text."""
    sources: list[str] = []
    texts: list[str] = []
    edits: list[Edit] = []
    suggestions: list[Edit] = []
    report = Report()
    offset = 0
    for part in results:
        sources.append(part.source)
        texts.append(part.text)
        edits += (edit.moved(offset) for edit in part.edits) if offset else part.edits
        suggestions += (edit.moved(offset) for edit in part.suggestions) if offset else part.suggestions
        families = tuple(family.moved(offset) for family in part.report.families)
        report += replace(part.report, families=families)
        offset += len(part.source)
    return Result("".join(sources), "".join(texts), tuple(edits), tuple(suggestions), report)
