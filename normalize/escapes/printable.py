"""
Mail that was not unpacked: quoted-printable bodies (`=E6=88=91`) and encoded words (`=?utf-8?B?5oiR?=`).

Quoted-printable writes every byte beyond ASCII as `=XX` and folds long lines with a `=` at their end, also in
the middle of a character. List archives and excerpts show it as it is, often cut. A character whose bytes are
cut off at an end becomes U+FFFD. `=3D`, `=20` and soft line breaks are taken back only in a line (unfolded) that
has such Chinese, and only where an encoder writes them: `pid=31847` is a key and its value, on any page.
"""

from __future__ import annotations

import re
from binascii import Error, a2b_base64, a2b_qp
from bisect import bisect_right
from collections.abc import Iterator

from normalize.escapes import reading
from normalize.escapes.surroundings import Surroundings
from normalize.model import Edit

MAY = r"(?<==)(?:[0-9A-Fa-f]{2}=|\?[\w-]{2,20}\?[BbQq]\?)"
_GROUP = re.compile(
    r"(?:(?:=\r?\n)?=[0-9A-Fa-f]{2})+(?:=\Z|=[0-9A-Fa-f](?=\s{0,9}\Z))?(?:=\r?\n)?|=\r?\n",
)
_LINE_END = re.compile(r"(?<!=)(?<!=\r)\n")  # of an unfolded line
_FOLDED = 70  # characters of a line that was folded, at least; encoders fold at 75 or 76
_BREAK = re.compile(r"=\r?\n")
_TWO_BYTES = re.compile(rb"[\x80-\xff]{2}")
_STUMP = re.compile(r"=[0-9A-Fa-f]?\Z")
_WORD = r"=\?([\w-]{2,20})\?([BbQq])\?([!->@-~]{0,400})\?="
_WORDS = re.compile(rf"{_WORD}(?:\s+{_WORD}){{0,50}}")
_CHARSETS = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "utf-8": "utf-8", "utf8": "utf-8",
             "big5": "big5hkscs", "hz-gb-2312": "hz", "euc-kr": "cp949", "ks_c_5601-1987": "cp949",
             "iso-2022-jp": "iso2022_jp", "shift_jis": "cp932", "euc-jp": "euc_jp"}  # fmt: skip
ENOUGH = 2  # East Asian letters in all groups together; a few bytes of a program do not spell them in UTF-8


def find(around: Surroundings) -> Iterator[Edit]:
    """Encoded words and groups of quoted bytes."""
    words = [edit for match in _WORDS.finditer(around.text) for edit in _from_words(match)]
    bodies = list(_bodies(around)) if re.search(r"=[0-9A-Fa-f]{2}", around.text) else []
    yield from sorted([*words, *bodies], key=lambda edit: edit.start)


def _bodies(around: Surroundings) -> Iterator[Edit]:
    """The groups of quoted bytes, if they spell East Asian text."""
    groups = [
        match for match in _GROUP.finditer(around.text) if not _BREAK.fullmatch(match.group()) or _folds(around, match)
    ]
    encoding = _encoding(groups)
    if encoding is None:
        return
    for group in _in_mail(around.text, groups):
        start, end = group.span()
        text = _text(group.group(), encoding, start == 0, not around.text[end : end + 10].strip())
        if text is None and encoding != "utf-8":  # the second byte of the last character may be a bare letter
            end = min(end + 1, len(around.text))
            text = _text(around.text[start:end], encoding)
        if text is not None and reading.assigned(text) and not around.in_script(start):
            yield Edit(start, end, around.text[start:end], text, "escapes", "escapes:quoted-printable", 0.97)


