"""
Pairs from parallel texts: a spun page and its original, aligned character by character.

A difference of characters is not yet a pair: 进行 → 举行 differs in one character only. Each difference is
widened in every way that its neighbours allow; of all readings of one difference the one wins that is
found most often and that explains the original best: where its original stands, it was replaced.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from normalize.workshop.proposals import FORM, Proposal

REACH = 3  # characters a difference is widened on each side
LONGEST = 8  # characters of a pair; what is longer is a rewritten passage, no row of a table
RUN = 16  # characters of a run of replaced words that is taken apart
WINDOW = 30  # lines that are looked through for the partner of a line
LIKE = 0.4  # similarity from which two lines are partners
EXAMPLES = 2


@dataclass(frozen=True, slots=True)
class _Change:
    """A difference with its lines: `spun[a:b]` stands for `original[c:d]`."""

    spun: str
    original: str
    a: int
    b: int
    c: int
    d: int

    def cuts(self) -> Iterator[tuple[_Change, ...]]:
        """The difference as one change, or as up to three: words that stand side by side are replaced one by one."""
        yield (self,)
        if self.b - self.a == self.d - self.c <= RUN:
            for size in range(1, self.b - self.a):
                left = replace(self, b=self.a + size, d=self.c + size)
                right = replace(self, a=self.a + size, c=self.c + size)
                yield left, right
                for more in range(1, right.b - right.a):
                    middle = replace(right, b=right.a + more, d=right.c + more)
                    yield left, middle, replace(right, a=right.a + more, c=right.c + more)

    def readings(self) -> Iterator[tuple[str, str]]:
        """The difference, widened by equal neighbours."""
        for left in range(REACH + 1):
            if (
                self.a < left
                or self.c < left
                or self.spun[self.a - left : self.a] != self.original[self.c - left : self.c]
            ):
                break
            for right in range(REACH + 1):
                if self.spun[self.b : self.b + right] != self.original[self.d : self.d + right]:
                    break
                pair = self.spun[self.a - left : self.b + right], self.original[self.c - left : self.d + right]
                if all(FORM.fullmatch(side) and len(side) <= LONGEST for side in pair):
                    yield pair


def pairs(texts: Iterable[tuple[str, str]], *, words: Container[str] = frozenset(), least: int = 1) -> list[Proposal]:
    """
    The pairs that turn originals into spun texts, most frequent first.

    `texts` are (spun, original); `words` are known words: a reading made of two of them is the likelier one;
    `least` is how often a pair must be seen.

    >>> texts = [("会议举行，继续举行", "会议进行，继续进行")]
    >>> [(one.substitute, one.original, one.count) for one in pairs(texts, words={"举行", "进行"})]
    [('举行', '进行', 2)]
    """
    changes: list[_Change] = []
    originals: list[str] = []
    for spun, original in texts:
        for one, other in partners(spun.split("\n"), original.split("\n")):
            originals.append(other)
            changes += _changes(one, other)
    counts: Counter[tuple[str, str]] = Counter()
    for change in changes:
        counts.update({pair for parts in change.cuts() for part in parts for pair in part.readings()})
    whole = "\n".join(originals)
    standing = {original: whole.count(original) for _, original in counts}
    chosen: dict[tuple[str, str], list[_Change]] = {}
    for change in changes:
        best = max((_best(parts, counts, standing, words) for parts in change.cuts()), key=lambda reading: reading[0])
        for pair in best[1]:
            chosen.setdefault(pair, []).append(change)
    of_original: Counter[str] = Counter()
    for (_, original), seen in chosen.items():
        of_original[original] += len(seen)
    proposals = [
        Proposal(
            substitute,
            original,
            round(min(1.0, len(seen) / standing[original]) * len(seen) / (len(seen) + 1), 3),
            len(seen),
            f"replaced {len(seen)} of {standing[original]} times in aligned texts",
            "",
            " / ".join(one.spun[max(0, one.a - 6) : one.b + 6] for one in seen[:EXAMPLES]),
            weight=round(len(seen) / of_original[original], 2),
            certainty="found" if len(seen) > 1 else "likely",
        )
        for (substitute, original), seen in chosen.items()
        if len(seen) >= least
    ]
    return sorted(proposals, key=lambda one: (-one.count, -one.score, one.substitute))


def _best(
    parts: Sequence[_Change],
    counts: Counter[tuple[str, str]],
    standing: dict[str, int],
    words: Container[str],
) -> tuple[float, list[tuple[str, str]]]:
    """The best reading of each part, and what the worst of them is worth."""
    worth, taken = math.inf, []
    for part in parts:
        ranked = [
            (_worth(pair, counts, standing, words), -len(pair[0]) - len(pair[1]), pair) for pair in part.readings()
        ]
        if not ranked:
            return 0.0, []
        value, _, pair = max(ranked)
        worth = min(worth, value)
        taken.append(pair)
    return worth, taken


def _worth(
    pair: tuple[str, str], counts: Counter[tuple[str, str]], standing: dict[str, int], words: Container[str]
) -> float:
    """How often a reading is found, times how much of its original it explains; words count for more than pieces."""
    explained = min(1.0, counts[pair] / standing[pair[1]])
    whole = sum(2.0 if len(side) > 1 and side in words else 0.5 for side in pair)
    return whole * whole * counts[pair] * explained**3


def _changes(spun: str, original: str) -> Iterator[_Change]:
    from rapidfuzz.distance import Levenshtein

    at = 0
    operations = [op for op in Levenshtein.opcodes(original, spun) if op.tag != "equal"]
    while at < len(operations):
        first = last = operations[at]
        while (
            at + 1 < len(operations)
            and operations[at + 1].src_start == last.src_end
            and (operations[at + 1].dest_start == last.dest_end)
        ):
            at += 1
            last = operations[at]
        yield _Change(spun, original, first.dest_start, last.dest_end, first.src_start, last.src_end)
        at += 1


def partners(spun: Sequence[str], original: Sequence[str]) -> Iterator[tuple[str, str]]:
    """
    Lines of two texts that belong together, in order.

    One by one where all are similar; else each spun line takes the most similar of the next lines, if it is like it.
    """
    from rapidfuzz import fuzz

    one, other = (
        [line.rstrip("\r") for line in spun if line.strip()],
        [line.rstrip("\r") for line in original if line.strip()],
    )
    if len(one) == len(other) and all(fuzz.ratio(*pair) / 100 >= LIKE for pair in zip(one, other, strict=True)):
        yield from zip(one, other, strict=True)
        return
    at = 0
    for line in one:
        near = other[at : at + WINDOW]
        likeness = [fuzz.ratio(line, candidate) / 100 for candidate in near]
        if likeness and max(likeness) >= LIKE:
            best = likeness.index(max(likeness))
            yield line, near[best]
            at += best + 1
