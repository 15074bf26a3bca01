"""
How much of a held-back table `normalize mine` finds in text that was spun with it.

    python benchmarks/mining.py --shared ../shared              # from spun texts alone: some ten minutes
    python benchmarks/mining.py --shared ../shared --aligned    # from the same texts beside their originals

A random half of the originals of all families is replaced, each by one substitute (drawn by weight), in clean
text that the language model has not seen; every occurrence, no word borders, two passes never. The miner knows
the other rows of the dictionaries as a thesaurus; the pairs of the table are left out of it, in both directions.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from train_language_model import documents  # noqa: E402

from normalize import language_model  # noqa: E402
from normalize.spin import lexicon  # noqa: E402
from normalize.workshop.aligned import pairs  # noqa: E402
from normalize.workshop.decipher import Decipherer  # noqa: E402
from normalize.workshop.words import common, every  # noqa: E402

LEAST = 5  # occurrences of a pair that counts
SHARE = 0.5  # of the originals that are replaced
SCORES = (0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.0)


def table(seed: int) -> dict[str, str]:
    """A spinner's table: original to substitute."""
    draw = random.Random(seed)
    by_original: dict[str, list[lexicon.Row]] = {}
    for row in lexicon.load():
        if row.original != row.substitute and len(row.original) > 1 and row.weight >= 0.05:
            by_original.setdefault(row.original, []).append(row)
    chosen = sorted(by_original)
    draw.shuffle(chosen)
    drawn = {}
    for original in chosen[: int(SHARE * len(chosen))]:
        rows = by_original[original]
        drawn[original] = draw.choices(rows, [row.weight for row in rows])[0].substitute
    return drawn


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="folder with corpus/")
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--characters", type=int, default=400_000)
    parser.add_argument("--most", type=int, default=2000, help="suspects tried per round")
    parser.add_argument("--aligned", action="store_true", help="with the originals beside")
    options = parser.parse_args()
    originals = [record["text"] for record in documents(options.shared / "corpus" / "dev.jsonl.zst")]
    random.Random(options.seed).shuffle(originals)
    size = 0
    kept = []
    for text in originals:
        kept.append(text)
        size += len(text)
        if size >= options.characters:
            break
    spinner = table(options.seed)
    forms = re.compile("|".join(sorted(map(re.escape, spinner), key=lambda form: (-len(form), form))))
    counts: Counter[tuple[str, str]] = Counter()

    def replaced(hit: re.Match[str]) -> str:
        counts[spinner[hit.group()], hit.group()] += 1
        return spinner[hit.group()]

    spun = [forms.sub(replaced, text) for text in kept]
    wanted = {pair for pair, count in counts.items() if count >= LEAST}
    print(f"{size} characters, {counts.total()} replacements of {len(counts)} pairs")
    print(f"{len(wanted)} pairs occur {LEAST} times or more")
    began = time.perf_counter()
    if options.aligned:
        found = pairs(zip(spun, kept, strict=True), words=frozenset(every()), least=LEAST)
    else:
        kin = {word: set(near) for word, near in lexicon.load().kin.items()}
        for original, substitute in spinner.items():
            kin[original].discard(substitute)
            kin[substitute].discard(original)
        decipherer = Decipherer(language_model.load(), common(), every(), kin)
        found = decipherer.propose(spun, least=LEAST, most=options.most)
    print(f"{len(found)} proposals in {time.perf_counter() - began:.0f} s")
    print("score from  proposals  precision  found of the pairs")
    for score in SCORES:
        proposals = [one for one in found if one.score >= score]
        right = sum(one.key in counts for one in proposals)
        share = sum(one.key in wanted for one in proposals) / max(1, len(wanted))
        print(f"{score:10.1f} {len(proposals):10} {right / max(1, len(proposals)):10.3f} {share:8.3f}")


if __name__ == "__main__":
    main()
