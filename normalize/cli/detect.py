"""`normalize detect in.txt`: what is damaged, which families, how sure, on what evidence."""

from __future__ import annotations

import argparse
import json

import normalize
from normalize.cli.options import add_encoding, add_engine, config_of
from normalize.cli.streams import STANDARD, Source
from normalize.model import Report
from normalize.result import join

MARKS = 12  # marks shown per family


def parser() -> argparse.ArgumentParser:
    """Options of `detect`."""
    made = argparse.ArgumentParser(prog="normalize detect", description="Say what is damaged; change nothing.")
    made.add_argument("input", nargs="*", help="text files; - or nothing: standard input")
    made.add_argument("--json", action="store_true", help="one JSON record per file")
    add_encoding(made)
    add_engine(made)
    return made


def run(options: argparse.Namespace) -> int:
    """Print the verdict on each file."""
    normalizer = normalize.Normalizer(config_of(options))
    for name in options.input or [STANDARD]:
        source = Source(name, options.encoding)
        report = examine(normalizer, source)
        if options.json:
            print(
                json.dumps({"source": source.name, "damaged": report.damaged, **report.to_dict()}, ensure_ascii=False)
            )
        else:
            print(describe(source.name, report))
    return 0


def examine(normalizer: normalize.Normalizer, source: Source) -> Report:
    """The report on one input, its findings all suggestions."""
    return join(normalizer.stream(source.text(), apply=False)).report


def describe(name: str, report: Report) -> str:
    """The verdict in a few lines."""
    if not report.damaged:
        return f"{name}: clean ({report.characters} characters)"
    lines = [f"{name}: damaged ({report.characters} characters, {report.suggested.total()} places)"]
    for family in report.families:
        share = family.characters / max(1, report.characters)
        lines.append(
            f"  spun by family {family.name.upper()}: probability {family.probability:.3f}, "
            f"{share:.0%} of the text, rate {family.rate:.2f}"
        )
        marks = " ".join(f"{form}×{count}" for form, count in family.marks[:MARKS])
        lines.append(f"    marks: {marks}")
    kinds = [rule for rule in report.suggested if not rule.startswith("spin/")]
    lines += [f"  {rule}: {report.suggested[rule]}" for rule in kinds]
    return "\n".join(lines)
