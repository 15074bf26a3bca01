"""
Radicals, strokes and compatibility ideographs in place of ideographs.

PDF programs pick them, because one glyph of the font serves both; official accounts and
news copy them on. Where radicals are the subject (tables, lists, a radical beside
its ideograph), in Korean and Japanese (which keep compatibility forms on purpose), and
where one stands alone, they stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from normalize import prose
from normalize.hanzi import is_traditional, simplified
from normalize.invisibles.lines import HAN, KANA
from normalize.model import Edit
from normalize.tables import read_lines

RADICALS = "\u2e80-\u2fdf\u31c0-\u31e3"
COMPATIBILITY = "\uf900-\ufaff\U0002f800-\U0002fa1f"
SIGNS = RADICALS + COMPATIBILITY
RUN = re.compile(f"[{RADICALS}{COMPATIBILITY}]+")
_RADICAL = re.compile(f"[{RADICALS}]")
_IDEOGRAPH = re.compile(f"[{HAN}{RADICALS}]")
_JOINED = re.compile(f"[{HAN}{RADICALS}0-9０-９]")  # what a word goes on with; dates have digits (5⽉1⽇)
_HANGUL = re.compile("[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]")
_KANA = re.compile(f"[{KANA}]")
# parts of characters, which never stand for a word
_PARTS = frozenset(
    "⺀⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺏⺐⺑⺔⺕⺖⺗⺘⺙⺛⺞⺡⺢⺣⺤⺥⺦⺧⺨⺪⺫⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺽⺾⺿⻀⻂⻇⻈⻊⻌⻍⻎⻏⻐⻒⻖⻞⻟⻠⻡"
)
_LESSON = re.compile("部首|偏旁|字根|字旁|笔画|筆畫|笔顺|筆順|部件|字形|形近|radical|Radical|Kangxi|康熙")
_CALLED = re.compile("[旁首头底框心]|部(?![门分委队署长位件落下级员])|字[旁头底框]")
NUMERALS = frozenset("⼀⼆⼋⼗")
NEAR = 200  # characters on either side that count as the line


@cache
def plain_forms() -> dict[str, str]:
    """Look-alike and ideograph."""
    return dict(row.split("\t") for row in read_lines("lookalikes.tsv"))


def find(text: str) -> Iterator[Edit]:
    """The ideographs that radicals and compatibility forms stand for, in words."""
    script = ""
    for run in RUN.finditer(text):
        start = text.rfind("\n", max(0, run.start() - NEAR), run.start()) + 1
        stop = text.find("\n", run.end(), run.end() + NEAR)
        stop = len(text) if stop < 0 else stop
        start, stop = max(start, run.start() - NEAR), min(stop, run.end() + NEAR)
        if not _in_words(text, run, start, stop):
            continue
        script = script or ("traditional" if _is_traditional(text) else "simplified")
        yield from _edits(run, text, text[start:stop], script)


def _is_traditional(text: str) -> bool:
    sample = text[:20_000]
    return sum(map(is_traditional, sample)) * 20 > sum("\u4e00" <= character <= "\u9fff" for character in sample)


def _edits(run: re.Match[str], text: str, line: str, script: str) -> Iterator[Edit]:
    """One edit for the run, without what must stay."""
    new = "".join(_plain(character, line, script) for character in run[0])
    radical = _RADICAL.match(run[0]) is not None
    if radical and new != run[0]:
        new = _once(text, run, new)
    if new != run[0]:
        rule = "lookalikes:radical" if radical else "lookalikes:compatibility ideograph"
        yield Edit(run.start(), run.end(), run[0], new, "lookalikes", rule, 0.96)


def _once(text: str, run: re.Match[str], new: str) -> str:
    """
    The reading without a character that stands there already: some programs write both, ⼩小.

    A true double (人人) would have been drawn with the same glyph twice. The language model must
    find the line no worse without it.
    """
    before, after = text[max(0, run.start() - 1) : run.start()], text[run.end() : run.end() + 1]
    single = new[:-1] if new[-1] == after else new[1:] if new[0] == before else new
    if single == new:
        return new
    left, right = text[max(0, run.start() - 12) : run.start()], text[run.end() : run.end() + 12]
    left, right = left.rpartition("\n")[2], right.partition("\n")[0]
    return single if prose.cost_of(left + single + right) <= prose.cost_of(left + new + right) else new


def _plain(character: str, line: str, script: str) -> str:
    plain = plain_forms().get(character, character)
    if plain == character or character in _PARTS:
        return character
    if not _RADICAL.match(character):
        return character if _KANA.search(line) or _HANGUL.search(line) else plain
    if script == "simplified" and plain in "戶黃":  # one glyph for both; a simplified page means the simplified one
        return simplified(plain)
    return plain


def _in_words(text: str, run: re.Match[str], start: int, stop: int) -> bool:
    """Whether the run is part of prose and not its subject."""
    before, after = text[start : run.start()], text[run.end() : stop]
    joined = _JOINED.match(before[-1:]) is not None or _JOINED.match(after[:1]) is not None
    if not joined and not _stands_in_prose(run[0], before, after):
        return False
    if _LESSON.search(before) or _LESSON.search(after):
        return False
    if not _IDEOGRAPH.match(before[-1:]) and _CALLED.match(after) and _RADICAL.match(run[0]):
        return False
    return not _compared(text, run, before, after)


def _stands_in_prose(run: str, before: str, after: str) -> bool:
    """A word of one character, or a heading's number, in a line that has sound text as well."""
    if run in NUMERALS and not before.strip(" \t\u3000（(") and after[:1] in "、.．)）":
        return True
    around = len(_IDEOGRAPH.findall(before[-10:])) + len(_IDEOGRAPH.findall(after[:10]))
    listed = RUN.search(before[-3:]) is not None or RUN.search(after[:3]) is not None
    return len(run) > 1 - (around >= 6 and not listed) and around >= 3


def _compared(text: str, run: re.Match[str], before: str, after: str) -> bool:
    """Whether the ideograph stands close by, as in a table of pairs, or a whole row of them in another line."""
    plain = "".join(plain_forms().get(character, character) for character in run[0])
    sign = f"[^\\w{HAN}]"
    if re.match(f"{sign}{{1,4}}(?:U\\+\\w{{4,5}}{sign}{{0,3}})?{re.escape(plain)}(?!\\w)", after[:20]):
        return True
    if re.search(f"(?<!\\w){re.escape(plain)}{sign}{{1,4}}$", before[-20:]):
        return True
    near = text[max(0, run.start() - 300) : run.start()] + "\n" + text[run.end() : run.end() + 300]
    return len(plain) >= 3 and plain in near
