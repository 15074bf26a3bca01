"""
Blanks that a page layout or a reader of scans put between characters (设 置 更 新, 依 赖于).

Three mechanisms, told apart by their places in the line:

- justified print and PDF handouts: runs of single characters, each with a blank after it;
- scans (OCR): blanks inside words, here and there in a line, and Latin words in pieces (FT P);
- advertisers, who wedge a sign between the characters of a word (加*微*信, 办-证).

A blank says little by itself: headlines, lists of names, verse and segmented corpora have blanks
too. So the language model is asked, for each blank, how hard it would be to stop there, to start
anew there, and how much the two sides call for each other: 存|在 belongs together, 第一条|为了 is a
border that happens to be frequent. Left alone are labels of forms (联 系 电 话：), names (许 诺 刘 念),
headings that are nothing but spaced characters, verse and speech word by word (`verse.py`), and texts with a
blank after every word. Blanks in Latin words go only in a line whose Han characters show damage.

>>> [edit.start for edit in find("//设 置 更 新 header", None)]
[3, 5, 7]
>>> find("招 标 人：某公司。责编：许 诺 刘 念。我们 在 一起 的 时候 很 快乐", None)
[]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from normalize.disguise import bonds, verse, wedged
from normalize.model import Context, Edit

RUN = 3  # single characters in a row from which on blanks are layout; two are names and labels (姓 名)
HEADING = 8  # spaced characters that are a line or clause of their own may be a heading, a verse, a word drawn out
BOUND = 0.25  # share of the blanks of a run that must stand inside words; verse and lists of names have 0.1
MEAN = 8.0  # or nats that its blanks must be worth on average (see WHOLE); lists of names have 4
TOKENIZED = 0.45  # the same where signs have blanks on both sides too: perhaps a corpus, one token a character
TIED = 2.2  # nats by which two characters must call for each other to be a word: 设|置 4.3, 相|关 3.5; 与|新 1.2
WHOLE = 8.0  # nats that joined must read better than with a comma there
JOIN = 2.0  # the same for the other blanks of a line where layout is proven: 系统|研究 6, a border of phrases 0
# nats against stopping and starting anew, nats for each other, nats in all: together they say "inside a word". In
# 37,000 clean documents 60 blanks pass, most of them real damage; the others are names of persons
INSIDE = ((8.4, 3.0, 10.0), (5.5, 3.5, 13.0))
LIST, LONGEST_TERM = 5, 6  # terms of a list at least, characters of a term at most
LONGEST_WORD, SEGMENTED = 4, 0.7  # a text with blanks after words has this share of its characters in such pieces
PROOF = 2  # evidence a line must have; a blank inside a word counts 2, weaker signs 1
SIGNED_WHOLE, SIGNED_TIED = 10.0, 1.7  # what a blank needs to be evidence beside another sign: 它|会 10.8, 1.9
PAGE = 3  # proven lines from which on one weak sign is enough for the others
SURE, LIKELY, HINT = 0.93, 0.85, 0.45

_BLANK = "[ \xa0]"
_GAP = re.compile(rf"(?<=[一-鿿]){_BLANK}{{1,3}}(?=[一-鿿])")
_CHAIN = re.compile(rf"[一-鿿]+(?:{_BLANK}{{1,3}}[一-鿿]+)+")
_SPACED_SIGN = re.compile(rf"(?<={_BLANK})[，。、；：？！“”（）《》](?={_BLANK})")
_PIECE = re.compile("[一-鿿]+")
_STOP = re.compile(rf"(?<=[一-鿿）)”]){_BLANK}+(?=[，。；、！？])")
_LETTER = "A-Za-z\xc0-\u024f\u1e00-\u1eff"  # r in Tür is no letter alone
_LETTERS = re.compile(rf"(?<![{_LETTER}])(?:[A-Z]{{2,}} [A-Z]|[a-z]{{2,}} [b-z]|[b-z] [a-z]{{2,}})(?![{_LETTER}'’])")
_ALONE = re.compile(f"(?<![{_LETTER}])[b-zB-HJ-Z](?![{_LETTER}])")
_MAY = re.compile(
    rf"{_BLANK}(?:(?<=[一-鿿].){_BLANK}{{0,2}}[一-鿿，。；、！？]|(?<=[A-Za-z].)[A-Za-z](?![A-Za-z]))"
)  # begins with the blank: that makes it three times as fast
_CLAUSE = "，。！？：；“”‘’（）《》【】…—、\u3000"  # and the ends of the line
_LABEL = re.compile(rf"{_BLANK}*[：:]")
_LABELS = frozenset(("关键词", "关键字", "联系人", "负责人", "出版社", "作者简介", "参考文献"))  # also without a colon
_TIDY = re.compile(
    rf"(?<=[一-鿿）)”A-Za-z0-9]){_BLANK}+(?=[，。；、！？）)])|(?<=[（(]){_BLANK}+(?=\S)"
    rf"|(?<=[一-鿿]){_BLANK}+(?=[,.;:!?](?!\w))|(?<=[，。；、！？]){_BLANK}+(?=\S)"
)
_LATIN = re.compile(rf"(?<![{_LETTER}0-9])[A-Za-z]+(?: [A-Za-z]+)+(?![{_LETTER}0-9])")
_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)


@dataclass(frozen=True, slots=True)
class _Blank:
    """One blank between Han characters: its place, its bond, how long the pieces on both sides are."""

    start: int
    end: int
    bond: bonds.Bond
    left: int
    right: int
    particle: bool

    @property
    def tied(self) -> bool:
        """Whether it looks to stand inside a word; before 的 a blank often follows a foreign name."""
        return not self.particle and self.bond.tied >= TIED and self.bond.whole >= WHOLE

    @property
    def leans(self) -> bool:
        """Whether it may stand inside a word or phrase: evidence only beside another sign."""
        bond = self.bond
        return self.left + self.right > 2 and bond.whole >= SIGNED_WHOLE and bond.tied >= SIGNED_TIED

    @property
    def inside(self) -> bool:
        """Whether it surely stands inside a word, and not between the two characters of a name or label."""
        if self.left == self.right == 1:
            return False
        bond = self.bond
        return any(bond.apart >= apart and bond.tied >= tied and bond.whole >= whole for apart, tied, whole in INSIDE)


def suspects(text: str) -> bool:
    """Whether blanks stand between or after Han characters, letters alone, or signs between Han characters."""
    return _MAY.search(text) is not None or wedged.suspects(text)


def find(text: str, context: Context | None) -> list[Edit]:
    """The deletions, line by line; a page with several proven lines lends its proof to the others."""
    lines = [_Line(text, start, end) for start, end in _lines(text)]
    page = sum(line.proof >= PROOF for line in lines) >= PAGE
    edits: list[Edit] = []
    for line in lines:
        if line.proof >= PROOF or (page and line.proof and line.shows):
            edits += line.repaired()
        else:
            edits += line.doubts()
    return sorted([*edits, *wedged.find(text)], key=lambda edit: edit.start)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Lines in which there is anything to look at."""
    done = -1
    for hit in _MAY.finditer(text):
        if hit.start() < done:
            continue
        start = text.rfind("\n", 0, hit.start()) + 1
        end = text.find("\n", hit.end())
        done = len(text) if end < 0 else end
        yield start, done


