"""
How often the forms of the dictionaries stand in clean text: `dictionaries/frequencies.tsv`.

    python tools/count_forms.py CORPUS.jsonl.zst

Overlapping occurrences without regard to word borders, because spinners regard none. The counts
are facts about the corpus and go into the project; its text does not.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from train_language_model import documents  # noqa: E402

from normalize.matcher import Matcher  # noqa: E402
from normalize.spin.lexicon import read_rows  # noqa: E402

HEADER = """\
# What: occurrences of dictionary forms in {characters} characters of clean text
# Columns: form, count, occurrences per million characters in the domain where it is most frequent
# Licence: CC0-1.0 (facts)
# Origin: tools/count_forms.py over the training corpus (docs/model-card.md)
# Used by: dictionaries/build.py
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    options = parser.parse_args()
    forms: set[str] = set()
    for path in sorted((ROOT / "dictionaries" / "spin").glob("*.tsv")):
        for row in read_rows(path):
            forms |= {row.substitute, row.original}
    words = sorted(forms)
    matcher = Matcher(words)
    counts: dict[str, Counter[int]] = {}
    sizes: Counter[str] = Counter()
    for record in documents(options.corpus):
        text, domain = record["text"], record["domain"]
        sizes[domain] += len(text)
        counts.setdefault(domain, Counter()).update(form for _, _, form in matcher.find(text))
    whole = sum(counts.values(), Counter[int]())
    target = ROOT / "dictionaries" / "frequencies.tsv"
    with target.open("w", encoding="utf-8") as out:
        out.write(HEADER.format(characters=sizes.total()))
        for number, word in enumerate(words):
            highest = max(1e6 * counts[domain][number] / sizes[domain] for domain in sizes)
            out.write(f"{word}\t{whole[number]}\t{highest:.3g}\n")


if __name__ == "__main__":
    main()
