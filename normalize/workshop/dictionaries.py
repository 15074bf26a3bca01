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
from normalize.spin.lexicon import Lexicon, Row, read_rows
from normalize.workshop.proposals import FORM, Proposal, sound

HEADER = """\
# What: own pairs substitute -> original
# Columns: substitute, original, weight (P(substitute | original), 0..1), certainty, evidence
# Licence: your own; Origin: accepted proposals and own rows
# Used by: normalize --dictionary
"""
SHOWN = 12  # words shown in a message
OFTEN = 1.0  # occurrences per million characters of clean text from which a row is said to fire there


def check(paths: Sequence[Path], clean: Iterable[str] | None = None) -> Iterator[tuple[bool, str]]:
    """
    What is to be said of dictionary files: whether it is a fault, and the message, naming file and line.

    Faults: form, order, rows twice, rows without grounds. Notes, since both may be true: chains (a substitute that is
    another row's original), conflicts (one substitute, no original in common between files); with `clean` texts the
    rows that fire in them.
    """
    known: dict[str, dict[Path, set[str]]] = {}
    for path in paths:
        try:
            rows = list(read_rows(path))
        except ValueError as error:
            yield True, str(error)
            continue
        yield from ((True, fault) for fault in _form(path, rows))
        originals = {row.original for row in rows if row.original != row.substitute}
        for row in rows:
            known.setdefault(row.substitute, {}).setdefault(path, set()).add(row.original)
        chained = sorted(
            {row.substitute for row in rows if row.substitute in originals and row.substitute != row.original}
        )
        if chained:
            shown = " ".join(chained[:SHOWN])
            yield False, f"{path}: {len(chained)} substitutes are originals of other rows, too: {shown}"
    for substitute, files in sorted(known.items()):
        if len(files) > 1 and not set.intersection(*files.values()):
            told = "; ".join(f"{path.name}: {' '.join(sorted(found))}" for path, found in sorted(files.items()))
            yield False, f"conflict: {substitute} has no original in common ({told})"
    if clean is not None:
        yield from ((False, note) for note in _firing(sorted(known), clean))


def _form(path: Path, rows: Sequence[Row]) -> Iterator[str]:
    """Faults of single rows; order and grounds are asked of tab-separated files, which are kept as source code."""
    seen: set[tuple[str, str]] = set()
    for row in rows:
        pair = row.substitute, row.original
        if not (FORM.fullmatch(pair[0]) and FORM.fullmatch(pair[1])):
            yield f"{path}: {pair[0]!r} → {pair[1]!r} is not made of Han, Latin or digits"
        if pair in seen:
            yield f"{path}: twice: {pair[0]} → {pair[1]}"
        seen.add(pair)
    if path.suffix.lower() == ".csv":
        return
    last = ("", "")
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), 1):
        if not _is_row(line):
            continue
        cells, pair = line.split("\t"), _key(line)
        if pair < last:
            yield f"{path}, line {number}: not sorted: {pair[0]} → {pair[1]}"
        if len(cells) < 5 or not cells[4].strip():
            yield f"{path}, line {number}: no evidence for {pair[0]} → {pair[1]}"
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


def added(text: str, proposals: Iterable[Proposal]) -> tuple[str, int, list[Proposal]]:
    """
    The text of a dictionary file with rows put in at their places; all else stays as it is.

    An empty text gets a header. Returns the text, how many rows were added, and those that it already had. Raises
    ValueError for a bad row.
    """
    lines = (text or HEADER).splitlines(keepends=True)
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += end
    known = {_key(line) for line in lines if _is_row(line)}
    count, had = 0, []
    for one in proposals:
        sound(one)
        if one.key in known:
            had.append(one)
            continue
        evidence = re.sub(r"\s+", " ", one.evidence) or "own"
        row = "\t".join((one.substitute, one.original, f"{one.weight:g}", one.certainty, evidence)) + end
        place = next((n for n, line in enumerate(lines) if _is_row(line) and _key(line) > one.key), len(lines))
        lines.insert(place, row)
        known.add(one.key)
        count += 1
    return "".join(lines), count, had


def _is_row(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#")


def _key(line: str) -> tuple[str, str]:
    substitute, original, *_ = (*line.rstrip("\r\n").split("\t"), "")
    return substitute, original
