"""
Names that shops and betting farms wedge into the sentences of others.

用起来都很方便破法符。 机电、澳门新葡京家具: the name stands before the punctuation or in the middle of a
word, and the sentence reads better without it. Two ways to tell: a listed name that nothing else in
the text has to do with, and any string that stands before three marks of a text and nowhere else,
after clauses that are complete without it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache

from normalize import language_model, prose
from normalize.hanzi import simplified
from normalize.injections import anchors, clauses
from normalize.injections.lines import NAME
from normalize.matcher import Matcher
from normalize.model import Edit
from normalize.tables import read_lines
from normalize.tokens import fold

LISTED = 0.85
REPEATED = 0.85
WON = {"gambling": 16.0, "charms": 15.0, "loans": 16.0, "sport": 12.0}  # nats; 世界杯 in clean prose wins 12 at most
FAR = 300  # characters on either side in which the subject of a text shows
DENSE = 60  # clauses a place of an unlisted name, at most
TIMES = 3  # places of an unlisted name: two may be chance
STRANGE = -6.5  # log probability a character of an unlisted name, at most; phrases of prose (开展审计) have -3
UNFIT = -0.5  # how much likelier a name is after what stands before it than anywhere; after 使用, 一张 it is likelier
COMPLETE = -4.5  # log probability of the mark where a clause is complete, on average
MAX_HITS = 2000  # listed names looked at
MAX_NAMES = 200  # repeated strings looked at

# words of texts that are about the field, and so may name such a thing
_KIN = {
    "gambling": re.compile(
        "[赌彩博我你他她骗警输赢债瘾奖]|娱乐场|[下投]注|酒店|度假|旅|澳门|体育|足球|球队|球员|赛|游戏|庄家|买球|推荐|沉迷|玩"
    ),
    "sport": re.compile("球|赛|奥运|体育|冠军|决|夺|主办|国足|队"),
    "charms": re.compile(
        "[符咒煞鬼妖魔仙庙佛贴烧掏祭剑]|法[术师事力]|道[士教长观]|玄学|风水|卡牌|技能|装备|灵[气力]|命理|八字|开光|[张道枚]$|手链|修[炼真]"
    ),
    "loans": re.compile("[股炒骗]|杠杆|融资|证券|资金|投资|券商|金融"),
}
_HAN = re.compile("[\u4e00-\u9fff]+")


@cache
def _listed() -> tuple[Matcher, dict[str, str]]:
    rows = dict(line.split("\t") for line in read_lines("injections_keywords.tsv"))
    return Matcher(sorted(rows)), rows


def suspects(text: str) -> bool:
    """Whether a listed name occurs, or one string often before punctuation."""
    return bool(anchors.hits("keywords", text)) or bool(_often(text))


def find(text: str) -> Iterator[Edit]:
    """Deletions of listed names, then of unlisted ones."""
    yield from _find_listed(text)
    for name in _often(text):
        yield from _find_unlisted(text, name)


def _find_listed(text: str) -> Iterator[Edit]:
    """Listed names whose field the text is not about and without which their sentence reads better."""
    matcher, fields = _listed()
    hits = sorted(matcher.find(text), key=lambda hit: (hit[0], -hit[1]))[:MAX_HITS]
    names = re.compile("|".join(re.escape(matcher.words[i]) for i in {index for *_, index in hits}) or r"\Z\A")
    done = 0
    for start, end, index in hits:
        name = matcher.words[index]
        if start < done:
            continue
        done = end
        field = fields[name]
        if field == "sport" and all(fields[matcher.words[other]] == "sport" for *_, other in hits):
            continue  # a name of the world's own; only beside a betting name
        near = (names.sub("", text[max(0, start - FAR) : start]), names.sub("", text[end : end + FAR]))
        if any(map(_KIN[field].search, near)) or prose.gain(text, start, end, "") < WON[field]:
            continue
        yield Edit(start, end, text[start:end], "", NAME, f"injections:wedged name of {field}", LISTED)


@lru_cache(maxsize=4)
def _often(text: str) -> tuple[str, ...]:
    """Strange strings of three or four characters that stand before several marks and nowhere else."""
    last = clauses.ends(text)
    counts = Counter(end for end in last if len(end) == 4)
    counts.update(end[-3:] for end in last if len(end) > 2)
    least = max(TIMES, len(last) // DENSE)
    often = [name for name, count in counts.items() if count >= least and _HAN.fullmatch(name)]
    strange = [name for name in often[:MAX_NAMES] if _log("", name) <= STRANGE * len(name)]
    names = [name for name in strange if text.count(name) == counts[name]]
    return tuple(name for name in names if not any(name != other and name in other for other in names))


def _find_unlisted(text: str, name: str) -> Iterator[Edit]:
    """The places of a strange name, if clauses end before it and their sentences read better without it."""
    own = _log("", name)
    places = [match.start() for match in re.finditer(re.escape(name), text)]
    if min(prose.gain(text, start, start + len(name), "") for start in places) < WON["sport"]:
        return
    before = [text[max(0, start - prose.REACH, text.rfind("\n", 0, start) + 1) : start] for start in places]
    fit = sum(_log(left, name) - own for left in before) / len(places)
    marks = [text[start + len(name) : start + len(name) + 1] for start in places]
    ends = sum(_log(left, mark.strip()) for left, mark in zip(before, marks, strict=True)) / len(places)
    if fit > UNFIT or ends < COMPLETE:
        return
    for start in places:
        yield Edit(start, start + len(name), name, "", NAME, "injections:name before punctuation", REPEATED)


def _log(left: str, following: str) -> float:
    """Log probability of what follows a text; of the end of the line if that is empty."""
    model = language_model.load()
    state, after = model.state_after(fold(simplified(left)), at_line_start=False), model.new_state()
    total = 0.0
    for token in fold(simplified(following)) or ("</s>",):
        total += model.step(state, token, after)
        state, after = after, state
    return language_model.LN10 * total
