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

from normalize.spin.lexicon import CERTAINTY, LEAST

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


def sound(one: Proposal) -> None:
    """Raise ValueError, with the reason, if a pair cannot be a row of a dictionary."""
    if not (FORM.fullmatch(one.substitute) and FORM.fullmatch(one.original)) or one.substitute == one.original:
        raise ValueError(f"{one.substitute!r} → {one.original!r} is not a pair of words of Han, Latin or digits")
    if not LEAST <= one.weight <= 1:
        raise ValueError(f"{one.substitute} → {one.original}: weight {one.weight:g} is not within {LEAST:g}..1")
    if one.certainty not in CERTAINTY:
        raise ValueError(f"{one.substitute}: certainty {one.certainty!r} is none of {', '.join(CERTAINTY)}")


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
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}: not UTF-8 at byte {error.start}") from error
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#") or tuple(line.rstrip("\r").split("\t")) == COLUMNS:
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
        try:
            sound(proposal)
        except ValueError as error:
            raise ValueError(f"{path}, line {number}: {error}") from error
        if (verdict.strip().lower() in YES) if least is None else proposal.score >= least:
            yield proposal
