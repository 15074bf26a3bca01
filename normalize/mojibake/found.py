"""What the search for garbled text gives back."""

from __future__ import annotations

from typing import NamedTuple


class Found(NamedTuple):
    """`line[start:end]` says `text`; how it was garbled, and how sure that is."""

    start: int
    end: int
    text: str
    rule: str
    confidence: float
