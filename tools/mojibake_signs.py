"""
Find the characters that betray text seen through a wrong multi-byte codec.

    python tools/mojibake_signs.py CORPUS.jsonl.zst    # writes dictionaries/mojibake.tsv

Clean text is garbled as programs garble it; a character that is frequent there and hardly ever stands in clean text
is a sign. The language model decides later; signs only say where to look.
"""

from __future__ import annotations

import io
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import opencc
import zstandard

TARGET = Path(__file__).resolve().parent.parent / "dictionaries" / "mojibake.tsv"
EVERY = 60  # of the documents, for garbling; clean characters are counted in all
LONGEST = 2000  # characters of a document that are garbled
RARE = 3e-6  # at most so frequent in clean text
FREQUENT = 1e-4  # at least so frequent in garbled text

HEADER = """\
# What: characters that are frequent where text was seen through the wrong multi-byte codec and rare in clean text
# Columns: seen as, written in, characters
# Licence: CC0-1.0; Origin: counted by tools/mojibake_signs.py in {characters} characters of clean text
# Used by: normalize/mojibake/signs.py
"""


def garblers() -> dict[tuple[str, str], Callable[[str], str]]:
    """What programs do to a line, by (seen as, written in)."""
    traditional = opencc.OpenCC("s2t")

    def through(written: str, seen: str) -> Callable[[str], str]:
        def garble(line: str) -> str:
            text = traditional.convert(line) if written == "big5" else line
            return text.encode(written, "ignore").decode(seen, "ignore")

        return garble

    made = {("gb18030", "utf-8"): through("utf-8", "gb18030"), ("gb18030", "big5"): through("big5", "gb18030")}
    made.update({(seen, "gb18030"): through("gbk", seen) for seen in ("big5hkscs", "cp932", "cp949")})
    made.update({(seen, "utf-8"): through("utf-8", seen) for seen in ("big5hkscs", "cp932", "cp949")})
    return made


def documents(path: str) -> Iterator[str]:
    with Path(path).open("rb") as file:
        for line in io.TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(file), encoding="utf-8"):
            yield json.loads(line)["text"]


def main() -> None:
    clean: Counter[str] = Counter()
    garbled: dict[tuple[str, str], Counter[str]] = {pair: Counter() for pair in garblers()}
    for number, text in enumerate(documents(sys.argv[1])):
        clean.update(text)
        if number % EVERY:
            continue
        for pair, garble in garblers().items():
            for line in text[:LONGEST].splitlines():
                garbled[pair].update(garble(line))
                garbled[pair].update(garble(line[1:]))
    characters = clean.total()
    rows = []
    for (seen, written), counts in garbled.items():
        total = sum(count for character, count in counts.items() if character > "\x7f")
        signs = [
            character
            for character, count in counts.items()
            if character > "\u2e80"
            and not "\uac00" <= character <= "\ud7a3"  # the corpus says nothing about Korean
            and count > FREQUENT * total
            and clean[character] <= RARE * characters
        ]
        rows.append(f"{seen}\t{written}\t{''.join(sorted(signs))}")
    TARGET.write_text(HEADER.format(characters=characters) + "\n".join(sorted(rows)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
