"""
The command line: argument parsing and streams only.

Exit codes: 0 done; 1 `check` found damage, `eval` missed a floor, `dict check` found faults; 2 bad input or bad usage.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from normalize.cli.streams import InputError

COMMANDS = ("check", "detect", "dict", "eval", "mine")  # anything else is a file to clean


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; messages go to standard error, one line each."""
    for stream in (sys.stdout, sys.stderr):  # UTF-8 whatever the console's code page says
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    words = list(sys.argv[1:] if arguments is None else arguments)
    command = words.pop(0) if words and words[0] in COMMANDS else "clean"
    module = import_module(f"normalize.cli.{command}")
    try:
        code: int = module.run(module.parser().parse_args(words))
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except InputError as error:
        print(f"normalize: {error}", file=sys.stderr)
    except BrokenPipeError:
        print("normalize: standard output was closed before all was written", file=sys.stderr)
    except KeyboardInterrupt:
        print("normalize: interrupted", file=sys.stderr)
        return 130
    _forget_standard_output()
    return 2


def _forget_standard_output() -> None:
    """What could not be written must not be tried again, with a traceback, when Python ends."""
    try:
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, sys.stdout.fileno())
    except (AttributeError, OSError, ValueError):
        pass  # standard output is closed already, or not a file at all: nothing left to flush
