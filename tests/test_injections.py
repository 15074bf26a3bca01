"""Advertising lines of betting farms: marked, removed on request, never a sentence."""

from __future__ import annotations

import pytest

from normalize import normalize

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
