"""
The gate: is this text spun, by which family, and where?

Every substitute a spinner writes is also a word that people write, so no single one proves
anything. The gate counts the marks (substitutes that are much rarer in clean text than in spun
text), section by section, against their rates in clean text, and asks a two-state chain
(clean, spun) which sections are spun. Only those sections are opened to the family's table.
That keeps clean pages, and clean paragraphs beside spun ones, byte for byte.

What does not count as evidence: a mark in short quotes or brackets or next to an arrow, because
pages that talk about spinning write it like that; and a substitute whose original stands in the
same section, because a spinner replaces every occurrence.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from normalize.model import Family
from normalize.segments import Spans
from normalize.spin.lexicon import Lexicon, Row, ratio

# ABSENCE, PRIOR, ENTER: chosen so that none of 15,131 clean documents (12 million characters, mostly old prose, law and
# sport) opens and all of 37 spun ones do, whole; 96 in 100 cuttings of 150 spun characters open by themselves
RATE = 0.5  # share of replaceable words a spinner is expected to have replaced
MARK = 2.0  # a substitute 7 times more frequent in spun text counts; weaker ones only add noise
CAP = 6.0  # no single word may decide more than this,
UNMISTAKABLE = 16.0  # unless it cannot be Chinese at all (rows with the certainty `mark`)
ABSENCE = 0.03  # evidence against, per character
PRIOR = -11.0  # log odds that a section of unknown text is spun
ENTER, LEAVE = -11.0, -3.0  # log probabilities of a change from clean to spun and back, per section
OPEN = 0.5  # posterior from which a section is opened
SECTION = 240  # characters after which a sentence end closes a section
PARAGRAPH = 80  # characters after which a line end does
ALONE = 3  # with fewer different marks only the unmistakable ones among them act

# a word that is talked about: in short quotes or brackets, or beside an arrow
_MENTION = re.compile(
    "[“‘「『《（(【`\"'][^“”‘’「」『』《》（）()【】`\"'\\n]{1,10}[”’」』》）)】`\"']"
    "|[\\w\u4e00-\u9fff]{1,6} ?[→←⇒=>]+ ?[\\w\u4e00-\u9fff]{1,6}"
)
_BREAK = re.compile(r"\n+|[。！？!?]")


@dataclass(frozen=True, slots=True)
class Opening:
    """One family is open in these spans; `only` (if any) are the only substitutes that may act."""

    family: Family
    spans: Spans
    only: frozenset[str] | None


class Gate:
    """
    Evidence for each family of a lexicon.

    `hits` are the matches of the lexicon's search, so that the text is searched once.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._marks: dict[int, dict[str, list[Row]]] = {}

    def _families(self, form: int) -> dict[str, list[Row]]:
        """The families that form number `form` is a mark of, with its rows in each; weighed when first met."""
        known = self._marks.get(form)
        if known is None:
            found: dict[str, list[Row]] = {}
            for row in self._lexicon.originals(self._lexicon.forms[form]):
                found.setdefault(row.family, []).append(row)
            alone = form in self._lexicon.alone
            known = {family: rows for family, rows in found.items() if not alone and ratio(rows, RATE) >= MARK}
            self._marks[form] = known
        return known

    def open(self, text: str, hits: Sequence[tuple[int, int, int]]) -> list[Opening]:
        """The families open in a text, with their spans and evidence."""
        borders = sections(text)
        openings = []
        for family, (scores, counts) in self._evidence(text, hits, borders).items():
            lengths = [end - start for start, end in pairwise(borders)]
            chain = [score - ABSENCE * length for score, length in zip(scores, lengths, strict=True)]
            opening = self._judge(family, chain, borders, counts, text)
            if opening:
                openings.append(opening)
        return openings

    def _evidence(
        self, text: str, hits: Sequence[tuple[int, int, int]], borders: Sequence[int]
    ) -> dict[str, tuple[list[float], Counter[str]]]:
        """For each family with marks: what each section scores, and how often each mark was seen."""
        mentions = Spans(match.span() for match in _MENTION.finditer(text))
        evidence: dict[str, tuple[list[float], Counter[str]]] = {}
        alone = self._lexicon.alone
        section = reached = 0
        for start, end, form in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
            if end <= reached:  # what lies inside another mark, or a word that is left alone, says nothing
                continue
            families = self._families(form)
            if not families:
                if form in alone:
                    reached = end
                continue
            reached = end
            if mentions.touch(start, end):
                continue
            while borders[section + 1] <= start:
                section += 1
            around = text[borders[section] : borders[section + 1]]
            for family, rows in families.items():
                scores, seen = evidence.setdefault(family, ([0.0] * (len(borders) - 1), Counter()))
                seen[text[start:end]] += 1
                # a spinner leaves no original standing: where they do, the substitute is the author's;
                # a word of the topic comes again and again: the second says half as much as the first
                gone = [row for row in rows if row.original not in around]
                scores[section] += self._weight(gone) / seen[text[start:end]]
        return evidence

    @staticmethod
    def _weight(rows: list[Row]) -> float:
        if any(row.unmistakable for row in rows):
            return UNMISTAKABLE
        return min(CAP, ratio(rows, RATE)) if rows else 0.0

    def _judge(
        self,
        family: str,
        chain: list[float],
        borders: list[int],
        counts: Counter[str],
        text: str,
    ) -> Opening | None:
        posteriors, whole = spun_posteriors(chain)
        spans = Spans((borders[i], borders[i + 1]) for i, p in enumerate(posteriors) if p >= OPEN)
        if not spans:
            return None
        spun = "\n".join(text[start:end] for start, end in spans)
        strength = {form: self._strength(form, family) for form in counts}
        marks = sorted(counts.items(), key=lambda item: (-strength[item[0]] * item[1], item[0]))
        found = Family(family, whole, self._rate(family, spun, counts), tuple(spans), tuple(marks))
        only = self._unmistakable(counts) if len(counts) < ALONE else None
        return Opening(found, spans, only)

    def _unmistakable(self, counts: Counter[str]) -> frozenset[str]:
        """The marks that may act where there is little else: those that cannot be Chinese."""
        return frozenset(form for form in counts if any(row.unmistakable for row in self._lexicon.originals(form)))

    def _strength(self, form: str, family: str) -> float:
        return ratio([row for row in self._lexicon.originals(form) if row.family == family], RATE)

    def _rate(self, family: str, spun: str, counts: Counter[str]) -> float:
        """Marks seen, against the originals of these marks that still stand beside them."""
        left = 0
        for form in counts:
            rows = [row for row in self._lexicon.originals(form) if row.family == family]
            left += spun.count(max(rows, key=lambda row: row.weight * row.original_rate).original)
        return counts.total() / (counts.total() + left)


