"""`normalize mine`: propose pairs for a dictionary, from aligned texts or from spun texts alone."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from normalize import language_model
from normalize.cli.streams import STANDARD, InputError, Source, same_file, target
from normalize.spin import lexicon
from normalize.workshop.aligned import pairs
from normalize.workshop.decipher import Decipherer
from normalize.workshop.dictionaries import count
from normalize.workshop.proposals import Proposal, written
from normalize.workshop.words import common, every


def parser() -> argparse.ArgumentParser:
    """Options of `mine`."""
    made = argparse.ArgumentParser(
        prog="normalize mine",
        description="Propose pairs as a table that a curator accepts row by row (normalize dict accept). "
        "Two files or two folders with the same names: a spun text and its original, aligned. "
        "One file or folder: spun texts of one spinner, deciphered with the language model.",
    )
    made.add_argument("spun", help="a spun text, or a folder of spun texts")
    made.add_argument("original", nargs="?", help="its original, or the folder of originals")
    made.add_argument("--out", default="-", metavar="FILE", help="where to write (default: standard output)")
    made.add_argument("--least", type=_positive, metavar="N", help="occurrences of a pair (default: 1 aligned, 5 else)")
    made.add_argument("--most", type=_positive, default=2000, metavar="N", help="words to decipher (default: 2000)")
    made.add_argument("--clean", metavar="PATH", help="clean texts, to count the substitutes in as counter-evidence")
    made.add_argument("--encoding", metavar="NAME", help="of the texts (default: found out)")
    return made


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{text} is less than 1")
    return value


def run(options: argparse.Namespace) -> int:
    """Write the proposals."""
    for name in (options.spun, options.original, options.clean):
        if (
            name is not None
            and options.out != STANDARD
            and any(same_file(str(path), options.out) for path in files(name))
        ):
            raise InputError(f"{options.out}: is one of the inputs; name another file")
    found = _deciphered(options) if options.original is None else _aligned(options)
    if options.clean:
        found = _counted(found, options)
    with target(options.out) as out:
        for line in written(found):
            out.write(f"{line}\n".encode())
    print(f"normalize: {len(found)} proposals", file=sys.stderr)
    return 0


def files(name: str) -> list[Path]:
    """A file, or all files under a folder, by name."""
    path = Path(name)
    if path.is_dir():
        found = sorted(one for one in path.rglob("*") if one.is_file() and not one.name.startswith("."))
        if not found:
            raise InputError(f"{name}: is an empty folder")
        return found
    return [path]


def texts(name: str, encoding: str | None) -> Iterator[str]:
    """The texts of a file or folder."""
    for path in files(name):
        yield "".join(Source(str(path), encoding).text())


def _aligned(options: argparse.Namespace) -> list[Proposal]:
    one, other = Path(options.spun), Path(options.original)
    if one.is_dir() != other.is_dir():
        raise InputError(f"{one} and {other}: two files or two folders are needed")
    couples = [(one, other)]
    if one.is_dir():
        couples = [(path, other / path.relative_to(one)) for path in files(options.spun)]
        missing = [str(path) for _, path in couples if not path.is_file()]
        if missing:
            raise InputError(f"{missing[0]}: no such file; each spun text needs its original under the same name")
    read = [tuple("".join(Source(str(path), options.encoding).text()) for path in couple) for couple in couples]
    return pairs(
        [(spun, original) for spun, original in read], words=frozenset(_words(every)), least=options.least or 1
    )


def _deciphered(options: argparse.Namespace) -> list[Proposal]:
    shipped = lexicon.load()
    others = (*_words(every), *shipped.forms)
    decipherer = Decipherer(language_model.load(), _words(common), others, shipped.kin)
    found = decipherer.propose(texts(options.spun, options.encoding), least=options.least or 5, most=options.most)
    return [replace(one, evidence=f"known; {one.evidence}") if _is_known(one, shipped) else one for one in found]


def _words(listed: Callable[[], list[str]]) -> list[str]:
    try:
        return listed()
    except ValueError as error:
        raise InputError(str(error)) from error


def _is_known(one: Proposal, shipped: lexicon.Lexicon) -> bool:
    return any(row.original == one.original for row in shipped.originals(one.substitute))


def _counted(found: list[Proposal], options: argparse.Namespace) -> list[Proposal]:
    forms = sorted({one.substitute for one in found})
    counts, size = count(forms, texts(options.clean, options.encoding))
    return [
        replace(
            one,
            against=f"{counts[one.substitute]} times in {size} characters of clean text; {one.against}".rstrip("; "),
        )
        for one in found
    ]
