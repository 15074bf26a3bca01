"""
A widely used open data set that turns out to be spun: how many of its records, and ten of them before and after.

    python benchmarks/medical.py --shared ../shared [--records 10]

Reads `cases/medical_dialogue_gb18030.csv` (Toyhom/Chinese-medical-dialogue-data, MIT licence). The records are
printed, not stored: they are other people's text.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from normalize import Normalizer  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="folder with cases/")
    parser.add_argument("--records", type=int, default=10, help="how many to show")
    options = parser.parse_args()
    path = options.shared / "cases" / "medical_dialogue_gb18030.csv"
    with path.open(encoding="gb18030", newline="") as lines:
        records = list(csv.reader(lines))[1:]
    normalizer = Normalizer()
    families: Counter[str] = Counter()
    spun = []
    edits = characters = 0
    for _, *texts in records:
        text = "\n".join(texts)
        characters += len(text)
        result = normalizer.normalize(text)
        if result.report.families:
            families[result.report.families[0].name] += 1
            edits += len(result.edits)
            spun.append(result)
    print(f"{len(records)} records, {characters} characters: {len(spun)} spun ({len(spun) / len(records):.1%})")
    print(f"first family: {dict(families.most_common())}; {edits} edits, {edits / max(1, len(spun)):.1f} a spun record")
    for result in random.Random(1).sample(spun, min(options.records, len(spun))):
        print(f"\n{result.diff('inline')}")


if __name__ == "__main__":
    main()
