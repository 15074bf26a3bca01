"""
Check the sources and build the tables the package ships.

    python dictionaries/build.py           # check, then write normalize/data/
    python dictionaries/build.py --check   # check, and fail if normalize/data/ is not fresh

Every fault is reported with file and line before anything is written.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import re
import sys
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from normalize.spin.lexicon import CERTAINTY, Row, pack, read_rows  # noqa: E402
from normalize.workshop.proposals import FORM  # noqa: E402

SOURCES = ROOT / "dictionaries"
DATA = ROOT / "normalize" / "data"
MODEL = "char5.bin"
DENSITY = re.compile(r"^# Density: (0\.\d+) ", re.MULTILINE)
HEADER_WORDS = ("# What:", "# Columns:", "# Licence:", "Origin:", "# Used by:")
SMOOTHING = 3.0  # occurrences added to each count: a form never seen in the corpus is rare, not impossible
# a form of three characters and more that never stands in clean text is unmistakable from this believed weight on: no
# mere guesses; of two characters there are true words as rare as that (镌汰)
SUPPORTED = 0.08
KINDS = {"brand", "word"}


def check_header(path: Path) -> list[str]:
    """Every table says what it is, its columns, licence, origin and user."""
    head = "\n".join(line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#"))
    return [f"{path.name}: the header lacks {word!r}" for word in HEADER_WORDS if word not in head]


def check_spin(path: Path) -> list[str]:
    """Rows have five cells, are sorted and unique; forms are Han, Latin or digits."""
    faults = check_header(path)
    if not DENSITY.search(path.read_text(encoding="utf-8")):
        faults.append(f"{path.name}: the header lacks '# Density: 0.1 (replaced places per Han character)'")
    last = ("", "")
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        where = f"{path.name}:{number}"
        cells = line.split("\t")
        if len(cells) != 5 or not all(cells):
            faults.append(f"{where}: five cells expected: substitute, original, weight, certainty, evidence")
            continue
        substitute, original, weight, certainty, _ = cells
        if not FORM.fullmatch(substitute) or not FORM.fullmatch(original):
            faults.append(f"{where}: {substitute!r} → {original!r} is not made of Han, Latin or digits")
        if certainty not in CERTAINTY:
            faults.append(f"{where}: certainty {certainty!r} is none of {', '.join(CERTAINTY)}")
        if not re.fullmatch(r"0?\.\d+|1|1\.0", weight) or not 0 < float(weight) <= 1:
            faults.append(f"{where}: weight {weight!r} is not a number above 0, at most 1")
        if (substitute, original) <= last:
            faults.append(f"{where}: not sorted, or twice: {substitute} → {original}")
        last = (substitute, original)
    return faults


def check_injections(path: Path) -> list[str]:
    """Rows are term and kind, sorted and unique."""
    faults = check_header(path)
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    faults += [f"{path.name}: bad row {line!r}" for line in lines if line.partition("\t")[2] not in KINDS]
    if lines != sorted(set(lines)):
        faults.append(f"{path.name}: not sorted, or rows twice")
    return faults


def check_plain(path: Path) -> list[str]:
    """Rows have as many cells as the header names columns, none empty, are sorted by their first and unique."""
    faults = check_header(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    head = next((line for line in lines if line.startswith("# Columns:")), "")
    columns = head.count(",") + 1
    rows = [(number, line) for number, line in enumerate(lines, 1) if not line.startswith("#")]
    for number, line in rows:
        cells = line.split("\t")
        if len(cells) != columns or not all(cells):
            faults.append(f"{path.name}:{number}: {columns} cells expected, as the header says")
    if [line for _, line in rows] != sorted({line for _, line in rows}):
        faults.append(f"{path.name}: not sorted, or rows twice")
    return faults


def plain_tables() -> list[Path]:
    """The tables that ship as they are, injections.tsv aside."""
    return [path for path in sorted(SOURCES.glob("*.tsv")) if path.name not in ("frequencies.tsv", "injections.tsv")]


def frequencies() -> tuple[int, dict[str, tuple[int, float]]]:
    """Characters of the corpus; for each form its count, and its rate in the domain where it is most frequent."""
    lines = (SOURCES / "frequencies.tsv").read_text(encoding="utf-8").splitlines()
    characters = int(re.search(r"in (\d+) characters", lines[0]).group(1))  # type: ignore[union-attr]
    counts = {}
    for line in lines:
        if not line.startswith("#"):
            form, count, highest = line.split("\t")
            counts[form] = int(count), float(highest) / 1e6
    return characters, counts


def spin_table(faults: list[str]) -> str:
    """The joined table: substitute, original, family, believed weight, rates in clean text."""
    characters, counts = frequencies()
    rows: dict[str, list[Row]] = {}
    for path in sorted((SOURCES / "spin").glob("*.tsv")):
        for row in read_rows(path):
            missing = [form for form in (row.substitute, row.original) if form not in counts]
            if missing:
                faults.append(f"{path.name}: no count for {', '.join(missing)}; run tools/count_forms.py")
                continue
            rates = [(counts[form][0] + SMOOTHING) / characters for form in (row.substitute, row.original)]
            # a word of old novels is weak evidence against one: its rate counts half way to that of its own domain
            weighed = math.sqrt(rates[0] * max(rates[0], counts[row.substitute][1]))
            never = not counts[row.substitute][0] and len(row.substitute) > 2 and row.weight >= SUPPORTED
            rated = replace(
                row,
                substitute_rate=weighed,
                original_rate=rates[1],
                unmistakable=row.unmistakable or never,
            )
            rows.setdefault(row.substitute, []).append(rated)
    lines = ["# built by dictionaries/build.py; do not edit", *(pack(rows[form]) for form in sorted(rows))]
    return "\n".join(lines) + "\n"


def family_table() -> str:
    """What is known of each family besides its rows: how densely it replaces."""
    lines = ["# built by dictionaries/build.py; do not edit"]
    for path in sorted((SOURCES / "spin").glob("*.tsv")):
        density = DENSITY.search(path.read_text(encoding="utf-8"))
        lines.append(f"{path.stem}\t{density.group(1) if density else ''}")
    return "\n".join(lines) + "\n"


def build() -> tuple[dict[str, str], list[str]]:
    """Contents of all built files, and every fault found."""
    faults: list[str] = []
    for path in sorted((SOURCES / "spin").glob("*.tsv")):
        faults += check_spin(path)
    faults += check_injections(SOURCES / "injections.tsv")
    for path in plain_tables():
        faults += check_plain(path)
    if faults:
        return {}, faults
    injections = (SOURCES / "injections.tsv").read_text(encoding="utf-8")
    built = {"spin.tsv": spin_table(faults), "families.tsv": family_table(), "injections.tsv": injections}
    built.update((path.name, path.read_text(encoding="utf-8")) for path in plain_tables())
    if faults:
        return {}, faults
    digests = {name: hashlib.sha256(text.encode()).hexdigest()[:16] for name, text in built.items()}
    digests[MODEL] = hashlib.sha256((DATA / MODEL).read_bytes()).hexdigest()[:16]
    built["manifest.json"] = json.dumps(digests, indent=1, sort_keys=True) + "\n"
    return built, faults


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if the built tables are stale")
    options = parser.parse_args()
    built, faults = build()
    for name, text in built.items():
        target = DATA / name
        if not options.check:
            target.write_text(text, encoding="utf-8")
        elif not target.is_file() or target.read_text(encoding="utf-8") != text:
            faults.append(f"{name} is stale; run python dictionaries/build.py")
    for fault in faults:
        print(fault, file=sys.stderr)
    if not faults:
        lines = built["spin.tsv"].splitlines()[1:]
        pairs = sum(line.count("\t") - 2 for line in lines)
        print(
            f"{pairs} pairs of {len(lines)} substitutes, {len(built)} files {'fresh' if options.check else 'written'}"
        )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
