"""
How often bytes are decoded to the right text, and how fast, beside charset_normalizer and chardet.

    python benchmarks/decoding.py            # the table of docs/decoding.md
    python benchmarks/decoding.py --show     # and the pieces that were decoded wrongly
    python benchmarks/decoding.py --texts tests/golden/*.txt   # a few characters, and damage, of other texts

The passages of decoding.jsonl (written for this) are encoded as files of their language are, and cut
into pieces of 8 to 2000 bytes at characters. A piece counts if the text comes out right; which name
the encoding was given does not matter. Pieces of ASCII alone are left out.
"""

from __future__ import annotations

import argparse
import difflib
import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from normalize import UnreadableError, decode  # noqa: E402

PASSAGES = ROOT / "benchmarks" / "decoding.jsonl"
LENGTHS = (8, 16, 32, 64, 256, 2000)
PIECES = 12  # of each length in each language and encoding
ENCODINGS = {
    "simplified": ("gb18030", "utf-8", "utf-16-le", "utf-16-be"),
    "traditional": ("big5", "gb18030", "utf-8"),
    "japanese": ("cp932", "euc_jp", "utf-8"),
    "korean": ("cp949", "utf-8"),
    "russian": ("cp1251", "koi8_r", "utf-8"),
    "german": ("cp1252", "utf-8"),
    "french": ("cp1252", "utf-8"),
    "english": ("cp1252", "utf-8"),
}
FEW = (2, 3, 4, 6, 8, 16)  # characters
DRAWN = 400  # pieces of each kind
Reader = Callable[[bytes], "str | None"]


def ours(data: bytes) -> str | None:
    """Text by this package."""
    try:
        return decode(data).text
    except UnreadableError:
        return None


def peers() -> dict[str, Reader]:
    """The readers compared, as far as they are installed."""
    found: dict[str, Reader] = {"normalize": ours}
    try:
        import charset_normalizer

        def by_charset_normalizer(data: bytes) -> str | None:
            best = charset_normalizer.from_bytes(data).best()
            return None if best is None else str(best)

        found[f"charset_normalizer {charset_normalizer.__version__}"] = by_charset_normalizer
    except ImportError:
        print("charset_normalizer is not installed (pip install charset-normalizer): left out", file=sys.stderr)
    try:
        import chardet

        def by_chardet(data: bytes) -> str | None:
            name = chardet.detect(data)["encoding"]
            try:
                return None if name is None else data.decode(name, "replace").lstrip("\ufeff")
            except LookupError:
                return None

        found[f"chardet {chardet.__version__}"] = by_chardet
    except ImportError:
        print("chardet is not installed (pip install chardet): left out", file=sys.stderr)
    return found


