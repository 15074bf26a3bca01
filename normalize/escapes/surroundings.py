"""
Where a notation stands: in prose, or in a string, a script or a data file that means it.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from normalize.segments import Spans

HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN = re.compile(f"[{HAN}]")
_CHINESE = re.compile(f"[{HAN}\u3001\u3002\u300a-\u3011\uff01-\uff1f]")
_STRING = re.compile(r"\\.|[\"'\n]", re.DOTALL)
# before a `'` that opens a string: no letter, or that of u'...' and br'...'; else it is an apostrophe
_NO_APOSTROPHE = re.compile(r"(?:^|[^\w’])$|(?:^|\W)[uUbBrRfF]{1,2}$")
_BEFORE_STRING = 24  # characters looked at before a quotation mark; `document.write(` and the like are shorter
# what leads to a string in a program or data file: an operator, a bracket, a comma, a word, or nothing at all
_LEADS = re.compile(r"(?:^|[\w=(\[{},+:;&|?<>!$%#~^*/.\"'-])\s*$")
_SCRIPT = re.compile(r"<(/?)(script|style)\b|(<!--)|(-->)", re.IGNORECASE)
# an element that opens: the text is a source of HTML, and entities are its way to write (`<br>` and the like
# are found in any prose)
_ELEMENT = re.compile(
    r"<!DOCTYPE\s+html\b|<(?:html|body|head|div|span|p|a|b|i|u|em|strong|font|table|tr|td|th|ul|ol|li|dl|dt|dd|h[1-6]|img|pre|code"
    r"|section|article|script|style|input|button|form|label|option|select|blockquote|center|sup|sub|meta|link)\b[^<>]*>",
    re.IGNORECASE,
)
# signs of Markdown, where references are markup too; two different ones make a text Markdown
_MARKDOWN = tuple(
    re.compile(sign, re.MULTILINE)
    for sign in (
        r"^#{1,6} \S",
        r"^(?:```|~~~)",
        r"\]\(\S",
        r"\*\*\S[^*\n]{0,80}\*\*",
        r"`[^`\n]{1,80}`",
        r"^\|.*\|[ \t]*$",
        r"^(?:[-*+>]|\d{1,2}\.) \S",  # a list or a quotation alone may be in any text
    )
)


class Surroundings:
    """
    A text with what its escapes are judged by; everything is computed once, when asked for.

    >>> around = Surroundings('title = "&#20320;"; 他说"&#22909;"')
    >>> around.in_string(10), around.in_string(25)
    (True, False)
    """

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def line(self, place: int) -> int:
        """The number of the line a place is in."""
        return bisect_right(self._starts, place) - 1

    def before(self, start: int, reach: int) -> str:
        """Up to `reach` characters of the line before a place."""
        return self.text[max(start - reach, self._starts[self.line(start)]) : start]

    def after(self, end: int, reach: int) -> str:
        """Up to `reach` characters of the line after a place."""
        stop = self.text.find("\n", end, end + reach)
        return self.text[end : end + reach if stop < 0 else stop]

    def chinese(self, start: int, end: int, reach: int = 40) -> bool:
        """Whether Chinese stands near, in the same line."""
        near = self.before(start, reach) + self.after(end, reach)
        return _CHINESE.search(near) is not None

    def between_han(self, start: int, end: int) -> bool:
        """Whether a Chinese character or sign touches a place."""
        return any(_CHINESE.match(one) for one in (self.text[start - 1 : start], self.text[end : end + 1]) if one)

    @cached_property
    def _strings(self) -> Spans:
        return Spans(self._each_string())

    def _each_string(self) -> Iterator[tuple[int, int]]:
        """Quoted parts that close in their line and stand where programs and data have strings."""
        opened = -1
        for match in _STRING.finditer(self.text):
            mark, place = match.group(), match.start()
            if mark == "\n":
                opened = -1
            elif len(mark) > 1:
                continue
            elif opened < 0:
                if mark == '"' or _NO_APOSTROPHE.search(self.text[max(0, place - 3) : place]):
                    opened = place
            elif self.text[opened] == mark:
                if self._leads_to_string(opened):
                    yield opened, place + 1
                opened = -1

    def _leads_to_string(self, opened: int) -> bool:
        before = self.before(opened, _BEFORE_STRING)
        if before.rstrip()[-1:] in {":", "="} and before.rstrip()[:-1].rstrip()[-1:] in {'"', "'"}:
            return True  # a key, in whatever language
        return not _HAN.search(before[-4:]) and _LEADS.search(before) is not None

    def in_string(self, place: int) -> bool:
        """Whether a place lies in a string of a program or of data."""
        return self._strings.touch(place, place + 1)

    @cached_property
    def _scripts(self) -> Spans:
        return Spans(self._each_script())

    def _each_script(self) -> Iterator[tuple[int, int]]:
        """Scripts, style sheets and comments of a page, with their tags."""
        opened, kind = -1, ""
        for match in _SCRIPT.finditer(self.text):
            closing, name = bool(match[1] or match[4]), (match[2] or "--").lower()
            if opened < 0 and not closing:
                opened, kind = match.start(), name
            elif opened >= 0 and closing and name == kind:
                yield opened, match.end()
                opened = -1
        if opened >= 0:
            yield opened, len(self.text)

    def in_script(self, place: int) -> bool:
        """Whether a place lies in a script, a style sheet or a comment of a page."""
        return self._scripts.touch(place, place + 1)

    @cached_property
    def html(self) -> bool:
        """Whether the text is a source of HTML: some element opens."""
        return _ELEMENT.search(self.text) is not None

    @cached_property
    def markdown(self) -> bool:
        """Whether the text is Markdown: it has headings, links, lists, code and so on, at least two of them."""
        return sum(sign.search(self.text) is not None for sign in _MARKDOWN) >= 2

    @cached_property
    def json(self) -> bool:
        """Whether the whole text is a document of JSON, which must stay one."""
        stripped = self.text.strip()
        if stripped[:1] + stripped[-1:] not in {"{}", "[]"}:
            return False
        try:
            json.loads(stripped)
        except (ValueError, RecursionError):
            return False
        return True
