"""
Lazy access to what ships under `normalize/data/`: tables, the model, and their digests.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

# a plain path, not importlib.resources: the model must be a real file to be mapped, and start-up is 30 ms shorter
DATA = Path(__file__).parent / "data"


def read_lines(name: str) -> list[str]:
    """The lines of a built table, comment lines left out."""
    text = (DATA / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def digests() -> dict[str, str]:
    """SHA-256 (first 16 digits) of every shipped file, written when the tables are built."""
    manifest: dict[str, str] = json.loads((DATA / "manifest.json").read_text(encoding="utf-8"))
    return manifest
