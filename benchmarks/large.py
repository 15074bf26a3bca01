"""
Big inputs: 200 MB of lines and one line of 50 MB, through the command, in bounded memory.

    python benchmarks/large.py
"""

from __future__ import annotations

import hashlib
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run(label: str, path: Path) -> None:
    """Time, peak memory, and whether clean text came back byte for byte."""
    out = path.with_suffix(".out")
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "normalize", str(path), "-o", str(out)], check=True, cwd=ROOT)
    seconds = time.perf_counter() - began
    same = digest(path) == digest(out)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    size = path.stat().st_size / 1e6
    rate = size / seconds
    print(f"{label}: {size:.0f} MB in {seconds:.1f} s ({rate:.1f} MB/s), peak {peak:.0f} MB, same: {same}")


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    made = hashlib.sha256()
    with path.open("rb") as handle:
        while block := handle.read(1 << 20):
            made.update(block)
    return made.hexdigest()


def main() -> None:
    golden = ROOT / "tests" / "golden"
    lines = "".join(
        (golden / f"{name}.txt").read_text(encoding="utf-8") for name in ("news", "finance", "law", "recipe")
    )
    with tempfile.TemporaryDirectory() as folder:
        for label, unit, size in (("one line", lines.replace("\n", ""), 50e6), ("many lines", lines, 200e6)):
            path = Path(folder) / f"{label.replace(' ', '_')}.txt"
            data = unit.encode()
            with path.open("wb") as handle:  # piece by piece: a child starts with its parent's memory
                for _ in range(int(size / len(data))):
                    handle.write(data)
            run(label, path)


if __name__ == "__main__":
    main()
