"""
Pairs from spun texts alone: a substitution cipher, read with the language model.

In the pages of one spinner a substitute stands in the contexts of its original: 积极救治 where
everybody writes 积极治疗. A word that is much more frequent than clean text allows is a suspect.
For each suspect every word of a vocabulary is tried in its contexts; the one that fits them far
better than the suspect itself, and better than its rivals, is proposed. What is found with some
certainty is put back, so that the next round reads the rest in better contexts.

How well a word fits is measured against how frequent it is anyway,
`log P(left word right) - ALPHA log P(word)`: else the most frequent words would win everywhere.
Words of the subject (癫痫 in medical pages) are suspects too; their best readings fit badly or
disagree, and score low. What comes out are proposals for a person to accept or refuse.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from normalize.language_model import LN10, LanguageModel
from normalize.matcher import Matcher
from normalize.tokens import fold
from normalize.workshop.proposals import Proposal

ALPHA = 0.8  # share of a word's own frequency that is taken out of its fit
FEW, MANY = 6, 40  # contexts in which all words are tried, and in which the best of these are
SHORTLIST = 25  # words that are tried in many contexts
LOW, HIGH = -4.0, 6.0  # one context may not say more than this: it may be damaged itself
PLAUSIBLE = -1.5  # mean fit to what stands before, below which a word is not looked at more closely
LIFT = 0.5  # log of how much more frequent a suspect is than the model expects
SPREAD = 4  # different characters that must stand on each side of a word
LONGEST = 4  # characters of a suspect
PRIOR = -16.0  # rarer words are not tried as originals
SHARED = 1.0  # what a character in common with the suspect is worth when words are ranked
KIN = 1.5  # and what it is worth that a thesaurus knows both
ROUNDS = 2
SURE = 0.85  # score from which a pair is put back before the next round
EXAMPLES = 2  # contexts shown
# log odds that a proposal is right: logistic regression over 2,034 proposals for text spun with one held-back table
# (benchmarks/mining.py --seed 1); docs/families.md measures with another. Gain and wins say nearly the same.
WEIGHTS = {
    "one": -4.01,
    "gain": 0.74,
    "wins": -2.19,
    "margin": 0.85,
    "shared": 0.79,
    "inside": 0.89,
    "known": 1.98,
    "longer": -2.42,
    "kin": 1.0,
}

_HAN = re.compile("[\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class _Context:
    """Where a suspect stood: the model's state before it, and what follows."""

    state: Any
    after: str
    shown: str


