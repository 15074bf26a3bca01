"""
Everyday words in characters of the same sound: 去掉乾缅和罪厚的字母 for 去掉前面和最后的字母.

Who hides a contact writes the instructions around it so as well. A single such word could be any slip
or name, so two must stand near each other, both hardly readable as they are and ordinary once read
aloud.

Left alone: slips of the input method (one word), puns, names, whatever reads tolerably.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise, product

from normalize import pinyin, prose
from normalize.disguise import lattice
from normalize.matcher import Matcher
from normalize.model import Context, Edit
from normalize.tables import read_lines

# words of such instructions, which must be read and so are mostly left plain; without one the 43,000 spellings are not
# even loaded
_INSTRUCTION = re.compile("去掉|删掉|删除|去除|空格|字母|数字|加我|搜|浏览器|网址|链接|领取|复制|详聊|私聊")
USUAL = -4.9  # log10 of a token's frequency: rarer characters are not what an input method offers first
NEAR = 30  # characters within which another such word must stand
WON = 7.5  # nats each word must win; none of 7,000 sound texts has two such words near each other
SOUND = 5.5  # nats per token of the surroundings with the word read so


@cache
def _spellings() -> dict[str, str]:
    """Every other spelling of the everyday words by sound, tones aside, but those of two words."""
    found: dict[str, set[str]] = {}
    words = read_lines("disguise_everyday.tsv")
    for word in words:
        for spelling in map("".join, product(*(_alike(character) for character in word))):
            if all(new != old for new, old in zip(spelling, word, strict=True)):
                found.setdefault(spelling, set()).add(word)
    return {spelling: min(those) for spelling, those in found.items() if len(those) == 1 and spelling not in words}


@cache
def _alike(character: str) -> tuple[str, ...]:
    """Usual characters whose first reading sounds like that of another."""
    sound = pinyin.plain(pinyin.readings(character)[0])
    return tuple(
        other
        for other in pinyin.characters(sound)
        if pinyin.plain(pinyin.readings(other)[0]) == sound and lattice.frequency(other) > USUAL
    )


@cache
def _search() -> Matcher:
    return Matcher(sorted(_spellings()))


def _near(text: str) -> Iterator[tuple[int, int]]:
    """Places of spellings with another one near."""
    places = sorted({(start, end) for start, end, _ in _search().find(text)})
    kept = set()
    for one, other in pairwise(places):
        if other[0] - one[1] <= NEAR:
            kept |= {one, other}
    yield from sorted(kept)


def suspects(text: str) -> bool:
    """Whether two everyday words spelt by sound stand near each other."""
    return _INSTRUCTION.search(text) is not None and next(_near(text), None) is not None


def find(text: str, context: Context) -> list[Edit]:
    """The words that read much better by sound, two or more together."""
    good: list[Edit] = []
    if not suspects(text):
        return good
    for start, end in _near(text):
        old = text[start:end]
        new = _spellings()[old]
        if (not good or good[-1].end <= start) and _fits(text, start, end, new):
            good.append(Edit(start, end, old, new, "disguise", "disguise:homophone word", 0.85))
    company = {
        edit
        for one, other in pairwise(good)
        if other.start - one.end <= NEAR and one.old != other.old  # the same twice is a name: 米玛
        for edit in (one, other)
    }
    return [edit for edit in good if edit in company]


def _fits(text: str, start: int, end: int, new: str) -> bool:
    """Whether a word wins by much and reads well."""
    if prose.gain(text, start, end, new) < WON:
        return False
    return prose.cost(text[max(0, start - 4) : start] + new + text[end : end + 4]) < SOUND + 2
