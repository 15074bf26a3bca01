"""
The mechanisms of disguise, one a module, each with `suspects(text)` and `find(text, context)`.

`suspects` is one cheap search whose False promises that `find` is empty; `find` gives edits of kind
"disguise", sorted and disjoint.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from types import ModuleType

FINDERS = (
    "spelled",
    "contacts",
    "martian",
    "variants",
    "split_characters",
    "homophones",
    "spacing",
    "doubled",
    "order",
    "cipher",
)


@cache
def finders() -> tuple[ModuleType, ...]:
    """The modules, imported on first use."""
    return tuple(import_module(f"normalize.disguise.{name}") for name in FINDERS)
