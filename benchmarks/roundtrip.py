"""
Garble clean passages in every way and repair them: what comes back, beside ftfy in the same run.

    python benchmarks/roundtrip.py                 # 200 passages, every pair of codecs, one and two layers, cut
    python benchmarks/roundtrip.py --passages 20   # a quick look

Right: the passage. Part: every character that was put in stands in the passage (lost ones are U+FFFD, or left).
Left: nothing changed; reported: and the loss is told. Third: something else was put in, which must be rare.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import ftfy  # noqa: E402

from normalize import Normalizer  # noqa: E402
from normalize.hanzi import converted  # noqa: E402

SINGLE = ["latin-1", "cp1252", "mac-roman", "cp1251", "cp437", "cp850", "cp866", "iso-8859-15"]
SEEN = [*SINGLE, "gb18030", "big5hkscs", "cp932", "cp949"]
WRITTEN = ["utf-8", "gb18030", "big5"]
SENTENCE = re.compile("[^。！？\n]{12,60}[。！？]")


def passages(count: int) -> list[str]:
    """Sentences of the golden texts in Chinese, the same for every run."""
    found: list[str] = []
    for path in sorted((ROOT / "tests" / "golden").glob("*.txt")):
        found += SENTENCE.findall(path.read_text(encoding="utf-8"))
    chinese = [text.strip() for text in found if len(re.findall("[\u4e00-\u9fff]", text)) > 0.7 * len(text)]
    return random.Random(1).sample(chinese, min(count, len(chinese)))


def garbled(raw: bytes, seen: str) -> tuple[str, str]:
    """What a program shows, and whether it lost bytes."""
    try:
        return raw.decode(seen), "whole"
    except UnicodeDecodeError:
        return raw.decode(seen, "replace"), "lossy"


def runs(texts: list[str]) -> Iterator[tuple[str, str, str, str]]:
    """Name of the way, passage, what is left of it where the bytes were cut, garbled text."""
    chance = random.Random(2)
    for written in WRITTEN:
        for seen in SEEN:
            if (written, seen) in (("gb18030", "gb18030"), ("big5", "big5hkscs")):
                continue
            for text in texts:
                passage = converted(text, "s2t").encode("big5", "ignore").decode("big5") if written == "big5" else text
                cut = chance.choice([None, chance.randrange(9, 3 * len(text))])
                raw = passage.encode(written)[:cut]
                gold = raw.decode(written, "ignore")
                shown, loss = garbled(raw, seen)
                yield f"{written} as {seen}, {loss}", passage, gold, shown
                if seen in SINGLE and chance.random() < 0.5:
                    again, more = garbled(
                        shown.encode("utf-8", "ignore"), chance.choice(["latin-1", "cp1252", "gb18030"])
                    )
                    yield (
                        f"{written} as {seen}, twice, {'lossy' if 'lossy' in (loss, more) else 'whole'}",
                        passage,
                        gold,
                        again,
                    )


def verdict(passage: str, gold: str, result) -> str:
    if result.text == gold or (result.text.startswith(gold) and len(result.text) <= len(gold) + 3):
        return "right"  # a character that was cut through may stay garbled
    if not result.edits:
        return "reported" if result.report.lost else "left"
    if all(part in passage for edit in result.edits for part in edit.new.split("\ufffd")):
        return "part"
    return "third"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", type=int, default=200)
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print the first N third texts")
    parser.add_argument("--stages", default="", help="these repairs alone")
    options = parser.parse_args()
    normalizer = Normalizer(**({"stages": options.stages.split(",")} if options.stages else {}))
    table: dict[str, Counter[str]] = defaultdict(Counter)
    left_to_show = options.show
    for name, passage, gold, shown in runs(passages(options.passages)):
        result = normalizer.normalize(shown)
        outcome = verdict(passage, gold, result)
        theirs = ftfy.fix_text(shown)
        table[name].update(
            {"runs": 1, outcome: 1, "ftfy right": int(theirs == gold), "ftfy third": int(theirs not in (gold, shown))}
        )
        if outcome == "third" and left_to_show:
            left_to_show -= 1
            print(f"{name}\n  gold {gold!r}\n  was  {shown!r}\n  got  {result.text!r}\n  {result.edits[:4]}")
    columns = ["runs", "right", "part", "reported", "left", "third", "ftfy right", "ftfy third"]
    print("| way | " + " | ".join(columns) + " |\n|" + "---|" * (len(columns) + 1))
    total: Counter[str] = Counter()
    for name in sorted(table):
        total += table[name]
        print(f"| {name} | " + " | ".join(str(table[name][column]) for column in columns) + " |")
    print("| all | " + " | ".join(str(total[column]) for column in columns) + " |")
    print(f"third texts: {total['third'] / total['runs']:.2%}")


if __name__ == "__main__":
    main()
