"""
Count what clean text never does: pairs of characters in the wrong order, characters written twice.

    pip install jieba numpy zstandard
    python tools/disguise_counts.py TRAIN.jsonl.zst    # writes dictionaries/disguise_order.tsv and disguise_doubled.tsv

Counts only; sources with non-commercial terms are left out (docs/model-card.md).
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import zstandard

SOURCES = Path(__file__).resolve().parent.parent / "dictionaries"
LEFT_OUT = ("gold-miner", "nlpdata/c3")  # non-commercial terms
CHARACTERS = 4500  # the most frequent Han characters; the others are too rare to say "never"
SAMPLE = 20  # every so many documents decide which characters those are
BATCH = 8_000_000  # characters counted at once
FREQUENT = 200  # occurrences of the right order from which on a pair is worth a row
RATIO = 150  # times the right order must be more frequent; 以可 640, 个一 157, but 去过 31, 定一 21
OLD = {"慨慷", "较比"}  # words of the 1920s in the other order that jieba does not list
COMMON = 20_000  # occurrences of a character from which on "never doubled" means something
DOUBLED = 1e-3  # doubled occurrences per occurrence; 第 0, 的 5e-4 (目的的), but 大 3e-3 (大大), 看 2e-2

HEADER = """\
# What: {what}
# Columns: {columns}
# Licence: CC0-1.0 (facts); Origin: counted in {total} characters of clean text by tools/disguise_counts.py
# Used by: {used}
"""


def documents(path: str, every: int = 1) -> Iterator[str]:
    """The texts of the corpus, those with non-commercial terms left out."""
    with Path(path).open("rb") as file:
        stream = zstandard.ZstdDecompressor(max_window_size=2**27).stream_reader(file)
        for number, line in enumerate(io.TextIOWrapper(stream, encoding="utf-8")):
            if number % every == 0:
                record = json.loads(line)
                if not any(name in record["source"] for name in LEFT_OUT):
                    yield record["text"]


def batches(texts: Iterator[str]) -> Iterator[np.ndarray]:
    """Code points of many texts at once, a line break between texts."""
    held: list[str] = []
    size = 0
    for text in texts:
        held.append(text)
        size += len(text)
        if size > BATCH:
            yield points(held)
            held, size = [], 0
    yield points(held)


def points(texts: list[str]) -> np.ndarray:
    return np.frombuffer("\n".join(texts).encode("utf-32-le", "replace"), np.uint32)


def frequent(path: str) -> np.ndarray:
    """Code points of the most frequent Han characters."""
    counts = np.zeros(0x110000, np.int64)
    for batch in batches(documents(path, SAMPLE)):
        counts += np.bincount(batch, minlength=0x110000)
    han = np.arange(0x4E00, 0xA000)
    return han[np.argsort(-counts[han], kind="stable")][:CHARACTERS]


def count(path: str, order: np.ndarray) -> tuple[int, np.ndarray, np.ndarray]:
    """
    Characters read, all pairs, and the pairs that are not part of a repetition.

    一个一个 is no evidence for 个一, nor 有没有 for 有没: before x y no y, after it no x.
    """
    number = np.full(0x110000, -1, np.int64)
    number[order] = np.arange(len(order))
    size = len(order)
    pairs = np.zeros(size * size, np.int64)
    plain = np.zeros(size * size, np.int64)
    total = 0
    for batch in batches(documents(path)):
        total += len(batch)
        known = number[batch]
        first, second = known[:-1], known[1:]
        han = (first >= 0) & (second >= 0)
        keys = first * size + second
        pairs += np.bincount(keys[han], minlength=size * size)
        before = np.concatenate(([-1], known[:-2]))
        after = np.concatenate((known[2:], [-1]))
        han &= (before != second) & (after != first)
        plain += np.bincount(keys[han], minlength=size * size)
    return total, pairs.reshape(size, size), plain.reshape(size, size)


def jieba_words() -> set[str]:
    """The words of jieba's list: what is a word in both orders is no evidence (弟兄)."""
    lines = Path(str(find_spec("jieba").origin)).with_name("dict.txt").read_text(encoding="utf-8").splitlines()  # type: ignore[union-attr]
    return {line.partition(" ")[0] for line in lines}


def order_rows(names: list[str], plain: np.ndarray) -> list[str]:
    """Pairs that almost always stand the other way round."""
    right = plain.T
    words = jieba_words() | OLD
    chosen = np.argwhere((right >= FREQUENT) & (plain * RATIO <= right) & ~np.eye(len(names), dtype=bool))
    return [
        f"{names[a]}{names[b]}\t{plain[a, b]}\t{right[a, b]}" for a, b in chosen if names[a] + names[b] not in words
    ]


def doubled_rows(names: list[str], pairs: np.ndarray) -> list[str]:
    """Frequent characters that are almost never written twice in a row."""
    counts, twice = pairs.sum(axis=1), pairs.diagonal()
    return [
        f"{name}\t{double}\t{single}"
        for name, single, double in zip(names, counts.tolist(), twice.tolist(), strict=True)
        if single >= COMMON and double <= single * DOUBLED
    ]


def write(name: str, what: str, columns: str, total: int, used: str, rows: list[str]) -> None:
    head = HEADER.format(what=what, columns=columns, total=total, used=used)
    (SOURCES / name).write_text(head + "".join(f"{row}\n" for row in sorted(rows)), encoding="utf-8")


def main(path: str) -> None:
    """Count and write both tables."""
    order = frequent(path)
    names = [chr(point) for point in order]
    total, pairs, plain = count(path, order)
    write(
        "disguise_order.tsv",
        "pairs of characters that almost always stand the other way round; words of jieba's list left out",
        "pair, occurrences as it stands (repetitions aside), occurrences the other way round",
        total,
        "normalize/disguise/pairs.py",
        order_rows(names, plain),
    )
    write(
        "disguise_doubled.tsv",
        "frequent characters that are almost never written twice in a row",
        "character, doubled occurrences, occurrences before another Han character",
        total,
        "normalize/disguise/pairs.py",
        doubled_rows(names, pairs),
    )


if __name__ == "__main__":
    main(sys.argv[1])
