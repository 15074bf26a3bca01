"""
What happens to a pair that the dictionary does not have: each pair of the seed is left out in turn.

    python benchmarks/left_out.py [--pairs 60]

Of the sites of the pairs left out: how many come back as the author's word all the same (through rows of
other lengths, or as the kin of known words), how many are changed to something else, how many stay.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from normalize import Normalizer  # noqa: E402
from normalize.spin import lexicon  # noqa: E402
from normalize.stages.spin import Spin  # noqa: E402
from normalize.workshop.evaluate import read_cases  # noqa: E402


def without(substitute: str, original: str) -> Spin:
    """The stage, its lexicon without the rows that say this pair or contain it."""
    rows = [row for row in lexicon.load() if not (substitute in row.substitute and original in row.original)]
    stage = Spin()
    stage.__dict__["lexicon"] = lexicon.Lexicon(rows)
    return stage


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, help="a random sample of so many pairs (default: all)")
    options = parser.parse_args()
    (case,) = read_cases(ROOT / "seeds")
    left_out = sorted({(case.spun[site.start : site.end], site.gold) for site in case.sites})
    if options.pairs:
        left_out = random.Random(1).sample(left_out, options.pairs)
    sites = right = changed = suggested = misled = 0
    for pair in left_out:
        normalizer = Normalizer()
        normalizer._stages = (without(*pair),)
        result = normalizer.normalize(case.spun)
        for site in case.sites:
            if (case.spun[site.start : site.end], site.gold) != pair:
                continue
            sites += 1
            accepted = (site.gold, *site.alternatives)
            edits = [edit for edit in result.edits if edit.start < site.end and site.start < edit.end]
            offers = [edit for edit in result.suggestions if edit.start == site.start and edit.end == site.end]
            if any(edit.new in accepted and edit.start == site.start and edit.end == site.end for edit in edits):
                right += 1
            elif edits:
                changed += 1
            elif any(edit.new in accepted for edit in offers):
                suggested += 1
            else:
                misled += bool(offers)
    stay = sites - right - changed - suggested
    print(f"{len(left_out)} pairs left out one by one, {sites} sites")
    print(f"restored all the same  {right} ({right / sites:.1%})")
    print(f"rightly suggested      {suggested} ({suggested / sites:.1%})")
    print(f"changed to another     {changed} ({changed / sites:.1%})")
    print(f"left as they are       {stay} ({stay / sites:.1%}), {misled} of them with a wrong suggestion")


if __name__ == "__main__":
    main()