def sections(text: str) -> list[int]:
    """
    Borders of the sections of a text: at line ends, or sentence ends in long lines.

    >>> sections("短。")
    [0, 2]
    """
    borders = [0]
    for match in _BREAK.finditer(text):
        if match.end() - borders[-1] >= (PARAGRAPH if match.group()[0] == "\n" else SECTION):
            borders.append(match.end())
    if borders[-1] < len(text):
        if len(borders) > 1 and len(text) - borders[-1] < PARAGRAPH:
            borders.pop()
        borders.append(len(text))
    return borders


def spun_posteriors(chain: Sequence[float]) -> tuple[list[float], float]:
    """
    For each section the probability that it is spun, and for the whole that any section is.

    `chain` holds the log likelihood ratio (spun against clean) of each section.
    """
    stay_clean, stay_spun = math.log1p(-math.exp(ENTER)), math.log1p(-math.exp(LEAVE))
    clean, spun = 0.0, PRIOR
    forward = []
    for number, score in enumerate(chain):
        if number:
            clean, spun = (
                _log_add(clean + stay_clean, spun + LEAVE),
                _log_add(clean + ENTER, spun + stay_spun),
            )
        spun += score
        forward.append((clean, spun))
    after_clean = after_spun = 0.0
    posteriors = [0.0] * len(chain)
    for number in range(len(chain) - 1, -1, -1):
        clean, spun = forward[number][0] + after_clean, forward[number][1] + after_spun
        posteriors[number] = math.exp(spun - _log_add(clean, spun))
        score = chain[number]  # what the step into this section is worth, seen from the one before
        after_clean, after_spun = (
            _log_add(stay_clean + after_clean, ENTER + score + after_spun),
            _log_add(LEAVE + after_clean, stay_spun + score + after_spun),
        )
    total = _log_add(*forward[-1]) if forward else 0.0
    never = stay_clean * max(0, len(chain) - 1)
    return posteriors, -math.expm1(min(0.0, never - total))


def _log_add(one: float, two: float) -> float:
    top = max(one, two)
    return top + math.log1p(math.exp(-abs(one - two)))
