"""
Where text may be cut, and what in it must stay.

A long text is worked on in segments, so that memory is bounded and a stream gives the same result
as the whole. Cuts depend on the text alone: after a line end, else after a sentence end, a comma or a
blank, else (32,768 characters without any) anywhere; not inside a URL, tag or code as long as another
place is in reach.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

SEGMENT = 32_768  # characters; evidence of one document fits in, memory stays small
LONGEST = 2 * SEGMENT  # a segment is never longer; what is shorter stays whole

_SENTENCE_END = re.compile(r"[。！？!?；;…][”’」』）)]*")
_LINE_END = re.compile(r"\n")
_PAUSE = re.compile(r"[，,、\s]")
_PROTECTED = re.compile(
    r"```.{0,20000}?```"  # fenced code
    r"|`[^`\n]{1,200}`"  # code in a line
    r"|(?i:https?|ftp)://[^\s<>\"'，。；、！？（）“”《》\u4e00-\u9fff/]+(?:/[^\s<>\"'，。；、！？（）“”《》]*)?"  # URLs
    r"|www\.[A-Za-z0-9-]+\.[^\s<>\"'，。；、！？（）“”《》\u4e00-\u9fff]+"
    r"|[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}"  # e-mail addresses
    r"|<[A-Za-z/!](?:[^<>\"']|\"[^\"]{0,2000}\"|'[^']{0,2000}'){0,600}>",  # tags with their attributes
    re.DOTALL,
)
_MAY_PROTECT = re.compile(r"[<`@]|://|www\.")


def cut(text: str) -> Iterator[str]:
    r"""
    The segments of a text; joined they are the text.

    >>> "".join(cut("一二三\n" * 50_000)) == "一二三\n" * 50_000
    True
    """
    start = 0
    while len(text) - start > LONGEST:
        stop = cut_at(text, start)
        yield text[start:stop]
        start = stop
    if start < len(text):
        yield text[start:]


def cut_at(text: str, start: int) -> int:
    """Where the segment that begins at `start` ends; at least LONGEST characters must follow."""
    middle, limit = start + SEGMENT, start + LONGEST
    held = protected(text[start:limit])  # no more: a stream has not seen what follows
    for pattern in (_LINE_END, _SENTENCE_END, _PAUSE):
        for match in pattern.finditer(text, middle, limit):
            if not held.touch(match.end() - start, match.end() - start):
                return match.end()
    return limit


class Spans:
    """
    Parts of a text, sorted and joined, with the two questions asked of them.

    >>> spans = Spans([(5, 8), (0, 2), (1, 3)])
    >>> list(spans)
    [(0, 3), (5, 8)]
    >>> spans.touch(3, 5), spans.touch(2, 4), spans.hold(5, 7), spans.hold(2, 6)
    (False, True, True, False)
    """

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if self._spans and start <= self._spans[-1][1]:
                self._spans[-1] = (self._spans[-1][0], max(end, self._spans[-1][1]))
            else:
                self._spans.append((start, end))
        self._starts = [start for start, _ in self._spans]

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(self._spans)

    def __len__(self) -> int:
        return len(self._spans)

    def touch(self, start: int, end: int) -> bool:
        """Whether a range shares a character with any of them (an insertion: lies inside one)."""
        place = bisect_right(self._starts, max(start, end - 1)) - 1
        return place >= 0 and self._spans[place][1] > start

    def hold(self, start: int, end: int) -> bool:
        """Whether a range lies in one of them."""
        place = bisect_right(self._starts, start) - 1
        return place >= 0 and self._spans[place][1] >= end


def protected(text: str, keep: Sequence[str] = ()) -> Spans:
    """
    Spans no stage may touch: URLs, e-mail addresses, tags, code, and the keep-list.

    >>> list(protected("见 https://a.cn/x 的布告", keep=["的布告"]))
    [(2, 16), (17, 20)]
    """
    spans: list[tuple[int, int]] = []
    if _MAY_PROTECT.search(text):
        spans += (match.span() for match in _PROTECTED.finditer(text))
    for term in keep:
        start = text.find(term)
        while term and start >= 0:
            spans.append((start, start + len(term)))
            start = text.find(term, start + 1)
    return Spans(spans)
