"""
Where text may be cut, and what in it must stay.

A long text is worked on in segments, so that memory is bounded and a stream gives the same result
as the whole. Cuts depend on the text alone: after a line end, else after a sentence end, else
anywhere outside a word of the dictionaries' longest length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

SEGMENT = 32_768  # characters; evidence of one document fits in, memory stays small
LONGEST = 2 * SEGMENT  # a segment is never longer; what is shorter stays whole

_SENTENCE_END = re.compile(r"[。！？!?；;…][”’」』）)]*|[，,、\s]")
_PROTECTED = re.compile(
    r"https?://[^\s<>\"'，。；、！？（）“”《》\u4e00-\u9fff]+"  # URLs
    r"|www\.[A-Za-z0-9-]+\.[^\s<>\"'，。；、！？（）“”《》\u4e00-\u9fff]+"
    r"|[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}"  # e-mail addresses
    r"|<[A-Za-z/!][^<>\n]{0,2000}>"  # tags with their attributes
    r"|`[^`\n]{1,200}`"  # code
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
    newline = text.find("\n", middle, limit)
    if newline >= 0:
        return newline + 1
    sentence = _SENTENCE_END.search(text, middle, limit)
    return sentence.end() if sentence else limit


def protected(text: str, keep: Sequence[str] = ()) -> list[tuple[int, int]]:
    """
    Spans no stage may touch: URLs, e-mail addresses, tags, code, and the keep-list.

    >>> protected("见 https://a.cn/布告 的布告", keep=["的布告"])
    [(2, 15), (18, 21)]
    """
    spans: list[tuple[int, int]] = []
    if _MAY_PROTECT.search(text):
        spans += (match.span() for match in _PROTECTED.finditer(text))
    for term in keep:
        start = text.find(term)
        while term and start >= 0:
            spans.append((start, start + len(term)))
            start = text.find(term, start + 1)
    return merge(spans)


def merge(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sorted spans, those that overlap or touch joined."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
