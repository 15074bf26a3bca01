"""
Make the tables of facts about characters that look alike or live in private areas.

    python tools/lookalike_tables.py EquivalentUnifiedIdeograph.txt cjk-decomp.txt

The first file is part of the Unicode Character Database, the second Gavin Grover's decompositions (Apache 2.0).
Writes `dictionaries/lookalikes.tsv`, `lookalikes_parts.tsv`, `lookalikes_shapes.tsv` (but for the rows
of OBSERVED), and the rows of `private_use.tsv` that a formula gives; its hand-written rows are kept.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

DICTIONARIES = Path(__file__).resolve().parent.parent / "dictionaries"
PARTS = range(0x4E00, 0xA000)
RARE = range(0x3400, 0x4DC0)
COMMON = [bytes((row, cell)).decode("gb2312", "ignore") for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)]
ALIKE = 0.45  # share of strokes in common; real pairs have 0.47 to 0.86
STEP = 0.06  # of likeness, for one digit
MOST = 12  # candidates for one rare character
# pairs seen in read pages, and old forms of common characters that nobody types
OBSERVED = (
    "㲴氘㝍写䊁糙㑩罗㫺昔㕘参㑹会㝵得㫖旨㸔看㳂沿㡳底㪚散䇿策䖏处䟽疏㘴坐㝎定㣲微㓜幼㧱拿㫁断㒵貌㗖啖㘅衔㝠冥㝡最㞐居㣔往㦯或"
    "㦲哉㨿据㩗携㪅更㪍勃㪘敛㪽所㬉暖㬥暴㮚栗㮣概㰱岁㱕归㱔些㳅流㴱深㹠豚㺯弄㽞留䂓规䄂袖䆫窗䋲绳䌫缆䏻能䑓台䑛舐䓁等䓤葱䕶护䖍虔"
    "䖝虫䗬蜂䘏恤䘚卒䙝亵䛡话䝉蒙䝟猬䠶射䥫铁䧟陷䨇双䰟魂䳘鹅"
)
COMPATIBILITY = (range(0x2F00, 0x2FD6), range(0xF900, 0xFB00), range(0x2F800, 0x2FA20))
OLD_GB18030 = [bytes((0xFE, trail)) for trail in (*range(0x50, 0x7F), *range(0x80, 0xA1))]  # U+E815 to U+E864
NEW_IN_2005 = dict(
    zip("\ue81e\ue826\ue82b\ue82c\ue832\ue843\ue854\ue864", map(chr, range(0x9FB4, 0x9FBC)), strict=True)
)
STYLE_FORMS = {
    "\u2fad": "青",
    "\u2e95": "彐",
    "\u2e97": "心",
    "\u2ed8": "青",
}  # as text has them, not as the chart draws them


def main() -> None:
    equivalent, parts = (Path(name).read_text(encoding="utf-8") for name in sys.argv[1:3])
    write("lookalikes.tsv", LOOKALIKES, radicals(equivalent))
    write("lookalikes_parts.tsv", DECOMPOSITION, decompositions(parts))
    write("lookalikes_shapes.tsv", SHAPES, shapes(parts))
    write("private_use.tsv", PRIVATE, private())


def radicals(equivalent: str) -> dict[str, str]:
    """Radicals, strokes and compatibility ideographs with the ideograph that they look like."""
    rows = {
        chr(code): unicodedata.normalize("NFKC", chr(code))
        for block in COMPATIBILITY
        for code in block
        if unicodedata.normalize("NFKC", chr(code)) != chr(code)
    }
    for first, last, plain in re.findall(
        r"^([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*([0-9A-F]+)", equivalent, re.MULTILINE
    ):
        for code in range(int(first, 16), int(last or first, 16) + 1):
            if code < 0x2F00 or 0x31C0 <= code <= 0x31E3:
                rows[chr(code)] = chr(int(plain, 16))
    return rows | STYLE_FORMS


def read_parts(source: str) -> dict[str, list[str]]:
    """Characters and unnamed shapes with their parts."""
    found = re.findall(r"^(\S+?):[^(]*\(([^)]*)\)", source, re.MULTILINE)
    return {name: [item for item in items.split(",") if item] for name, items in found}


def decompositions(source: str) -> dict[str, str]:
    """Ideographs of exactly two named parts."""
    parts = read_parts(source)
    pairs = {chr(code): "".join(parts.get(chr(code), ())) for code in PARTS}
    return {whole: pair for whole, pair in pairs.items() if len(pair) == 2 == len(parts[whole])}


def shapes(source: str) -> dict[str, str]:
    """For each rare ideograph the common ones that share a part and most strokes, and how much alike they are (0-9)."""
    parts = read_parts(source)

    @cache
    def strokes(name: str) -> Counter[str]:
        found: Counter[str] = Counter()
        for part in parts.get(name, ()):
            found += strokes(part)
        return found or Counter({name: 1})

    def alike(one: str, other: str) -> float:
        both = (strokes(one) & strokes(other)).total()
        return both / (strokes(one) | strokes(other)).total()

    having: defaultdict[str, set[str]] = defaultdict(set)
    for character in filter(None, COMMON):
        for part in parts.get(character, ()):
            having[part].add(character)
    rows = {}
    for rare in map(chr, RARE):
        near = {character for part in parts.get(rare, ()) for character in having[part]}
        best = sorted(((alike(rare, character), character) for character in near), key=lambda item: (-item[0], item[1]))
        kept = [(min(9, int((score - ALIKE) / STEP + 0.5)), plain) for score, plain in best[:MOST] if score >= ALIKE]
        if kept:
            rows[rare] = "".join(plain for _, plain in kept) + "\t" + "".join(str(digit) for digit, _ in kept)
    return rows | {rare: f"{plain}\t9" for rare, plain in zip(OBSERVED[::2], OBSERVED[1::2], strict=True)}


def private() -> dict[str, str]:
    """What GB18030 of 2000 kept in the private area and later editions encode."""
    rows = {}
    for place, pair in enumerate(OLD_GB18030):
        code = chr(0xE815 + place)
        rows[code] = NEW_IN_2005.get(code) or pair.decode("gb18030")
    return {code: f"{plain}\tgb18030" for code, plain in rows.items() if plain != code}


def write(name: str, header: str, rows: dict[str, str]) -> None:
    path = DICTIONARIES / name
    known = {}
    if path.exists() and name == "private_use.tsv":
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
        known = {line[:4] if line.endswith("gb18030") else line: line for line in lines}
    if name == "private_use.tsv":
        rows = {f"{ord(code):04X}": value for code, value in rows.items()}
    known.update((key, f"{key}\t{value}") for key, value in rows.items())
    path.write_text(header + "".join(line + "\n" for line in sorted(known.values())), encoding="utf-8")


LOOKALIKES = """\
# What: radicals, strokes and compatibility ideographs, and the ideograph each looks like
# Columns: character, ideograph
# Licence: Unicode-3.0; Origin: Unicode Character Database, by tools/lookalike_tables.py
# Used by: normalize/lookalikes/radicals.py
"""
DECOMPOSITION = """\
# What: ideographs that consist of two parts
# Columns: ideograph, parts
# Licence: Apache-2.0; Origin: CJK Decomposition Data by Gavin Grover, by tools/lookalike_tables.py
# Used by: normalize/lookalikes/parts.py
"""
SHAPES = """\
# What: rare ideographs, the common ones that look alike, and how much they do (0 to 9, one digit each)
# Columns: ideograph, common ideographs, likeness
# Licence: Apache-2.0; Origin: CJK Decomposition Data by Gavin Grover, by tools/lookalike_tables.py
# Used by: normalize/lookalikes/rare.py
"""
PRIVATE = """\
# What: private-use characters whose meaning is known, and where they come from
# Columns: code point, text, origin
# Licence: CC0-1.0; Origin: GB18030 of 2000, font charts, typeset pages; tools/lookalike_tables.py
# Used by: normalize/invisibles/private_use.py
"""

if __name__ == "__main__":
    main()
