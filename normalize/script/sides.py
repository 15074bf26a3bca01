"""
Which script a text is in: two sets of characters that only one of the scripts has, counted.

A character such as 后 says nothing (traditional 皇后, simplified 以后); 这 is simplified only, 這
traditional only. Sound simplified text has a few traditional characters of its own (乾隆, 慰藉,
瞭望); they do not count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from normalize.tables import read_lines

# traditional by the table, yet right in simplified text: 乾隆, 宫商角徵羽, 吒咤, 昇 in names, 摺 and 夥 in old prose,
# 粵, which looks like its simplified form and stands in names (粵港澳)
AT_HOME = frozenset("乾徵吒昇摺夥剋粵")
# what only a converter to simplified characters writes: simplified radicals (讠 纟 钅 贝 车 门 韦 页 风 饣 马 鱼)
# and very common characters; other simplified forms are old variants (却 黄 烟 无 与), which traditional text may have
MISSED = (
    "\u8ba0-\u8c36\u7ea0-\u7f35\u9485-\u9576\u8d1d-\u8d5c\u8f66-\u8f9a\u95e8-\u961b\u97e6-\u97ec"
    "\u9875-\u98a7\u98ce-\u98da\u9963-\u9995\u9a6c-\u9aa7\u9c7c-\u9ce4\u9e1f-\u9e6c\u89c1-\u89d1"
    "电这们时为过发动还东书听边进达运选连战环阳阴阶际陆随业两严举义习买亲亿仅优伤伟养办务单卖卫厅团围园场"
    "块备奋头孙审宾导层岁师帮库应庙开张归录忆态总惊惯护报拟拥择担损摄摆击扩扫扬执杀权极构枪标树样桥检楼"
)
# so frequent that several in a line of the other script are still strays
SMALL = frozenset("麽麼後於裡裏著這們個為爲")
LEAST = 2  # characters of one script below which a text is in none
MIXED = 0.35  # share of the other script above which a text is in both, and nothing in it is out of place


@dataclass(frozen=True, slots=True)
class Side:
    """
    How many characters only one script has; `small` of the traditional ones are very common.

    >>> side_of("这是一间什麽也没有的空房间。")
    Side(simplified=4, traditional=1, small=1)
    """

    simplified: int
    traditional: int
    small: int

    @property
    def is_simplified(self) -> bool:
        """Simplified, but for a few characters."""
        strange = self.traditional - self.small
        return self.simplified >= max(LEAST if strange else 1, self.traditional) and strange <= MIXED * self.simplified

    @property
    def is_traditional(self) -> bool:
        """Traditional, but for a few characters."""
        return self.traditional >= LEAST and self.simplified <= MIXED * self.traditional

    @property
    def leans_traditional(self) -> bool:
        """Too short to be sure, with nothing that speaks for simplified."""
        return self.traditional > 0 and not self.simplified


@cache
def _sets() -> tuple[frozenset[str], frozenset[str]]:
    rows = [line.split("\t") for line in read_lines("simplified.tsv")]
    both = set(read_lines("script_both.tsv"))
    simplified_only = {plain for _, plain in rows} - both - {full for full, _ in rows}
    traditional_only = {full for full, _ in rows}
    return frozenset(filter(_counts, simplified_only)), frozenset(filter(_counts, traditional_only))


def _counts(character: str) -> bool:
    """
    Whether a character says anything here.

    Compatibility characters (U+F900 on) are look-alikes of their own twins, no other script. Those above U+FFFF no
    language model has seen, and a few hundred of them make a search a hundred times slower (700 ns a character).
    """
    return character < "\uf900"


@cache
def _search() -> tuple[re.Pattern[str], re.Pattern[str]]:
    simplified_only, traditional_only = _sets()
    counted = traditional_only - AT_HOME
    return re.compile(f"[{''.join(sorted(simplified_only))}]"), re.compile(f"[{''.join(sorted(counted))}]")


def side_of(text: str) -> Side:
    """The counts of a text."""
    simplified, traditional = _search()
    found = traditional.findall(text)
    return Side(len(simplified.findall(text)), len(found), sum(character in SMALL for character in found))


def simplified_in(text: str) -> set[str]:
    """The characters of a text that no traditional text has."""
    return set(_search()[0].findall(text))


@cache
def traditional_only() -> str:
    """All characters for which simplified text writes another one."""
    return "".join(sorted(_sets()[1]))


@cache
def missed() -> re.Pattern[str]:
    """Any character that only a converter to simplified characters can have written."""
    return re.compile(f"[{MISSED}]")
