"""
Blanks that an author puts between characters: verse, couplets, counting rhymes, speech word by word.

They look like justified print, and the language model cannot tell them, as verse is made of words too. What
tells them is the form: every character of the line is set apart, in clauses as long as those of verse, and
no blank before a stop; or they fill a quotation, or come after the dots of somebody who stammers. Justified
print and handouts have long clauses, plain text beside the spaced one, or code.

>>> is_verse("床 前 明 月 光，疑 是 地 上 霜。"), is_verse("我 们 在 实 验 中 发 现 温 度 对 结 果 有 影 响 。")
(True, False)
>>> is_spoken("“我……我 不 知 道。”他说", 4, 11)
True
"""

from __future__ import annotations

import re
from itertools import pairwise

CLAUSE = 8  # characters of a spaced clause from which on it is no verse of old (five, seven) and no rhyme
TITLE = 14  # characters of a clause in a line without any sign: a heading, two halves of a couplet, a line of a poem
METRES = range(3, CLAUSE)  # characters of clauses that answer each other
SPEECH = 60  # characters of a quotation at most that somebody says word by word

_HAN = "[一-鿿]"
_CLAUSE = re.compile(rf"(?<!{_HAN}){_HAN}(?:[ \xa0]{{1,3}}{_HAN})+(?!{_HAN})")
_BARE = re.compile(rf"(?:\s|{_HAN})+")
_COUPLET = re.compile(r"[上下][ \u3000]{0,4}[联聯]|横[ \u3000]{0,4}[批额]|橫[ \u3000]{0,4}[批額]|[对對楹春][联聯]")
_LABEL = re.compile(rf"{_HAN}{{1,4}}[：:]")
_PLAIN = re.compile(f"{_HAN}{{2}}")
_CODE = re.compile(r"[A-Za-z#/=]")
_SPREAD = re.compile(r"(?<![A-Za-z])[A-Za-z](?:[ \xa0]{1,4}[A-Za-z])+(?![A-Za-z])")  # a title in two languages
_SPACED_STOP = re.compile(rf"(?<={_HAN})[ \xa0]+[，。；、！？]")
_BETWEEN = re.compile(r"[，。、；！？,\s]{1,6}")
_QUOTED = re.compile(rf"[“‘「『\"]([^“”‘’「」『』\"\n]{{1,{SPEECH}}})[”’」』\"]")
_STAMMER = re.compile(r"[…—][ \xa0]*\Z")
_WORD_BY_WORD = re.compile("一字一[顿頓句板]|逐字|[一每][个個]字一?[个個]?字?地?[念读讀说說]|一个字一个字|一個字一個字")


def is_verse(line: str) -> bool:
    """Whether all blanks of a line are those of verse, a couplet, a rhyme or a title."""
    if _COUPLET.search(line):
        return True
    if _CODE.search(_SPREAD.sub("", line)) or _SPACED_STOP.search(line):
        return False
    clauses = list(_CLAUSE.finditer(line))
    sizes = [len("".join(clause.group().split())) for clause in clauses]
    for (one, size), (other, next_size) in pairwise(zip(clauses, sizes, strict=True)):
        if size == next_size and size in METRES and _BETWEEN.fullmatch(line, one.end(), other.start()):
            return True
    if not sizes or _PLAIN.search(_LABEL.sub("", line)):
        return False
    return max(sizes) < CLAUSE or (max(sizes) <= TITLE and _BARE.fullmatch(line) is not None)


def is_spoken(line: str, start: int, end: int) -> bool:
    """Whether a spaced run is said word by word: after dots, or with its like alone in a quotation."""
    if _STAMMER.search(line, max(0, start - 8), start) or _WORD_BY_WORD.search(line):
        return True
    return any(
        quoted.start() < start and end < quoted.end() and not _PLAIN.search(quoted[1])
        for quoted in _QUOTED.finditer(line)
    )
