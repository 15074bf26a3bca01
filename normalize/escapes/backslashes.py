r"""
Escapes of programs in running text: `\u6211`, `\xe6\x88\x91`, `\346\210\221`, with one backslash or more.

Serializers write what is not ASCII as `\uXXXX`; a template, a log or a crawler that does not read it back shows
it. Bytes appear as `\xXX` (Python) or in octal (git, C) and are UTF-8 or GBK. Between `\u` escapes `\x6A` is
the letter it names.

Left alone: strings of programs and JSON, ranges of regular expressions (`[\u4e00-\u9fa5]`), property files
(`title=\u6807`), RTF (`\u25105?`), paths (`C:\users\xab`), LaTeX (`\uparrow`, `\xi`: no hexadecimal numbers).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalize.escapes import reading
from normalize.escapes.surroundings import Surroundings
from normalize.model import Edit

MAY = r"(?<=\\)(?:u\{?[0-9A-Fa-f]{4}|U000|x[0-9A-Fa-f]{2}|[23][0-7]{2})"
_ONE = re.compile(
    r"\\{1,4}(?:u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]{4,6})\}|U(000[0-9A-Fa-f]{5})|x([0-9A-Fa-f]{2})|([0-3][0-7]{2}))"
)
_RUN = re.compile(
    r"(?:\\{1,4}(?:u[0-9A-Fa-f]{4}|u\{[0-9A-Fa-f]{4,6}\}|U000[0-9A-Fa-f]{5}|x[0-9A-Fa-f]{2}|[0-3][0-7]{2}))+"
)
_RTF = re.compile(r"\\u-?\d{5} ?\?|\{\\rtf")
_PROPERTY = re.compile(r"^\s*[A-Za-z][\w.-]*\s*[=:]\s*[^\s\"'=:;<>]*$")
_GIT = re.compile(
    r"(?:modified|new file|deleted|renamed|both \w+|copied|typechange):\s+\"|mode \d{6} \"|^[\s?MADRCU]*\"[^\"=(,]*$"
)
_CLASS = re.compile(r"\[[^\]\s]{0,80}$")  # an open class of characters
ENOUGH = 3  # East Asian letters in a text, from which on its lone escapes are believed
A_TEXT = 6  # from which on hyphens between escapes are hyphens; ranges of characters outside brackets have 2 to 4
_OCTAL = re.compile(r"\\[23][0-7]{2}")
_DRIVE = re.compile(r"(?<![A-Za-z])[A-Za-z]:[^\s\"'<>|]*$")


def find(around: Surroundings) -> Iterator[Edit]:
    """One edit per run of escapes; a single one must touch Chinese."""
    if around.json or _RTF.search(around.text):
        return
    found = [(match, text) for match in _RUN.finditer(around.text) if (text := _text(match.group())) is not None]
    total = sum(reading.letters(text) for _, text in found)
    for match, text in found:
        start, end = match.span()
        if (
            _meant(around, start, end)
            or (total < A_TEXT and _is_range(around, start, end))
            or not reading.assigned(text)
            or not reading.reads(text)
        ):
            continue
        touching = around.between_han(start, end)
        if reading.letters(text) < 2 and not (touching or (total >= ENOUGH and _is_eastern(text))):
            continue
        if reading.letters(text) >= 2 and text in around.before(start, 80) + around.after(end, 80):
            continue  # shown beside what it stands for
        yield Edit(start, end, match.group(), text, "escapes", _rule(match.group()), 0.97 if total > 1 else 0.85)


def is_git(around: Surroundings, start: int) -> bool:
    r"""Whether a place lies in a name that git quotes in its lists: `modified: "\346..."`."""
    return _OCTAL.match(around.text, start) is not None and _GIT.search(around.before(start, 200)) is not None


def _is_eastern(text: str) -> bool:
    """Whether a piece consists of letters and signs of East Asian text."""
    return all("\u2010" <= one <= "\u2040" or one >= "\u3000" for one in text)


def _is_range(around: Surroundings, start: int, end: int) -> bool:
    """Whether an escape is one end of a range in a regular expression."""
    return around.after(end, 2).startswith("-\\") or around.before(start, 2).endswith(("-", "[", "[^"))


def _meant(around: Surroundings, start: int, end: int) -> bool:
    """Whether an escape belongs to a pattern, a path or a file of properties."""
    before = around.before(start, 120)
    if _DRIVE.search(before) or (_CLASS.search(before) and _is_range(around, start, end)):
        return True
    return around.in_script(start) or (_PROPERTY.match(before) is not None and len(before) < 120)


def _rule(run: str) -> str:
    kind = run.lstrip("\\")[0]
    return {"u": r"escapes:\u", "U": r"escapes:\u", "x": r"escapes:\x"}.get(kind, "escapes:octal bytes")


def _text(run: str) -> str | None:
    """What a run of escapes stands for; None if it is no text."""
    parts: list[str] = []
    data = bytearray()
    units = [_ONE.fullmatch(one.group()) for one in _ONE.finditer(run)]
    wide = any(unit and not unit[4] and not unit[5] for unit in units)
    for unit in [*units, None]:
        if unit and (unit[4] or unit[5]):
            data.append(int(unit[4], 16) if unit[4] else int(unit[5], 8))
            continue
        if data:
            piece = _from_bytes(bytes(data), wide)
            if piece is None:
                return None
            parts.append(piece)
            data.clear()
        if unit:
            code = int(unit[1] or unit[2] or unit[3], 16)
            if code > 0x10FFFF:
                return None
            parts.append(chr(code))
    text = "".join(parts)
    try:
        return text.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        return None


def _from_bytes(data: bytes, wide: bool) -> str | None:
    """Bytes as text; between wide escapes they are letters."""
    if wide and data.isascii():
        return data.decode("ascii") if data.decode("ascii").isprintable() else None
    found = reading.from_bytes(data)
    return found[0] if found and (reading.letters(found[0]) or _is_eastern(found[0])) else None
