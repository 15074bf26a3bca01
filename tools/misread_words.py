"""
Make the table of misread words: pairs of characters that clean text does not have, for pairs that are frequent.

    python tools/misread_words.py CORPUS.jsonl.zst [...]

Each line of a corpus is a JSON object with `text`. A pair gets in when one of its characters, replaced by one
that it is confused with, makes a pair a hundred times rarer. Words of jieba's dictionary (MIT) add to
what the corpus has. Writes `dictionaries/lookalikes_words.tsv`; takes 40 seconds for 20 million characters.
"""

from __future__ import annotations

import io
import json
import sys
from collections import Counter, defaultdict
from itertools import pairwise, permutations
from pathlib import Path

import jieba
import zstandard

OUT = Path(__file__).resolve().parent.parent / "dictionaries" / "lookalikes_words.tsv"
EVERY = 8  # document of the corpus
MOST = 21_000_000  # characters
USUAL_COUNT, OTHER_COUNT = 20, 100  # occurrences of the right pair in that text
RARER, NEVER_MORE = (
    {"usual": 3, "other": 100},
    {"usual": 1000, "other": 20},
)  # the misread pair: how much rarer, and at most
WORD_RARER = {"usual": 20, "other": 1_000_000}  # and in the dictionary, whose frequencies are older
MEETS = 2  # occurrences in clean text from which on two words do meet so
DICTIONARY_COUNT = 20  # frequency of a jieba word that the corpus of news and questions may lack
# shapes that are confused in most read pages
USUAL = (
    "于千 已巳己 日曰 字宇 量扯 载栽裁 源濒 第笫 未末 土士 人入 大太 天夭 今令 问间 治冶 折拆析 待侍 持待 干于 "
    "千干 串申 侯候 微徽 白自 目且 王玉 免兔 戊戌戍戎 情倩 技枝 抵低 积织 简筒 籍藉 级极 赢羸 没设 日目 风凤 "
    "木本术 因困 园圆 名各 场扬 备各 岀出 己已 冉再 刊刋 人入八 巾市 "
)
# shapes that are confused now and then
OTHER = (
    "力刀 发友 丁了 看着 祆袄 日白 从以 洋详 于千干 日曰目 串申中 人入八 大太犬 王玉主 白自臼 且目 问间同 时吋 "
    "巾币 微徽徵 拔拨 辨辩辫 析折拆柝 卷券 陕峡狭 持待特 住往佳任 伸仲神 仓仑 吾否 呜鸣 哀衰衷 喝渴 因困囚固 "
    "场扬汤 垂重 坏环怀杯 壁璧 复夏 失矢 季李 学宇 密蜜 崇祟 平乎 并井 廷延 形彤 徒陡徙 怒恕 侮悔梅 慢漫馒 扁肩 "
    "抱拖 挂桂 捡检 推椎惟 描瞄 暑署 曲由甲申电田 朱未 杜社 村衬 枪抢 查杳 栗粟 梁粱 欧殴 毫亳 氏民 没设投役 "
    "沙纱 注住 洒酒 浅线 温湿 漠模摸 灸炙 炼练 爪瓜 受爱 狠很狼 现规观 瑞端 甘廿 两雨 界男 育盲肓 眠眼 矩短 磨摩 "
    "祖租组 秋秩 积织识职 算篡 篮蓝 纷份粉 糟槽 结绪 缀辍 孝考老 肋助胁 脉咏 般船 良艮 荒慌 菜莱 萌荫 裸课棵 "
    "见贝 计讨订 记汜 评坪 诚城 该核孩 说悦 诸请 责贵 贪贫 起赶 辆俩 输愉偷 迁迂 还坏 进迸 部陪倍 郡群 采米来 "
    "里黑 银根 锋峰 闭闲 阅阔 隐稳 集隼 雷雪霜 顶项 颗颖 馆绾 马鸟 岛鸟 驰驶 亭高 鱼角 却卿 边迈 刁习 元无 予子 "
    "了丁 刃刀 匕七 夕歹 义叉 个介 丈文 尸户 片斤 心必 从丛 北比此 左右 石右 古占 叶吐 句旬 司可 史吏 央决 失夫 "
    "孔礼 市布 帅师 汁汗 灭火 皮皿 休体 全金 会合 伐代 伏优 华毕 当肖 向问 吃吓 劣省 杀条 寺守 芋芽 芳劳 苹草 "
    "若苦 范苑 茬差 荣菜 玩坑 扰抗 抚托 护扩 找我 折拆 抛拋 拒柜 拘构 招拍 拥佣 披坡 拨拔 沽活 泪汨 泡池 泄洪 "
    "波坡 油抽 泥坭 法怯 洁浩 浓衣 涂徐 涉步 淮准 清请晴 淡谈 深探 混棍 渐惭 溶熔 滩难 滑猾 漂票 演寅 激邀 炮泡 "
    "炸诈 烧浇 烤拷 热执 焊悍 燃然 爆瀑 版板 牧枚 狗拘 独蚀 玻坡 班斑 球求 理埋 盐监 盆岔 盗资 监临 盘盆 真直 "
    "睛晴 知和如 码妈 砂纱 破皱 碎醉 磁滋 祝视 禁楚 秒抄 科料 种钟 税说 程裎 稿搞 究穷 穿牙 突实 窗窝 童重 站贴 "
    "竞竟 笔笙 等筹 答荅 筑巩 签答 类娄 精情 糊湖 索素 紧系 纤红 纯钝 纳细 纸低 绍招 经径 绝色 继断 续读 维堆 "
    "绩债 编偏 缓援暖 缘绿 缩宿 网冈 罚罗 罪非 置直 署暑 美羊 群郡 翻番 耐而 职积 联朕 聚骤 肝肚 肠扬 股般 肥服 "
    "肤扶 胃冒 背肯 胜性 胡湖 能熊 脑恼 脚却 脱说 腐府 腔控 腰要 腿退 膜模 臣巨 舞午 航杭 般殷 色鱼巴 节书 苗描 "
    "荷何 莫草 获茯 落洛 蔬流 薄簿 虑虎 虽虫 蚀独 蛋蚤 行仃 街衔 衡街 补朴 表衣 袋装 被披 裂烈 要耍 覆履 规现 "
    "触独 警擎 订钉 让止 训川 议仪 讯汛 许汗 论沦 讽枫 访防 证征 诉拆 词问 译择 试拭 诗待 话活 详洋 语悟 诱透 "
    "调凋 谁准 谈淡 谢射 谱普 负贞 财材 败贩 货贷 贯贳 贴站 贸留 费贾 贺货 资盗 赋贼 赔陪 赚嫌 走定 越起 趋超 "
    "足是 距拒 跌铁 跑炮 路赂 跳挑 踏蹈 转传 轮纶 软钦 轻经 较校 辑缉 辞乱 达边 迅讯 过迂 近进 迟尺 述迷 追迫 "
    "退腿 适括 选洗 透诱 途余 逐遂 递弟 速束 造告 遇偶 遗遣 遭糟 避壁 邮由 郊效 酌配 酷醋 醒醋 释择 野墅 针什 "
    "钉订 钟种 钢钥 钱线 铁跌 铅船 铜钢 销消 锁销 错借 键健 镇填 长卡 闪门 闯问 闻间 阁阀 防访 阶阱 附咐 际标 "
    "陆陵 降隆 限很 陈阵 陷焰 随堕 隔融 障樟 难滩 雄推 震霞 零雾 露路 青责 顺须 顾硕 预颁 领颂 频濒 题颗 额颜 "
    "饭饮 饰饱 饿俄 首道 驱躯 骗编 骤聚 魂魄 鲜鲁 鸭鸦 麻床 黄横 默墨 齐剂 "
)
HEADER = """\
# What: pairs of characters that misreading makes of frequent pairs and clean text does not have
# Columns: misread, right, kind (usual or other confusion of shapes; meets: words do meet so)
# Licence: CC0-1.0 (facts); Origin: counted in clean text by tools/misread_words.py, words of jieba (MIT)
# Used by: normalize/lookalikes/words.py
"""


