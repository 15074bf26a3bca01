"""
Characters written twice (第第一条 for 第一条, 公公司司年年报报 for 公司年报).

Two mechanisms. A slip of the keyboard or of a program that joins pieces writes one character twice;
Chinese doubles many characters on purpose (看看, 实实在在), so only those count that clean text
hardly ever writes twice (a table of counts), and the language model must agree. Left alone is what
ends one word and begins the next (目的的, 手机机壳, 因为为了). And documents that print bold type
as two layers give every character twice; there the whole run is halved, unless it reads well as it
stands (高高兴兴).

>>> [edit.start for edit in find("取第第一条数据", None)]
[2]
>>> [edit.new for edit in find("公公司司年年度度报报告告", None)]
['公司年度报告']
>>> find("等第第一眼即见，高高兴兴，亚历山大大帝", None)
[]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalize import prose
from normalize.disguise import bonds, pairs
from normalize.hanzi import simplified
from normalize.model import Context, Edit
from normalize.segments import Spans

GAIN = 10.0  # nats one of two must save
OF_GAIN = 8.5  # for 的的: by far the most frequent slip; in 8 M characters none from here on was meant, 目的的 aside
CONTENT_GAIN = 13.0  # for what is no function character: 手机|机壳 12, 文告|告示 10.6 are two words that meet
LOUD = 15.0  # from here on it is a slip even if both sides look like words: 我们们 16
FUNCTION = frozenset(
    "的是有了么们在和到也就都很最能要以可用对为被把这那你我他她它与及或给从让将会而但因第于其之不个些并且已又还则如若"
)
BOUND, ONE_BOUND = 1.2, 3.4  # nats by which the characters of two words that meet call for each other: both, and one of
# them; or both half as much again. 手机 3.5 机壳 1.2; 取第 0.6, 是因 1.3 因为 2.8
PAIRS = 4  # doubled characters in a row from which on a whole run may be halved: 高高兴兴 has two
EASY = 5.5  # nats a token: halved runs must read so well (公司年报 4)
HARD = 1.3  # times a token of the run as it stands must cost one of the halved; 高高兴兴 costs less than 高兴
SURE, LIKELY = 0.95, 0.88

_RUN = re.compile(rf"(?:([^\W_]|[，。、；：？！（）《》“”%,.:()-])\1){{{PAIRS},}}")
_HAN = re.compile("[一-鿿]")
_DEGREE = re.compile("(?<=[等门及科落次品府宅])第第")  # 等第, 门第, 及第: words that end as 第一 begins
_WORDS = re.compile("(?<=[目有是])的的|之之|化化|前前(?=[0-9])")  # 目的的; 裴松之之注; 文化化; 此前前4个月


def suspects(text: str) -> bool:
    """Whether a character that is hardly ever doubled is; of a run of doubled characters one is such."""
    return bool(pairs.hits(text)[1])


def find(text: str, context: Context | None) -> list[Edit]:
    """One edit for each halved run, and one for each character that stands twice."""
    runs = list(_halved(text))
    taken = Spans((edit.start, edit.end) for edit in runs)
    slips = [edit for edit in _slips(text) if not taken.touch(edit.start, edit.end)]
    return sorted([*runs, *slips], key=lambda edit: edit.start)


def _halved(text: str) -> Iterator[Edit]:
    """Runs in which every character stands twice."""
    for run in _RUN.finditer(text):
        old = run.group()
        new = old[::2]
        if len(set(_HAN.findall(new))) < PAIRS - 1:
            continue
        well = prose.cost(new)
        if well <= EASY and prose.cost(old) >= well * HARD:
            yield Edit(*run.span(), old, new, "disguise", "disguise:doubled", SURE)


def _slips(text: str) -> Iterator[Edit]:
    """Single characters that stand twice; three and more are no slip, but a shout (不不不)."""
    for start in pairs.hits(text)[1]:
        end, character = start + 2, text[start]
        if character in (text[start - 1 : start], text[end : end + 1]) or _meant(text, start, end):
            continue
        saved = prose.gain(text, start, end, character)
        if saved >= LOUD or (saved >= _needed(character) and not _two_words(text, start, end)):
            sure = SURE if saved >= GAIN + 2 else LIKELY
            yield Edit(start + 1, end, character, "", "disguise", "disguise:doubled", sure)


def _meant(text: str, start: int, end: int) -> bool:
    """Whether this is one of the doublings that are known (目的的), or the neighbours are doubled too (精精神神)."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if _DEGREE.match(text, start) or _WORDS.match(text, start):
        return True
    doubled = (text[max(0, start - 2) : start] == before * 2, text[end : end + 2] == after * 2)
    return any(side and twice for side, twice in zip((before, after), doubled, strict=True))


def _needed(character: str) -> float:
    """Nats one of two must save."""
    if character == "的":
        return OF_GAIN
    return GAIN if simplified(character) in FUNCTION else CONTENT_GAIN


def _two_words(text: str, start: int, end: int) -> bool:
    """Whether a word ends and another begins with this character (手机机壳)."""
    before = bonds.calls(text[start - 1 : start], text[start])
    after = bonds.calls(text[start], text[end : end + 1])
    return min(before, after) >= BOUND and (max(before, after) >= ONE_BOUND or min(before, after) >= 1.5 * BOUND)