class Decipherer:
    """
    Proposals for texts of one spinner.

    `words` are the words that may be originals, any list of common words (how frequent they are the model
    knows); `others` are further words that may be suspects. `kin` is a thesaurus: a word that is kin of the
    suspect, or kin of its kin, is the likelier original.
    """

    def __init__(
        self,
        model: LanguageModel,
        words: Iterable[str],
        others: Iterable[str] = (),
        kin: Mapping[str, set[str]] | None = None,
    ) -> None:
        self._kin = kin or {}
        self._model = model
        self._null = model.state_after("", at_line_start=False)
        common = {word for word in words if _HAN.fullmatch(word) and 2 <= len(word) <= LONGEST}
        self._known = frozenset({*common, *others})
        self._prior: dict[str, float] = {}
        self._by_first: dict[str, list[str]] = {}
        for word in sorted(common):
            if self._own(word) > PRIOR:
                self._by_first.setdefault(word[0], []).append(word)

    def propose(self, texts: Iterable[str], *, least: int = 5, most: int = 2000) -> list[Proposal]:
        """
        Pairs of the texts, best first.

        `least` is how often a suspect must stand in the texts, `most` how many suspects are tried.
        """
        lines = [fold(line) for text in texts for line in text.split("\n") if _HAN.search(line)]
        found: dict[tuple[str, str], Proposal] = {}
        for number in range(ROUNDS):
            fresh = [proposal for proposal in self._round(lines, least, most) if proposal.key not in found]
            found.update((proposal.key, proposal) for proposal in fresh)
            sure = {proposal.substitute: proposal.original for proposal in fresh if proposal.score >= SURE}
            if number + 1 < ROUNDS and sure:
                lines = _restored(lines, sure)
        return sorted(found.values(), key=lambda proposal: (-proposal.score, proposal.substitute))

    def _round(self, lines: Sequence[str], least: int, most: int) -> Iterator[Proposal]:
        suspects = self._suspects(lines, least)[:most]
        contexts = self._contexts(lines, [form for form, _, _ in suspects])
        seen: set[tuple[str, str]] = set()
        for form, count, lift in suspects:
            proposal = self._decipher(form, count, lift, contexts[form])
            if proposal and proposal.key not in seen:
                seen.add(proposal.key)
                yield proposal

    def _score(self, state: Any, tokens: str) -> float:
        total: float = 0.0
        step, new = self._model.step, self._model.new_state
        for token in tokens:
            following = new()
            total += step(state, token, following)
            state = following
        return LN10 * total

    def _own(self, word: str) -> float:
        """Log probability of a word anywhere."""
        known = self._prior.get(word)
        if known is None:
            known = self._prior[word] = self._score(self._null, word)
        return known

    def _suspects(self, lines: Sequence[str], least: int) -> list[tuple[str, int, float]]:
        """Words of the texts that are more frequent than they should be: (form, count, lift)."""
        counts: Counter[str] = Counter()
        total = 0
        for line in lines:
            for run in _HAN.findall(line):
                total += len(run)
                for size in range(1, LONGEST + 1):
                    counts.update(run[i : i + size] for i in range(len(run) - size + 1))
        forms = [form for form, count in counts.items() if len(form) > 1 and count >= least]
        found = []
        sides = _sides(lines, forms)
        for form in forms:
            if min(sides[form]) < min(SPREAD, counts[form] - 1):
                continue
            lift = math.log(counts[form] / total) - self._own(form)
            if lift >= LIFT and (form in self._known or _coheres(form, counts, total)):
                found.append((form, counts[form], lift))
        # what is frequent and unexpected first
        return sorted(found, key=lambda item: (-item[2] * math.sqrt(item[1]), item[0]))

    def _contexts(self, lines: Sequence[str], forms: Sequence[str]) -> dict[str, list[_Context]]:
        """Up to MANY different contexts of each form, taken evenly from all of the text."""
        places: dict[str, dict[str, tuple[int, int]]] = {form: {} for form in forms}
        matcher = Matcher(forms)
        for number, line in enumerate(lines):
            for start, end, index in matcher.find(line):
                around = f"{line[max(0, start - 2) : start]}|{line[end : end + 2]}"
                places[forms[index]].setdefault(around, (number, start))
        reach = self._model.order - 1
        contexts = {}
        for form, found in places.items():
            every = list(found.values())
            contexts[form] = [
                _Context(
                    self._model.state_after(line[max(0, start - reach) : start], at_line_start=start < reach),
                    line[start + len(form) : start + len(form) + reach],
                    f"{line[max(0, start - 6) : start]}[{form}]{line[start + len(form) : start + len(form) + 6]}",
                )
                for line, start in ((lines[n], start) for n, start in every[:: max(1, len(every) // MANY)][:MANY])
            ]
        return contexts

    def _decipher(self, form: str, count: int, lift: float, contexts: Sequence[_Context]) -> Proposal | None:
        if len(contexts) < 2:
            return None
        base = [self._fit(form, context) for context in contexts]
        every = max(1, len(contexts) // FEW)
        few, few_base = contexts[::every][:FEW], base[::every][:FEW]
        near = self._kin.get(form, set())
        related = near.union(*(self._kin.get(word, ()) for word in near)) - {form}
        ranked = sorted(((self._gain(word, few, few_base), word) for word in self._plausible(form, few)), reverse=True)
        tried = [word for _, word in ranked[:SHORTLIST]]
        tried += sorted(word for word in related if word not in tried and self._own(word) > PRIOR)
        judged = []
        for word in tried:
            gains = [self._fit(word, context) - own for context, own in zip(contexts, base, strict=True)]
            gain = sum(max(LOW, min(HIGH, value)) for value in gains) / len(gains)
            bonus = (SHARED if set(word) & set(form) else 0.0) + (KIN if word in related else 0.0)
            judged.append((gain + bonus, gain, sum(value > 0 for value in gains) / len(gains), word))
        judged.sort(reverse=True)
        if not judged or judged[0][1] <= 0:
            return None
        value, gain, wins, word = judged[0]
        margin = min(3.0, value - judged[1][0] if len(judged) > 1 else value)
        measures = {
            "one": 1.0,
            "gain": gain,
            "wins": wins,
            "margin": margin,
            "shared": float(bool(set(word) & set(form))),
            "inside": float(word in form),
            "known": float(form in self._known),
            "longer": float(len(word) != len(form)),
            "kin": float(word in related),
        }
        odds = sum(WEIGHTS[name] * measure for name, measure in measures.items())
        substitute, original = _without_common(form, word, self._known)
        rivals = " ".join(rival for _, _, _, rival in judged[1:4])
        return Proposal(
            substitute,
            original,
            round(1 / (1 + math.exp(-odds)), 3),
            count,
            f"fits {wins:.0%} of {len(contexts)} contexts, by {gain:.1f} on average, {margin:.1f} before: {rivals}",
            f"{math.exp(self._own(substitute)) * 1e6:.1f} a million expected in clean text, {math.exp(lift):.0f}x here",
            " / ".join(context.shown for context in contexts[:EXAMPLES]),
        )

    def _plausible(self, form: str, contexts: Sequence[_Context]) -> Iterator[str]:
        """Words that fit what stands before; the others are not worth a closer look."""
        step, new = self._model.step, self._model.new_state
        for first, group in self._by_first.items():
            starts = []
            for context in contexts[::2]:
                state = new()
                starts.append((LN10 * step(context.state, first, state), state))
            fit = sum(max(LOW, value) for value, _ in starts) / len(starts)
            if fit - ALPHA * self._own(first) < PLAUSIBLE:
                continue
            for word in group:
                whole = sum(value + self._score(state, word[1:]) for value, state in starts) / len(starts)
                if whole - ALPHA * self._own(word) > PLAUSIBLE and word != form and form not in word:
                    yield word

    def _fit(self, word: str, context: _Context) -> float:
        return self._score(context.state, word + context.after) - ALPHA * self._own(word)

    def _gain(self, word: str, contexts: Sequence[_Context], base: Sequence[float]) -> float:
        total = 0.0
        for context, own in zip(contexts, base, strict=True):
            total += max(LOW, min(HIGH, self._fit(word, context) - own))
            if total < LOW:
                break
        return total


def _restored(lines: Sequence[str], pairs: Mapping[str, str]) -> list[str]:
    forms = re.compile("|".join(sorted(map(re.escape, pairs), key=lambda form: (-len(form), form))))
    return [forms.sub(lambda hit: pairs[hit.group()], line) for line in lines]


def _coheres(form: str, counts: Mapping[str, int], total: int) -> bool:
    """Whether a string that is in no list of words holds together like one: its parts rarely stand apart."""
    parts = [counts[form[:cut]] * counts[form[cut:]] / total for cut in range(1, len(form))]
    return counts[form] > 50 * max(parts) and counts[form] > 0.5 * max(counts[form[:-1]], counts[form[1:]])


def _without_common(form: str, word: str, known: frozenset[str]) -> tuple[str, str]:
    """常识产权 → 知识产权 says 常识 → 知识: what both share goes, as long as words remain."""
    for side in (-1, 1):
        while len(form) > 2 and len(word) > 2:
            ends = (form[-1], word[-1]) if side < 0 else (form[0], word[0])
            if ends[0] != ends[1]:
                break
            shorter = (form[:-1], word[:-1]) if side < 0 else (form[1:], word[1:])
            if len(shorter[0]) == 2 and not {*shorter} <= known:
                break
            form, word = shorter
    return form, word


def _sides(lines: Sequence[str], forms: Sequence[str]) -> dict[str, tuple[int, int]]:
    """How many different characters stand before and after each form."""
    left: dict[str, set[str]] = {form: set() for form in forms}
    right: dict[str, set[str]] = {form: set() for form in forms}
    for line in lines:
        padded = f"^{line}$"
        for size in range(2, LONGEST + 1):
            for start in range(1, len(padded) - size):
                form = padded[start : start + size]
                if form in left:
                    left[form].add(padded[start - 1])
                    right[form].add(padded[start + size])
    return {form: (len(left[form]), len(right[form])) for form in forms}