def main() -> None:
    counts = pairs_of(sys.argv[1:])
    words = dictionary_pairs()
    usual, other = confusions(USUAL), confusions(OTHER)
    rows: dict[str, tuple[int, str, str]] = {}
    for right in sorted(set(counts) | set(words)):
        for place in (0, 1):
            for kind, table, least in (("usual", usual, USUAL_COUNT), ("other", other, OTHER_COUNT)):
                count, in_words = counts[right], words[right]
                if count < least and (kind == "other" or in_words < DICTIONARY_COUNT):
                    continue
                for wrong in table[right[place]]:
                    misread = right[:place] + wrong + right[place + 1 :]
                    seen = counts[misread]
                    if (
                        seen > NEVER_MORE[kind]
                        or seen * RARER[kind] > max(count, 1)
                        or words[misread] * WORD_RARER[kind] > in_words
                    ):
                        continue
                    weight = count + in_words // 10
                    if misread not in rows or rows[misread][0] < weight:
                        rows[misread] = (weight, right, "meets" if seen > MEETS else kind)
    lines = sorted(f"{misread}\t{right}\t{kind}\n" for misread, (_, right, kind) in rows.items())
    OUT.write_text(HEADER + "".join(lines), encoding="utf-8")
    print(f"{len(lines)} rows")


def confusions(groups: str) -> defaultdict[str, set[str]]:
    """For each character those it is misread as."""
    table: defaultdict[str, set[str]] = defaultdict(set)
    for group in groups.split():
        for right, wrong in permutations(group, 2):
            table[right].add(wrong)
    return table


def pairs_of(paths: list[str]) -> Counter[str]:
    """How often two ideographs follow each other."""
    counts: Counter[str] = Counter()
    size = 0
    for path in paths:
        with Path(path).open("rb") as packed:
            lines = io.TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(packed), encoding="utf-8")
            for number, line in enumerate(lines):
                if number % EVERY == 0 and size < MOST:
                    text = json.loads(line)["text"]
                    size += len(text)
                    counts.update(map(str.__add__, text, text[1:]))
    return Counter({pair: count for pair, count in counts.items() if all("\u4e00" <= one <= "\u9fff" for one in pair)})


def dictionary_pairs() -> Counter[str]:
    """Pairs inside the words of jieba's dictionary."""
    counts: Counter[str] = Counter()
    path = Path(jieba.__file__).parent / "dict.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        word, count, *_ = line.split(" ")
        if 2 <= len(word) <= 4 and int(count) >= 3:
            for first, second in pairwise(word):
                counts[first + second] += int(count)
    return counts


if __name__ == "__main__":
    main()
