"""
Whole sentences in the escapes of URLs: `%E6%88%91`, `%u6211`, and `%25E6` where they were escaped twice.

Editors that link automatically swallow the sentence after a link and escape it; cookies and old scripts write
`%u6211` (JavaScript's `escape`, always four digits, so that `%u56FDA` is 国A). Inside an address such escapes are
meant: a piece with a path, a query or an anchor stays as it is, with or without `http://`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from normalize.escapes import reading
from normalize.escapes.surroundings import Surroundings
from normalize.model import Edit

MAY = r"(?<=%)(?:(?:25)*[0-9A-Fa-f]{2}%|(?:25)*u[0-9A-Fa-f]{4})"
_PIECE = re.compile(r"[!-~]+")
_GROUP = re.compile(r"(?:%(?:25)*u[0-9A-Fa-f]{4})+|(?:%(?:25)*[0-9A-Fa-f]{2})+(?:%[0-9A-Fa-f]?(?=$))?")
_DOUBLE = re.compile(r"%(?:25)+(?=[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4})")
_STUMP = re.compile(r"%[0-9A-Fa-f]?$")
_WIDE = re.compile(r"%u([0-9A-Fa-f]{4})")
# what only an address has: a scheme, a host, a query, the link of a Markdown text
_ADDRESS = re.compile(r"://|www\.|\]\(|[?&][\w%.-]{1,40}=|\bhref|\bsrc|@|^[./]|\w\.[a-z]{2,4}/", re.IGNORECASE)
_PATH = re.compile(r"[/#]")  # an address has them; so has a sentence, but that has commas as well
_PUNCTUATION = re.compile(r"%EF%BC%(?:8C|81|9A|9B|9F)|%E3%80%8[12]", re.IGNORECASE)  # ，！：；？、。 in UTF-8
_COMMENT = re.compile(r"^//(?=%)")
_ASSIGNED = re.compile(r"[\w.\[\]-]+=[^=%]*$")


def find(around: Surroundings) -> Iterator[Edit]:
    """One edit per group of escapes in a piece that is no address."""
    for piece in _PIECE.finditer(around.text):
        if "%" not in piece.group():
            continue
        start = piece.start() + (2 if _COMMENT.match(piece.group()) else 0)
        edits = list(_decoded(around, start, piece.end()))
        if sum(reading.letters(edit.new) for edit in edits) >= 2 and not _shown(around, edits):
            yield from edits


def _decoded(around: Surroundings, start: int, end: int) -> Iterator[Edit]:
    """The groups of one piece, as text."""
    piece = around.text[start:end]
    groups = list(_GROUP.finditer(piece))
    if not groups or around.in_script(start) or _is_address(around, start, piece, groups[0]):
        return
    found = [(group, _text(group.group(), at_end=group.end() == len(piece))) for group in groups]
    if any(text is None for _, text in found):
        yield from _mixed(around, start, piece, groups)
        return
    whole = "".join(text or "" for _, text in found)
    if not reading.assigned(whole) or not reading.reads(whole):
        return
    for group, text in found:
        if text and not set(text) & set("<>"):  # no tags out of nothing
            yield _edit(start + group.start(), group.group(), text)


def _mixed(around: Surroundings, start: int, piece: str, groups: list[re.Match[str]]) -> Iterator[Edit]:
    """A piece in GBK or Big5, whose second bytes may stand there as bare letters."""
    if "%u" in piece:
        return
    first, last = groups[0].start(), groups[-1].end()
    for stop in dict.fromkeys((last, min(last + 1, len(piece)))):
        region = piece[first:stop]
        found = reading.from_bytes(unquote_to_bytes(_DOUBLE.sub("%", region)))
        if found and not set(found[0]) & set("<>"):
            yield _edit(start + first, region, found[0])
            return


def _edit(start: int, old: str, new: str) -> Edit:
    return Edit(start, start + len(old), old, new, "escapes", "escapes:%u" if "%u" in old else "escapes:percent", 0.96)


def _is_address(around: Surroundings, start: int, piece: str, first: re.Match[str]) -> bool:
    """Whether a piece is (part of) an address, or a value of a form."""
    if _ADDRESS.search(piece) or around.text[start - 2 : start] == "](":
        return True
    if _PATH.search(piece) and not (first.start() == 0 and _PUNCTUATION.search(_DOUBLE.sub("%", piece))):
        return True
    wide = first.group().startswith(("%u", "%25u"))
    return not wide and _ASSIGNED.search(piece[: first.start()]) is not None


def _text(group: str, *, at_end: bool) -> str | None:
    """What a group stands for; at the end of a piece its last character may be cut."""
    plain = _DOUBLE.sub("%", group)
    if "%u" in plain:
        units = "".join(chr(int(code, 16)) for code in _WIDE.findall(plain))
        try:
            return units.encode("utf-16", "surrogatepass").decode("utf-16")
        except UnicodeDecodeError:
            return None
    stump = _STUMP.search(plain)
    data = unquote_to_bytes(plain[: stump.start()] if stump else plain)
    found = reading.from_bytes(data, cut=at_end)
    if found is None or found[1] != "utf-8":
        return None
    return found[0] + "\ufffd" if stump and not found[0].endswith("\ufffd") else found[0]


def _shown(around: Surroundings, edits: list[Edit]) -> bool:
    """Whether the text stands beside its escapes, as in a lesson."""
    longest = max((edit.new for edit in edits), key=len)
    first, last = edits[0].start, edits[-1].end
    return len(longest) >= 2 and longest in around.before(first, 80) + around.after(last, 80)
