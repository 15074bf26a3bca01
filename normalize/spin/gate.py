"""
The gate: is this text spun, and where?

Every substitute a spinner writes is also a word that people write, so no single one proves
anything. The gate asks twice, section by section:

1. *Marks*: substitutes that are much rarer in clean text than in spun text are counted against their
   rates in clean text. This costs one search; nearly all clean text stops here.
2. *Reading*: where the marks raise suspicion, the language model reads the section with every
   candidate in place. How much better the best restorations read than the text as it stands is
   evidence in context: 布告 on a wall says nothing, 省委布告 says much.

A two-state chain (clean, spun) over the sections decides which are spun. Only those are opened.
That keeps clean pages, and clean paragraphs beside spun ones, byte for byte. Which family it was
is a second question (`normalize.spin.families`).

What does not count as evidence: a mark in short quotes or brackets or next to an arrow, because
pages that talk about spinning write it like that; a mark whose original stands in the
same section, because a spinner replaces every occurrence; and a traditional character in a
traditional line (`normalize.spin.traditional`).
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from normalize.segments import Spans
from normalize.spin.candidates import Candidate
from normalize.spin.lexicon import CAP, UNMISTAKABLE, Lexicon
from normalize.spin.reading import Island
from normalize.spin.traditional import is_native, traditional_lines

# the next six: chosen on 11,623 sections of clean text, 928 natural sentences with spinners' words, and the spun
# clauses and documents of docs/quality.md
SUSPECT, SUSPECT_PER_CHARACTER = 0.5, 0.07  # marks from which a section is read; characters are Han characters here
DOUBT = 1.2  # what a restoration must read better by before it says anything: synonyms often fit a little better
ABSENCE = 0.06  # evidence against, per Han character, before the family is known: the density of the sparsest
PRIOR = -4.9  # log odds that a section of unknown text is spun
ENTER, LEAVE = -4.9, -4.9  # log probabilities of a change from clean to spun and back, per section
SILENT = 60.0  # taken from the log odds of a candidate that is only talked about
OPEN = 0.5  # posterior from which a section is opened
SECTION = 240  # characters after which a sentence end closes a section
PARAGRAPH = 80  # characters after which a line end does

# a word that is talked about: in short quotes or brackets, or beside an arrow
_MENTION = re.compile(
    "[“‘「『《〈（(【`\"'][^“”‘’「」『』《》（）()【】`\"'\\n]{1,10}[”’」』》）)】`\"']"
    "|[\\w\u4e00-\u9fff]{1,6} ?[→←⇒=>]+ ?[\\w\u4e00-\u9fff]{1,6}"
)
_HAN = re.compile("[\u3400-\u9fff]+")
_BREAK = re.compile(r"\n+|[。！？!?]")


@dataclass(frozen=True, slots=True)
class Opening:
    """The spun parts of a text with the probability of each, and the probability that there are any."""

    spans: Spans
    sections: tuple[tuple[int, int, float], ...]
    probability: float

    def at(self, start: int) -> float:
        """The probability that the section around a place is spun."""
        number = bisect_right(self.sections, (start, math.inf, 0.0)) - 1
        return self.sections[number][2]


def suspects(text: str, lexicon: Lexicon, borders: Sequence[int]) -> list[int]:
    """Numbers of the sections that the marks make worth reading."""
    marks = lexicon.marks
    hits = marks.matcher.find(text)
    talked_of: Spans | None = None
    traditional: Spans | None = None
    scores = [0.0] * (len(borders) - 1)
    seen: Counter[int] = Counter()
    standing: dict[tuple[int, int], bool] = {}
    section = reached = 0
    for start, end, form in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
        if end <= reached:  # what lies inside another mark, or a word that is left alone, says nothing
            continue
        reached = end
        weight = marks.weights[form]
        if not weight:
            continue
        talked_of = mentions(text) if talked_of is None else talked_of
        if talked_of.touch(start, end):
            continue
        if is_native(text[start:end], lexicon):
            traditional = traditional_lines(text, hits) if traditional is None else traditional
            if traditional.touch(start, end):
                continue
        while borders[section + 1] <= start:
            section += 1
        around = text[borders[section] : borders[section + 1]]
        if _stands(standing, section, form, text[start:end], around, lexicon):
            continue
        seen[form] += 1  # a word of the topic comes again and again: the second says half as much as the first
        scores[section] += weight / seen[form]
    return [
        number
        for number, (score, (start, end)) in enumerate(zip(scores, pairwise(borders), strict=True))
        if score >= SUSPECT and score >= SUSPECT + SUSPECT_PER_CHARACTER * _han(text, start, end)
    ]


def _stands(
    known: dict[tuple[int, int], bool], section: int, form: int, substitute: str, around: str, lexicon: Lexicon
) -> bool:
    """
    Whether all originals of a mark stand beside it; worked out once per section and form.

    A spinner leaves no original standing: where all do, the substitute is the author's.
    """
    if (section, form) not in known:
        known[section, form] = all(row.original in around for row in lexicon.originals(substitute))
    return known[section, form]


def mentions(text: str) -> Spans:
    """Spans in which words are talked about."""
    return Spans(match.span() for match in _MENTION.finditer(text))


def judge(
    text: str,
    borders: Sequence[int],
    found: Sequence[Candidate],
    posteriors: Sequence[float],
    islands: Sequence[Island],
    absence: float = ABSENCE,
) -> Opening | None:
    """
    Which sections are spun, by what the restorations are worth to the language model.

    `absence` is the evidence against per Han character: a spinner that replaces one place in ten characters
    hardly leaves a hundred alone.
    """
    scores = [-absence * _han(text, start, end) for start, end in pairwise(borders)]
    seen: Counter[str] = Counter()
    section = 0
    for island in islands:
        start = found[island.first].start
        while borders[section + 1] <= start:
            section += 1
        most = 0.0
        for form, (p, unmistakable) in _sites(text, found, posteriors, island).items():
            seen[form] += 1
            most += p * (UNMISTAKABLE if unmistakable else CAP / seen[form])
        scores[section] += max(0.0, min(most, island.evidence - DOUBT))
    posterior, whole = spun_posteriors(scores)
    opened = tuple((borders[i], borders[i + 1], p) for i, p in enumerate(posterior) if p >= OPEN)
    return Opening(Spans((start, end) for start, end, _ in opened), opened, whole) if opened else None


def _han(text: str, start: int, end: int) -> int:
    """How many Han characters a section has: code and Latin text beside them are evidence of nothing."""
    return sum(map(len, _HAN.findall(text, start, end)))


def _sites(
    text: str, found: Sequence[Candidate], posteriors: Sequence[float], island: Island
) -> dict[str, tuple[float, bool]]:
    """For each form of an island: the probability that it is none of the author's, and whether it cannot be."""
    sites: dict[str, tuple[float, bool]] = {}
    for number in range(island.first, island.last):
        candidate = found[number]
        form = text[candidate.start : candidate.end]
        p, unmistakable = sites.get(form, (0.0, False))
        sites[form] = (
            min(1.0, p + posteriors[number]),
            unmistakable or any(row.unmistakable for row in candidate.steps[0]),
        )
    return sites


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