def pieces(passages: list[str], encoding: str, length: int) -> Iterator[tuple[str, bytes]]:
    """Texts of at most so many bytes, from evenly spread places, with their bytes."""
    whole = "\n".join(islice(cycle(passages), 60))
    step = max(1, sum(map(len, passages)) // PIECES)
    for start in range(0, step * PIECES, step):
        text = whole[start : start + length]
        while len(text.encode(encoding)) > length:
            text = text[: len(text) - max(1, (len(text.encode(encoding)) - length) // 4)]
        if text and not text.isascii():
            yield text, text.encode(encoding)


def load() -> dict[str, list[str]]:
    """Passages by language."""
    found: dict[str, list[str]] = {}
    for line in PASSAGES.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        found.setdefault(record["language"], []).append(record["text"])
    return found


def accuracy(show: bool) -> None:
    """The table of shares, by language, encoding and length."""
    readers = peers()
    print("| text | encoding | reader |", " | ".join(f"{length} B" for length in LENGTHS), "|")
    print("|---|---|---|" + "---|" * len(LENGTHS))
    sums = {name: dict.fromkeys(LENGTHS, (0, 0)) for name in readers}
    for language, passages in load().items():
        for encoding in ENCODINGS[language]:
            for name, reader in readers.items():
                cells = []
                for length in LENGTHS:
                    tried = list(pieces(passages, encoding, length))
                    read = [(text, reader(data)) for text, data in tried]
                    right = sum(text == got for text, got in read)
                    before = sums[name][length]
                    sums[name][length] = before[0] + right, before[1] + len(tried)
                    cells.append(f"{100 * right / len(tried):.0f}" if tried else "–")
                    if show and name == "normalize":
                        for text, got in read:
                            if text != got:
                                print(f"  {encoding} {length}: {text!r} -> {got!r}", file=sys.stderr)
                print(f"| {language} | {encoding} | {name.split()[0]} |", " | ".join(cells), "|")
    for name, counts in sums.items():
        shares = (f"{100 * right / tried:.1f}" for right, tried in counts.values())
        print(f"| all | all | {name} |", " | ".join(shares), "|")


def speed() -> None:
    """Megabytes a second on one file of each kind, the best of three."""
    texts = load()
    for label, text, encoding in (
        ("simplified utf-8", texts["simplified"], "utf-8"),
        ("simplified gb18030", texts["simplified"], "gb18030"),
        ("traditional big5", texts["traditional"], "big5"),
        ("japanese cp932", texts["japanese"], "cp932"),
    ):
        data = ("\n".join(text) + "\n").encode(encoding)
        data *= 1_000_000 // len(data)
        for name, reader in peers().items():
            times = []
            for _ in range(3):
                began = time.perf_counter()
                reader(data)
                times.append(time.perf_counter() - began)
            print(f"{label}, {name}: {len(data) / min(times) / 1e6:.1f} MB/s")


def sliced(texts: list[str]) -> None:
    """Two to sixteen characters from anywhere, in simplified GB18030 and traditional Big5 (by OpenCC)."""
    readers = {name: reader for name, reader in peers().items() if not name.startswith("charset")}
    print("| encoding | reader |", " | ".join(str(count) for count in FEW), "|")
    for encoding, source in (("gb18030", texts), ("big5", traditional(texts))):
        draw = random.Random(2024)
        tried = {count: [piece(draw, source, count, encoding) for _ in range(DRAWN)] for count in FEW}
        for name, reader in readers.items():
            cells = [
                f"{sum(reader(text.encode(encoding)) == text for text in tried[count]) / DRAWN:.1%}" for count in FEW
            ]
            print(f"| {encoding} | {name} |", " | ".join(cells), "|")


def damaged(texts: list[str]) -> None:
    """One byte dropped, changed or put in: how many characters are lost, in pieces of 20 to 150."""
    for encoding, source in (("utf-8", texts), ("gb18030", texts), ("big5", traditional(texts))):
        draw = random.Random(2025)
        lost: dict[str, int] = {}
        for _ in range(DRAWN):
            text = piece(draw, source, draw.randint(20, 150), encoding)
            data = bytearray(text.encode(encoding))
            place = draw.randrange(len(data))
            how = draw.randrange(3)
            data[place : place + (how < 2)] = bytes([draw.randrange(1, 256)])[: 1 if how else 0]
            got = ours(bytes(data))
            same = difflib.SequenceMatcher(None, text, got or "", autojunk=False).get_matching_blocks()
            count = len(text) - sum(block.size for block in same)
            label = "refused" if got is None else "0 or 1" if count < 2 else str(count) if count < 4 else "4 and more"
            lost[label] = lost.get(label, 0) + 1
        print(f"{encoding}: characters lost by one bad byte, of {DRAWN}:", dict(sorted(lost.items())))


def unharmed(texts: list[str]) -> None:
    """Sound lines, alone, in the encoding they are declared to be in: how many come back changed."""
    # Python's own "big5" has kana and Cyrillic letters where files do not; HKSCS and the WHATWG agree
    for encoding, source in (("gb18030", texts), ("big5hkscs", traditional(texts))):
        lines = [line for text in source for line in text.splitlines() if line.encode(encoding, "ignore")]
        kept = [line.encode(encoding, "ignore") for line in lines]
        changed = sum(decode(data, declared=encoding).text != data.decode(encoding) for data in kept)
        print(f"{encoding}: {changed} of {len(kept)} sound lines changed")


def piece(draw: random.Random, texts: list[str], count: int, encoding: str) -> str:
    """So many characters of one line, beginning with two Han characters, that the encoding has."""
    while True:
        text = draw.choice(texts)
        start = draw.randrange(max(1, len(text) - count))
        found = text[start : start + count]
        if "\n" in found or len(found) < count or not all("\u4e00" <= character < "\ua000" for character in found[:2]):
            continue
        try:
            found.encode(encoding)
        except UnicodeEncodeError:
            continue
        return found


def traditional(texts: list[str]) -> list[str]:
    """The texts in traditional characters."""
    import opencc

    converter = opencc.OpenCC("s2t")
    return [converter.convert(text) for text in texts]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print what this package got wrong")
    parser.add_argument(
        "--texts", nargs="+", type=Path, metavar="FILE", help="simplified UTF-8 texts: short pieces, damage"
    )
    options = parser.parse_args()
    if options.texts:
        texts = [path.read_text(encoding="utf-8") for path in options.texts]
        sliced(texts)
        damaged(texts)
        unharmed(texts)
        return 0
    accuracy(options.show)
    speed()
    return 0


if __name__ == "__main__":
    sys.exit(main())
