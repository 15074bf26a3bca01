"""
Files and streams of the command line: bytes in, UTF-8 out, nothing half-written.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from normalize.decoding import BLOCK, UnreadableError, decoded_blocks, identify

STANDARD = "-"
SPOOL = 8 << 20  # bytes of standard input kept in memory; more goes to a temporary file


class InputError(Exception):
    """A message for the user, in one line; the command ends with exit code 2."""


class Source:
    """
    One input, read twice: once to learn its encoding, once for its text.

    So nothing is written before the input is known to be readable.
    """

    def __init__(self, name: str, encoding: str | None = None) -> None:
        self.name = "standard input" if name == STANDARD else name
        self._handle = _open(name)
        try:
            reading = identify(self._blocks(), declared=encoding)
        except UnreadableError as error:
            raise InputError(f"{self.name}: {error} (option --encoding)") from error
        except LookupError as error:
            raise InputError(f"{self.name}: {error}; see the Python documentation for names of encodings") from error
        except OSError as error:
            raise InputError(f"{self.name}: cannot be read: {error.strerror}") from error

        self.encoding, self.how, self.mark = reading.encoding, reading.how, reading.mark
        self.reading = reading

    def text(self) -> Iterator[str]:
        """The text in blocks."""
        self._handle.seek(0)
        try:
            yield from decoded_blocks(self._blocks(), self.reading)
        except UnreadableError as error:
            raise InputError(f"{self.name}: {error}") from error

    def _blocks(self) -> Iterator[bytes]:
        while block := self._handle.read(BLOCK):
            yield block


def _open(name: str) -> IO[bytes]:
    if name == STANDARD:
        if sys.stdin is None:
            raise InputError("standard input is closed; name a file")
        if sys.stdin.isatty():
            print("normalize: reading from the terminal; end with Ctrl-D", file=sys.stderr)
        spool = tempfile.SpooledTemporaryFile(max_size=SPOOL)  # noqa: SIM115  (lives as long as the run)
        try:
            while block := sys.stdin.buffer.read(BLOCK):
                spool.write(block)
        except OSError as error:
            raise InputError(f"standard input: cannot be read or stored: {error.strerror}") from error
        spool.seek(0)
        return spool
    path = Path(name)
    if path.is_dir():
        raise InputError(f"{name}: is a folder; name its files")
    try:
        handle = path.open("rb")
        if not handle.seekable():  # a pipe or a device: keep what comes
            spool = tempfile.SpooledTemporaryFile(max_size=SPOOL)  # noqa: SIM115
            while block := handle.read(BLOCK):
                spool.write(block)
            handle.close()
            spool.seek(0)
            return spool
        return handle
    except FileNotFoundError as error:
        raise InputError(f"{name}: no such file") from error
    except OSError as error:
        raise InputError(f"{name}: cannot be opened: {error.strerror}") from error


@contextmanager
def target(name: str) -> Iterator[IO[bytes]]:
    """
    A file that appears whole or not at all: written beside its place, then renamed.

    Standard output and devices are written directly.
    """
    if name in (STANDARD, "/dev/stdout"):
        if sys.stdout is None:
            raise InputError("standard output is closed")
        with _reported("standard output"):
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        return
    path = Path(name)
    if path.is_dir():
        raise InputError(f"{name}: is a folder; name a file")
    if path.exists() and not path.is_file():
        with _reported(name), path.open("wb") as handle:
            yield handle
        return
    real = Path(os.path.realpath(path))
    with _reported(name):
        number, temporary = tempfile.mkstemp(prefix=f".{real.name}.", dir=real.parent)
        try:
            with os.fdopen(number, "wb") as handle:
                yield handle
                handle.flush()
                os.fsync(handle.fileno())
            _keep_mode(real, temporary)
            os.replace(temporary, real)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise


def same_file(one: str, two: str) -> bool:
    """Whether two names lead to one file, be it there or yet to be made."""
    try:
        return Path(one).samefile(two)
    except OSError:
        return os.path.realpath(one) == os.path.realpath(two)


@contextmanager
def _reported(name: str) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise InputError(f"{name}: cannot be written: {error.strerror}") from error


def _keep_mode(real: Path, temporary: str) -> None:
    """The permissions of the file that is replaced, or what a new file would get."""
    if real.exists():
        mode = real.stat().st_mode & 0o7777
    else:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    Path(temporary).chmod(mode)
