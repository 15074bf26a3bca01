"""
UTF-7: `+T2BZfQ-` in mail, `&T2BZfQ-` in the names of IMAP folders.

The sign, base64 of UTF-16 without padding, and a hyphen. Gateways also encode what is ASCII (`+ACo-` is `*`).
An exact check comes first: sixteen bits a character, and the bits that are left over are zero and fewer than
six. `1200+1201` and `a+bc-d` fail it. A single East Asian character is believed only beside other UTF-7.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator

from normalize.escapes import reading
from normalize.escapes.surroundings import Surroundings
from normalize.model import Edit

MAY = r"(?<=[+&])[A-Za-z0-9/][A-Za-z0-9+/,]{2}"
_TOKEN = re.compile(r"\+([A-Za-z0-9+/]{3,2000})(-?)|&([A-Za-z0-9+,]{3,2000})-")
ONE_SCRIPT = 3  # letters of one block of 256; by chance one token in 65,000
_OVER = frozenset('!"#$%&*;<=>@[]^_`{|}\\~')  # signs of ASCII that UTF-7 need not leave bare


def find(around: Surroundings) -> Iterator[Edit]:
    """Tokens that decode exactly and read as text, the weak ones only in company."""
    found = [(match, text) for match in _TOKEN.finditer(around.text) if (text := _text(match)) is not None]
    strong = [_strength(around, match, text) for match, text in found]
    for (match, text), strength in zip(found, strong, strict=True):
        if strength == 2 or (strength == 1 and 2 in strong):
            yield Edit(*match.span(), match.group(), text, "escapes", "escapes:utf-7", 0.95)


def _strength(around: Surroundings, match: re.Match[str], text: str) -> int:
    """2: believed; 1: believed in company; 0: no text."""
    if not reading.assigned(text) or (not match.group().endswith("-") and reading.letters(text) < 2):
        return 0
    if set(text) <= _OVER:
        return 2 if set(text) - set("<>&") else 0  # no tags out of nothing
    if all("\xa0" <= one <= "\u017f" for one in text) or _is_sign(text):  # é in Réponses, ß in heißt, ’ in don’t
        return 2 if around.text[match.start() - 1 : match.start()].isalpha() else 1
    if len(text) >= ONE_SCRIPT and text.isalpha() and len({ord(one) >> 8 for one in text}) == 1:
        return 2  # Cyrillic, Greek, Arabic
    if reading.letters(text) >= 2 and reading.letters(text) >= len(text) / 2:
        return 2 if reading.reads(text, reading.CERTAIN if len(text) > 2 else reading.LIKELY) and _short(text) else 0
    return int(reading.letters(text) == len(text) == 1 or all(one >= "\u3000" for one in text))


def _is_sign(text: str) -> bool:
    """Whether a token is one dash, quotation mark or the like."""
    return len(text) == 1 and "\u2010" <= text <= "\u2044"


def _short(text: str) -> bool:
    """Whether a word of two or three characters reads well enough; by chance few pairs do."""
    from normalize import prose

    return prose.cost(text) < reading.LIKELY


def _text(match: re.Match[str]) -> str | None:
    """The text of a token; None if the bits do not add up."""
    body = match[1] or match[3].replace(",", "/")
    if body.isdigit() or len(body) % 8 not in (0, 3, 6):
        return None
    data = b64decode(body + "=" * (-len(body) % 4))
    data, rest = data[: len(data) // 2 * 2], data[len(data) // 2 * 2 :]
    if any(rest) or _left_over(body):
        return None
    try:
        return data.decode("utf-16-be")
    except UnicodeDecodeError:
        return None


_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def _left_over(body: str) -> int:
    """The bits of the last sign that belong to no character; they must be zero."""
    bits = {0: 0, 3: 2, 6: 4}[len(body) % 8]
    return _ALPHABET.index(body[-1]) & ((1 << bits) - 1)