def _in_mail(text: str, groups: list[re.Match[str]]) -> Iterator[re.Match[str]]:
    """The groups that are of a mail: characters of several bytes, and beside them what else an encoder writes."""
    ends = [0, *(match.end() for match in _LINE_END.finditer(text)), len(text)]
    lines = [bisect_right(ends, group.start()) for group in groups]
    proven = {line for group, line in zip(groups, lines, strict=True) if _is_wide(group)}
    blank = {line for line in proven if " " in text[ends[line - 1] : ends[line]]}
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    for group, line in zip(groups, lines, strict=True):
        cut = group.start() <= first or group.end() >= last  # half a character is all that is left of a line
        if line in proven:
            if _is_wide(group) or _is_written(text, group, line not in blank):
                yield group
        elif cut and not _bytes(group.group()).isascii():
            yield group


def _is_wide(group: re.Match[str]) -> bool:
    """Whether a group has two bytes beyond ASCII in a row: a character."""
    return _TWO_BYTES.search(_bytes(group.group())) is not None


def _is_written(text: str, group: re.Match[str], all_blanks: bool) -> bool:
    """Whether an encoder writes this in a line that has Chinese: `=3D`, a blank at the end, or all blanks of it."""
    data = _bytes(group.group())
    if not data.isascii() or data in (b"", b"="):
        return True
    after = text[group.end() : group.end() + 1]
    return not data.strip(b" \t") and (after in {"", "\r", "\n"} or (all_blanks and not after.isdigit()))


def _folds(around: Surroundings, match: re.Match[str]) -> bool:
    """Whether a bare `=` at the end of a line folds it; after a blank only where a line is as long as that."""
    before = around.before(match.start(), _FOLDED)
    return before[-1:] not in {"", " ", "\t", "="} or len(before) == _FOLDED


def _encoding(groups: list[re.Match[str]]) -> str | None:
    """What all groups together are written in; None if that is no East Asian text."""
    pieces = [data for group in groups if not (data := _bytes(group.group())).isascii()]
    text = "".join(
        found[0] for piece in pieces if (found := reading.from_bytes(piece, cut=True, least=1)) and found[1] == "utf-8"
    )
    if reading.letters(text) >= ENOUGH and reading.reads(text):
        return "utf-8"
    found = reading.from_bytes(b"".join(piece for piece in pieces if len(piece) % 2 == 0))
    return found[1] if found and found[1] != "utf-8" else None


def _bytes(group: str) -> bytes:
    """The bytes of a group, without soft line breaks and without half a byte at its end."""
    return a2b_qp(_STUMP.sub("", _BREAK.sub("", group)))


def _text(group: str, encoding: str, at_start: bool = False, at_end: bool = False) -> str | None:
    """What a group of quoted bytes stands for; "" for a soft line break, U+FFFD for half a character."""
    stump = _STUMP.search(_BREAK.sub("", group)) is not None
    data = _bytes(group)
    if data.isascii():
        return data.decode() if data == b"\t" or data.decode().isprintable() else None
    if encoding != "utf-8":
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            return None
    if at_start and len(data) <= 3 and all(0x80 <= byte < 0xC0 for byte in data):
        return "\ufffd"
    if at_end and len(data) <= 3 and data[0] >= 0xE0 and data.decode(errors="replace") == "\ufffd":
        return "\ufffd"
    found = reading.from_bytes(data, cut=True, least=1)
    if found is None or found[1] != "utf-8":
        return None
    return found[0] + "\ufffd" if stump and not found[0].endswith("\ufffd") else found[0]


def _from_words(match: re.Match[str]) -> Iterator[Edit]:
    """Neighbouring words in one edit; the bytes of a character may be spread over two of them."""
    words = [one.groups() for one in re.finditer(_WORD, match.group())]
    charset = _CHARSETS.get(words[0][0].lower())
    if charset is None or any(_CHARSETS.get(name.lower()) != charset for name, _, _ in words):
        return
    try:
        data = b"".join(_word(kind, body) for _, kind, body in words)
        text = data.decode(charset)
    except (Error, UnicodeDecodeError):
        return
    if text and reading.assigned(text) and text.isprintable():
        yield Edit(match.start(), match.end(), match.group(), text, "escapes", "escapes:encoded word of a mail", 0.97)


def _word(kind: str, body: str) -> bytes:
    return a2b_base64(body) if kind in "Bb" else a2b_qp(body, header=True)
