"""Damage of conversion between the scripts: repaired; sound text of either: untouched; conversion on request."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import TESTS, command, records

from normalize import Config, Normalizer, apply_edits
from normalize.config import CONVERSIONS, SCRIPTS
from normalize.script import borders
from normalize.stages.script import Script

CASES = TESTS / "cases" / "script"
WILD, CLEAN = list(records(CASES / "wild.jsonl")), list(records(CASES / "clean.jsonl"))
NORMALIZER = Normalizer(stages=["script"])
SIMPLIFIED = "少数组织的软件里面有数组。\n皇后干着活，头发长了，她去理发。\n为什么他只有一只鸟？\n"
TRADITIONAL = "少數組織的軟體裡面有陣列。\n皇后幹著活，頭髮長了，她去理髮。\n為什麼他只有一隻鳥？\n"


@pytest.mark.parametrize("case", WILD, ids=lambda case: case["label"])
def test_damage_is_repaired(case: dict[str, Any]) -> None:
    """The text is right, the edits rebuild and revert it, and a second run changes nothing."""
    result = NORMALIZER.normalize(case["damaged"])

    assert result.text == case["clean"]
    assert apply_edits(case["damaged"], result.edits) == result.text
    assert result.revert().text == case["damaged"]
    assert NORMALIZER(result.text) == result.text
    assert all(edit.kind == "script" and edit.rule.startswith("script:") for edit in result.edits)


@pytest.mark.parametrize("case", CLEAN, ids=lambda case: case["label"])
def test_sound_text_stays(case: dict[str, Any]) -> None:
    """Byte for byte, in all presets."""
    assert NORMALIZER(case["text"]) == case["text"]
    assert Normalizer(stages=["script"], preset="eager")(case["text"]) == case["text"]


@pytest.mark.parametrize("name", [*SCRIPTS, *CONVERSIONS])
@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL])
def test_converting_twice_is_converting_once(name: str, text: str) -> None:
    """For every configuration; the edits are exact, disjoint and can be undone."""
    normalizer = Normalizer(stages=["script"], script=name)
    result = normalizer.normalize(text)

    assert apply_edits(text, result.edits) == result.text
    assert result.revert().text == text
    assert normalizer(result.text) == result.text


def test_conversion_minds_the_borders_of_words() -> None:
    """OpenCC alone finds 数组 in 少数组织 and 内存 in 国内存."""
    taiwan = Normalizer(stages=["script"], script="taiwan")

    assert taiwan(SIMPLIFIED) == TRADITIONAL
    assert taiwan("他在国内存了很多钱，内存不足。") == "他在國內存了很多錢，記憶體不足。"
    assert taiwan("范晔和里根都了解这段历史。") == "范曄和里根都瞭解這段歷史。"


def test_conversion_to_simplified() -> None:
    """Damage first, then the rest; what is simplified stays."""
    simplified = Normalizer(stages=["script"], script="simplified")

    assert simplified("為瞭解決問題，隻有裏麵的頭發。") == "为了解决问题，只有里面的头发。"
    assert simplified("乾隆皇帝和皇后只有一个秘密。") == "乾隆皇帝和皇后只有一个秘密。"


def test_conversion_leaves_what_is_protected() -> None:
    """Kept terms, addresses, code, and lines of Japanese."""
    taiwan = Normalizer(stages=["script"], script="taiwan", keep=["鼠标"])

    assert taiwan("鼠标和软件：https://a.cn/软件 `软件`") == "鼠标和軟體：https://a.cn/软件 `软件`"
    assert taiwan("日本の国会は東京にある。") == "日本の国会は東京にある。"


def test_damage_that_is_kept_does_not_hold_up_the_conversion() -> None:
    """A kept term stays damaged, everything else is converted."""
    simplified = Normalizer(stages=["script"], script="simplified", keep=["隻有"])

    assert simplified("這裡隻有軟體，他隻是想問問。") == "这里隻有软体，他只是想问问。"


def test_lines_about_encodings_are_converted_too() -> None:
    """The damage that they quote is not repaired, and does not hold up the conversion."""
    simplified = Normalizer(stages=["script"], script="simplified")

    assert simplified("這裡的編碼壞了，「什幺」看起來很怪。") == "这里的编码坏了，「什幺」看起来很怪。"


def test_clean_simplified_text_is_not_looked_at() -> None:
    """Neither 著名 nor 看着 nor 老幺 calls the language model; a conversion needs all Chinese."""
    sound = "著名作家看着窗外，他的著作影响显著，家里的老幺还在读书。"

    assert not Script().suspects(sound)
    assert Script(converts=True).suspects(sound)
    assert not Script(converts=True).suspects("plain English, and 123")
    assert all(Script().suspects(case["damaged"]) for case in WILD)


def test_a_conversion_that_does_not_exist_is_named() -> None:
    """With the one that was meant."""
    with pytest.raises(ValueError, match="unknown script 'taiwn'; did you mean 'taiwan'"):
        Config.build(script="taiwn")
    with pytest.raises(ValueError, match="needs the stage 'script'"):
        Config.build(script="taiwan", stages=["spin"])


def test_the_command_line_converts() -> None:
    """`--script` is an option like the others."""
    done = command("--script", "hongkong", stdin="软件里面".encode())

    assert done.stdout.decode() == "軟件裏面"


@pytest.mark.parametrize("unit", ["下麵", "隻有", "看著", "然後我们", "什幺", "着名", "頭發生", "於\n\n"])
def test_work_grows_with_the_text(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice the text, twice the questions about word borders, however many places there are."""
    asked = 0
    honest = borders.loss

    def counted(text: str, start: int, end: int) -> float:
        nonlocal asked
        asked += 1
        assert len(text) <= 20_000
        return honest(text, start, end)

    monkeypatch.setattr(borders, "loss", counted)
    numbers = []
    for times in (1_000, 2_000):
        asked = 0
        list(Script()._repairs(unit * times))
        numbers.append(asked)

    assert numbers[1] <= 2.2 * numbers[0] + 10
