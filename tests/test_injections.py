"""What farms put into other people's texts: marked, removed on request, never a line of the article itself."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import TESTS, records

from normalize import Config, Normalizer, apply_edits, normalize
from normalize.injections import anchors, skeleton
from normalize.model import Context
from normalize.stages.injections import Injections

CASES = TESTS / "cases" / "injections"
STRIPPING = Normalizer(stages=("injections",), strip_injections=True)
MARKING = Normalizer(stages=("injections",))

ADVERTISEMENTS = [
    "现金九游体育app平台",
    "开云体育(中国)官方网站",
    "kaiyun官网登录入口",
    "欧洲杯体育-欧洲杯下单平台(官方)APP下载IOS/安卓通用版",
]
CLEAN = [
    "警方通报，九游体育涉嫌开设赌场，已被立案调查。",
    "他在开云集团工作了八年。",
    "欧洲杯体育场馆的改造已经完成",
    "体育游戏",
    "威尼斯人",
]


@pytest.mark.parametrize("line", ADVERTISEMENTS)
def test_advertising_lines_are_marked(line: str) -> None:
    """One suggestion for the line and its break; the text stays."""
    result = normalize(f"第一段。\n{line}\n第二段。\n")

    assert result.edits == ()
    assert [(edit.old, edit.new, edit.kind) for edit in result.suggestions] == [(line + "\n", "", "injections")]


@pytest.mark.parametrize("line", ADVERTISEMENTS)
@pytest.mark.parametrize("frame", ["第一段。\n{}\n第二段。\n", "{}\n第一段。", "第一段。\r\n{}", "{}"])
def test_advertising_lines_are_removed_on_request(line: str, frame: str) -> None:
    """Exactly the line goes, wherever it stands; a second run changes nothing."""
    result = normalize(frame.format(line), strip_injections=True)

    assert line not in result.text
    assert "".join(result.text.split()) == "".join(frame.format("").split())
    assert normalize(result.text, strip_injections=True).edits == ()


@pytest.mark.parametrize("line", CLEAN)
def test_sentences_that_name_a_brand_stay(line: str) -> None:
    """Words are left when brands and advertising words are taken away."""
    result = normalize(line, strip_injections=True)

    assert result.text == line
    assert result.suggestions == ()


def test_several_advertising_lines_at_the_end_are_removed_together() -> None:
    """The last line takes the break before it along only if nobody took it yet."""
    text = "正文。\n现金九游体育app平台\n九游体育官网"

    assert normalize(text, strip_injections=True).text == "正文。\n"


def label(case: dict[str, Any]) -> str:
    """What a failing case is called."""
    return f"{case['label']}: {str(case.get('damaged', case.get('text')))[:20]}"


@pytest.mark.parametrize("case", list(records(CASES / "wild.jsonl")), ids=label)
def test_injections_are_removed_on_request(case: dict[str, str]) -> None:
    """The article is left, the edits are exact, and a second run finds nothing more."""
    result = STRIPPING.normalize(case["damaged"])

    assert result.text == case["clean"]
    assert apply_edits(case["damaged"], result.edits) == result.text
    assert result.revert().text == case["damaged"]
    assert STRIPPING.normalize(result.text).edits == ()


@pytest.mark.parametrize("case", list(records(CASES / "wild.jsonl")), ids=label)
def test_injections_are_only_marked_by_default(case: dict[str, str]) -> None:
    """Without the option the text stays and the findings are suggestions."""
    result = MARKING.normalize(case["damaged"])

    assert result.text == case["damaged"]
    assert result.suggestions
    assert {edit.kind for edit in result.suggestions} == {"injections"}


@pytest.mark.parametrize("case", list(records(CASES / "clean.jsonl")), ids=label)
def test_what_belongs_to_the_article_stays(case: dict[str, str]) -> None:
    """Sentences about such things, zones, shelves, authors' notes: not even a suggestion."""
    result = STRIPPING.normalize(case["text"])

    assert result.text == case["text"]
    assert result.suggestions == ()


ADDRESSES = [
    "天才一秒记住本站地址：www.tingyu99.com。听雨读书网手机版阅读网址：m.tingyu99.com",
    "请记住本书首发域名：www.tingyu99.com。",
    "笔趣阁 www.tingyu99.net，最快更新山中岁月最新章节！",
    "喜欢山中岁月请大家收藏：(m.tingyu99.net)山中岁月听雨小说网更新速度全网最快。",
    "手机用户请浏览m.tingyu99.com阅读，更优质的阅读体验。",
]


@pytest.mark.parametrize("line", ADDRESSES)
def test_nags_with_addresses(line: str) -> None:
    """The stage finds the whole line, address included."""
    text = f"前一段。\n{line}\n后一段。"
    edits = list(Injections().find(text, Context(Config())))

    assert apply_edits(text, edits) == "前一段。\n后一段。"
    assert all(edit.confidence > 0.9 for edit in edits)


def test_one_random_pair_is_no_proof() -> None:
    """A rare name before a comma may be a random pair; alone it is not even mentioned."""
    assert STRIPPING.normalize("我昨天在街上遇见了阮珩，他一点也没有变。").text.count("阮珩") == 1


def test_skeletons_are_found_under_disguises() -> None:
    """Widths, cases, wedged signs and look-alikes of other scripts fall away."""
    assert skeleton.of("ｗwＷ.tＩng-yu.cＯM 小?说.天/堂") == skeleton.ADDRESS + "小说天堂"
    assert skeleton.of("最⊥新⊥章⊥节") == "最新章节"


@pytest.mark.parametrize(
    "piece", ["国产无码,", "未完，", "转载请注明\n", "破法符。", "一秒记住\n", "甲乙丙丁，", "？?\n"]
)
def test_work_grows_with_the_text(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A piece repeated thousands of times is looked at a bounded number of times a character."""
    seen = 0
    plain = anchors.Matcher.find

    def counted(self: anchors.Matcher, text: str) -> list[tuple[int, int, int]]:
        nonlocal seen
        seen += len(text)
        return plain(self, text)

    monkeypatch.setattr(anchors.Matcher, "find", counted)
    text = piece * 4000
    stage = Injections()
    if stage.suspects(text):
        list(stage.find(text, Context(Config())))

    assert seen <= 12 * len(text)
