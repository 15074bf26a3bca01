"""
How well bytes read in an encoding: one scoring function decides between all candidates.

Nearly any bytes "are" GB18030, windows-1252 or Big5; what tells them apart is whether the characters
that come out are those people use, next to each other. So the text a candidate gives is priced in
nats (negative log probabilities) by its characters (ranked by frequency within their script) and by
the kinds of neighbours (a Latin letter after a Han character, a capital after a small letter). As
every candidate explains the same bytes, the prices can be compared; the cheapest reading wins. Where
two are close and one is Chinese, the language model prices the Chinese anew.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from normalize.legibility import GONE, KINDS, LOST, PRICES, price
from normalize.resync import SHORT, tolerant

# Candidates with what they cost beforehand, in nats: how rarely bytes of unknown origin are this encoding where Chinese
# is looked for. One Han character more or less that reads well outweighs most of them.
CANDIDATES = {
    "gb18030": 0.0,
    "utf-8": 0.0,
    "big5hkscs": 1.0,
    "cp1252": 2.0,
    "cp932": 3.0,
    "euc_jp": 3.0,
    "cp949": 3.0,
    "cp1251": 3.0,
    "koi8_r": 5.0,
    "cp1250": 5.0,
    "cp1253": 6.0,
    "cp1254": 6.0,
    "cp1255": 6.0,
    "cp1256": 6.0,
    "cp1257": 7.0,
    "cp874": 7.0,
    "cp866": 7.0,
}
WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
WIDE_PRIOR = 3.0
CHINESE = ("gb18030", "big5hkscs")
LEAD = 2.0  # nats of lead that multiply the odds by e: a price is off by about a character; set, not fitted
FIRST_LOOK = 2048  # bytes of a sample that all candidates are asked about
HOPELESS = 0.5  # nats per byte behind the best from which a candidate is dropped then; the true one is not behind
FINALISTS = 4  # candidates asked about the whole sample
IN_DOUBT = 6.0  # nats a lost place costs more while the encoding is open: it may stand for several bytes;
# none at the ends, where the bytes were cut
CLOSE = 25.0  # nats between two candidates within which the language model is asked
JUDGED = 200  # characters it is asked about: enough for any doubt
CLAIM = 12.0  # nats that the statement of a page about itself counts: two characters that read well
EDGES = 5.0  # nats the model charges for beginning and ending a line, which a fragment does not do
WORSE = 3.0  # a name it does not know may cost it any price, but that is no evidence against a run
SHARE_OF_MODEL = 0.9  # how far its price replaces that by rank; it knows prose better than names

# Alphabets in which two bytes are always some two letters
FOREIGN_LETTERS = ("cp1251", "koi8_r", "cp866", "cp1253", "cp1255", "cp1256", "cp874")
# From this price per byte beyond ASCII on, what the best candidate gives is no text: pieces of 16 to 256
# bytes of benchmarks/decoding.jsonl cost 2.0 to 4.4 (Western ones, with few such bytes, 4.0 to 9.3), random bytes 5.6
# to 8.8; shorter noise cannot be told from names
UNREADABLE = 5.4
SLACK = 6.0  # nats by which a short Chinese text, a name, may be stranger
UNREADABLE_IF_FEW = 10.0  # a single letter with an accent among ASCII tells more, so it costs more: é 4, ï 7, Ü 9.4
FEW = 0.35  # share of bytes beyond ASCII up to which that holds
SHORTEST = 3  # letters from which they are believed
_HIGH = bytes(range(0x80, 0x100))


def ranked(
    sample: bytes, candidates: Sequence[str], claimed: str | None = None, *, careful: bool = False
) -> list[tuple[float, str]]:
    """
    Candidates with their prices for a sample, the best first.

    `claimed` is what the page says of itself: it counts as much as two or three characters that
    read well. Of a long sample the beginning sorts out all but the best few, unless `careful`: then
    every candidate is cut anew where it is damaged.
    """
    if len(sample) > FIRST_LOOK and not careful:
        first = _priced(sample[:FIRST_LOOK], candidates, claimed, False)
        within = first[0][0] + HOPELESS * FIRST_LOOK
        kept = {name for cost, name in first[:FINALISTS] if cost < within or name == claimed}
        candidates = [name for name in candidates if name in kept]
    found = _priced(sample, candidates, claimed, careful)
    if len(found) > 1 and found[1][0] - found[0][0] < CLOSE:
        found = sorted((cost - _known_better(sample, name), name) for cost, name in found)
    return found


def _priced(sample: bytes, candidates: Sequence[str], claimed: str | None, careful: bool) -> list[tuple[float, str]]:
    # the careful way of going on after bad bytes is slow in Python; when most candidates are wrong it is not needed
    careful = careful or len(candidates) <= FINALISTS + 1 or len(sample) <= SHORT
    found = []
    for name in candidates:
        text = tolerant(sample, name, model=False) if careful or name in WIDE else sample.decode(name, "normalize-gone")
        bonus = CLAIM if name == claimed else 0.0
        found.append(
            (
                price(text, name)
                + IN_DOUBT * (text.count(GONE) - cut_ends(text))
                + CANDIDATES.get(name, WIDE_PRIOR)
                - bonus,
                name,
            )
        )
    return sorted(found)


def readable(sample: bytes, cost: float, name: str) -> bool:
    """Whether the best candidate's text is one: what is beyond ASCII costs no more than in any language."""
    plain = sample.translate(None, _HIGH)
    high = len(sample) - len(plain)
    if high < SHORTEST and name in FOREIGN_LETTERS:
        return False
    beyond = cost - price(plain.decode("ascii")) - CANDIDATES[name]
    beyond -= LOST * cut_ends(tolerant(sample, name, model=False))
    limit = UNREADABLE_IF_FEW if high < FEW * len(sample) else UNREADABLE
    return beyond <= limit * high + (SLACK if name in CHINESE else 0.0)


