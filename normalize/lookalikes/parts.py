"""
What ideographs consist of: to put split characters together and to find characters of similar shape.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from normalize.tables import read_lines

# the same radical, standing free, at the side, on top and below
_FORMS = (
    "足⻊𧾷 水氵氺⺡⺢ 火灬⺣ 心忄⺗㣺⺖ 手扌⺘龵 人亻⺅ 刀刂⺈⺉ 犬犭⺨ 艹艸⺾ 竹⺮ 糸糹纟⺯⺰ 言訁讠⻈ "
    "金釒钅⻐ 食飠饣⻠⻝ 衣衤⻂ 示礻⺭ 网罒⺲⺳㓁 肉月⺼ 辶辵⻌⻍ 邑阝⻏ 阜阝⻖ 玉王⺩ 牛牜⺧ 疋⺪ 羊⺶⺷ 聿肀⺻ "
    "小⺌⺍ 爪爫⺤⺥ 厂⺁ 乙⺄ 卩㔾⺋ 雨⻗ 攵攴⺙ 爿丬⺦ 老耂⺹ 车車⻋ 门門⻔ 鱼魚⻥ 鸟鳥⻦ 马馬⻢ 贝貝⻉ 页頁⻚ "
    "见見⻅ "
)


@cache
def _radicals() -> dict[str, frozenset[str]]:
    """Each form of a radical with all its forms; 阝 belongs to two."""
    forms: defaultdict[str, set[str]] = defaultdict(set)
    for group in _FORMS.split():
        for form in group:
            forms[form].update(group)
    return {form: frozenset(group) for form, group in forms.items()}


@cache
def parts() -> dict[str, str]:
    """Ideographs and their parts."""
    return {row[0]: row[2:] for row in read_lines("lookalikes_parts.tsv")}


@cache
def _wholes() -> dict[frozenset[str], str]:
    """Ideographs of two parts; what two ideographs share is left out, what is usual comes first in the block."""
    found: defaultdict[frozenset[str], list[str]] = defaultdict(list)
    for character, pair in parts().items():
        if len(pair) == 2 and character >= "\u4e00":
            found[frozenset(pair)].append(character)
    return {pair: characters[0] for pair, characters in found.items() if len(characters) == 1}


def composed(radical: str, rest: str) -> str:
    """
    The ideograph made of a radical, in any of its forms, and another part; "" for none or several.

    >>> composed("⻊", "戚"), composed("火", "票"), composed("火", "的")
    ('蹙', '熛', '')
    """
    forms = _radicals().get(radical, frozenset(radical))
    wholes = {_wholes().get(frozenset((form, rest)), "") for form in forms} - {""}
    return wholes.pop() if len(wholes) == 1 else ""
