"""
Repair of encodings, characters and disguises, class by class, beside ftfy in the same run.

    python benchmarks/damage.py CASES.jsonl                   # the table
    python benchmarks/damage.py CASES.jsonl --only 6a --show  # and what went wrong
    python benchmarks/damage.py --clean NEGATIVES.jsonl       # sound lines: nothing may change

A case has `class`, `garbled`, `recoverable` (full, partial, none) and `gold`; `gold_min`, `gold_simplified` and
`gold_context` are accepted too. Where nothing can be recovered, right is: nothing invented (the text as it stands, or
with less in it) and the place reported. Injections are removed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from normalize import Normalizer

GOLD = ("gold", "gold_min", "gold_simplified", "gold_context")


def records(path: str) -> list[dict]:
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def right(case: dict, text: str) -> bool:
    return text in [case[name] for name in GOLD if case.get(name) is not None]


def lost_and_reported(case: dict, result) -> bool:
    """Nothing that was not there before, and the report says that something is lost."""
    invented = Counter(result.text) - Counter(case["garbled"]) - Counter({"\ufffd": 10**6})
    return not invented and result.report.lost > 0


def table(path: str, only: str, show: bool, options: dict) -> None:
    import ftfy

    normalizer = Normalizer(strip_injections=True, **options)
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    for case in records(path):
        name = case["class"]
        if not name.startswith(only):
            continue
        kind = case["recoverable"]
        result = normalizer.normalize(case["garbled"])
        good = lost_and_reported(case, result) if kind == "none" else right(case, result.text)
        theirs = right(case, ftfy.fix_text(case["garbled"]))
        rows[name].update({kind: 1, f"{kind} right": int(good), f"{kind} ftfy": int(theirs)})
        if show and not good:
            print(f"{name} {kind} [{case.get('how', '')}]\n  was  {case['garbled']!r}\n  got  {result.text!r}")
            print(f"  gold {case['gold']!r} lost {result.report.lost} suggestions {result.suggestions[:6]}")
    total: Counter[str] = Counter()
    print("| class | full | partial | none reported | ftfy.fix_text full | partial |\n|---|---|---|---|---|---|")
    for name in [*sorted(rows), "all"]:
        row = rows[name] if name != "all" else total
        cells = [f"{row[f'{kind} right']}/{row[kind]}" for kind in ("full", "partial", "none")]
        cells += [f"{row[f'{kind} ftfy']}/{row[kind]}" for kind in ("full", "partial")]
        print("| " + " | ".join([name, *cells]) + " |")
        if name != "all":
            total += row


def clean(path: str, options: dict) -> None:
    import ftfy

    lines = records(path)
    normalizer = Normalizer(**options)
    changed = [line["text"] for line in lines if normalizer(line["text"]) != line["text"]]
    for text in changed:
        result = normalizer.normalize(text)
        print(f"changed: {text!r}\n     to: {result.text!r} {result.edits}")
    theirs = sum(ftfy.fix_text(line["text"]) != line["text"] for line in lines)
    share = 1 - len(changed) / len(lines)
    print(f"{len(lines)} sound lines: {len(changed)} changed ({share:.2%} untouched); ftfy.fix_text changes {theirs}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="?")
    parser.add_argument("--only", default="", metavar="CLASS", help="classes that begin so")
    parser.add_argument("--show", action="store_true", help="print what went wrong")
    parser.add_argument("--clean", metavar="FILE", help="sound lines")
    parser.add_argument("--stages", metavar="A,B", help="these repairs alone")
    options = parser.parse_args()
    chosen = {"stages": options.stages.split(",")} if options.stages else {}
    if options.cases:
        table(options.cases, options.only, options.show, chosen)
    if options.clean:
        clean(options.clean, chosen)


if __name__ == "__main__":
    main()
