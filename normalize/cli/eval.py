"""`normalize eval gold.jsonl`: quality on gold files, a table per family."""

from __future__ import annotations

import argparse
from pathlib import Path

import normalize
from normalize.cli.options import add_engine, config_of
from normalize.cli.streams import InputError


def parser() -> argparse.ArgumentParser:
    """Options of `eval`."""
    made = argparse.ArgumentParser(
        prog="normalize eval",
        description="Score restorations against gold sites; count edits in clean texts.",
    )
    made.add_argument("gold", nargs="+", help="case files (.jsonl), or folders like seeds/")
    made.add_argument("--min-f1", type=float, metavar="F", help="exit with code 1 if a file scores below")
    add_engine(made)
    return made


def run(options: argparse.Namespace) -> int:
    """Print one table per file."""
    from normalize.workshop.evaluate import Tally, evaluate, read_cases, table
    from normalize.workshop.scoring import Score

    normalizer = normalize.Normalizer(config_of(options))
    low = False
    for name in options.gold:
        try:
            tallies: dict[str, Tally] = evaluate(read_cases(Path(name)), normalizer)
        except OSError as error:
            raise InputError(f"{name}: cannot be read: {error.strerror}") from error
        except ValueError as error:
            raise InputError(str(error)) from error
        if not tallies:
            raise InputError(f"{name}: holds no cases")
        print(f"{name}\n{table(tallies)}\n")
        whole = sum((tally.score for tally in tallies.values()), Score())
        low = low or (options.min_f1 is not None and whole.clauses > 0 and whole.f1 < options.min_f1)
    return int(low)
