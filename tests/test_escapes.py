"""Escapes of machines in prose are taken back; in programs, data and addresses they stay."""

from __future__ import annotations

import json
import sys

import pytest
from conftest import ROOT

from normalize import Config, Normalizer, apply_edits, segments
from normalize.escapes import reading
from normalize.model import Context
from normalize.stages.escapes import Escapes

CASES = ROOT / "tests" / "cases" / "escapes"
NORMALIZER = Normalizer(stages=["escapes"])


def cases(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines()]


def label(case: dict[str, str]) -> str:
    return case["label"]


@pytest.mark.parametrize("case", cases("wild.jsonl"), ids=label)
def test_escapes_in_prose_are_taken_back(case: dict[str, str]) -> None:
    """The text is right, the edits rebuild it, undoing gives the source, a second run changes nothing."""
    result = NORMALIZER.normalize(case["damaged"])

    assert result.text == case["clean"]
    assert apply_edits(result.source, result.edits) == result.text
    assert result.revert().text == case["damaged"]
    assert NORMALIZER(result.text) == result.text


@pytest.mark.parametrize("case", cases("clean.jsonl"), ids=label)
def test_escapes_that_are_meant_stay(case: dict[str, str]) -> None:
    """Programs, data, addresses, lessons and look-alikes: no edit, and no suggestion either."""
    result = NORMALIZER.normalize(case["text"])

    assert result.text == case["text"]
    assert result.suggestions == ()


@pytest.mark.parametrize("case", cases("wild.jsonl"), ids=label)
def test_clean_output_is_clean(case: dict[str, str]) -> None:
    """What has been repaired is no suspect for anything but its own remains."""
    assert list(Escapes().find(case["clean"], Context(Config()))) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("&#25105;&#20204;", "escapes:numeric reference"),
        ("&amp;#25105;&amp;#20204;", "escapes:numeric reference, escaped twice"),
        ("他说&ldquo;好&rdquo;", "escapes:named reference"),
        ("\\u6211\\u4eec", "escapes:\\u"),
        ("\\346\\210\\221\\344\\273\\254", "escapes:octal bytes"),
        ("%E6%88%91%E4%BB%AC", "escapes:percent"),
        ("%u6211%u4EEC", "escapes:%u"),
        ("=E6=88=91=E4=BB=AC", "escapes:quoted-printable"),
        ("+T2BZfQ-", "escapes:utf-7"),
        ("=?utf-8?B?5oiR5Lus?=", "escapes:encoded word of a mail"),
        ("天黑了。</p>", "escapes:tag left behind"),
    ],
)
def test_an_edit_names_its_mechanism(text: str, rule: str) -> None:
    """The reader of a diff learns what happened."""
    assert {edit.rule for edit in NORMALIZER.normalize(text).edits} == {rule}


def test_a_string_is_read_as_prose_beside_escapes_outside_strings() -> None:
    """Half a string at the start of a line shows that the quotation marks are no program's."""
    assert NORMALIZER('"\\u6211\\u4eec","\\u4f60\\u4eec"') == '"\\u6211\\u4eec","\\u4f60\\u4eec"'
    assert NORMALIZER('\\u6211\\u4eec","\\u4f60\\u4eec"') == '我们","你们"'


def test_json_stays_json() -> None:
    """Whatever is in it, the document is the same value afterwards."""
    document = json.dumps({"标题": ["今天\n天气", {"x": "很好😀"}], "html": "&#25105;<b>"}, indent=1)

    assert NORMALIZER(document) == document


def test_lines_about_escapes_quote_them() -> None:
    """A tutorial that names the encoding keeps its examples."""
    text = "unicode编码写作\\u6211\\u4eec，\n正文里的\\u6211\\u4eec却是损坏。"

    assert NORMALIZER(text) == "unicode编码写作\\u6211\\u4eec，\n正文里的我们却是损坏。"


def test_no_markup_is_made() -> None:
    """References of `<` and `&` that would open a tag or an entity stay."""
    for text in ("他写了&lt;b和&lt;/b", "用&amp;lt;b表示开始", "参数&amp;copy;不变", "取&#60;script的值"):
        assert "<" not in NORMALIZER(text)
        assert "&copy;" not in NORMALIZER(text)


def test_stray_tags_are_not_protected_and_others_are() -> None:
    """A closing tag is markup as long as something of its name opens."""
    assert len(segments.protected("我们</p>走<br/>")) == 0
    assert len(segments.protected("<p>我们</p>走<br/>")) == 3
    assert len(segments.protected("<b>我们</b>走</p>")) == 2
    assert len(segments.protected("</channel>")) == 1


def test_a_tag_in_the_middle_of_a_sentence_is_a_suggestion() -> None:
    """Somebody may speak of it."""
    result = NORMALIZER.normalize("他忘了写</b>所以后面全变粗了")

    assert result.edits == ()
    assert [edit.old for edit in result.suggestions] == ["</b>"]


def test_bytes_are_no_text_by_accident() -> None:
    """Two bytes a character have no structure; without a sentence they prove nothing."""
    assert reading.from_bytes(b"\xab\xcd") is None
    assert reading.from_bytes(bytes(range(0x81, 0xFF, 2))) is None


@pytest.mark.parametrize(
    "unit",
    [
        *["&#25105;", "&amp;", "我&lt;", "\\u6211", "\\", "%E6%88%91 ", "%25", "=E6=88=91 ", "=\n", "+T2BZfQ- ", "+"],
        *["我。</p>", '"', "<script>", "=?utf-8?B?", "瑨灴", "&lt;p ", "C:\\u6211\\u6211 "],
    ],
)
def test_long_runs_cost_linear_work(unit: str) -> None:
    """Eight times the text, about eight times the calls."""
    stage = Escapes()
    list(stage.find(unit * 200, Context(Config())))

    assert calls(stage, unit * 2_400) < 12 * calls(stage, unit * 300) + 1000


def calls(stage: Escapes, text: str) -> int:
    """How many functions are called to search a text."""
    count = 0

    def seen(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(seen)
    try:
        list(stage.find(text, Context(Config())))
    finally:
        sys.setprofile(None)
    return count
