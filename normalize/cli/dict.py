"""`normalize dict`: check, show, add to, accept into and count dictionaries of pairs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from normalize.cli.mine import texts
from normalize.cli.streams import InputError, target
from normalize.spin import lexicon
from normalize.spin.candidates import USER
from normalize.workshop import dictionaries
from normalize.workshop.proposals import Proposal, accepted


def parser() -> argparse.ArgumentParser:
    """Options of `dict` and its five actions."""
    made = argparse.ArgumentParser(
        prog="normalize dict", description="Look at dictionaries of pairs, and keep them sound."
    )
    actions = made.add_subparsers(dest="action", required=True, metavar="ACTION")
    check = actions.add_parser("check", help="say what is wrong in dictionary files; exit code 1 if anything is")
    check.add_argument("file", nargs="+", help="dictionaries (.tsv, .csv)")
    check.add_argument("--clean", metavar="PATH", help="clean texts; rows that fire in them are named with counts")
    show = actions.add_parser("show", help="what is known of a word")
    show.add_argument("word")
    show.add_argument("--dictionary", action="append", metavar="FILE", help="own pairs to look at, too")
    add = actions.add_parser("add", help="add one row to a file")
    add.add_argument("substitute")
    add.add_argument("original")
    add.add_argument("--into", required=True, metavar="FILE")
    add.add_argument("--weight", type=float, default=0.5, help="share of the original's replacements (default: 0.5)")
    add.add_argument("--certainty", default="found", help="mark, found, seen, likely or guess (default: found)")
    add.add_argument("--evidence", default="own", help="where it was found, or on what grounds")
    accept = actions.add_parser("accept", help="add the accepted rows of a file of proposals (normalize mine)")
    accept.add_argument("proposals")
    accept.add_argument("--into", required=True, metavar="FILE")
    accept.add_argument("--min-score", type=float, metavar="S", help="accept by score instead of by the first column")
    stats = actions.add_parser("stats", help="how many pairs each family has")
    stats.add_argument("file", nargs="*", help="dictionaries (default: what ships)")
    return made


def run(options: argparse.Namespace) -> int:
    """Do what was asked; bad files are messages."""
    try:
        return {"check": _check, "show": _show, "add": _add, "accept": _accept, "stats": _stats}[options.action](
            options
        )
    except OSError as error:
        raise InputError(f"{error.filename or 'output'}: cannot be read or written: {error.strerror}") from error
    except ValueError as error:
        raise InputError(str(error)) from error


def _check(options: argparse.Namespace) -> int:
    clean = texts(options.clean, None) if options.clean else None
    faults = notes = 0
    for is_fault, message in dictionaries.check([Path(name) for name in options.file], clean):
        print(message if is_fault else f"note: {message}")
        faults += is_fault
        notes += not is_fault
    print(f"normalize: {faults} faults and {notes} notes in {len(options.file)} files", file=sys.stderr)
    return 1 if faults else 0


def _show(options: argparse.Namespace) -> int:
    known = lexicon.load()
    for name in options.dictionary or ():
        known = known.with_rows(lexicon.read_rows(Path(name), USER))
    lines = list(dictionaries.show(options.word, known))
    print("\n".join(lines) if lines else f"{options.word}: in no dictionary")
    return 0


def _add(options: argparse.Namespace) -> int:
    row = Proposal(
        options.substitute,
        options.original,
        1.0,
        0,
        options.evidence,
        weight=options.weight,
        certainty=options.certainty,
    )
    return _write(options.into, [row])


def _accept(options: argparse.Namespace) -> int:
    return _write(options.into, list(accepted(Path(options.proposals), least=options.min_score)))


def _write(into: str, rows: list[Proposal]) -> int:
    path = Path(into)
    if path.suffix.lower() == ".csv":
        raise InputError(f"{into}: rows are added to tab-separated files; name a .tsv")
    text = ""
    if path.exists():
        for _ in lexicon.read_rows(path):  # a bad file is told before it is touched
            pass
        text = path.read_bytes().decode("utf-8")
    text, added, known = dictionaries.added(text, rows)
    if added:
        with target(into) as out:
            out.write(text.encode())
    for one in known:
        print(f"normalize: {into} has {one.substitute} → {one.original} already", file=sys.stderr)
    print(f"normalize: {added} rows added to {into}", file=sys.stderr)
    return 0


def _stats(options: argparse.Namespace) -> int:
    rows = [row for name in options.file for row in lexicon.read_rows(Path(name))] if options.file else lexicon.load()
    print("\n".join(dictionaries.stats(rows)))
    return 0
