"""
Make the tables of single characters: traditional to simplified, and readings.

    pip install opencc pypinyin
    python tools/character_tables.py    # writes dictionaries/simplified.tsv and dictionaries/pinyin.tsv

Facts taken over from OpenCC (Apache-2.0) and pypinyin (MIT); the versions stand in the headers.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import opencc
import pypinyin

SOURCES = Path(__file__).resolve().parent.parent / "dictionaries"
HAN = [*range(0x3400, 0xA000), *range(0xF900, 0xFB00), *range(0x20000, 0x2A6E0)]
COMMON = range(0x4E00, 0xA000)

HEADER = """\
# What: {what}
# Columns: {columns}
# Licence: {licence}; Origin: {origin}, by tools/character_tables.py
# Used by: {used}
"""


def simplified() -> str:
    """Each traditional or variant character with its simplified one, where OpenCC gives one for it alone."""
    converter = opencc.OpenCC("t2s")
    rows = []
    for point in HAN:
        character = chr(point)
        plain = converter.convert(character)
        if plain != character and len(plain) == 1:
            rows.append(f"{character}\t{plain}")
    head = HEADER.format(
        what="the simplified character of each traditional one, seen alone",
        columns="traditional, simplified",
        licence="Apache-2.0",
        origin=f"OpenCC {version('opencc')}, t2s",
        used="normalize/hanzi.py, for judging traditional text with a model of simplified text",
    )
    return head + "\n".join(sorted(rows)) + "\n"


def readings() -> str:
    """Each character with its readings, tone marks on, the most usual first."""
    rows = []
    for point in COMMON:
        character = chr(point)
        found = pypinyin.pinyin(character, style=pypinyin.Style.TONE, heteronym=True, errors="ignore")
        if found:
            rows.append(f"{character}\t{' '.join(dict.fromkeys(found[0]))}")
    head = HEADER.format(
        what="readings of characters in pinyin with tone marks, the most usual first",
        columns="character, readings",
        licence="MIT",
        origin=f"pypinyin {version('pypinyin')}",
        used="normalize/pinyin.py",
    )
    return head + "\n".join(sorted(rows)) + "\n"


def main() -> None:
    (SOURCES / "simplified.tsv").write_text(simplified(), encoding="utf-8")
    (SOURCES / "pinyin.tsv").write_text(readings(), encoding="utf-8")


if __name__ == "__main__":
    main()
