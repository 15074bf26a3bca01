"""
Keeping dictionaries sound: what `normalize dict` does.

A dictionary is source code: sorted, unique, each row with its grounds. These functions find what is wrong in
a file, show what is known of a word, and add rows at their place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from normalize.matcher import Matcher
from normalize.spin.lexicon import CERTAINTY, Lexicon, Row, read_rows
from normalize.workshop.proposals import FORM, Proposal

HEADER = """\
# What: own pairs substitute -> original
# Columns: substitute, original, weight (P(substitute | original), 0..1), certainty, evidence
# Licence: your own; Origin: accepted proposals and own rows
# Used by: normalize --dictionary
"""
OFTEN = 1.0  # occurrences per million characters of clean text from which a row is said to fire there


def check(paths: Sequence[Path], clean: Iterable[str] | None = None) -> Iterator[str]:
    """
    Faults of dictionary files, one line each: file, line, what is wrong.

    Form, order, rows twice, rows without grounds; chains (a substitute that is another row's original), conflicts
    (one substitute, different originals in different files); with `clean` texts also the rows that fire in them.
    """
    known: dict[str, dict[str, set[str]]] = {}
    for path in paths:
        try:
            rows = list(read_rows(path))
        except ValueError as error:
            yield str(error)
            continue
        yield from _form(path)
        originals = {row.original for row in rows if row.original != row.substitute}
        for row in rows:
            known.setdefault(row.substitute, {}).setdefault(path.stem, set()).add(row.original)
            if row.substitute in originals and row.substitute != row.original:
                yield f"{path}: chain: {row.substitute} → {row.original}, and something → {row.substitute}"
    for substitute, families in sorted(known.items()):
        if len(families) > 1 and not set.intersection(*families.values()):
            told = "; ".join(f"{name}: {' '.join(sorted(found))}" for name, found in sorted(families.items()))
            yield f"conflict: {substitute} has no original in common ({told})"
    if clean is not None:
        yield from _firing(sorted(known), clean)


def _form(path: Path) -> Iterator[str]:
    last = ("", "")
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        if not line.strip() or line.startswith("#") or path.suffix.lower() == ".csv":
            continue
        cells = line.split("\t")
        where = f"{path}, line {number}"
        pair = cells[0], cells[1]
        if not (FORM.fullmatch(pair[0]) and FORM.fullmatch(pair[1])):
            yield f"{where}: {pair[0]!r} → {pair[1]!r} is not made of Han, Latin or digits"
        if pair <= last:
            yield f"{where}: not sorted, or twice: {pair[0]} → {pair[1]}"
        if len(cells) < 5 or not cells[4].strip():
            yield f"{where}: no evidence for {pair[0]} → {pair[1]}"
        last = pair


def _firing(forms: Sequence[str], clean: Iterable[str]) -> Iterator[str]:
    counts, size = count(forms, clean)
    for form, number in counts.most_common():
        rate = 1e6 * number / max(1, size)
        if rate >= OFTEN:
            yield f"fires in clean text: {form}, {number} times in {size} characters ({rate:.1f} a million)"


def count(forms: Sequence[str], texts: Iterable[str]) -> tuple[Counter[str], int]:
    """How often each form stands in texts, regardless of word borders; and how long these are."""
    matcher = Matcher(forms)
    counts: Counter[str] = Counter()
    size = 0
    for text in texts:
        size += len(text)
        counts.update(forms[number] for _, _, number in matcher.find(text))
    return counts, size


def show(word: str, lexicon: Lexicon) -> Iterator[str]:
    """What the dictionaries know of a word: as a substitute, and as an original."""
    for row in sorted(lexicon.originals(word), key=lambda row: (row.family, -row.weight)):
        if row.original == word:
            yield f"{word}\tis left alone ({row.family})"
        else:
            yield f"{word} ← {row.original}\t{_told(row)}"
    for row in lexicon:
        if row.original == word != row.substitute:
            yield f"{word} → {row.substitute}\t{_told(row)}"


def _told(row: Row) -> str:
    mark = ", unmistakable" if row.unmistakable else ""
    clean = f", {1e6 * row.substitute_rate:.2f} a million in clean text" if row.substitute_rate else ""
    return f"family {row.family.upper()}, believed {row.weight:.2g}{mark}{clean}"


def stats(rows: Iterable[Row]) -> Iterator[str]:
    """Pairs, substitutes, originals and unmistakable forms per family, as a table."""
    families: dict[str, list[Row]] = {}
    for row in rows:
        families.setdefault(row.family, []).append(row)
    yield f"{'family':<10}{'pairs':>8}{'substitutes':>13}{'originals':>11}{'unmistakable':>14}"
    whole = [row for mine in families.values() for row in mine]
    for name, mine in (*sorted(families.items()), ("all", whole)):
        pairs = {(row.substitute, row.original) for row in mine}
        marks = {row.substitute for row in mine if row.unmistakable}
        sizes = len(pairs), len({pair[0] for pair in pairs}), len({pair[1] for pair in pairs}), len(marks)
        yield f"{name:<10}{sizes[0]:>8}{sizes[1]:>13}{sizes[2]:>11}{sizes[3]:>14}"


def add(path: Path, proposals: Iterable[Proposal]) -> tuple[int, list[Proposal]]:
    """
    Write rows into a dictionary file at their places; make the file if there is none.

    Returns how many were added, and those that it already had. Raises ValueError for a bad row or file.
    """
    head, rows = HEADER, dict[tuple[str, str], str]()
    if path.exists():
        list(read_rows(path))  # a bad file is told before it is touched
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        head = "".join(f"{line}\n" for line in lines if line.startswith("#"))
        rows = {_key(line): line for line in lines if line.strip() and not line.startswith("#")}
    added, known = 0, []
    for one in proposals:
        if not (FORM.fullmatch(one.substitute) and FORM.fullmatch(one.original)):
            raise ValueError(f"{one.substitute!r} → {one.original!r} is not made of Han, Latin or digits")
        if one.certainty not in CERTAINTY or not 0 < one.weight <= 1:
            raise ValueError(
                f"{one.substitute} → {one.original}: weight above 0 to 1 and certainty {'/'.join(CERTAINTY)}"
            )
        if one.key in rows:
            known.append(one)
            continue
        evidence = re.sub(r"\s+", " ", one.evidence) or "own"
        rows[one.key] = "\t".join((one.substitute, one.original, f"{one.weight:g}", one.certainty, evidence))
        added += 1
    body = "".join(f"{rows[key]}\n" for key in sorted(rows))
    path.write_text(head + body, encoding="utf-8")
    return added, known


def _key(line: str) -> tuple[str, str]:
    substitute, original, *_ = line.split("\t")
    return substitute, original
