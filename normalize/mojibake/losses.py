"""
Which lossy channels a line may have gone through, judged by its characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from normalize.mojibake import channels, signs
from normalize.mojibake.beam import Channel
from normalize.mojibake.repertoire import single_bytes
from normalize.mojibake.units import LOST

_LEADS = re.compile("[âãäåæçèéï]")  # first bytes of Chinese in UTF-8, E2 to E9 and EF, as windows-1252 shows them
_CYRILLIC_LEADS = re.compile("[вгдежзийп]")
_MAC_LEADS = re.compile("[‚„‰ÂÊÁËÈÔ]")
_LATIN = re.compile("[\x80-\u02ff]")
_LETTERS = re.compile("[À-ÖØ-öø-ÿ]")
_TWICE = re.compile("[ÂÃ][\x80-¿ŠŒŽšœžŸƒˆ˜–-™]|Å[\x80-¿’“”‡™]|â€")
ENOUGH = 3  # characters of a kind
MIXED = 0.6  # share of letters that both may have
TWICE = 4  # pairs of a second layer


class Suspicion(NamedTuple):
    """A channel, the symbols it is to read, and their borders in the line if they are not its characters."""

    rule: str
    channel: Channel
    symbols: str
    borders: Sequence[int] | None = None

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where symbols stand in the line."""
        return (start, end) if self.borders is None else (self.borders[start], self.borders[end])


def suspicions(line: str) -> Iterator[Suspicion]:
    """The channels worth trying."""
    latin = len(_LATIN.findall(line))
    if latin >= ENOUGH:
        if len(_TWICE.findall(line)) >= TWICE:
            yield _without_outer(line)
        letters = len(_LETTERS.findall(line))  # a third of UTF-8's bytes, two thirds and more of GBK's
        if letters <= MIXED * latin and len(_LEADS.findall(line)) * 5 >= latin:
            western = channels.Utf8AsSingle("windows-1252", channels.UNSEEN)
            yield Suspicion("utf-8 read as windows-1252, bytes lost", western, line)
            latin_9 = channels.Utf8AsSingle("iso-8859-15", channels.ALL_C1)
            yield Suspicion("utf-8 read as iso-8859-15, bytes lost", latin_9, line)
        if letters >= (1 - MIXED) * latin:
            yield Suspicion("gb18030 read as windows-1252, then repaired wrongly", channels.GbkAsLatin(), line)
    if len(_MAC_LEADS.findall(line)) >= ENOUGH:
        mac = channels.Utf8AsSingle("mac-roman", frozenset())
        yield Suspicion("utf-8 read as mac-roman, bytes lost", mac, line)
    if len(_CYRILLIC_LEADS.findall(line)) >= ENOUGH:
        cyrillic = channels.Utf8AsSingle("windows-1251", channels.CYRILLIC)
        yield Suspicion("utf-8 read as windows-1251, bytes lost", cyrillic, line)
    if signs.any_of("gb18030", "utf-8").search(line):
        yield Suspicion("utf-8 read as gb18030, bytes lost", channels.Utf8AsGbk(), line)


def _without_outer(line: str) -> Suspicion:
    """
    UTF-8 shown as windows-1252 twice, the outer time taken off.

    A byte that the second time did not show leaves its C2 alone: "Â" before anything but a continuation is a hole,
    and a space after a first byte was a no-break space.
    """
    table = single_bytes("windows-1252")
    symbols: list[str] = []
    borders = [0]
    position = 0
    while position < len(line):
        text, length = _taken_off(line, position, table)
        symbols.append(text)
        position += length
        borders.append(position)
    channel = channels.Utf8AsSingle("windows-1252", channels.UNSEEN)
    return Suspicion("utf-8 read as windows-1252 twice, bytes lost", channel, "".join(symbols), borders)


def _taken_off(line: str, position: int, table: dict[str, int]) -> tuple[str, int]:
    for length in (2, 3):
        part = line[position : position + length]
        if part[:-1].isascii():
            break
        raw = bytes(0xA0 if one == " " else table.get(one, 0x20) for one in part)
        text = raw.decode("utf-8", "ignore")
        if len(text) == 1 and len(text.encode()) == length:
            return text, length
    if line.startswith("â€", position):  # E2 80 9D, the last byte lost: of these only ” is in windows-1252
        return "”", 3 if line.startswith(LOST, position + 2) else 2
    if line.startswith("Â" + LOST, position):
        return channels.HOLE, 2
    return (channels.HOLE if line[position] == "Â" else line[position]), 1
