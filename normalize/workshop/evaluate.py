"""
Quality on gold files: what is restored, what is spoilt, how sure it was.

Three kinds of files are read: cases (`spun`, `gold`, `sites`, `alternatives`, one JSON record a
line), clean texts (`text`), and a folder with `*_spun.txt` and `*_sites.jsonl`, like `seeds/`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from normalize.model import Edit
from normalize.pipeline import Normalizer
from normalize.workshop.scoring import Score, Site, score


@dataclass(frozen=True, slots=True)
class Case:
    """A damaged text with its sites; no sites: a clean text in which nothing may change."""

    label: str
    family: str
    spun: str
    sites: tuple[Site, ...]


@dataclass(slots=True)
class Tally:
    """What came out for the cases of one family, or for clean texts."""

    score: Score = field(default_factory=Score)
    cases: int = 0
    changed: int = 0  # cases with an applied edit
    characters: int = 0
    edits: int = 0
    outcomes: list[tuple[float, bool]] = field(default_factory=list)  # confidence, right


def read_cases(path: Path) -> Iterator[Case]:
    """Cases of a file or folder; raises ValueError naming file and line."""
    if path.is_dir():
        for spun in sorted(path.glob("*_spun.txt")):
            try:
                yield _seed(spun)
            except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
                raise ValueError(f"{spun}: its sites cannot be read: {error!r}") from error
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            if line.strip():
                yield _case(json.loads(line), f"{path.name}:{number}")
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"{path}, line {number}: not a case: {error!r}") from error


def _case(record: dict[str, Any], label: str) -> Case:
    if "text" in record:
        return Case(record.get("id", label), "clean", record["text"], ())
    accepted = {spun: tuple(others) for spun, others in record.get("alternatives", [])}
    spun = record["spun"]
    sites = tuple(Site(start, end, gold, accepted.get(spun[start:end], ())) for start, end, gold in record["sites"])
    return Case(record.get("id", label), record.get("family", "?"), spun, sites)


def _seed(path: Path) -> Case:
    spun = path.read_text(encoding="utf-8")
    offsets = [0]
    for line in spun.split("\n"):
        offsets.append(offsets[-1] + len(line) + 1)
    sites = []
    for row in path.with_name(path.name.replace("_spun.txt", "_sites.jsonl")).read_text(encoding="utf-8").splitlines():
        record = json.loads(row)
        begin = offsets[record["line"] - 1]
        sites.append(
            Site(begin + record["start"], begin + record["end"], record["gold"], tuple(record["alternatives"]))
        )
    return Case(path.stem, "A", spun, tuple(sites))


def evaluate(cases: Iterable[Case], normalizer: Normalizer) -> dict[str, Tally]:
    """Run every case; one tally per family, clean texts under `clean`."""
    tallies: dict[str, Tally] = {}
    for case in cases:
        tally = tallies.setdefault(case.family, Tally())
        result = normalizer.normalize(case.spun)
        tally.cases += 1
        tally.changed += bool(result.edits)
        tally.characters += len(case.spun)
        tally.edits += len(result.edits)
        if case.sites:
            tally.score += score(case.spun, result.text, case.sites)
            right = _right(result.edits, case)
            tally.outcomes += ((edit.confidence, good) for edit, good in zip(result.edits, right, strict=True))
    return tallies


def _right(edits: Sequence[Edit], case: Case) -> Iterator[bool]:
    """
    For each edit whether the sites it touches read as accepted, with all edits that touch them applied.

    An edit outside any site is wrong.
    """
    for edit in edits:
        covered = [site for site in case.sites if edit.start < site.end and site.start < edit.end]
        yield bool(covered) and all(_restored(case.spun, edits, site) for site in covered)


def _restored(text: str, edits: Sequence[Edit], site: Site) -> bool:
    touching = [edit for edit in edits if edit.start < site.end and site.start < edit.end]
    start, end = min(site.start, touching[0].start), max(site.end, touching[-1].end)
    parts, position = [], start
    for edit in touching:
        parts += [text[position : edit.start], edit.new]
        position = edit.end
    got = "".join(parts) + text[position:end]
    before, after = text[start : site.start], text[site.end : end]
    return any(got == before + gold + after for gold in (site.gold, *site.alternatives))


def table(tallies: dict[str, Tally]) -> str:
    """The tallies as text: one line per family."""
    lines = [f"{'family':<8}{'cases':>6}{'sites':>7}{'precision':>11}{'recall':>8}{'F1':>8}{'exact':>8}"]
    scored = {family: tally for family, tally in tallies.items() if tally.score.clauses}
    for family, tally in sorted(scored.items()):
        lines.append(_line(family, tally.cases, tally.score))
    if len(scored) > 1:
        whole = sum((tally.score for tally in scored.values()), Score())
        lines.append(_line("all", sum(tally.cases for tally in scored.values()), whole))
    if not scored:
        lines.clear()
    for family, tally in sorted(tallies.items()):
        if family not in scored:
            rate = 1e6 * tally.edits / max(1, tally.characters)
            lines.append(
                f"{family}: {tally.cases} texts, {tally.changed} changed "
                f"({tally.changed / tally.cases:.2%}), {tally.edits} edits, {rate:.2f} per million characters"
            )
    return "\n".join(lines)


def _line(family: str, cases: int, score: Score) -> str:
    sites = score.true + score.missed
    figures = f"{score.precision:>11.3f}{score.recall:>8.3f}{score.f1:>8.3f}{score.exact_rate:>8.3f}"
    return f"{family:<8}{cases:>6}{sites:>7}{figures}"
