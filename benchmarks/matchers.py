"""
Which many-word matcher? Speed over clean text with 2,000 to 20,000 Han forms, in one run.

    pip install ahocorasick_rs pyahocorasick && python benchmarks/matchers.py
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from normalize.spin import lexicon  # noqa: E402

REPEATS = 5


def searches(words: list[str]) -> dict[str, Callable[[str], object]]:
    """The search of each matcher that is installed."""
    found: dict[str, Callable[[str], object]] = {}
    import daachorse

    found["daachorse (charwise)"] = daachorse.CharwiseDoubleArrayAhoCorasick(words).find_overlapping
    try:
        import ahocorasick_rs

        automaton = ahocorasick_rs.AhoCorasick(words)
        found["ahocorasick_rs"] = lambda text: automaton.find_matches_as_indexes(text, overlapping=True)
    except ImportError:
        pass
    try:
        import ahocorasick

        trie = ahocorasick.Automaton()
        for word in words:
            trie.add_word(word, word)
        trie.make_automaton()
        found["pyahocorasick"] = lambda text: list(trie.iter(text))
    except ImportError:
        pass
    return found


def main() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests" / "golden").glob("*.txt"))) * 40
    size = len(text.encode()) / 1e6
    forms = list(lexicon.load().forms)
    print(f"{size:.1f} MB of clean text, median of {REPEATS} runs")
    for count in (2_000, len(forms)):
        for name, search in searches(forms[:count]).items():
            times = []
            for _ in range(REPEATS):
                began = time.perf_counter()
                search(text)
                times.append(time.perf_counter() - began)
            print(f"{count:>7} forms  {name:<22}{size / sorted(times)[REPEATS // 2]:>8.1f} MB/s")


if __name__ == "__main__":
    main()
