"""
Throw random texts and bytes at everything for a while: nothing may crash, and what must hold must hold.

    python benchmarks/fuzz.py --minutes 30            # a seed is printed; --seed repeats a run
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from normalize import Normalizer, UnreadableError, apply_edits, normalize_bytes  # noqa: E402

CODECS = [
    "utf-8",
    "gb18030",
    "big5",
    "cp932",
    "cp949",
    "cp1252",
    "latin-1",
    "cp1251",
    "cp437",
    "mac-roman",
    "utf-16-le",
]
SIGNS = "?\ufffd\u200b\u00ad\ue010\ue003\x81\x9d&#;%u\\=()[]【】（）·*-_ \n\t\r锟斤拷𠮷👨‍👩‍👧\ud800\x00"


def material() -> list[str]:
    """Lines of the golden texts and of all cases."""
    lines = [
        line for path in (ROOT / "tests" / "golden").glob("*.txt") for line in path.read_text("utf-8").splitlines()
    ]
    for path in (ROOT / "tests" / "cases").rglob("*.jsonl"):
        for record in map(json.loads, path.read_text("utf-8").splitlines()):
            lines += [value for value in record.values() if isinstance(value, str)]
    return [line for line in lines if line.strip()]


def text_of(chance: random.Random, lines: list[str]) -> str:
    """Some lines, garbled, cut, mixed and sprinkled."""
    parts = [chance.choice(lines) for _ in range(chance.randrange(1, 5))]
    text = chance.choice(["", "\n", "\n", " "]).join(parts)
    for _ in range(chance.randrange(3)):
        errors = chance.choice(["ignore", "replace"])
        text = text.encode(chance.choice(CODECS), "ignore").decode(chance.choice(CODECS), errors)
    for _ in range(chance.randrange(6)):
        place = chance.randrange(len(text) + 1)
        text = text[:place] + chance.choice(SIGNS) * chance.choice([1, 1, 2, 9]) + text[place + chance.randrange(3) :]
    start = chance.randrange(len(text) + 1) if chance.random() < 0.3 else 0
    return text[start : start + 3000]


def bytes_of(chance: random.Random, text: str) -> bytes:
    """The text in some encoding, with bytes changed, dropped and added."""
    data = bytearray(text.encode(chance.choice(CODECS), "ignore"))
    for _ in range(chance.randrange(4)):
        place = chance.randrange(len(data) + 1)
        data[place : place + chance.randrange(3)] = chance.randbytes(chance.randrange(3))
    return bytes(data)


def check(normalizer: Normalizer, text: str) -> None:
    """Edits rebuild and revert; a second run changes nothing."""
    result = normalizer.normalize(text)
    assert apply_edits(text, result.edits) == result.text, "edits do not rebuild"
    assert result.revert().text == text, "edits do not revert"
    again = normalizer.normalize(result.text)
    assert again.text == result.text, f"not idempotent: {[*map(repr, again.edits)]}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--stop", type=int, default=20, metavar="N", help="stop after so many faults")
    options = parser.parse_args()
    print(f"seed {options.seed}")
    chance = random.Random(options.seed)
    lines = material()
    normalizers = [Normalizer(), Normalizer(preset="eager", strip_injections=True)]
    outcome: Counter[str] = Counter()
    end = time.monotonic() + 60 * options.minutes
    while time.monotonic() < end and outcome["faults"] < options.stop:
        text = text_of(chance, lines)
        began = time.monotonic()
        try:
            check(chance.choice(normalizers), text)
            normalize_bytes(bytes_of(chance, text))
        except UnreadableError:
            outcome["refused"] += 1
        except Exception as error:  # whatever it is, it is a fault, and the run goes on
            outcome["faults"] += 1
            print(f"{type(error).__name__}: {error}\n  text {text!r}", flush=True)
        outcome["texts"] += 1
        outcome["slow"] += time.monotonic() - began > 10
    print(dict(outcome))
    return 1 if outcome["faults"] else 0


if __name__ == "__main__":
    sys.exit(main())
