"""
Hangul syllables in the place of frequent Chinese characters (怒真人놆何等人物 for 怒真人是何等人物).

Sites guard novels against copying with a font of their own: a dozen of the most frequent characters
are sent as Hangul syllables, which the font draws as the characters they stand for. That is a
substitution cipher: one syllable, one character, wherever it stands. The syllables of one such font
are known (a table); others are solved: of the frequent Chinese characters the one is taken that
reads best in all the places of a syllable together, if it is well ahead of the next; a character
that the text shows elsewhere is not the one that the font hides. A syllable that stays unsolved is
reported.

Left alone is Korean: runs of syllables, syllables beside blanks, readings in brackets, lines where
Hangul is no rare guest among Han characters. Only where syllables abound that Korean never uses
(most of the 11,172 are such) those lines are read too.

>>> [edit.new for edit in find("怒真人놆何等人物，大家놅眼睛都在瞧著他。", None)]
['是', '的']
>>> find("我喜欢은혁的舞台，무협(巫峽)，小兒諸病死證(소아제병사증)", None)
[]
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from normalize import language_model
from normalize.hanzi import converted, is_traditional, simplified
from normalize.model import Context, Edit
from normalize.tables import read_lines
from normalize.tokens import fold

RUN = 3  # syllables in a row at most: the characters replaced are frequent, so two often meet (可是), four do not
RARE = 4  # Han characters a line must have for each syllable; Korean beside Chinese has fewer
FONT = 80  # different syllables a font may have; more is no font
PASSES = 2  # rounds of solving: neighbours help each other
PLACES = 10  # places of a syllable that are asked; more do not change the answer
CANDIDATES = 500  # most frequent characters; a font replaces the most frequent ones, or it would hide little
LEAD = {1: 9.0, 2: 7.0}  # nats by which the best character must lead with so many places
ENOUGH, LEAD_EACH = 5.0, 1.0  # and with more: at least, and for each of them
SEEN, SEEN_MOST = 3.0, 15.0  # nats a candidate loses for each place where the text shows it, and at most
STRANGE = 0.3  # share of syllables that Korean never uses from which on all Hangul is cipher; two in a text at least
BEHIND = 4.0  # nats a place by which the best character may be ahead of what the table says,
FAR_BEHIND = 12.0  # and where syllables of the table stand that Korean never uses; 兩百三十八 is 6 behind 兩千
REACH = 4  # characters on either side that the model's answer depends on
KNOWN, SOLVED, HINT = 0.97, 0.9, 0.6

_MIXED = re.compile("[一-鿿][가-힣]|[가-힣][一-鿿]")
_SYLLABLES = re.compile("[가-힣]+")
_HANGUL = re.compile("[가-힣]")
_HAN = re.compile("[一-鿿]")
_KOREAN_AROUND = re.compile(r"[\sA-Za-z()（）\[\]/·<>ㄱ-ㅣ]")


def suspects(text: str) -> bool:
    """Whether a Hangul syllable stands beside a Han character."""
    return _HANGUL.search(text) is not None and _MIXED.search(text) is not None


def find(text: str, context: Context | None) -> list[Edit]:
    """One edit for each syllable whose character is known or found, a report for each that is not."""
    places = _places(text, anywhere=_is_strange(text))
    table = {syllable: _table()[syllable] for syllable in places if syllable in _table()}
    behind = BEHIND if all(map(_is_usual, table)) else FAR_BEHIND
    scores = _Scores(text)
    meanings = {syllable: new for syllable, new in table.items() if _fits(scores, new, places[syllable], behind)}
    sure = dict.fromkeys(meanings, KNOWN)
    unknown = {syllable: places[syllable] for syllable in places if syllable not in meanings}
    solved = _solve(scores, unknown, meanings)
    if _is_cipher(meanings, solved):
        meanings |= {syllable: character for syllable, (character, _) in solved.items()}
        sure |= {syllable: confidence for syllable, (_, confidence) in solved.items()}
    elif not meanings:  # nothing to go by: what cannot be Korean is reported all the same
        places = {syllable: starts for syllable, starts in places.items() if not _is_usual(syllable)}
    return sorted(_edits(text, places, meanings, sure), key=lambda edit: edit.start)


@cache
def _table() -> Mapping[str, str]:
    """The syllables of the known font."""
    return dict(line.split("\t") for line in read_lines("disguise_cipher.tsv"))


@cache
def _candidates() -> tuple[str, ...]:
    """The most frequent characters, by the language model, and those of the table."""
    model = language_model.load()
    state, following = model.state_after("", at_line_start=False), model.new_state()
    plain = [chr(point) for point in range(0x4E00, 0xA000) if not is_traditional(chr(point))]
    plain.sort(key=lambda character: -model.step(state, character, following))
    return tuple(dict.fromkeys([*plain[:CANDIDATES], *_table().values()]))


def _is_usual(syllable: str) -> bool:
    """Whether Korean uses this syllable: it is one of the 2,350 of KS X 1001."""
    return len(syllable.encode("euc_kr", "replace")) == 2


def _is_strange(text: str) -> bool:
    """Whether this Hangul cannot be Korean."""
    syllables = _HANGUL.findall(text)
    strange = [syllable for syllable in syllables if not _is_usual(syllable)]
    return len(set(strange)) > 1 and len(strange) >= STRANGE * len(syllables)


def _places(text: str, *, anywhere: bool) -> dict[str, list[int]]:
    """Where each syllable stands: as a rare guest among Han characters, or anywhere."""
    places: dict[str, list[int]] = defaultdict(list)
    start = 0
    for line in text.splitlines(keepends=True):
        runs = list(_SYLLABLES.finditer(line)) if _HANGUL.search(line) else []
        syllables = sum(len(run.group()) for run in runs)
        rare = len(_HAN.findall(line)) >= RARE * (syllables - 1)
        if anywhere or (rare and all(_is_guest(line, run) for run in runs)):
            for run in runs:
                for place in range(run.start(), run.end()):
                    places[line[place]].append(start + place)
        start += len(line)
    return places


def _is_guest(line: str, run: re.Match[str]) -> bool:
    """Whether a run is short and touches Han characters or their punctuation, at least one of them Han."""
    before, after = line[: run.start()].strip()[-1:] and line[run.start() - 1], line[run.end() :].rstrip("\r\n")[:1]
    if len(run.group()) > RUN or not (_HAN.match(before) or _HAN.match(after)):
        return False
    if len(run.group()) > 1 and all(map(_is_usual, run.group())) and not set(run.group()) & set(_table()):
        return False  # 은혁 of a song contest
    return not (_KOREAN_AROUND.match(before) or _KOREAN_AROUND.match(after))


class _Scores:
    """How well each candidate reads in the places of a syllable, all of them together."""

    def __init__(self, text: str) -> None:
        self.text = simplified(text)
        counts = Counter(self.text)
        self.shown = {c: min(SEEN * counts[c], SEEN_MOST) for c in _candidates()}

    def __call__(self, places: Sequence[int], meanings: Mapping[str, str]) -> dict[str, float]:
        """Log probability of each candidate; what the text shows elsewhere is less probable."""
        total = {character: -shown for character, shown in self.shown.items()}
        for place in places[:PLACES]:
            for character, score in _at(*self._around(place, meanings)).items():
                total[character] += score
        return total

    def _around(self, place: int, meanings: Mapping[str, str]) -> tuple[str, str]:
        """The tokens before and after a place, other syllables deciphered as far as known."""
        start = max(0, place - 4 * REACH)
        start = max(start, self.text.rfind("\n", start, place) + 1)
        end = self.text.find("\n", place, place + 4 * REACH)
        end = place + 4 * REACH if end < 0 else end
        before, after = (
            fold(_HANGUL.sub(lambda syllable: meanings.get(syllable.group(), syllable.group()), part))
            for part in (self.text[start:place], self.text[place + 1 : end])
        )
        return before[-REACH:], after[:REACH]

    def varies(self, places: Sequence[int]) -> bool:
        """Whether a syllable has different neighbours, if it has any two places: a name always has the same."""
        around = {self.text[max(0, place - 1) : place] + self.text[place + 1 : place + 2] for place in places}
        return len(around) > 1 or len(places) == 1


def _at(before: str, after: str) -> dict[str, float]:
    """The log probability of each candidate and what follows it, at one place."""
    model = language_model.load()
    left = model.state_after(before, at_line_start=True)
    found = {}
    state, following = model.new_state(), model.new_state()
    for character in _candidates():
        score = model.step(left, character, state)
        for token in after:
            score += model.step(state, token, following)
            state, following = following, state
        found[character] = language_model.LN10 * score
    return found


def _fits(scores: _Scores, new: str, places: Sequence[int], behind: float) -> bool:
    """Whether what the table says reads well enough in these places."""
    found = scores(places, _table())
    return max(found.values()) - found[new] - scores.shown[new] <= behind * min(len(places), PLACES)


def _solve(
    scores: _Scores, unknown: Mapping[str, Sequence[int]], known: Mapping[str, str]
) -> dict[str, tuple[str, float]]:
    """Each unknown syllable with its character and how sure that is; the frequent ones first, and all again."""
    meanings = dict(known)
    solved: dict[str, tuple[str, float]] = {}
    if len(unknown) > FONT:
        return {}
    order = sorted(
        (syllable for syllable in unknown if scores.varies(unknown[syllable])), key=lambda s: -len(unknown[s])
    )
    for number, syllable in enumerate(order * PASSES):
        meanings.pop(syllable, None)
        solved.pop(syllable, None)
        taken = set(known.values() if number < len(order) else meanings.values())
        found = scores(unknown[syllable], meanings)
        best, second = sorted(found.keys() - taken, key=lambda character: (-found[character], character))[:2]
        lead, need = found[best] - found[second], _needed(len(unknown[syllable]))
        if lead >= need / 2:
            solved[syllable] = best, SOLVED if lead >= need else HINT
        if lead >= need:
            meanings[syllable] = best
        if number == len(order) - 1:
            _settle(meanings, solved, unknown)
    return solved


def _needed(places: int) -> float:
    """By how many nats the best character must lead."""
    return LEAD.get(places, max(ENOUGH, LEAD_EACH * min(places, PLACES)))


def _settle(
    meanings: dict[str, str], solved: dict[str, tuple[str, float]], unknown: Mapping[str, Sequence[int]]
) -> None:
    """Two syllables never stand for one character: after the first round the more frequent one keeps it."""
    owner: dict[str, str] = {}
    for syllable in sorted(meanings.keys() & solved.keys(), key=lambda syllable: -len(unknown[syllable])):
        if owner.setdefault(meanings[syllable], syllable) != syllable:
            del meanings[syllable], solved[syllable]


def _is_cipher(meanings: Mapping[str, str], solved: Mapping[str, tuple[str, float]]) -> bool:
    """Whether syllables no table knows are a cipher too: the font is at work here, or they are none of Korean."""
    sure = [syllable for syllable, (_, confidence) in solved.items() if confidence == SOLVED]
    strange = [syllable for syllable in sure if not _is_usual(syllable)]
    return len(meanings) > 1 or len(strange) > 1 or (bool(strange) and bool(meanings))


def _edits(
    text: str, places: Mapping[str, Sequence[int]], meanings: Mapping[str, str], sure: Mapping[str, float]
) -> list[Edit]:
    """The edits and reports of all places; in traditional text with traditional characters."""
    han = _HAN.findall(text)
    traditional = sum(map(is_traditional, han)) * 20 > len(han)
    edits = []
    for syllable, starts in places.items():
        new = meanings.get(syllable)
        if new and traditional:
            new = converted(new, "s2t")
        for start in starts:
            if new:
                edits.append(Edit(start, start + 1, syllable, new, "disguise", "disguise:cipher", sure[syllable]))
            else:
                edits.append(
                    Edit(start, start + 1, syllable, syllable, "lost", "disguise:cipher, unknown syllable", 0.5)
                )
    return edits
