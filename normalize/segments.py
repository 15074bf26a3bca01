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
# elements of prose whose closing tags crawlers leave behind when they cut a page into paragraphs
STRAY = "p|div|span|font|strong|em|b|i|u|a|center|section|blockquote|li|ul|ol|dd|dt|h[1-6]|td|tr|article"
_STRAY = re.compile(rf"</({STRAY})\s*>|<br\s*/?>", re.IGNORECASE)
_OPENING = re.compile(r"<([A-Za-z][A-Za-z0-9]*)")


# who writes these quotes damage on purpose: tutorials, bug reports, code that deals with it
_TALK = re.compile(
    "乱码|亂碼|编码(?!器)|編碼(?!器)|字符集|字元集|码表|碼表|转义|轉義|康熙部首|康熙字典部首|异体字|異體字|错别字|錯別字|误写|誤寫"
    r"|\b(?:mojibake|encodings?|charsets?|code ?pages?|codecs?|[a-z]+Exception|unescape|escape|unicode)\b"
    r"|U\+[0-9A-F]{4,5}\b|文字化け",
    re.IGNORECASE,
)
NEAR = 200  # characters on either side of such a word that count as its line where lines are long


def quoting(text: str) -> Spans:
    """
    Lines (of a long one: the surroundings) that speak of encodings, and so may quote damage on purpose.

    >>> quoting("乱码如 ÖÐ¹ú 很常见").touch(4, 8), quoting("ÖÐ¹ú").touch(0, 4)
    (True, False)
    """
    spans = []
    for match in _TALK.finditer(text):
        start = max(text.rfind("\n", 0, match.start()) + 1, match.start() - NEAR)
        end = text.find("\n", match.end(), match.end() + NEAR)
        spans.append((start, match.end() + NEAR if end < 0 else end))
    return Spans(spans)


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


def protected(text: str, keep: Sequence[str] = (), *, code: bool = True) -> Spans:
    """
    Spans no stage may touch: URLs, e-mail addresses, tags, code, and the keep-list.

    A closing tag without any opening tag of its name is no markup any more, and is not protected. Without `code`,
    code in a line is not either: its backticks may be halves of garbled characters.

    >>> list(protected("见 https://a.cn/x 的布告", keep=["的布告"]))
    [(2, 16), (17, 20)]
    >>> list(protected("<b>我</b>们</p>"))
    [(0, 3), (4, 8)]
    """
    spans: list[tuple[int, int]] = []
    if _MAY_PROTECT.search(text):
        opened = {name.lower() for name in _OPENING.findall(text)} - {"br"}
        spans += (
            match.span()
            for match in _PROTECTED.finditer(text)
            if not _is_stray(match.group(), opened)
            and (code or match.group().startswith("```") or match.group()[0] != "`")
        )
    return Spans([*spans, *kept(text, keep)])


def kept(text: str, keep: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where the terms of the keep-list stand."""
    for term in keep:
        start = text.find(term)
        while term and start >= 0:
            yield start, start + len(term)
            start = text.find(term, start + 1)


def _is_stray(tag: str, opened: set[str]) -> bool:
    """
    Whether a tag was left behind: nothing of its name ever opens, or it is a `<br>` in a text without elements.

    >>> _is_stray("</p>", set()), _is_stray("</p>", {"p"}), _is_stray("<br/>", {"p"}), _is_stray("<p>", set())
    (True, False, False, False)
    """
    match = _STRAY.fullmatch(tag)
    return match is not None and (match[1].lower() not in opened if match[1] else not opened)
