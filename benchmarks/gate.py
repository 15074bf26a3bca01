"""
How well the gate tells spun text from clean text, and what it costs.

    python benchmarks/gate.py --shared ../shared

Prints, over thresholds of the probability: the share of spun documents (300 characters and more) that
are flagged, with the right family first or among the first two, and the share of clean documents that
are; and the time for clean text with 1,000 and with 10,000 and more pairs, in the same run.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from train_language_model import documents  # noqa: E402

from normalize import Normalizer  # noqa: E402
from normalize.spin import lexicon  # noqa: E402
from normalize.stages.spin import Spin  # noqa: E402
from normalize.workshop.evaluate import read_cases  # noqa: E402

HERE = Path(__file__).resolve().parent
LEAST = 300  # characters of a document that must be told
THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.99)
SIZES = (1_000, 10_000)
RUNS = 5


def told(texts: list[tuple[str, str]]) -> list[tuple[str, float, list[str]]]:
    """For each (family, text): the family, the probability that it is spun, and the families named."""
    normalizer = Normalizer()
    found = []
    for family, text in texts:
        families = normalizer.detect(text).families
        found.append((family, sum(one.probability for one in families), [one.name.upper() for one in families]))
    return found


def smaller(size: int) -> Spin:
    """The stage with a random part of its substitutes, of about `size` pairs."""
    whole = lexicon.load()
    forms = sorted(whole.forms)
    random.Random(1).shuffle(forms)
    rows: list[lexicon.Row] = []
    for form in forms:
        if len(rows) >= size:
            break
        rows += whole.originals(form)
    stage = Spin()
    stage.__dict__["lexicon"] = lexicon.Lexicon(rows)
    return stage


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="folder with cases/ and corpus/")
    options = parser.parse_args()
    paths = [ROOT / "seeds", *(HERE / "unseen" / f"{name}.jsonl" for name in ("third", "families"))]
    paths.append(options.shared / "cases" / "spun_documents.jsonl")
    spun = [(case.family, case.spun) for path in paths for case in read_cases(path) if len(case.spun) >= LEAST]
    clean = [("", record["text"]) for record in documents(options.shared / "corpus" / "dev.jsonl.zst")]
    bad, good = told(spun), told(clean)
    print(f"{len(bad)} spun documents of {LEAST} characters and more, {len(good)} clean documents")
    print("threshold  flagged  first  of two  clean flagged")
    for threshold in THRESHOLDS:
        flagged = [(family, names) for family, p, names in bad if p >= threshold]
        first = sum(names[:1] == [family] for family, names in flagged) / len(bad)
        two = sum(family in names[:2] for family, names in flagged) / len(bad)
        wrong = sum(p >= threshold for _, p, _ in good)
        print(f"{threshold:9.2f} {len(flagged) / len(bad):8.3f} {first:6.3f} {two:7.3f}   {wrong} of {len(good)}")
    whole = "\n".join(text for (_, text), (_, p, _) in zip(clean[:600], good, strict=False) if not p)
    stages = {f"{size} pairs": smaller(size) for size in SIZES}
    stages[f"all {sum(1 for _ in lexicon.load())} rows"] = Spin()
    for name, stage in stages.items():
        normalizer = Normalizer(stages=("spin",))
        normalizer._stages = (stage,)
        normalizer(whole)
        times = []
        for _ in range(RUNS):
            began = time.perf_counter()
            normalizer(whole)
            times.append(time.perf_counter() - began)
        speed = len(whole.encode()) / 1e6 / sorted(times)[RUNS // 2]
        print(f"clean text with {name}: {speed:.1f} MB/s (median of {RUNS})")


if __name__ == "__main__":
    main()