def cut_ends(text: str) -> int:
    """How many ends of a text are lost places: there the bytes were cut, which says nothing against an encoding."""
    return text.startswith(GONE) + (len(text) > 1 and text.endswith(GONE))


def _known_better(sample: bytes, encoding: str) -> float:
    """By how many nats the language model finds the Chinese of a reading better than its ranks say."""
    if encoding not in (*CHINESE, *WIDE, "utf-8"):
        return 0.0
    from normalize import prose

    text = tolerant(sample, encoding, model=False)[:JUDGED]
    won = 0.0
    for run in _runs(text):
        by_rank = math.fsum(PRICES[character] for character in run)
        won += max(by_rank + EDGES - prose.cost_of(run), -WORSE)
    return SHARE_OF_MODEL * won


def _runs(text: str) -> list[str]:
    """The runs of Han characters with their marks."""
    kept = "".join(character if KINDS[ord(character)] in "Hp" else "\n" for character in text)
    return [run for run in kept.split("\n") if run]


def wide(head: bytes) -> list[str]:
    r"""
    UTF-16 and UTF-32 as far as the zero bytes and the high bytes of Han characters allow them.

    In UTF-16 every other byte is 00 (ASCII), 30 or FF (marks) or 4E to 9F (Han).

    >>> wide("第一行\n第二行".encode("utf-16-le")), wide("第一行\n".encode()), wide(b"plain ascii")
    (['utf-16-le'], [], [])
    """
    found = []
    size = len(head)
    zeros = head.count(0)
    if size >= 8 and zeros >= size // 4:
        for name, high, plane in (("utf-32-le", 3, 2), ("utf-32-be", 0, 1)):
            if (
                not head[high::4].strip(b"\0")
                and not head[plane::4].translate(None, _PLANES)
                and zeros <= 3 * size // 4
            ):
                found.append(name)
    if size >= 4 and not (head.isascii() and not zeros):
        for name, high in (("utf-16-le", 1), ("utf-16-be", 0)):
            highs = head[high : size - size % 2 : 2]
            if len(highs.translate(None, _HIGHS)) <= 0.1 * len(highs):
                found.append(name)
    return found


_PLANES = bytes(range(0x11))
_HIGHS = bytes([0x00, 0x20, 0x30, 0xFE, 0xFF, *range(0x4E, 0xA0)])


def confidence(found: Sequence[tuple[float, str]]) -> float:
    """How sure the best of the ranked candidates is: by how far it leads."""
    lead = found[1][0] - found[0][0] if len(found) > 1 else CLOSE
    return round(min(0.99, 1.0 / (1.0 + math.exp(-lead / LEAD))), 2)
