"""`normalize in.txt > out.txt`: the clean text, and on request the diff."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Protocol

import normalize
from normalize.cli.options import add_encoding, add_engine, config_of
from normalize.cli.streams import STANDARD, InputError, Source, same_file, target
from normalize.model import Report
from normalize.result import Result

EXAMPLES = """\
examples:
  normalize in.txt > out.txt                     clean text
  normalize in.txt -o out.txt --diff out.diff    and the diff, with reasons
  normalize in.txt -o out.txt --diff out.jsonl   and the edits as records
  normalize --diff in.txt                        show the changes, write nothing
  normalize --in-place --strip-injections a.txt  overwrite, without injected advertising lines
  cat in.txt | normalize                         from standard input
  normalize detect in.txt                        what is damaged, by which spinner
  normalize check in.txt                         exit code 1 if damaged

exit codes: 0 done, 1 damaged (check), 2 bad input or usage
"""
SHOW = ""  # --diff without a file


class Diff(Protocol):
    """Something that writes changes part by part."""

    def head(self) -> str: ...
    def part(self, result: Result) -> str: ...
    def end(self) -> str: ...


def parser() -> argparse.ArgumentParser:
    """The options of the command without a subcommand."""
    made = argparse.ArgumentParser(
        prog="normalize",
        description="Make garbled Chinese web text readable again.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("input", nargs="?", help="a text file; - or nothing: standard input")
    made.add_argument("-o", "--output", metavar="FILE", help="where the clean text goes (default: standard output)")
    made.add_argument("--in-place", action="store_true", help="overwrite the input, in one step, when all is done")
    made.add_argument(
        "--diff",
        nargs="?",
        const=SHOW,
        metavar="FILE",
        help="write the changes: unified by words, or records if it ends in .jsonl; without a file, show them",
    )
    made.add_argument("--strip-injections", action="store_true", default=None, help="remove injected advertising lines")
    made.add_argument("-q", "--quiet", action="store_true", help="no summary on the terminal")
    made.add_argument("--version", action="version", version=f"normalize {normalize.__version__}")
    add_encoding(made)
    add_engine(made)
    return made


def run(options: argparse.Namespace) -> int:
    """Clean one input."""
    if options.diff and options.input is None and options.output is None:  # `normalize --diff in.txt`
        options.input, options.diff = options.diff, SHOW
    name = options.input or STANDARD
    output = _output(options, name)
    config = config_of(options, strip_injections=options.strip_injections)
    source = Source(name, options.encoding)
    normalizer = normalize.Normalizer(config)
    if any(word in source.how for word in ("mixed", "tolerant", "not ")):  # not what it seemed: say so
        print(f"normalize: {source.name}: read as {source.encoding} ({source.how})", file=sys.stderr)
    report = _write(normalizer, source, output, options.diff)
    if sys.stderr.isatty() and not options.quiet:
        print(summary(source.name, report), file=sys.stderr)
    return 0


def _output(options: argparse.Namespace, name: str) -> str | None:
    """Where the clean text goes; None: nowhere, the changes are shown instead."""
    if options.in_place:
        if name == STANDARD or options.output:
            raise InputError("--in-place needs an input file and no --output")
        return name
    if options.output == "":
        raise InputError("--output is empty; name a file")
    if options.diff is not None and STANDARD in (options.diff, options.output):
        raise InputError("text and changes cannot both go to standard output; name a file")
    if options.output is None:
        return None if options.diff == SHOW else STANDARD
    for other in (name, options.diff or name):
        if options.output != STANDARD and same_file(options.output, other):
            raise InputError(f"{options.output}: would overwrite what is read or written elsewhere; use --in-place")
    return str(options.output)


def _write(normalizer: normalize.Normalizer, source: Source, output: str | None, diff: str | None) -> Report:
    if diff and same_file(diff, source.name):
        raise InputError(f"{diff}: is the input; name another file for the diff")
    with ExitStack() as files:
        clean = files.enter_context(target(output)) if output else None
        changes = files.enter_context(target(diff)) if diff else None
        return _copy(normalizer, source, clean, changes, diff)


def _copy(
    normalizer: normalize.Normalizer,
    source: Source,
    clean: IO[bytes] | None,
    changes: IO[bytes] | None,
    diff: str | None,
) -> Report:
    writer = _diff_writer(source.name, diff, normalizer) if changes else None
    report = Report()
    if clean and source.encoding == "utf-8":
        clean.write(source.mark)  # a byte-order mark is part of a clean file
    if changes and writer:
        changes.write(writer.head().encode("utf-8", "backslashreplace"))
    for result in _shown(normalizer.stream(source.text()), diff == SHOW):
        report += result.report
        if clean:
            clean.write(result.text.encode())
        if changes and writer:
            changes.write(writer.part(result).encode("utf-8", "surrogatepass"))
    if changes and writer:
        changes.write(writer.end().encode())
    return report


def _shown(results: Iterator[Result], show: bool) -> Iterator[Result]:
    """Pass results on; with `show`, print their changes as they come."""
    if not show:
        yield from results
        return
    from normalize.render.terminal import Printer

    printer = Printer(sys.stdout)
    for result in results:
        printer.print(result)
        yield result


def _diff_writer(name: str, diff: str | None, normalizer: normalize.Normalizer) -> Diff:
    if Path(diff or "").suffix == ".jsonl":
        from normalize.render.jsonl import JsonLines

        return JsonLines(name, normalizer.digests)
    from normalize.render.unified import UnifiedDiff

    return UnifiedDiff(name)


def summary(name: str, report: Report) -> str:
    """One line for the terminal."""
    applied, suggested = report.applied.total(), report.suggested.total()
    families = ", ".join(f"spun by family {family.name.upper()}" for family in report.families)
    found = f"{applied} changes, {suggested} suggestions" if applied or suggested else "nothing to repair"
    return f"{name}: {report.characters} characters, {found}" + (f"; {families}" if families else "")
