"""
锟斤拷: bytes of GBK read as UTF-8, the bad ones replaced by U+FFFD, and that shown as GBK.

Each EF BF BD is one lost byte; pairs that happened to be UTF-8 survived, a sixth of running text.
What survived is read back, a character with a lost byte becomes U+FFFD. Nothing is guessed: many
sentences leave the same remains. Where next to nothing survived, the line stays and is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalize.mojibake import channels, judge
from normalize.mojibake.beam import Beam
from normalize.mojibake.repertoire import encoded
from normalize.mojibake.units import LOST

REMAINS = re.compile("锟斤|斤拷")
_RUN = re.compile("[^\x00-\x7f]+(?:\\?[^\x00-\x7f]+)*")
_REPLACED = re.compile(b"\xef\xbf\xbd|\xef\xbf(?=[\\?]|$)|\\?")
ENOUGH = 0.25  # characters that must survive; below that the remains say nothing (eight characters in ten: 票)
_WORD = re.compile("[锟斤拷]+")
SPOKEN = 6  # other Han characters for each 锟, from which on the line is not what is left of one
_QUOTED = re.compile('[“‘「『"](?:锟斤拷)+[”’」』"]')
SOUND = 5  # Han characters beside it that read well: a sentence about 锟斤拷, or a joke
RULE = "gb18030 read as utf-8, then as gb18030"


def read_back(line: str) -> list[tuple[int, int, str]]:
    """
    Runs with what is left of them: start, end, text with U+FFFD for every lost character.

    >>> read_back("锟斤拷始锟斤拷"), read_back("锟斤拷锟斤拷锟斤拷锟斤拷")
    ([(0, 7, '�始�')], [])
    """
    if is_about(line):
        return []
    found = list(_remains(line))
    text = "".join(text for _, _, text in found)
    return found if len(text) - text.count(LOST) >= max(1, ENOUGH * len(text)) else []


def is_about(line: str) -> bool:
    """Whether somebody speaks of it: the rest of the line is sound."""
    rest = _WORD.sub("", line)
    spoken = len(judge.HAN.findall(rest))
    if spoken > SPOKEN * line.count("锟") or _QUOTED.search(line):
        return True  # a verse, a quotation: of a page that was read so little else is left
    return spoken >= SOUND and judge.cost(rest) < judge.POSSIBLE


def _remains(line: str) -> Iterator[tuple[int, int, str]]:
    for run in _RUN.finditer(line):
        if not REMAINS.search(run.group()):
            continue
        symbols = _bytes(run.group().rstrip(LOST))
        read = symbols and Beam(channels.Replaced()).read(symbols)
        if not read:
            continue
        text = "".join(piece.text for piece in read[0])
        if not any(piece.own for piece in read[0]):
            yield run.start(), run.end(), text


def _bytes(run: str) -> str:
    """The bytes as symbols of `channels.Replaced`: a hole for each lost one."""
    raw = encoded(run, "gb18030")
    if raw is None:
        return ""
    symbols = []
    position = 0
    for match in _REPLACED.finditer(raw):
        symbols += [channels.survivor(byte) for byte in raw[position : match.start()]]
        symbols.append(channels.HOLE)
        position = match.end()
    symbols += [channels.survivor(byte) for byte in raw[position:]]
    return "".join(symbols)
