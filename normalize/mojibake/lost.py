"""
What cannot be recovered, said plainly: the place is reported, the text stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from normalize.model import Edit
from normalize.mojibake import judge, signs
from normalize.mojibake.found import Found
from normalize.mojibake.replaced import REMAINS, is_about

_GONE = re.compile("\ufffd+")
_RUN = re.compile("[^\x00-\x7f](?:[^\x00-\x7f]|\\?(?=[^\x00-\x7f])|\\?+(?=[?\\s]|$))*")
_OF_ITS_OWN = re.compile("[ㄅ-ㄩ]{2}|[嘅咗喺嚟啲冇佢哋嗰咁攞瞓]")  # zhuyin, Cantonese: the model knows neither
SEVERAL = 4  # signs in a run that reads badly, from which on it is garbled beyond recovery; two where bytes became "?"


def places(line: str, found: Sequence[Found]) -> Iterator[Edit]:
    """Where characters are gone, outside of what was read back."""
    free = [
        match
        for match in _beyond(line)
        if not any(one.start < match.end() and match.start() < one.end for one in found)
    ]
    for match, what in ((match, _what(match)) for match in free):
        yield Edit(*match.span(), match.group(), match.group(), "lost", f"mojibake:{what}", 1.0)


def _beyond(line: str) -> Iterator[re.Match[str]]:
    """Characters that a decoder gave up, and runs that no mechanism explains."""
    done = 0
    for run in _RUN.finditer(line):
        if run.start() >= done and _is_hopeless(line, run):
            yield run
            done = run.end()
        else:
            yield from _GONE.finditer(line, max(done, run.start()), run.end())


def _is_hopeless(line: str, run: re.Match[str]) -> bool:
    text = run.group()
    if REMAINS.search(text):
        return not is_about(line)
    foreign = len(judge.KANA.findall(text)) + len(judge.HANGUL.findall(text))
    if _OF_ITS_OWN.search(text) or not judge.HAN.search(text):
        return fragments().search(text) is not None
    if text.strip("\ufffd") == "" or foreign * 5 > len(text) or judge.cost_as_it_stands(text) < 2 * judge.GOOD:
        return False
    if fragments().search(text):
        return True
    shown = signs.count(text)
    return shown >= SEVERAL or ("?" in text and shown >= 2)


@cache
def fragments() -> re.Pattern[str]:
    """
    Neighbours of scripts that never meet: what a decoder that drops bad bytes leaves of GBK.

    Pairs that happen to be UTF-8 survive as Hebrew, N'Ko, IPA and combining marks.
    """
    rare = "\u0250-\u02af\u0590-\u05ff\u0700-\u07ff"
    return re.compile(
        f"[\u0590-\u05ff][\u0180-\u02af\u0700-\u07ff]|[\u0700-\u07ff][\u0180-\u02af\u0300-\u036f\u0590-\u05ff]|[{rare}]\\([a-z]"
    )


def _what(match: re.Match[str]) -> str:
    return "replacement character" if match.group().strip("\ufffd") == "" else "garbled beyond recovery"