class _Line:
    """One line, its blanks, and how much speaks for damage."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.chains = [self._blanks(chain) for chain in _CHAIN.finditer(text, start, end)]
        self.layout: list[Sequence[_Blank]] = []
        self.headings: list[Sequence[_Blank]] = []
        self.voices: list[Sequence[_Blank]] = []
        segmented = self._is_segmented()
        self.chains = [] if segmented else [chain for chain in self.chains if not self._is_list(chain)]
        self.is_verse = bool(self.chains) and verse.is_verse(text[start:end])
        for chain in self.chains:
            self._judge(chain)
        if self.layout or self._goes_on():
            self.layout, self.headings = self.layout + self.headings, []
        self.proof = 0 if self.is_verse else self._proof()
        self.shows = not segmented and self._shows()

    def _shows(self) -> bool:
        """Whether Han characters of the line itself speak for damage; foreign prose borrows nothing from its page."""
        blanks = [blank for chain in self.chains for blank in chain if blank.left + blank.right > 2]
        return any(blank.tied or blank.leans for blank in blanks) or bool(_STOP.search(self.text, self.start, self.end))

    def _blanks(self, chain: re.Match[str]) -> list[_Blank]:
        gaps = list(_GAP.finditer(self.text, chain.start(), chain.end()))
        edges = [chain.start(), *(edge for gap in gaps for edge in gap.span()), chain.end()]
        sizes = [edges[n + 1] - edges[n] for n in range(0, len(edges), 2)]
        return [
            _Blank(*gap.span(), bonds.bond(self.text, *gap.span()), left, right, self.text[gap.end()] in "的中")
            for gap, (left, right) in zip(gaps, pairwise(sizes), strict=True)
        ]

    def _is_segmented(self) -> bool:
        """Whether blanks stand between words all along: a corpus, or a learner's text."""
        blanks = [blank for chain in self.chains for blank in chain]
        words = sum(blank.left > 1 or blank.right > 1 for blank in blanks)
        if words and len(_SPACED_SIGN.findall(self.text, self.start, self.end)) > 1:
            return True
        pieces = [len(piece) for piece in _PIECE.findall(self.text, self.start, self.end)]
        short = sum(size for size in pieces if size <= LONGEST_WORD)
        return words > 1 and words >= len(blanks) / 2 and short >= SEGMENTED * sum(pieces)

    @staticmethod
    def _is_list(chain: Sequence[_Blank]) -> bool:
        """Whether these are terms one after the other (烯烃 二烯烃 三烯烃 炔烃)."""
        sizes = [chain[0].left, *(blank.right for blank in chain)]
        return len(sizes) >= LIST and min(sizes) > 1 and max(sizes) <= LONGEST_TERM

    def _judge(self, chain: Sequence[_Blank]) -> None:
        """Runs of single characters in a chain: layout, a heading, or something else."""
        run: list[_Blank] = []
        for blank in [*chain, None]:
            if blank is not None and (blank.left == 1 or (not run and blank.right == 1)):
                run.append(blank)
                if blank.right == 1:
                    continue
            if self._singles(run) >= RUN and not self._is_meant(run):
                kind = self.voices if self._is_voice(run) else self.headings if self._is_heading(run) else self.layout
                kind.append(run)
            run = [blank] if blank is not None and blank.right == 1 else []

    @staticmethod
    def _singles(run: Sequence[_Blank]) -> int:
        return sum(blank.left == 1 for blank in run) + bool(run and run[-1].right == 1)

    def _joined(self, run: Sequence[_Blank]) -> str:
        first, last = run[0].start - run[0].left, run[-1].end + run[-1].right
        return "".join(self.text[first:last].split())

    def _is_meant(self, run: Sequence[_Blank]) -> bool:
        """Labels, names, rows of numbers or directions, and what does not read as a sentence."""
        if _LABEL.match(self.text, run[-1].end + run[-1].right):
            return True
        pieces = [(run[0].start - run[0].left, run[0].start), *((blank.end, blank.end + blank.right) for blank in run)]
        singles = "".join(self.text[start:end] for start, end in pieces if end - start == 1)
        if (
            singles in _LABELS
            or bonds.ROWS.fullmatch(singles)
            or all(character in _SURNAMES for character in singles[::2])
        ):
            return True
        tokenized = len(_SPACED_SIGN.findall(self.text, self.start, self.end)) > 1
        if sum(blank.tied for blank in run) >= (TOKENIZED if tokenized else BOUND) * len(run):
            return False
        return tokenized or sum(blank.bond.whole for blank in run) < MEAN * len(run)

    def _is_heading(self, run: Sequence[_Blank]) -> bool:
        """Whether these few characters are a line or clause of their own: a heading, a verse, a word drawn out."""
        joined = self._joined(run)
        if len(joined) > HEADING or len(joined) > len(run) + 1:
            return False
        if any(blank.end - blank.start > 1 for blank in run):
            return True
        before = self.text[self.start : run[0].start - 1].rstrip(" \xa0")[-1:]
        after = self.text[run[-1].end + 1 : self.end].lstrip(" \xa0")[:1]
        return before in _CLAUSE and after in _CLAUSE

    def _is_voice(self, run: Sequence[_Blank]) -> bool:
        """Whether the author put these blanks: verse, or speech word by word."""
        start, end = run[0].start - run[0].left, run[-1].end + run[-1].right
        line = self.text[self.start : self.end]
        return self.is_verse or verse.is_spoken(line, start - self.start, end - self.start)

    def _goes_on(self) -> bool:
        """Whether blanks part other words of the line too, over signs: no heading, no couplet of equal halves."""
        drawn = {blank.start for run in self.headings for blank in run}
        others = [blank for chain in self.chains for blank in chain if blank.start not in drawn]
        uneven = len({len(run) for run in self.headings}) > 1
        return bool(self.headings) and (uneven or any(blank.bond.whole >= WHOLE for blank in others))

    def _proof(self) -> int:
        """2 for layout or a blank inside a word, 1 for each weaker sign."""
        blanks = [blank for chain in self.chains for blank in chain]
        proof = PROOF * (len(self.layout) + sum(blank.inside for blank in blanks))
        proof += sum(blank.tied and not blank.inside and blank.left + blank.right > 2 for blank in blanks)
        signs = sum(sign.search(self.text, self.start, self.end) is not None for sign in (_LETTERS, _STOP))
        if signs and not proof:
            proof = int(any(blank.leans for blank in blanks))
        return proof + signs

    def repaired(self) -> list[Edit]:
        """Deletions of all blanks of the line that part what belongs together."""
        layout = {blank.start for run in self.layout for blank in run}
        spans = {
            (blank.start, blank.end)
            for chain in self.chains
            for blank in chain
            if blank.start in layout or (blank.bond.whole >= JOIN and not bonds.is_border(self.text, blank.start))
        }
        spans |= {gap.span() for gap in _TIDY.finditer(self.text, self.start, self.end)}
        spans |= set(self._letters())
        return [self._edit(start, end, SURE if self.layout else LIKELY) for start, end in sorted(spans)]

    def _letters(self) -> Iterator[tuple[int, int]]:
        """Blanks inside Latin words: between small letters, between capitals, after a lone capital."""
        for words in _LATIN.finditer(self.text, self.start, self.end):
            if not _ALONE.search(words.group()):
                continue
            for gap in re.finditer(" ", words.group()):
                left, right = (
                    words.group()[: gap.start()].rpartition(" ")[2],
                    words.group()[gap.end() :].partition(" ")[0],
                )
                if (left[-1].islower() == right[0].islower()) or (len(left) == 1 and right[0].islower()):
                    yield words.start() + gap.start(), words.start() + gap.end()

    def doubts(self) -> list[Edit]:
        """Headings and verse, as suggestions."""
        return [self._edit(blank.start, blank.end, HINT) for run in (*self.headings, *self.voices) for blank in run]

    def _edit(self, start: int, end: int, confidence: float) -> Edit:
        return Edit(start, end, self.text[start:end], "", "disguise", "disguise:spacing", confidence)
