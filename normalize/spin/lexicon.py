"""
What the spin stage knows: substitutes, their originals, and how often both stand in clean text.

The sources are `dictionaries/spin/*.tsv`; `dictionaries/build.py` joins them with the
counts of clean text into one table under `normalize/data/`. User dictionaries have the format of
the sources and need no build.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from normalize.matcher import Matcher
from normalize.tables import read_lines

TABLE = "spin.tsv"
RATE = 0.5  # share of replaceable words a spinner is expected to have replaced
MARK = 1.0  # a substitute three times more frequent in spun text counts as a mark; weaker ones only add noise
CAP = 6.0  # no single word may decide more than this,
UNMISTAKABLE = 16.0  # unless it cannot be Chinese at all
LEAST = 1e-6  # the smallest weight that means anything
# how much of a row's weight is believed; dictionaries/README.md says what the words mean
CERTAINTY = {"mark": 1.0, "found": 1.0, "seen": 0.7, "likely": 0.4, "guess": 0.15}


@dataclass(frozen=True, slots=True)
class Row:
    """One pair: in `family`, `original` becomes `substitute`; `weight` is P(substitute | original)."""

    substitute: str
    original: str
    family: str
    weight: float
    substitute_rate: float = 0.0  # occurrences per character of clean text, half way to its most frequent domain
    original_rate: float = 0.0
    unmistakable: bool = False  # the substitute cannot be anybody's own word


@dataclass(frozen=True, slots=True)
class Marks:
    """
    A search for the forms that are rare in clean text, with what each weighs (0: it is left alone).

    Few forms in few places: so the time for clean text hardly depends on how large the dictionary is.
    """

    matcher: Matcher
    weights: tuple[float, ...]


class Lexicon:
    """
    The rows by substitute, with the search over all of them.

    >>> lexicon = Lexicon([Row("布告", "书记", "a", 0.9)])
    >>> [row.original for row in lexicon.originals("布告")]
    ['书记']
    """

    def __init__(self, rows: Iterable[Row] = (), packed: Mapping[str, str] | None = None) -> None:
        self._rows: dict[str, list[Row]] = {}
        self._overruled: set[str] = set()  # forms that own rows say something else of
        self._packed = packed or {}  # rows as they stand in the table, unpacked when first asked for
        for row in rows:
            self._rows.setdefault(row.substitute, []).append(row)
        self.forms = tuple(dict.fromkeys((*self._packed, *self._rows)))

    @cached_property
    def matcher(self) -> Matcher:
        """Search for all substitutes; built on first use, once per process."""
        return Matcher(self.forms)

    @cached_property
    def marks(self) -> Marks:
        """The substitutes that say something by themselves, and the words left alone."""
        weights: dict[str, float] = {}
        for form in self.forms:
            if form in self._rows:
                weights[form] = strength(self._rows[form])
            else:
                weights[form] = float(self._packed[form].split("\t", 2)[1])
        alone = {self.forms[number] for number in self.alone}
        forms = [form for form in self.forms if weights[form] >= MARK or form in alone]
        return Marks(Matcher(forms), tuple(0.0 if form in alone else weights[form] for form in forms))

    def originals(self, substitute: str) -> list[Row]:
        """The rows of one substitute (none: an empty list)."""
        rows = self._rows.get(substitute)
        if rows is None and substitute in self._packed:
            rows = self._rows[substitute] = unpack(substitute, self._packed[substitute])
        return rows or []

    @cached_property
    def alone(self) -> frozenset[int]:
        """Numbers of the forms that only say "this word is its own": nothing inside them is touched."""
        words = {word for word, cells in self._packed.items() if f"\t{word} " in cells}
        words |= {word for word, rows in self._rows.items() if any(row.original == word for row in rows)}
        words -= self._overruled
        return frozenset(number for number, word in enumerate(self.forms) if word in words)

    def knows(self, word: str) -> bool:
        """Whether a word stands in any pair; much cheaper than all kin where the answer is no."""
        own = any(word in (row.substitute, row.original) for rows in self._rows.values() for row in rows)
        return own or word in self._packed or f"\t{word} " in self._cells

    @cached_property
    def _cells(self) -> str:
        return "".join(self._packed.values())

    @cached_property
    def kin(self) -> dict[str, set[str]]:
        """For each word the words it is paired with, in whatever direction: the spinners' thesaurus."""
        kin: dict[str, set[str]] = {}
        for form in self.forms:
            if form in self._rows:
                originals = [row.original for row in self._rows[form]]
            else:  # rows are not unpacked for their words alone
                originals = [cell.split(" ", 1)[0] for cell in self._packed[form].split("\t")[2:]]
            for original in originals:
                if original != form:
                    kin.setdefault(original, set()).add(form)
                    kin.setdefault(form, set()).add(original)
        return kin

    def __iter__(self) -> Iterator[Row]:
        for form in self.forms:
            yield from self.originals(form)

    def with_rows(self, rows: Iterable[Row]) -> Lexicon:
        """A lexicon in which the given rows stand before the others of the same substitute."""
        mine: dict[str, list[Row]] = {}
        for row in rows:
            mine.setdefault(row.substitute, []).append(row)
        merged = Lexicon(packed=self._packed)
        merged._rows = dict(self._rows)
        merged._overruled = {form for form, first in mine.items() if all(row.original != form for row in first)}
        for form, first in mine.items():
            merged._rows[form] = first + self.originals(form)
        merged.forms = tuple(dict.fromkeys((*self.forms, *mine)))
        return merged


