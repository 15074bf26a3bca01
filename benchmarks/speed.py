"""
Speed baseline: clean text, the seed, start-up; medians of several runs, one core.

    python benchmarks/speed.py            # with ftfy and OpenCC beside it where they are installed
    python benchmarks/speed.py --write    # store as benchmarks/baseline/speed.json
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from normalize import Normalizer  # noqa: E402

REPEATS = 7


def median(work: Callable[[], object]) -> float:
    """Median seconds, after one run to warm up."""
    work()
    times = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def peers() -> dict[str, Callable[[str], object]]:
    """What people use now, as far as it is installed."""
    found: dict[str, Callable[[str], object]] = {}
    try:
        import ftfy

        found["ftfy.fix_text"] = ftfy.fix_text
    except ImportError:
        pass
    try:
        import opencc

        found["OpenCC t2s"] = opencc.OpenCC("t2s").convert
    except ImportError:
        pass
    return found


def command_cost(path: Path) -> tuple[float, float]:
    """Median wall seconds of the command on a file, and its peak memory in MB."""
    run = [sys.executable, "-m", "normalize", str(path)]
    seconds = median(lambda: subprocess.run(run, stdout=subprocess.DEVNULL, check=True, cwd=ROOT))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return seconds, peak


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="store the figures as the baseline")
    options = parser.parse_args()
    seed_path = ROOT / "seeds" / "seed_spun.txt"
    seed = seed_path.read_text(encoding="utf-8")
    names = ("news", "government", "finance", "football", "law", "medicine", "technology", "recipe")
    clean = "".join((ROOT / "tests" / "golden" / f"{name}.txt").read_text(encoding="utf-8") for name in names) * 20
    normalizer = Normalizer()
    figures: dict[str, object] = {"python": platform.python_version(), "machine": platform.machine()}
    wall, peak = command_cost(seed_path)
    figures["command on the seed, s"] = round(wall, 3)
    figures["command on the seed, peak MB"] = round(peak, 1)
    for name, text in (("clean", clean), ("seed", seed)):
        size = len(text.encode()) / 1e6
        figures[f"{name}, MB/s"] = round(size / median(lambda text=text: normalizer.normalize(text)), 3)
        for peer, work in peers().items():
            figures[f"{name}, {peer}, MB/s"] = round(size / median(lambda text=text, work=work: work(text)), 3)
    for name, value in figures.items():
        print(f"{name:<40}{value}")
    if options.write:
        target = ROOT / "benchmarks" / "baseline" / "speed.json"
        target.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
