"""
From posterior to confidence: of the edits given 0.9, nine in ten should be right.

The lattice believes that one of its arcs is the truth; where the dictionary lacks the right
original it is too sure, and where two synonyms share the probability it is too modest, since the
gold often accepts both. The curve maps posteriors to the precision observed on texts of ten
families (docs/quality.md names them); `benchmarks/quality.py` prints how honest the outcome is.
"""

from __future__ import annotations

from bisect import bisect_right

CURVE = (
    (0.0, 0.0),
    (0.25, 0.36),
    (0.35, 0.52),
    (0.45, 0.64),
    (0.55, 0.75),
    (0.65, 0.80),
    (0.75, 0.85),
    (0.85, 0.915),
    (0.93, 0.945),
    (0.97, 0.975),
    (0.985, 0.985),
    (1.0, 0.99),
)


def calibrated(posterior: float) -> float:
    """
    The share of edits with this posterior that were right.

    >>> 0.0 <= calibrated(0.2) <= calibrated(0.9) <= 1.0
    True
    """
    place = max(1, min(len(CURVE) - 1, bisect_right(CURVE, (posterior, 2.0))))
    (x0, y0), (x1, y1) = CURVE[place - 1], CURVE[place]
    return y0 + (y1 - y0) * (posterior - x0) / (x1 - x0)
