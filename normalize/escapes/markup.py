"""
Tags that a page left behind: `</p>` at the ends of paragraphs, `<br/>` in prose, `&lt;p&gt;` around it.

Crawlers that cut a page into lines lose the opening tags and keep the closing ones; feeds escape what was
markup. In a text without any markup of its own such a tag means nothing and goes; a `<br>` between two parts of
one line becomes the line break it stands for. Left alone: texts with elements that open, Markdown, tables,
code, and lines that speak of tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalize.escapes.surroundings import HAN, Surroundings
from normalize.model import Edit
from normalize.segments import STRAY, protected

_NAMES = "p|br|div|span|font|strong|em|b|i|u|center|section|blockquote|li|ul|ol|dd|dt|h[1-6]|article|hr|td|tr"
MAY = rf"(?<=<)(?:/(?:{STRAY})\s*>|br\b)|(?<=&)(?:amp;)?lt;/?(?:{_NAMES})\b"
_LEFT = re.compile(rf"</(?:{STRAY})\s*>|<br\s*/?>", re.IGNORECASE)
_ESCAPED = re.compile(
    rf"&(?:amp;)?lt;(/?)({_NAMES})\b((?:[^&<>\n]|&(?:amp;)?quot;){{0,300}}?)/?&(?:amp;)?gt;", re.IGNORECASE
)
_ABOUT = re.compile(
    r"标签|標籤|html|css|元素|闭合|閉合|网页源|代码|代碼|换行|換行|\btags?\b|xml|浏览器|瀏覽器", re.IGNORECASE
)
_MARKDOWN = re.compile(r"^\s*(?:\||#{1,6} |[-*+] |```|\d+\. )|\]\(|\*\*|`", re.MULTILINE)
_PROSE = re.compile(f"[{HAN}]")
_END = re.compile(r"[。！？!?,，…；;：:、.”’」』）)】》~—\s>]$")


def find(around: Surroundings) -> Iterator[Edit]:
    """One deletion (or line break) per tag that was left behind."""
    if around.html or _MARKDOWN.search(around.text):
        return
    held = protected(around.text)
    for match in _LEFT.finditer(around.text):
        if not held.touch(*match.span()) and _is_left(around, match):
            confidence = 0.93 if _ends(around, match) else 0.7  # in the middle of a sentence: somebody may speak of it
            yield _gone(around, match, "br" in match.group().lower(), "escapes:tag left behind", confidence)
    for match in _ESCAPED.finditer(around.text):
        near = around.text[max(0, match.start() - 80) : match.end() + 80]  # a tag may have a line of its own
        if not _about(around, match) and _PROSE.search(near):
            yield _gone(around, match, match[2].lower() == "br", "escapes:escaped tag left behind", 0.88)


def _about(around: Surroundings, match: re.Match[str]) -> bool:
    return _ABOUT.search(around.before(match.start(), 100) + around.after(match.end(), 100)) is not None


def _is_left(around: Surroundings, match: re.Match[str]) -> bool:
    """Whether a tag stands in Chinese prose that does not speak of tags."""
    before, after = around.before(match.start(), 200), around.after(match.end(), 200)
    if _about(around, match):
        return False
    return _PROSE.search(before + after if "br" in match.group().lower() else before) is not None


def _ends(around: Surroundings, match: re.Match[str]) -> bool:
    """Whether a sentence or a line ends at a tag."""
    before, after = around.before(match.start(), 200), around.after(match.end(), 200).lstrip()
    return "br" in match.group().lower() or not after or after[0] == "<" or _END.search(before) is not None


def _gone(around: Surroundings, match: re.Match[str], breaks: bool, rule: str, confidence: float) -> Edit:
    """The edit; a break in the middle of a line stays one."""
    start, end = match.span()
    inside = around.before(start, 200).strip() and around.after(end, 200).strip()
    return Edit(start, end, match.group(), "\n" if breaks and inside else "", "escapes", rule, confidence)
