"""Options that several subcommands share."""

from __future__ import annotations

import argparse
from pathlib import Path

from normalize.cli.streams import InputError
from normalize.config import PRESETS, Config
from normalize.spin.lexicon import read_rows


def add_engine(parser: argparse.ArgumentParser) -> None:
    """What to repair and how sure to be."""
    group = parser.add_argument_group("what to repair")
    group.add_argument("--preset", choices=tuple(PRESETS), help="how sure an edit must be (default: default)")
    group.add_argument("--threshold", type=float, metavar="P", help="apply edits from this confidence (0..1) on")
    group.add_argument("--stages", metavar="A,B", help="run only these repairs")
    group.add_argument("--keep", action="append", metavar="TERM", help="never touch this term (repeatable)")
    group.add_argument(
        "--dictionary",
        action="append",
        metavar="FILE",
        help="own pairs, one a line: substitute TAB original [TAB weight]; they win over ours",
    )
    group.add_argument(
        "--script",
        metavar="NAME",
        help="convert the text as well: simplified, traditional, taiwan, hongkong, or an OpenCC name (tw2sp, hk2s)",
    )
    group.add_argument("--config", metavar="FILE", help="a TOML file with these options")


def add_encoding(parser: argparse.ArgumentParser) -> None:
    """What the bytes are."""
    parser.add_argument("--encoding", metavar="NAME", help="of the input (default: found out)")


def config_of(options: argparse.Namespace, **more: object) -> Config:
    """The configuration that the options ask for; a bad value is a message."""
    given = {name: getattr(options, name) for name in ("preset", "threshold", "keep", "dictionary", "script")}
    if options.stages is not None:
        given["stages"] = [name.strip() for name in options.stages.split(",") if name.strip()]
    given.update(more)
    try:
        base = Config.from_toml(options.config) if options.config else None
        asked = {name: value for name, value in given.items() if value is not None}
        if "preset" in asked and "threshold" not in asked:
            asked["threshold"] = None  # a preset on the command line is not overruled by a file
        config = Config.build(base, **asked)
        for path in config.dictionary:  # a missing file or a bad row is told now, not half way
            for _ in read_rows(Path(path)):
                pass
        return config
    except OSError as error:
        raise InputError(f"{error.filename}: cannot be read: {error.strerror}") from error
    except (TypeError, ValueError) as error:
        raise InputError(str(error)) from error
