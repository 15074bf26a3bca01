"""
A line as a reader hears it: without signs, widths, cases and traditional forms.

Watermarks are written so that no filter finds them: wＷw．xiaＯshuo．ｃＯm, 小?说?天?堂. What is left
when letters are made plain and everything else is dropped can be compared with a list.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from normalize.hanzi import simplified

ADDRESS = "¤"  # stands for one address in a skeleton; the sign itself is dropped from text
_DOMAIN = re.compile(
    r"(?:https?[:/]{1,3})?(?:[a-z0-9._-]{1,30}@)?(?:[a-z0-9-]{1,40}\.){1,4}"
    r"(?:com|c0m|net|org|info|cc|cn|la|xyz|me|tw|us|vip|top|in|tv|co|kr|io|biz|app|club|site|pw)(?![a-z])(?:/[a-z0-9_./?=&-]{0,80})?"
)
_WWW = re.compile(r"www(?:[a-z0-9]{4,40}|¤)")
_WEDGED = re.compile(r"(?:[\u4e00-\u9fff]([一丨]))(?:[\u4e00-\u9fff]\1){3,}")  # 无一错一首一发
_SIGNS = re.compile(r"[^a-z0-9\u3400-\u9fff¤]+")
_LETTERS = str.maketrans(
    {
        "α": "a",
        "ω": "w",
        "ν": "v",
        "ο": "o",
        "ɡ": "g",
        "с": "c",
        "о": "o",
        "м": "m",
        "щ": "w",
        "〇": "0",
        "×": "x",
        "т": "t",
        "х": "x",
        "н": "n",
        "е": "e",
        "。": ".",
    }
)


@lru_cache(maxsize=256)
def of(line: str) -> str:
    """
    The skeleton of a line.

    >>> of("wＷw.shuＯ-ba.cＯm  小?说?天/堂")
    '¤小说天堂'
    >>> of("请記住：m.shuba.com！")
    '请记住¤'
    """
    plain = unicodedata.normalize("NFKC", simplified(line)).lower().translate(_LETTERS).replace(ADDRESS, " ")
    plain = _DOMAIN.sub(ADDRESS, plain)
    plain = _WEDGED.sub(lambda match: match.group()[::2], _SIGNS.sub("", plain))
    return _WWW.sub(ADDRESS, plain)
