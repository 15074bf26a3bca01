"""
Proposed pairs, on their way from a mine to a dictionary.

A file of proposals is a table (TSV) that a curator goes through in any editor: `y` in the first
column accepts a row, anything else leaves it. `normalize dict accept` takes the accepted ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from normalize.spin.lexicon import CERTAINTY

COLUMNS = (
    "accept",
    "substitute",
    "original",
    "weight",
    "certainty",
    "score",
    "count",
    "evidence",
    "against",
    "contexts",
)
FORM = re.compile(r"[\u3400-\u9fffA-Za-z0-9]+")
YES = {"y", "yes", "x", "1", "+"}


@dataclass(frozen=True, slots=True)
class Proposal:
    """
    `original` may have become `substitute`.

    `score` (0..1) is how likely that is, `count` how often the substitute stands in the texts;
    `evidence`, `against` and `contexts` are for the eyes of a person; `weight` and `certainty` are what
    the row would get.
    """

    substitute: str
    original: str
    score: float
    count: int
    evidence: str
    against: str = ""
    contexts: str = ""
    weight: float = 0.5
    certainty: str = "likely"

    @property
    def key(self) -> tuple[str, str]:
        """What makes two proposals the same."""
        return self.substitute, self.original


def written(proposals: Iterable[Proposal]) -> Iterator[str]:
    """The lines of a file of proposals."""
    yield "# put y in the first column of the rows to accept, then: normalize dict accept FILE --into DICTIONARY"
    yield "\t".join(COLUMNS)
    for one in proposals:
        cells = ("", one.substitute, one.original, f"{one.weight:g}", one.certainty, f"{one.score:g}", str(one.count))
        yield "\t".join(cell.replace("\t", " ") for cell in (*cells, one.evidence, one.against, one.contexts))


def accepted(path: Path, *, least: float | None = None) -> Iterator[Proposal]:
    """
    The rows that a curator accepted; with `least`, those that score as high instead.

    Raises ValueError naming file and line.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        if not line.strip() or line.startswith("#") or line.split("\t") == list(COLUMNS):
            continue
        cells = line.split("\t")
        try:
            verdict, substitute, original, weight, certainty, score, count, evidence, *_ = cells
            proposal = Proposal(
                substitute, original, float(score), int(count), evidence, weight=float(weight), certainty=certainty
            )
        except ValueError as error:
            raise ValueError(
                f"{path}, line {number}: expected the columns {', '.join(COLUMNS)}, got {line!r}"
            ) from error
        if not (FORM.fullmatch(substitute) and FORM.fullmatch(original)) or not 0 < proposal.weight <= 1:
            raise ValueError(f"{path}, line {number}: not a pair of words with a weight above 0, at most 1: {line!r}")
        if certainty not in CERTAINTY:
            raise ValueError(f"{path}, line {number}: certainty {certainty!r} is none of {', '.join(CERTAINTY)}")
        if (verdict.strip().lower() in YES) if least is None else proposal.score >= least:
            yield proposal
