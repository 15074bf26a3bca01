"""
Damage done by conversion between traditional and simplified Chinese, and conversion on request.

Three machines do the damage. A converter that goes character by character takes 隻 for every 只
(`normalize.script.picks`). One with a bad table, or run over text that was simplified already,
makes 幺 of 么 and 着 of 著 (`normalize.script.overdone`). And one that misses characters, or a
writer who copies from both, leaves single ones of the other script (`normalize.script.strays`).
Text of either script comes back as it is, and so do quotations in the other one, lines that talk
about characters, and lines with Japanese or Korean.

With the option `script` the text, once repaired, is converted by OpenCC (`normalize.script.conversion`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from normalize import segments
from normalize.model import Context, Edit
from normalize.script.picks import CERTAIN, Pick
from normalize.script.sides import Side

# talk about characters quotes them on purpose
_TALK = re.compile(
    "[繁正简簡][体體]字?|[异異][体體]字|(?:简|簡)(?:化字|繁)|[古亦又也俗本通或][作写寫][「“‘《]|通假|部首|字形|[写寫]作[「“]|[说說]文解字"
)
_MODERN = re.compile("[的們這那個嗎呢吧您妳她它很沒麼么請]")  # what older Chinese does without
SPARSE = 25  # characters to one of these, at most, in modern text
CLASSICAL = 5.8  # nats a character: 99 % of modern lines are below 5.5, 99.5 % of old poems above 5.9
ENOUGH = 200  # characters that show how a line reads
_HAN = re.compile("[\u3400-\u9fff]")
_JAPANESE = ("t2jp", "jp2t")
_FOREIGN = re.compile("[ぁ-ヺ가-힣ㄅ-ㄯㆠ-ㆿ]")  # and zhuyin, which only Taiwan writes
SHORT = 16  # characters: of longer simplified lines, one in a thousand has no character that only they have


class Script:
    """Finds conversion damage; converts when asked."""

    name = "script"

    def __init__(self, converts: bool = False) -> None:
        """`converts`: the configuration asks for a conversion, so that all Chinese is of interest."""
        self._converts = converts

    @cached_property
    def _starts(self) -> re.Pattern[str]:
        """What a text must have for anything in it to be damage."""
        from normalize.script.overdone import BEHIND, STARTS
        from normalize.script.sides import traditional_only

        return re.compile(f"[{STARTS}{traditional_only()}](?:(?<=[{traditional_only()}])|{BEHIND})")

    @cached_property
    def _places(self) -> re.Pattern[str]:
        """What a line of such a text must have."""
        from normalize.script import overdone, strays

        return re.compile(f"{strays.search().pattern}|{overdone.SEARCH}")

    def suspects(self, text: str) -> bool:
        """Whether a repair can start anywhere; for a conversion, whether there is Chinese."""
        return (_HAN if self._converts else self._starts).search(text) is not None

    def find(self, text: str, context: Context) -> Iterator[Edit]:
        """The repairs; where none are left to make, the conversion if one is asked for."""
        conversion = context.config.conversion
        repairs = [] if conversion in _JAPANESE or not self._starts.search(text) else list(self._repairs(text))
        if conversion and not _open(text, repairs, context):
            yield from _conversion(text, conversion, context.config.keep)
        else:
            yield from repairs

    def _repairs(self, text: str) -> Iterator[Edit]:
        """Line by line, with the script of the whole text in mind."""
        from normalize.script.sides import side_of

        lines = text.splitlines(keepends=True)
        whole = side_of(text)
        modern = reads_modern(text)
        start = 0
        for number, line in enumerate(lines):
            if self._places.search(line) and not _TALK.search(line) and not _FOREIGN.search(line):
                side = _side(lines, number, whole)
                for pick in _line(line, side, whole, modern):
                    place = start + pick.place
                    yield Edit(
                        place,
                        place + 1,
                        text[place],
                        pick.new,
                        self.name,
                        f"script:{text[place]}→{pick.new}",
                        pick.confidence,
                    )
            start += len(line)


def _side(lines: Sequence[str], number: int, whole: Side) -> Side:
    """
    The script that a line is to be judged by: its own if it shows one, else that of the text.

    A line that has traditional characters and no simplified ones is traditional, whatever the page is: pages quote
    poems and friends. Only if it is short, its characters are very common ones, and the lines around it are
    simplified, these are strays.
    """
    from normalize.script.sides import side_of

    line = lines[number]
    own = side_of(line)
    if own.is_simplified or own.is_traditional:
        return own
    if own.leans_traditional and whole.is_simplified:
        short = own.traditional == own.small and len(line.strip()) <= SHORT
        return whole if short and _simplified_around(lines, number) and reads_modern(line) else own
    return whole


def _simplified_around(lines: Sequence[str], number: int) -> bool:
    """Whether the nearest lines that are not empty are simplified, as far as there are any."""
    from normalize.script.sides import side_of

    before = (lines[n] for n in range(number - 1, -1, -1))
    behind = (lines[n] for n in range(number + 1, len(lines)))
    around = [next((line for line in side if not line.isspace()), "") for side in (before, behind)]
    return all(side_of(line).is_simplified for line in around if line)


def _line(line: str, side: Side, whole: Side, modern: bool) -> list[Pick]:
    """One line that is to be judged by a script, in a text (which is `modern` or not)."""
    from normalize.script import overdone, picks, strays

    found = {pick.place: pick for pick in overdone.overdone(line, side)}
    traditional = side.is_traditional or (side.leans_traditional and not whole.is_simplified)
    if traditional and reads_modern(line):
        found.update((pick.place, pick) for pick in strays.in_traditional(line, side))
        found.update((pick.place, pick) for pick in picks.picks(line))
        found.update(_modern(line, list(found.values())))
    elif side.is_simplified and strays.search().search(line) and (modern or reads_modern(line)):
        found.update((pick.place, pick) for pick in strays.in_simplified(line, side))
    return [found[place] for place in sorted(found)]


def _open(text: str, repairs: list[Edit], context: Context) -> bool:
    """
    Whether any repair will be made before the conversion.

    Those in protected places, and in lines about encodings, which quote damage on purpose, never are; they must
    not hold it up.
    """
    sure = [edit for edit in repairs if context.config.applies(edit)]
    if not sure:
        return False
    spans, quoted = segments.protected(text, context.config.keep), segments.quoting(text)
    return any(not spans.touch(edit.start, edit.end) and not quoted.touch(edit.start, edit.end) for edit in sure)


def reads_modern(line: str) -> bool:
    """
    Whether a line is no poem and nothing classical: there characters are chosen freely.

    >>> reads_modern("我們把下麵的文字復製過去"), reads_modern("江城鬱鬱春草長，悠悠漢水浮青蒼。")
    (True, False)
    """
    from normalize import prose
    from normalize.script.picks import plain_of

    small = len(_MODERN.findall(line))
    return small * SPARSE >= len(line) or prose.cost(plain_of(line[:ENOUGH])) < CLASSICAL


def _modern(line: str, found: list[Pick]) -> dict[int, Pick]:
    """麼 for 麽, in a line that a converter damaged elsewhere; alone it is how older books write."""
    if not any(pick.confidence >= CERTAIN for pick in found):
        return {}
    places = (match.start() for match in re.finditer("(?<=[什甚怎這那多要])麽", line))
    return {place: Pick(place, "麼", CERTAIN) for place in places}


def _conversion(text: str, configuration: str, keep: Sequence[str]) -> Iterator[Edit]:
    """Every change that OpenCC makes, as edits; character by character beside what is protected."""
    from normalize.script.conversion import ASKED_FOR, changes

    spans = segments.protected(text, keep)
    for start, end, new in changes(text, configuration):
        parts = [(start, end, new)]
        if spans.touch(start, end) and len(new) == end - start:
            parts = [(place, place + 1, new[place - start]) for place in range(start, end)]
        for first, last, part in parts:
            if not spans.touch(first, last):
                yield Edit(first, last, text[first:last], part, "script", f"script:{configuration}", ASKED_FOR)
