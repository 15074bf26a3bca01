"""
Quality on everything at hand: the seed, unseen articles, clean text, and how honest the confidence is.

    python benchmarks/quality.py                        # what the project carries
    python benchmarks/quality.py --shared ../shared     # and the shared cases and corpus
    python benchmarks/quality.py --write                # store as benchmarks/baseline/quality.json
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from normalize import Normalizer  # noqa: E402
from normalize.workshop.evaluate import Tally, evaluate, read_cases, table  # noqa: E402

HERE = Path(__file__).resolve().parent
DECILES = 10


def reliability(outcomes: list[tuple[float, bool]]) -> list[tuple[float, float, int]]:
    """(mean confidence, observed precision, edits) per tenth of the confidence scale, where there are edits."""
    rows = []
    for number in range(DECILES):
        low, high = number / DECILES, (number + 1) / DECILES
        inside = [(p, right) for p, right in outcomes if low <= p < high or (p >= 1.0 and number == DECILES - 1)]
        if inside:
            mean = sum(p for p, _ in inside) / len(inside)
            rows.append((mean, sum(right for _, right in inside) / len(inside), len(inside)))
    return rows


def clean_corpus(path: Path, normalizer: Normalizer) -> Tally:
    """Edits in a clean corpus, each printed for reading."""
    from train_language_model import documents

    tally = Tally()
    for record in documents(path):
        result = normalizer.normalize(record["text"])
        tally.cases += 1
        tally.characters += len(record["text"])
        tally.changed += bool(result.edits)
        tally.edits += len(result.edits)
        for edit in result.edits:
            print(f"  {record['source']}: {edit!r}")
    return tally


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, help="folder with cases/ and corpus/")
    parser.add_argument("--write", action="store_true", help="store the figures as the baseline")
    options = parser.parse_args()
    normalizer = Normalizer()
    paths = [
        ROOT / "seeds",
        *sorted((HERE / "unseen").glob("*.jsonl")),
        *(ROOT / "tests" / "cases" / "spin" / f"{name}.jsonl" for name in ("families", "clean", "legitimate")),
    ]
    if options.shared:
        paths += [options.shared / "cases" / f"spun_{name}.jsonl" for name in ("documents", "clauses", "negatives")]
    figures: dict[str, object] = {}
    outcomes: list[tuple[float, bool]] = []
    everything = Normalizer(threshold=0.0)
    for path in paths:
        tallies = evaluate(read_cases(path), normalizer)
        name = f"{path.parent.name}/{path.name}"
        print(f"{name}\n{table(tallies)}\n")
        for family, tally in tallies.items():
            score = tally.score
            figures[f"{name}/{family}"] = {
                "cases": tally.cases,
                "sites": score.true + score.missed,
                "precision": round(score.precision, 4),
                "recall": round(score.recall, 4),
                "f1": round(score.f1, 4),
                "exact": round(score.exact_rate, 4),
                "edits": tally.edits,
            }
        if path.parent == HERE / "unseen" or path.name == "seeds":
            for tally in evaluate(read_cases(path), everything).values():
                outcomes += tally.outcomes
    print("reliability: confidence, observed precision, edits")
    for row in reliability(outcomes):
        print(f"  {row[0]:.3f}  {row[1]:.3f}  {row[2]}")
    if options.shared:
        tally = clean_corpus(options.shared / "corpus" / "dev.jsonl.zst", normalizer)
        rate = 1e6 * tally.edits / tally.characters
        print(f"clean corpus: {tally.characters} characters, {tally.edits} edits, {rate:.2f} per million")
        figures["clean corpus"] = {"characters": tally.characters, "edits": tally.edits}
    if options.write:
        target = HERE / "baseline" / "quality.json"
        target.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
