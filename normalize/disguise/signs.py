"""
Rare characters that may stand for common ones, as the tables have them.

`martian` are the signs of the fashion, collected by hand; `shapes` were derived: a rare character and
the common ones it contains, or shares its sound and a part with. A substitution tool takes its
characters from there, whatever its list.
"""

from __future__ import annotations

import re
from functools import cache

from normalize.disguise.lattice import Option
from normalize.tables import read_lines

STRANGER = 2.0  # nats for a character that is only derived from the shape
STEP = 0.2  # nats more for each further candidate of a list


@cache
def martian() -> dict[str, str]:
    """Signs of 火星文 with what they stand for."""
    return dict(line.split("\t") for line in read_lines("disguise_martian.tsv"))


@cache
def shapes() -> dict[str, tuple[str, bool]]:
    """Characters with those they resemble, and whether they are rare (not only seldom)."""
    rows = (line.split("\t") for line in read_lines("disguise_shapes.tsv"))
    return {sign: (common, how == "rare") for sign, common, how in rows}


@cache
def rare() -> re.Pattern[str]:
    """One rare character; ordinary signs (① ㄖ の) do not count."""
    known = {sign for sign in martian() if len(sign) == 1 and "\u3400" <= sign <= "\u9fff"}
    return re.compile(f"[{''.join(sorted(known | {sign for sign, (_, is_rare) in shapes().items() if is_rare}))}]")


@cache
def options(sign: str) -> tuple[Option, ...]:
    """
    The characters a sign may stand for, each with its penalty; none for one that is common.

    >>> options("哋")[0], options("的")
    (('的', 0.0), ())
    """
    known = martian().get(sign, "")
    found = [(character, STEP * rank) for rank, character in enumerate(known)]
    others, _ = shapes().get(sign, ("", False))
    found += [(c, STRANGER + STEP * rank) for rank, c in enumerate(others) if c not in known]
    return tuple(found)
