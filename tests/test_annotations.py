"""Notes of cloners go, shifted bytes come back, lessons and glosses stay."""

from __future__ import annotations

import json
import random

import pytest
from conftest import ROOT

from normalize import Normalizer, apply_edits, hanzi, pinyin
from normalize.annotations import evidence, machine, notes, shift, walks
from normalize.config import Config
from normalize.model import Context
from normalize.stages.annotations import Annotations

CASES = ROOT / "tests" / "cases" / "annotations"
NORMALIZER = Normalizer(stages=["annotations"])
SENTENCES = [
    "这个村子的学校只有三个教员，学生却有两百多。",
    "厂里的机器用了二十年，还没有坏过。",
    "他把单车停在门口，转身走进了书店。",
    "我们从山脚出发，到山顶已经是中午了。",
    "医生说他的身体没有问题，过几天就可以出院。",
    "会议开了整整一天，谁也没有说服谁。",
    "老人在电话里讲了很多从前的事情，我听得入了神。",
    "图书馆的灯还亮着，窗外已经下起了雪。",
]
LISTED = "這個學來們機廠還過會開電業務發進轉說聽書員問題經師門車兩單點從頂體館燈長當時間對後實無產數場買賣"


def read(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines()]


def cloned(text: str, characters: str) -> str:
    """A simplified text as the machine publishes it."""
    listed = [(character, pinyin.readings(character)[0]) for character in characters]
    return machine.clone(hanzi.converted(text, "s2t"), listed)


@pytest.mark.parametrize("case", read("wild.jsonl"), ids=lambda case: case["label"])
def test_damage_is_undone(case: dict[str, str]) -> None:
    """The text is right, the edits rebuild it and can be undone, a second run changes nothing."""
    result = NORMALIZER.normalize(case["damaged"])

    assert result.text == case["clean"]
    assert apply_edits(case["damaged"], result.edits) == result.text
    assert result.revert().text == case["damaged"]
    assert all(edit.kind == "annotations" and edit.rule.startswith("annotations:") for edit in result.edits)
    assert NORMALIZER.normalize(result.text).edits == ()


@pytest.mark.parametrize("case", read("clean.jsonl"), ids=lambda case: case["label"])
def test_what_people_write_stays(case: dict[str, str]) -> None:
    """No edit and no suggestion."""
    result = NORMALIZER.normalize(case["text"])

    assert result.text == case["text"]
    assert result.suggestions == ()


@pytest.mark.parametrize("case", read("clean.jsonl"), ids=lambda case: case["label"])
def test_what_people_write_stays_among_each_other(case: dict[str, str]) -> None:
    """The neighbourhood of another gloss is no evidence."""
    text = f"{case['text']}\n這種鱖(guì)魚很貴\n{case['text']}"
    result = NORMALIZER.normalize(text)

    assert case["text"] in result.text


@pytest.mark.parametrize("seed", range(12))
def test_the_machine_is_undone_whatever_its_list(seed: int) -> None:
    """Any page of three sentences and more comes back, as far as its bytes are there."""
    chosen = random.Random(seed)
    characters = "".join(chosen.sample(LISTED, 25))
    text = "\n".join(chosen.sample(SENTENCES, 4))
    damaged = cloned(text, characters)

    assert "(" in damaged
    assert NORMALIZER(damaged) == text


def test_the_machine_does_what_was_seen() -> None:
    """Matches across two characters, cuts at marks, vanished pairs."""
    assert machine.clone("損壞", [("負", "fù")]) == "損壞"
    assert machine.clone("重損", [("負", "fù")]) == "重?fù)p"
    assert machine.clone("年PDF", [("關", "guān")]) == "年P(guān)DF"
    assert machine.clone("。基于T") == "?；赥"
    assert machine.shown(machine.to_bytes("重損"), [(3, "(fù)")], []) == "重?fù)p"


def test_a_lost_byte_is_marked() -> None:
    """The digit that was taken along by half a character is not invented."""
    damaged = cloned("“今天的会就开到这里。”2号再说。", "會開這說")
    result = NORMALIZER.normalize(damaged)

    assert "?" in damaged
    assert result.text == "“今天的会就开到这里。”\ufffd号再说。"


def test_edits_are_small_and_say_what_was_done() -> None:
    """Untouched characters are in no edit."""
    result = NORMALIZER.normalize("洗衣店的設(shè)施和業(yè)務(wù)")

    assert [(edit.old, edit.new, edit.rule) for edit in result.edits] == [
        ("設(shè)", "设", "annotations:pinyin"),
        ("業(yè)務(wù)", "业务", "annotations:pinyin"),
    ]


def test_simplified_lines_divide_a_page() -> None:
    """Traditional lines beyond a simplified one are another's, unless they have notes as well."""
    cloner = "這個(gè)學(xué)校的設(shè)施"
    result = NORMALIZER.normalize(f"{cloner}\n我们这儿没有图书馆\n這裡的雲很美")

    assert result.text == "这个学校的设施\n我们这儿没有图书馆\n這裡的雲很美"


def test_clean_text_is_not_suspected() -> None:
    """One search is all that clean text costs."""
    stage = Annotations()

    assert not any(map(stage.suspects, SENTENCES))
    assert stage.suspects("設(shè)施")
    assert stage.suspects("因?yàn)樘岬")
    assert stage.suspects("机【pinyin:jī】器")


@pytest.mark.parametrize("unit", ["走?！他", "你好?！鄙", "設(shè)", "(shè)", "?shè)", "产(繁:產)业", "長", "、?；"])
def test_work_grows_with_the_text(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Searches are given up when a text goes on with places that nothing comes of."""
    searches = 0
    complete = shift.complete

    def counted(*arguments: object) -> list[walks.Walk]:
        nonlocal searches
        searches += 1
        return complete(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(shift, "complete", counted)
    found = list(Annotations().find(unit * 60, Context(Config())))

    assert searches <= 120  # one a place where something comes of it, 20 where nothing does
    assert all(edit.old != edit.new for edit in found)


def test_lone_surrogates_and_foreign_characters_pass() -> None:
    """What the cloner's bytes could not hold is no reason to fail."""
    for text in (
        "😀?！鄙倥",
        "\ud800?！鄙倥設(shè)備的",
        "設(shè)備\ud800的制作",
        "😀(guān)P(guān)DF",
        "?！",
        "?yàn)",
        "因?yàn)",
    ):
        result = NORMALIZER.normalize(text)
        assert result.revert().text == text


def test_notes_know_all_spellings() -> None:
    """With tone, without, in zhuyin."""
    for reading in ("huì", "hui", "ㄏㄨㄟˋ"):
        (note,) = notes.find(f"會({reading})")
        assert note.right
    assert not notes.find("會(kàn)")[0].right
    assert evidence.is_about_reading("這個字讀作什麼")
