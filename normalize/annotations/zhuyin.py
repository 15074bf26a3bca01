"""
Pinyin written in zhuyin (ㄅㄆㄇㄈ).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_INITIALS: dict[str, str] = dict(
    zip(
        re.findall("[zcs]h|[a-z]", "bpmfdtnlgkhjqxzhchshrzcs"),
        "ㄅㄆㄇㄈㄉㄊㄋㄌㄍㄎㄏㄐㄑㄒㄓㄔㄕㄖㄗㄘㄙ",
        strict=True,
    )
)
_FINALS: dict[str, str] = dict(
    re.findall(
        r"(\S+):(\S+)",
        "a:ㄚ o:ㄛ e:ㄜ ê:ㄝ ai:ㄞ ei:ㄟ ao:ㄠ ou:ㄡ an:ㄢ en:ㄣ ang:ㄤ eng:ㄥ er:ㄦ "
        "i:ㄧ ia:ㄧㄚ ie:ㄧㄝ iao:ㄧㄠ iu:ㄧㄡ ian:ㄧㄢ in:ㄧㄣ iang:ㄧㄤ ing:ㄧㄥ "
        "u:ㄨ ua:ㄨㄚ uo:ㄨㄛ uai:ㄨㄞ ui:ㄨㄟ uan:ㄨㄢ un:ㄨㄣ uang:ㄨㄤ ong:ㄨㄥ "
        "ü:ㄩ üe:ㄩㄝ üan:ㄩㄢ ün:ㄩㄣ iong:ㄩㄥ",
    )
)
# syllables without initial, by their finals
_ALONE: dict[str, str] = dict(
    re.findall(
        r"(\S+):(\S+)",
        "yi:i ya:ia ye:ie yao:iao you:iu yan:ian yin:in yang:iang ying:ing yong:iong yu:ü yue:üe yuan:üan yun:ün "
        "wu:u wa:ua wo:uo wai:uai wei:ui wan:uan wen:un wang:uang weng:ong",
    )
)
_TONES = {"\u0301": "ˊ", "\u030c": "ˇ", "\u0300": "ˋ"}
_PARTS = re.compile("(zh|ch|sh|[bpmfdtnlgkhjqxrzcs])(.+)")


@cache
def from_pinyin(syllable: str) -> str:
    """
    A syllable in zhuyin, the tone last; what is no syllable comes out as it is.

    >>> [from_pinyin(syllable) for syllable in ("huì", "shí", "yuè", "jūn", "wéi", "zhōng")]
    ['ㄏㄨㄟˋ', 'ㄕˊ', 'ㄩㄝˋ', 'ㄐㄩㄣ', 'ㄨㄟˊ', 'ㄓㄨㄥ']
    """
    parts = unicodedata.normalize("NFD", syllable)
    tone = "".join(_TONES.get(part, "") for part in parts)
    bare = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES and part != "\u0304"))
    if bare in _ALONE:
        return _FINALS[_ALONE[bare]] + tone
    if bare in _FINALS:
        return _FINALS[bare] + tone
    match = _PARTS.fullmatch(bare)
    if match is None:
        return syllable
    initial, final = match.groups()
    if final == "i" and initial in ("zh", "ch", "sh", "r", "z", "c", "s"):
        return f"{_INITIALS[initial]}{tone}"
    if initial in ("j", "q", "x") and final[0] == "u":
        final = "ü" + final[1:]
    return f"{_INITIALS[initial]}{_FINALS[final]}{tone}" if final in _FINALS else syllable
