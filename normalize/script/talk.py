"""
Characters that a line talks about: there each form is meant, also where it stands without quotes.

People explain names (姓於的和姓于的), readings (於读yū), variants (with a selector behind the character) and
single characters in quotes (渡邊的“邊”).
"""

from __future__ import annotations

import re

_HAN = "[\u3400-\u9fff]"
_TALKED_OF = re.compile(
    f"(?<!百)姓({_HAN})"  # not 百姓
    f"|(?<!{_HAN})(?!百)({_HAN})[姓氏](?!名)"
    f"|(?<!{_HAN})({_HAN})字?[读讀念音](?=[a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ“「『作做])"
    f"|({_HAN})[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
    f"|[「『“‘《〈\"'（(]({_HAN})[」』”’》〉\"'）)]"
)


def characters(line: str) -> frozenset[str]:
    """
    The characters that the line talks about.

    >>> sorted(characters("姓於的人，邊读biān，“後”怎么写？")) == sorted("於邊後")
    True
    >>> characters("百姓於是高兴了，然後读书。")
    frozenset()
    """
    return frozenset(found for groups in _TALKED_OF.findall(line) for found in groups if found)
