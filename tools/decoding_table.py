"""
Make `dictionaries/decoding.tsv`: which characters a script uses most, in order.

    python tools/decoding_table.py > dictionaries/decoding.tsv && python dictionaries/build.py

The Han characters are put in order by the shipped language model (probability without context);
the other rows are common knowledge of the languages, written by hand.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from normalize import language_model  # noqa: E402

MOST = 4000  # Han characters kept; those after them are equally rare for a judge of encodings
HEAD = """\
# What: the characters each script uses most, the most frequent first
# Columns: script, characters
# Licence: CC0-1.0 (facts); Origin: han by tools/decoding_table.py from the language model, the others by hand
# Used by: normalize/detection.py, to judge in which encoding bytes read best"""

# Syllables of Korean prose: particles and endings first, then Sino-Korean syllables
HANGUL = (
    "이다는에의가을지고하한로은서기사도어를있나자그리인것아시과라대일정해니들수게안보전부주여면장원으구오제"
    "조마만상스동국공성우유어음무소상신와않없중때거려았었했습세요까내분금방간경러비명미모교모계학실위관연화"
    "선생각말문적년월물바트재산체영야당된될되던데두회발업달람식력저민현작개물속후입건터반차남생용합행치진"
    "외히감류통심단며르드처럼번배같많싶좋더운너본점호맞살알할함양심투타탁판편평표품필항형활황임집질직씨쓰"
    "아악약언역예왕외욕울육은응의익잘절접족존종죄준즉증직책천철청초총최추축출충취친커크키타탄탈태택토파피학"
    "합향허험혁확환회효훈휴흥희길김박최강노날눈늘능닌님답됐량렇렵록론료루률릭린립막매먹먼멀메면목몰못밀밖받밝밤버벌법변"
    "별병복북불브블빛빠뿐새색석설섭셨손송술숨쉬슬승씀액얼엄없였올욱움워웃월웠으읽잃잡쟁죽즐짜쪽찾채책첫켜콘클킬텔특틀티팀패포폭푸"
    "플하핵했혼훨"
)
# Kanji of Japanese prose that are rarer, or written otherwise, in Chinese
KANJI = (
    "日本人大年一国会中出上生分行事者時間前後見話手気自長思今私彼女男子先何家学校社的当新場合同立内方彼目間"
    "動物名言食書聞読来語電車駅店町村道東西南北京都府県市区駅円金銀円図画実発対応経済戦争変化売買関係"
    "海山川花春夏秋冬朝昼夜毎週曜火水木土雨雪風空青赤白黒色高安悪広早遅近遠強弱多少開閉始終点検査験証"
    "転帰働渋込畑峠辻丼枠栃榊凪匂塀嬉伊藤斎佐鈴渡辺沢浜崎桜塚岡阪芸楽薬医労営単厳歳戻暦収従徳恵悩拝"
    "拡挙挿択掲揺摂斉断旧昇暁栄様権横歓歩残殴毎氷浄浅浮涙渉湾満漢潜焼犠猟獣瓶産痴発県真研祭禅稲穂穏竜"
    "箱粋紅総緑縁縄縦繊継続聴脳臓芝荘萩葉蔵蛍蛮覚触訳訴詳認説誰調談請論識警議譲豊賛辞逓遊郎郵都釈鉄録鋭"
    "鎌鏡闘陥隣隷雑静頃頑頬頼題顔願類駆騒験髪鶏麦黄黙齢"
)
CYRILLIC = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"
GREEK = "αοιετνσηυρπκμλςωδθγφχβξζψάέήίόύώϊϋ"
HEBREW = "יוהלאמרתבשנםדעקחכפטןגזסצךףץ"
ARABIC = "اليمنوترةبعدسهفكقحشجأطصىخذضإغءئزثظؤآ،؟"
THAI = "านรอกเงมยลวดทสตะปบคหแจพช"
# Latin letters beyond ASCII: of the West and of pinyin first, then of Central Europe, Turkey and the Baltic
LATIN = "éäüöáíóàñèçßúâêāǎēěīǐōǒūǔǚãõôåøæîìïùûœÉÄÜÖÀÇëòŠšłąčężěřýžćśňůőűńźżđőğşıİāēīūģķļņėįųŪØÅÆ"


def unique(text: str) -> str:
    """Each character once, where it first stood."""
    return "".join(dict.fromkeys(text))


def main() -> int:
    model = language_model.load()
    known = [chr(code) for code in range(0x4E00, 0xA000) if model.knows(chr(code))]
    known.sort(key=lambda character: (-model.alone(character), character))
    rows = {
        "arabic": ARABIC,
        "cyrillic": CYRILLIC,
        "greek": GREEK,
        "han": "".join(known[:MOST]),
        "hangul": HANGUL,
        "hebrew": HEBREW,
        "kanji": KANJI,
        "latin": LATIN,
        "thai": THAI,
    }
    print(HEAD)
    for script, characters in sorted(rows.items()):
        print(f"{script}\t{unique(characters)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
