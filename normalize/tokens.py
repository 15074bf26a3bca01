"""
Text as the language model sees it: one character, one token.

Damaged text segments badly, so the model counts characters, not words. What carries no
information about the choice between two Han words is folded into a class of its own:

- a run of digits (`2024`, `23.5`, `１２`) is the one token `0`,
- a run of Latin letters (`Spring`, `app`) is the one token `A`,
- white space inside a line, control and zero-width characters are no token at all,
- half-width punctuation counts as its full-width twin, so that a page whose commas were
  turned into ASCII reads like any other.

Folding happens only here, for scoring. The text itself is never folded.
"""

from __future__ import annotations

import re

_LATIN = "A-Za-zＡ-Ｚａ-ｚÀ-ÖØ-öø-ɏ"
_SKIP = "\\s\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ud800-\udfff"
_RUNS = re.compile(rf"([0-9０-９]+(?:[.,．:：][0-9０-９]+)*)|([{_LATIN}]+)|([{_SKIP}]+)")
_FOLD = str.maketrans(
    {
        ",": "，",
        ";": "；",
        ":": "：",
        "?": "？",
        "!": "！",
        "(": "（",
        ")": "）",
        "%": "％",
        '"': "”",
        "'": "’",
        "「": "“",
        "」": "”",
        "『": "‘",
        "』": "’",
        "～": "~",
        "·": "•",
        "・": "•",
    }
)


def fold(text: str) -> str:
    """
    The tokens of one line as a string, one character a token.

    >>> fold("2024年, Spring 框架(v2)发布")
    '0年，A框架（A0）发布'
    """
    return _RUNS.sub(_class_of, text).translate(_FOLD)


def tokenize(text: str) -> tuple[str, list[int]]:
    """
    Tokens of one line and, for each, the offset in `text` where it starts.

    `starts` has one entry more than there are tokens: the length of the text.

    >>> tokenize("在 2024年")
    ('在0年', [0, 2, 6, 7])
    """
    if _RUNS.search(text) is None:
        return text.translate(_FOLD), list(range(len(text) + 1))
    tokens: list[str] = []
    starts: list[int] = []
    position = 0
    for run in _RUNS.finditer(text):
        begin, end = run.span()
        tokens.append(text[position:begin])
        starts.extend(range(position, begin))
        if run.lastindex != 3:
            tokens.append(_class_of(run))
            starts.append(begin)
        position = end
    tokens.append(text[position:])
    starts.extend(range(position, len(text)))
    starts.append(len(text))
    return "".join(tokens).translate(_FOLD), starts


def _class_of(run: re.Match[str]) -> str:
    return ("0", "A", "")[(run.lastindex or 3) - 1]
