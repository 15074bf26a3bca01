"""
Traditional lines, in which a traditional character is nobody's substitute.

One family of spinners writes single traditional characters into simplified text (訪问, 參数, 注冊). The same
characters stand in every traditional text, and in the poems and letters that a simplified page quotes. So such a
substitute counts only in a line whose other characters are simplified.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from normalize.hanzi import is_traditional
from normalize.script.sides import side_of
from normalize.segments import Spans
from normalize.spin.candidates import USER
from normalize.spin.lexicon import Lexicon

Hit = tuple[int, int, int]


def without_native(text: str, hits: list[Hit], lexicon: Lexicon) -> list[Hit]:
    """
    The hits, but for substitutes with traditional characters in traditional lines.

    >>> from normalize.spin.lexicon import Row
    >>> book = Lexicon([Row("訪", "访", "k", 0.8)])
    >>> [without_native(text, book.matcher.find(text), book) for text in ("記者訪問了他們", "他们去訪问了")]
    [[], [(3, 4, 0)]]
    """
    if not side_of(text).traditional:
        return hits
    lines = traditional_lines(text, hits)
    return [hit for hit in hits if not (lines.touch(*hit[:2]) and is_native(text[hit[0] : hit[1]], lexicon))]


def is_native(substitute: str, lexicon: Lexicon) -> bool:
    """Whether a traditional text may have a shipped substitute of its own; the user's rows were written for his."""
    if not any(map(is_traditional, substitute)):
        return False
    return all(row.family != USER and row.original != substitute for row in lexicon.originals(substitute))


def traditional_lines(text: str, hits: Iterable[Hit]) -> Spans:
    """
    The lines that are traditional apart from what the hits cover.

    A line that shows neither script goes with its neighbours, and is simplified only if all of them are: the title
    of a poem stands above the poem.
    """
    covered = {place for start, end, _ in hits for place in range(start, end) if is_traditional(text[place])}
    spans: list[tuple[int, int]] = []
    evidence: list[int] = []
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        side = side_of(line)
        others = side.traditional - (sum(place in covered for place in range(start, end)) if side.traditional else 0)
        spans.append((start, end))
        evidence.append(1 if others > side.simplified else -1 if side.simplified else 0)
        start = end
    before, behind = _nearest(evidence), _nearest(evidence[::-1])[::-1]
    return Spans(
        span
        for span, own, around in zip(spans, evidence, zip(before, behind, strict=True), strict=True)
        if own > 0 or (not own and (max(around) > 0 or not any(around)))
    )


def _nearest(evidence: Sequence[int]) -> list[int]:
    """For each line what the last line before it that shows a script shows; 0 where there is none."""
    last, nearest = 0, []
    for own in evidence:
        nearest.append(last)
        last = own or last
    return nearest
