"""
What farms and pirate sites put into other people's texts: advertising lines, nags, wedged words.

Betting farms add lines of their own (现金九游体育app平台), cloners a line of adult keywords on top,
novel sites their address and "click for the next page"; mirrors push two random characters before
the punctuation, shops a keyword. The parts live in `normalize/injections/`, one kind a module.
Everything found is marked as a suggestion; `strip_injections` removes it. Never a line of the
article itself: a sentence that only mentions such things stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from normalize.injections import adult, boilerplate, brands, keywords, links, nags, noise
from normalize.model import Context, Edit

PARTS = (brands, adult, nags, boilerplate, links, noise, keywords)  # whole lines first: they win where two meet


class Injections:
    """Finds what was put into a text from outside."""

    name = "injections"

    def suspects(self, text: str) -> bool:
        """Whether any part does."""
        return any(part.suspects(text) for part in PARTS)

    def find(self, text: str, context: Context) -> Iterator[Edit]:
        """The removals of all parts, disjoint: where two meet, the surer one stays, then the earlier part's."""
        found = [edit for part in PARTS if part.suspects(text) for edit in part.find(text)]
        yield from _disjoint(found)


def _disjoint(edits: list[Edit]) -> Iterator[Edit]:
    """Sorted edits; one that begins in another loses that part, or goes if nothing is left of it."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
        over = kept[-1].end - edit.start if kept else 0
        if over <= 0:
            kept.append(edit)
        elif edit.end > kept[-1].end:  # two lines that both claim the break between them
            kept.append(replace(edit, start=kept[-1].end, old=edit.old[over:]))
        elif edit.confidence > kept[-1].confidence + 0.2 and kept[-1].confidence < 0.6:
            kept[-1] = edit
    yield from kept
