"""
References of HTML that nobody resolved: `&#25105;`, `&#x6211;`, `&ldquo;`, and those escaped twice.

Forms posted in Big5 or Latin-1 send what the charset lacks as numbers, feeds escape what was escaped already,
crawlers take the text out of a page and leave its entities in. In prose they are resolved. In HTML and Markdown
references are markup, and their authors choose them (`&copy;`, `&#xFF5E;`): there only words and sentences become
characters that somebody's program wrote out as numbers, and nothing inside scripts and attributes. `&lt;`, `&gt;`
and `&amp;` are resolved only where that makes no tag and no new entity. Who speaks of references keeps them.

What numbers 128 to 159 mean is what browsers show for them: Windows-1252 (`&#150;` is a dash).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html.entities import name2codepoint

from normalize.escapes import reading
from normalize.escapes.surroundings import Surroundings
from normalize.model import Edit

MAY = r"(?<=&)(?:#|[A-Za-z]{2,8};|nbsp)"
WORD, MANY = 2, 3  # letters of a run, and of a line, that markup has as numbers only after an accident
_NUMBER = r"&(?:amp;){0,4}#(?:[xX][0-9A-Fa-f]{2,6}|[0-9]{2,7})(?:;|(?![0-9A-Fa-f]))"
_NAME = r"&(?:amp;){0,4}(?:[A-Za-z][A-Za-z0-9]{1,7};|nbsp(?![A-Za-z;]))"
_ONE = re.compile(f"{_NUMBER}|{_NAME}")
_RUN = re.compile(f"(?:{_NUMBER}|{_NAME})+")
_UNCLOSED = 0x3000  # from here on a number without its semicolon is one; smaller ones may be the stump of a longer
_ABOUT = re.compile("实体|實體|字符引用|\\bentit(?:y|ies)\\b", re.IGNORECASE)  # who says so may show them on purpose
# who says so may show a sign and how it is written
_ABOUT_SIGNS = re.compile(
    "html|xml|标签|標籤|转义|轉義|(?:小于|大于|小於|大於|[与與])[号號]|[&＆]符|符[号號][写寫打敲要是用]",
    re.IGNORECASE,
)
_WRITES = re.compile(r"[写寫打敲键](?:成|作|为|為|入)\W{0,2}\Z")
_CODE = re.compile(r"[{}$=]|\)\s*;|&amp;&amp;|\b(?:if|for|int|void|return|select|where)\b", re.IGNORECASE)
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_LESS = re.compile("&(?:amp;)*(?:lt|#60|#x3c);", re.IGNORECASE)
_EASTERN = re.compile("[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_MAKES_TAG = re.compile(r"[A-Za-z/!?$%]|&(?!lt;)")
_MAKES_ENTITY = re.compile(r"#|[A-Za-z][A-Za-z0-9_]*[;=]")


def find(around: Surroundings) -> Iterator[Edit]:
    """One edit per run of references."""
    runs = [match for match in _RUN.finditer(around.text) if not around.in_script(match.start())]
    decoded = [_resolved(match.group()) for match in runs]
    eastern = [len(_EASTERN.findall(text)) for text in decoded]
    sure = sum(eastern) >= 2
    in_line: Counter[int] = Counter()
    for match, text in zip(runs, decoded, strict=True):
        in_line[around.line(match.start())] += reading.letters(text)
    for match, text, count in zip(runs, decoded, eastern, strict=True):
        start, end = match.span()
        chinese = around.chinese(start, end) or count >= 2
        if not (chinese or sure) or _is_shown(around, match, text):
            continue
        if reading.letters(text) > reading.FEW and not reading.reads(text):
            continue
        if (around.html or around.markdown) and not _is_written_out(around, match, text, in_line):
            continue
        yield from _joined(around, start, end, chinese)


def _is_shown(around: Surroundings, match: re.Match[str], text: str) -> bool:
    """Whether the line speaks of references, and so shows them."""
    before = around.before(match.start(), 100)
    near = before + around.after(match.end(), 100)
    if _ABOUT.search(near):
        return True
    return not reading.letters(text) and bool(_ABOUT_SIGNS.search(near) or _WRITES.search(before))


def _is_written_out(around: Surroundings, match: re.Match[str], text: str, in_line: Counter[int]) -> bool:
    """Whether markup has words here that a program wrote as numbers, not a sign or a rare character by choice."""
    if match.group().startswith("&amp;#"):
        return True  # escaped twice is damage in markup too
    letters, others = reading.letters(text), in_line[around.line(match.start())]
    return letters >= WORD or others >= (MANY if letters else WORD)


def _joined(around: Surroundings, start: int, end: int, chinese: bool) -> Iterator[Edit]:
    """The references of a run that may be resolved, neighbours in one edit."""
    first = last = start
    new = rule = ""
    for match in [*_ONE.finditer(around.text, start, end), None]:
        character = _allowed(around, match, chinese) if match else ""
        if character and match:
            if not new:
                first, rule = match.start(), _rule(match.group())
            new, last = new + character, match.end()
        elif new:
            new = _SURROGATES.sub(_paired, new)
            if reading.assigned(new):
                yield Edit(first, last, around.text[first:last], new, "escapes", rule, _confidence(new))
            new = ""


def _rule(reference: str) -> str:
    kind = "numeric reference" if "#" in reference else "named reference"
    return f"escapes:{kind}, escaped twice" if "&amp;" in reference and reference != "&amp;" else f"escapes:{kind}"


def _confidence(new: str) -> float:
    return 0.98 if reading.letters(new) else 0.93


def _allowed(around: Surroundings, match: re.Match[str], chinese: bool) -> str:
    """What a reference stands for, or "" where it is left as it is."""
    reference, character = match.group(), _character(match.group())
    if not character:
        return ""
    if (around.html or around.markdown) and ("#" not in reference or ord(character) <= 0xFF):
        return ""
    if ord(character) < 0x3000 and not chinese:
        return ""
    if character in "<>&":
        return character if _harmless(around, match, character) else ""
    return character


def _harmless(around: Surroundings, match: re.Match[str], character: str) -> bool:
    """Whether a bare `<`, `>` or `&` makes neither a tag, nor an entity, nor other code."""
    before, after = around.before(match.start(), 100), around.after(match.end(), 60)
    if _CODE.search(before + match.group() + after):
        return False
    if character == "<":
        return _MAKES_TAG.match(after) is None
    if character == ">":
        kept = _LESS.split(before)  # the `<` of a pair that stays keeps its `>`
        if len(kept) > 1 and _MAKES_TAG.match(kept[-1] + match.group()):
            return False
        return "<" not in before and not before.endswith(("-", "=", "%", "?", "/"))
    return _MAKES_ENTITY.match(after) is None and not after.startswith(("&", "#"))


def _resolved(run: str) -> str:
    """A run with everything resolved, to be judged as a whole."""
    return _SURROGATES.sub(_paired, "".join(map(_character, _ONE.findall(run))))


def _character(reference: str) -> str:
    """The character of one reference, "" if there is none; halves of a pair are returned as they are."""
    body = reference.lstrip("&").rstrip(";")
    while body.startswith("amp;"):
        body = body[4:]
    if not body.startswith("#"):
        return "'" if body == "apos" else chr(name2codepoint[body]) if body in name2codepoint else ""
    code = int(body[2:], 16) if body[1] in "xX" else int(body[1:])
    if not reference.endswith(";") and code < _UNCLOSED:
        return ""
    if 0x80 <= code < 0xA0:
        return bytes([code]).decode("cp1252", errors="ignore")
    return chr(code) if code >= 0x20 and code < 0x110000 else "\n" if code == 10 else ""


def _paired(match: re.Match[str]) -> str:
    return match.group().encode("utf-16", "surrogatepass").decode("utf-16")
