"""
Characters that fit bytes of which some are lost.

A hole is a set of byte values that a decoder dropped or replaced; with the bytes around it, some
characters fit. All lost bytes of a codec are known sets, so the candidates are few (five to seven
for windows-1252), and the language model says which one makes a sentence.
"""

from __future__ import annotations

from functools import cache
from itertools import product

from normalize import language_model
from normalize.hanzi import is_traditional, simplified
from normalize.pinyin import known
from normalize.tokens import fold

Byte = int | frozenset[int]
MOST = 64  # candidates for one place; with two bytes lost the right one was the 31st once
MARKS = "，。、；：？！“”‘’（）《》【】「」『』…—～·×°→←↑↓℃％　①②③④⑤⑥⑦⑧⑨⑩＋－＝／＆＃＠￥■□●○★☆※"
# half as likely as its simplified twin of the model: traditional pages are garbled too
TRADITIONAL = 0.7
RARE = -9.5  # log10 of the rarest character that is tried where bytes are lost; rarer ones cannot be told from chance


def is_usual(character: str) -> bool:
    """Whether a character is frequent enough to fill a hole with."""
    return character in _weights()


@cache
def _weights() -> dict[str, float]:
    """Log10 probability of every character a hole may be filled with."""
    model = language_model.load()
    found = {}
    for character in (*known(), *MARKS):
        token = fold(simplified(character))
        if model.knows(token) and (not is_traditional(character) or _is_standard(character)):
            found[character] = model.alone(token) - (TRADITIONAL if is_traditional(character) else 0.0)
    return {character: weight for character, weight in found.items() if weight > RARE}


def _is_standard(traditional: str) -> bool:
    """Whether a traditional character is in the first plane of Big5; 衕 is not as usual as its twin 同."""
    return traditional.encode("big5", "ignore")[:1] < b"\xc9" and traditional.encode("big5", "ignore") != b""


@cache
def _index(written: str) -> dict[bytes, str]:
    """The characters by their bytes, the more frequent of two first."""
    made: dict[bytes, str] = {}
    for character in _weights():
        try:
            made.setdefault(character.encode(written), character)
        except UnicodeEncodeError:
            continue
    return made


@cache
def _of_length(written: str, length: int) -> tuple[tuple[bytes, str], ...]:
    found = [item for item in _index(written).items() if len(item[0]) == length]
    return tuple(sorted(found, key=lambda item: -_weights()[item[1]]))


@cache
def fitting(written: str, pattern: tuple[Byte, ...]) -> tuple[str, ...]:
    """
    Characters that the bytes of a pattern can be, the most frequent first.

    >>> fitting("utf-8", (0xE6, 0x96, frozenset({0x87, 0x88})))
    ('文',)
    """
    holes = [len(byte) for byte in pattern if isinstance(byte, frozenset)]
    index = _index(written)
    if holes and max(holes) < 64 and len(holes) < 2:
        values = [byte if isinstance(byte, frozenset) else (byte,) for byte in pattern]
        fits = [index[key] for key in map(bytes, product(*values)) if key in index]
        return tuple(sorted(fits, key=lambda character: -_weights()[character])[:MOST])
    fits = [
        character
        for key, character in _of_length(written, len(pattern))
        if all(
            byte == value if isinstance(byte, int) else value in byte for byte, value in zip(pattern, key, strict=True)
        )
    ]
    return tuple(fits[:MOST])
