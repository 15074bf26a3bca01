"""`normalize check in.txt`: exit code 1 if damaged, for hooks and CI."""

from __future__ import annotations

import argparse

import normalize
from normalize.cli.detect import examine
from normalize.cli.options import add_encoding, add_engine, config_of
from normalize.cli.streams import STANDARD, Source


def parser() -> argparse.ArgumentParser:
    """Options of `check`."""
    made = argparse.ArgumentParser(prog="normalize check", description="Exit with code 1 if any file is damaged.")
    made.add_argument("input", nargs="*", help="text files; - or nothing: standard input")
    made.add_argument("-q", "--quiet", action="store_true", help="print nothing")
    add_encoding(made)
    add_engine(made)
    return made


def run(options: argparse.Namespace) -> int:
    """Name the damaged files."""
    normalizer = normalize.Normalizer(config_of(options))
    damaged = False
    for name in options.input or [STANDARD]:
        source = Source(name, options.encoding)
        report = examine(normalizer, source)
        damaged = damaged or report.damaged
        if report.damaged and not options.quiet:
            print(f"{source.name}: damaged, {report.suggested.total()} places")
    return int(damaged)
