"""
Lines of adult keywords that link farms put on top of a page they cloned.

亚洲…视频,国产…一区二区三区,…_…: pieces without grammar, parted by commas, hyphens, underscores or
bars, made of few words that repeat. A line counts when most of its characters are such words, at
least two pieces are, and no sentence ends in it. 一区二区三区 alone are delivery zones, 国产 and
日韩 shelves of a film shop: without a word that stands nowhere else the line is a suggestion at
most, and a sentence about such sites is never one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from normalize.hanzi import simplified
from normalize.injections import anchors
from normalize.injections.lines import removal
from normalize.model import Edit
from normalize.tables import read_lines

CONFIDENCE = 0.97
LESS_SURE = 0.85  # one piece, no separators
UNSURE = 0.6  # weak words only: marked, not removed
COVERED = 0.72  # share of the line's letters that keywords make up; sentences about the subject reach 0.5
COVERED_BY_STRONG = 0.6  # the same with three words that hardly stand elsewhere; unknown words take the rest
SINGLE = 10  # letters of a line in one piece, all keywords
PIECE = 0.5  # share of one piece that makes it a keyword piece
LONGEST = 3000  # characters; the longest line seen had 700

_BREAK = re.compile(r"\s+I\s+|[,，_\-—|｜丨/\\;；·•~\s]+")
# zones and shelves are weak words; together with what is on them they are strong
_COMBINED = re.compile(
    "(?:国产|亚洲|欧美|日韩|日本|精品|久久|在线|视频|免费).{0,6}一区二区|一区二区.{0,6}(?:视频|在线|精品|久久)"
)
_SENTENCE = re.compile("[。！？!?、“”：:《》]")
_SIGNS = re.compile(r"[\W_]+|\d+")


@cache
def _words(kind: str) -> re.Pattern[str]:
    """All keywords, or those of one kind, longest first."""
    rows = (line.split("\t") for line in read_lines("injections_adult.tsv"))
    terms = sorted((term for term, of in rows if kind in ("", of)), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, terms)), re.IGNORECASE)


def suspects(text: str) -> bool:
    """Whether a typical word occurs."""
    return bool(anchors.hits("adult", text))


def find(text: str) -> Iterator[Edit]:
    """One deletion per keyword line, with what sets it off."""
    for start, end in anchors.lines("adult", text):
        confidence = _judge(simplified(text[start:end])) if end - start <= LONGEST else 0.0
        if confidence:
            yield removal(text, start, end, "injections:adult keywords", confidence)


def _judge(line: str) -> float:
    """
    How surely a line consists of keywords.

    >>> _judge("亚洲国产无码在线,久久精品视频免费看,人妻中文字幕") > 0.9
    True
    >>> _judge("按重量分一区二区三区计费"), _judge("警方查处一个传播国产无码视频的网站")
    (0.0, 0.0)
    """
    line = line.strip().rstrip("?？ ")
    if _SENTENCE.search(line):
        return 0.0
    pieces = [piece for piece in _BREAK.split(line) if _SIGNS.sub("", piece)]
    hits = [piece for piece in pieces if _share(piece) >= PIECE]
    strong = {word.lower() for word in (*_words("strong").findall(line), *_COMBINED.findall(line))}
    share = _share(line)
    if share < (COVERED_BY_STRONG if len(strong) >= 3 else COVERED) or len(hits) < 0.6 * len(pieces):
        return 0.0
    if (len(hits) >= 2 and strong) or len(strong) >= 3:
        return CONFIDENCE
    if strong and share > 0.95 and len(_SIGNS.sub("", line)) >= SINGLE:
        return LESS_SURE
    return UNSURE if len(hits) >= 4 else 0.0


def _share(text: str) -> float:
    """The share of a text's letters that keywords make up."""
    letters = len(_SIGNS.sub("", text))
    return 1.0 - len(_SIGNS.sub("", _words("").sub("", text))) / letters if letters else 0.0