@cache
def load() -> Lexicon:
    """The shipped lexicon, read once per process."""
    return Lexicon(packed=dict(line.split("\t", 1) for line in read_lines(TABLE)))


def pack(rows: Sequence[Row]) -> str:
    """One line of the table: the substitute, its rate in clean text, its strength, and a cell for each row."""
    cells = [
        f"{row.original} {row.family} {row.weight:.3g} {row.original_rate:.3g} {row.unmistakable:d}" for row in rows
    ]
    return "\t".join([rows[0].substitute, f"{rows[0].substitute_rate:.3g}", f"{strength(rows):.3g}", *cells])


def unpack(substitute: str, packed: str) -> list[Row]:
    """The rows of one line of the table."""
    rate, _, *cells = packed.split("\t")
    rows = []
    for cell in cells:
        original, family, weight, original_rate, mark = cell.split(" ")
        rows.append(Row(substitute, original, family, float(weight), float(rate), float(original_rate), mark == "1"))
    return rows


def read_rows(path: Path, family: str | None = None) -> Iterator[Row]:
    """
    Rows of a source or user file: substitute, original, and if given weight, certainty, evidence.

    Tab-separated, or comma-separated where the name ends in `.csv`. Lines starting with `#` and empty lines
    are skipped. Raises ValueError naming file and line.
    """
    name = family or path.stem
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}: not UTF-8 at byte {error.start}; dictionaries are UTF-8") from error
    separator = "," if path.suffix.lower() == ".csv" else "\t"
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        (cells,) = csv.reader([line]) if separator == "," else [line.split("\t")]
        cells = [cell.strip() for cell in cells]
        try:
            substitute, original, *rest = cells
            weight = float(rest[0]) if rest and rest[0] else 1.0
            certainty = rest[1] if len(rest) > 1 and rest[1] else "found"
            believed = weight * CERTAINTY[certainty]
        except (ValueError, KeyError) as error:
            expected = separator.join(("substitute", "original", "weight", "certainty")).replace("\t", " TAB ")
            message = f"{path}, line {number}: expected {expected} (the last two may be missing), got {line!r}"
            raise ValueError(message) from error
        if not substitute or not original or not LEAST <= weight <= 1:
            raise ValueError(f"{path}, line {number}: an empty word, or a weight outside {LEAST}..1: {line!r}")
        yield Row(substitute, original, name, believed, unmistakable=certainty == "mark")


def ratio(rows: Iterable[Row], rate: float) -> float:
    """
    Log of how much more often a substitute stands in spun text than in clean text.

    Spun text has it where the author wrote it, and where one of its originals was replaced.
    Rows without rates (user dictionaries) say nothing.
    """
    rows = list(rows)
    clean = max(row.substitute_rate for row in rows)
    if not clean:
        return 0.0
    return math.log1p(rate * sum(row.weight * row.original_rate for row in rows) / clean)


def strength(rows: Sequence[Row]) -> float:
    """What a substitute says by itself: the most that any family makes of it."""
    if any(row.original == row.substitute for row in rows):
        return 0.0
    if any(row.unmistakable for row in rows):
        return UNMISTAKABLE
    by_family: dict[str, list[Row]] = {}
    for row in rows:
        by_family.setdefault(row.family, []).append(row)
    return max((min(CAP, ratio(mine, RATE)) for mine in by_family.values()), default=0.0)
