"""
Make the tables of the script stage: words with the right traditional form, and word counts for word borders.

    pip install opencc jieba
    python tools/script_tables.py    # writes dictionaries/script_words.tsv, script_counts.tsv, script_both.tsv

A converter that works character by character has one traditional form for each simplified character. Where there are
several (发: 發, 髮) the word decides, and OpenCC's phrases know which. The table holds each usual word with such a
character in both scripts; the stage compares what stands in a text with it. Which wrong forms count as damage is a
list of its own, written by hand: `dictionaries/script_pairs.tsv`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import opencc

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from normalize.workshop.words import _counts  # noqa: E402

SOURCES = ROOT / "dictionaries"
HAN = re.compile("[\u4e00-\u9fff]+")
USUAL = 15  # occurrences in jieba's counts from which a word is worth a row
COUNTED = 50  # and from which it takes part in finding word borders: 48,000 words, half a megabyte
LONGEST = 4  # characters of a row: longer phrases consist of such words

# both forms are written by careful people (Taiwan, Hong Kong, older books): no damage, whatever OpenCC prefers
EITHER = """
复习 回复 答复 批复 反复 复核 复查 复审 复原 复合 往复 复述 申复 函复 电复 复信 复文 复电
复函 报复 平复 收复 敬复 复写 复眼
复议 复检 复验 复赛 复试 复诊 复读 复选 复评 复决 复测 复盘 复课 一发 里长 家什 家生 郁郁
一回 几回 干禄 发毛 散发 累累 历历
了解 了然 明了 了望 了了 刚才 才能 方才 适才 恰才 才刚 才是 才会 才有 才可 才不 才行 刚刚才
回归 轮回 巡回 迂回 回廊 回音 回路 回声 回文 回旋 回转 回响 回荡 挽回 回环 回避 回合 回翔
萦回 低回 回游 回流 梦回
克制 克复 克日 克期 攻克 克己 采邑 采地 谷草 谷场 谷壳 谷神 布谷
编制 监制 特制 调制 创制 自制 定制 仿制 标致 雅致 别致 情致 韵致 致密 景致 兴致
折叠 奏折 存折 折子 折扇 折痕 折纸 折页 折皱 折尺 折刀 折叠式 征兵 征税 征召 征募 征地 征用
征收 征聘
表针 表盘 秒表 电表 水表 仪表 标志 墓志 方志 县志 志哀 志异 志怪 志庆 款志 志喜
向往 向导 向午 向明 历法 尽快 尽早 尽量 尽管 尽可能 尽先 尽自 尽着 团扇 团子
签名 签字 标签 书签 签语 念书 念经 念叨 念佛 念诵 念白 念咒
幸免 幸存 侥幸 宠幸 薄幸 幸臣 巡幸 嬖幸 佞幸
托付 委托 寄托 拜托 信托 付托 托故 托词 托病 托管 推托 重托 嘱托 托梦 请托 受托 假托 托名
托身 托辞 托孤 托收 依托 托儿所
愈合 痊愈 治愈 病愈 自愈 初愈 并列 并行 并存 并排 并肩 并重 并入 并发 并案 并处 并拢 并称
并用 并轨 一并 并联 并举 并进
切面 和面 白面 粉面 面点 面皮 面人 干事 干了 干得 干的 干着 干完 干过 白干 干亲 河干 阑干
栏干 天后 午后 影后 卷轴 来历 系于 系上 上卷 下卷 画卷
合家 合府 合第 才得 才子 才会 别扭 胡须 收获 须发 云云 伙食 当当 佣人 佣工 冲凉
"""

# words that neither list has
MORE = """
呼吸=呼吸 欢呼=歡呼 称呼=稱呼 招呼=招呼 呼叫=呼叫 呼喊=呼喊 呼唤=呼喚 呼应=呼應 呼声=呼聲
似乎=似乎 呼吁=呼籲 惊呼=驚呼 呼呼=呼呼 高呼=高呼
不只=不只 只不过=只不過 只想=只想 只用=只用 只会=只會 只剩=只剩 只为=只為 只因=只因
只需=只需 只知=只知 只差=只差 只求=只求 只管=只管
为了=為了 除了=除了 到了=到了 成了=成了 有了=有了 来了=來了 去了=去了 好了=好了 完了=完了
得了=得了 了吧=了吧 了吗=了嗎 极了=極了 不了=不了
卷动=捲動 视图=視圖 滚动=滾動 家俱=傢俱 白发生=白髮生 华发生=華髮生 牵一发=牽一髮
一发而=一髮而 千钧一发=千鈞一髮 制得=製得 制成=製成 开发者=開發者 并且=並且 而且=而且
马克思=馬克思 联系=聯繫
"""


# words of computing that jieba's newspapers did not have, and a count that makes them usual
RECENT = """
制得 视图 卷动 滚动 应用 数据 函数 数组 对象 变量 接口 字符串 默认 缓存
链接 界面 图标 发送 发布 回调 复用 复选 选项 面板 系列 系数
"""
RECENT_COUNT = 2000


def main() -> None:
    pairs = _pairs()
    _write("script_words.tsv", WORDS_HEAD, _words(pairs))
    _write("script_counts.tsv", COUNTS_HEAD, _counted())
    _write("script_both.tsv", BOTH_HEAD, _both())


def _pairs() -> dict[str, set[str]]:
    """Right character: wrong ones."""
    found: dict[str, set[str]] = {}
    for line in _rows("script_pairs.tsv"):
        wrong, right, _ = line.split("\t")
        found.setdefault(right, set()).add(wrong)
    return found


def _only() -> set[str]:
    """The words that pairs are limited to."""
    return {word for line in _rows("script_pairs.tsv") for word in line.split("\t")[2].split() if word != "*"}


def _rows(name: str) -> list[str]:
    lines = (SOURCES / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def _words(pairs: dict[str, set[str]]) -> Iterator[str]:
    """Words with a character in danger, in both scripts; none that shorter ones decide just so."""
    to_traditional = opencc.OpenCC("s2tw").convert
    to_simplified = opencc.OpenCC("t2s").convert
    danger = {to_simplified(right) for right in pairs} | set("呼里干")
    either = set(EITHER.split())
    chosen: dict[str, str] = {}
    usual = {word for word, count in _counts().items() if count >= USUAL and 2 <= len(word) <= LONGEST}
    more = dict(item.split("=") for item in MORE.split())
    only = _only()
    for word in sorted((usual | set(more) | only) - either, key=lambda word: (len(word), word)):
        if not HAN.fullmatch(word) or not danger & set(word) or to_simplified(word) != word:
            continue
        form = more.get(word) or to_traditional(word)
        if len(form) == len(word) and not _implied(word, form, chosen, danger, either):
            chosen[word] = form
    chosen.update(dict.fromkeys(either, "="))
    for word in sorted(chosen):
        yield f"{word}\t{chosen[word]}"


def _implied(word: str, form: str, chosen: dict[str, str], danger: set[str], either: set[str]) -> bool:
    """Whether each character in danger is decided by a shorter word of the table, alike."""
    inner = {(i, j) for i in range(len(word)) for j in range(i + 2, len(word) + 1) if j - i < len(word)}
    if any(word[i:j] in either for i, j in inner):
        return False  # here the longer word knows better
    for place, character in enumerate(word):
        if character not in danger:
            continue
        known = [chosen[word[i:j]][place - i] for i, j in inner if i <= place < j and word[i:j] in chosen]
        if not known or set(known) != {form[place]}:
            return False
    return True


def _counted() -> Iterator[str]:
    words = {w: n for w, n in _counts().items() if n >= COUNTED and len(w) <= LONGEST and HAN.fullmatch(w)}
    words.update(dict.fromkeys(RECENT.split(), RECENT_COUNT))
    for word in sorted(words):
        yield f"{word}\t{words[word]}"


def _both() -> Iterator[str]:
    """Characters that are the simplified form of another, and that traditional text writes as well."""
    plain = {line.split("\t")[1] for line in _rows("simplified.tsv")}
    converters = [
        opencc.OpenCC(name) for name in ("s2t", "s2tw", "s2hk")
    ]  # 群 is right in Taiwan, 羣 in other standards
    for character in sorted(plain):
        if character in SHARED or any(converter.convert(character) == character for converter in converters):
            yield character


# s2t changes these when they stand alone, though traditional text has them: surnames, old words, halves of a pair
SHARED = set(
    "㐹万丑丰于云亘仆价伙余佣党准几凶划占厂厘台叶吁吃后咨咸唇夸尸岩岳帘干广征愿挂据斗朴杠杰极柜涂涌淀游熏皂确种筑胜腊腌膻苹范荐虫蚝蜡蝎跖辟适郁采里雇"
)


def _write(name: str, head: str, rows: Iterator[str]) -> None:
    (SOURCES / name).write_text(head + "".join(f"{row}\n" for row in rows), encoding="utf-8")


WORDS_HEAD = """\
# What: words with a character that has several traditional forms, in both scripts
# Columns: simplified, traditional (=: in more than one way)
# Licence: Apache-2.0 and MIT; Origin: OpenCC {{opencc}} (forms), jieba (words), by tools/script_tables.py
# Used by: normalize/script/picks.py
""".replace("{{opencc}}", version("opencc"))
COUNTS_HEAD = """\
# What: how often usual words occur, to find word borders
# Columns: word, occurrences
# Licence: MIT; Origin: jieba 0.42.1, by tools/script_tables.py
# Used by: normalize/script/borders.py
"""
BOTH_HEAD = """\
# What: characters that are the simplified form of another, and that traditional text writes as well
# Columns: character
# Licence: Apache-2.0; Origin: OpenCC {{opencc}}, by tools/script_tables.py
# Used by: normalize/script/sides.py
""".replace("{{opencc}}", version("opencc"))

if __name__ == "__main__":
    main()
