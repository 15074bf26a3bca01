"""Disguises by layout and order: blanks, wedged signs, doubled characters, swapped neighbours, a font's cipher."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import normalize
from normalize import Normalizer, prose
from normalize.config import Config
from normalize.disguise import bonds, cipher, doubled, order, pairs, spacing, wedged
from normalize.model import Context

CASES = Path(__file__).parent / "cases" / "disguise_layout"
FINDERS = (spacing, doubled, order, cipher)


def read(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def only_disguise() -> Normalizer:
    return Normalizer(stages=["disguise"])


@pytest.mark.parametrize("case", read("wild.jsonl"), ids=lambda case: case["label"])
def test_damage_is_undone(case: dict[str, str], only_disguise: Normalizer) -> None:
    result = only_disguise.normalize(case["damaged"])
    assert result.text == case["clean"], result.edits
    assert normalize.apply_edits(case["damaged"], result.edits) == result.text
    assert result.revert().text == case["damaged"]
    assert only_disguise(result.text) == result.text


@pytest.mark.parametrize("case", read("clean.jsonl"), ids=lambda case: case["text"][:12])
def test_what_looks_alike_stays(case: dict[str, str], only_disguise: Normalizer) -> None:
    result = only_disguise.normalize(case["text"])
    assert result.text == case["text"], result.edits


@pytest.mark.parametrize("finder", FINDERS, ids=lambda finder: finder.__name__.rpartition(".")[2])
def test_every_finder_keeps_the_contract(finder: ModuleType) -> None:
    context = Context(Config())
    for text in [case["damaged"] for case in read("wild.jsonl")] + [case["text"] for case in read("clean.jsonl")]:
        edits = finder.find(text, context)
        assert finder.suspects(text) or not edits
        assert all(edit.old == text[edit.start : edit.end] for edit in edits)
        assert all(edit.old != edit.new or edit.kind == "lost" for edit in edits)
        assert all(edit.kind in ("disguise", "lost") for edit in edits)
        assert all(one.end <= other.start for one, other in pairwise(edits))


def test_a_heading_of_spaced_characters_is_a_suggestion(only_disguise: Normalizer) -> None:
    result = only_disguise.normalize("重 要 通 知")
    assert not result.edits
    assert [edit.old for edit in result.suggestions] == [" ", " ", " "]


def test_an_unknown_syllable_is_reported_not_invented(only_disguise: Normalizer) -> None:
    result = only_disguise.normalize("老人놆这里놅主人，他뷁了一声。")
    assert result.text == "老人是这里的主人，他뷁了一声。"
    assert result.report.lost == 1


def test_a_lone_turned_pair_in_a_long_text_is_a_suggestion(only_disguise: Normalizer) -> None:
    text = "窗外下着雨，院子里没有人。" * 20 + "他把这件事诉告了我。" + "屋里的灯亮着，桌上放着一封信。" * 20
    result = only_disguise.normalize(text)
    assert result.text == text
    assert [edit.new for edit in result.suggestions] == ["告诉"]


def test_a_pair_that_comes_again_and_again_is_a_term(only_disguise: Normalizer) -> None:
    text = "国内户用光伏增长很快，户用储能也在增长，户用产品的价格下降了。"
    assert only_disguise(text) == text


def test_proof_on_a_page_helps_weaker_lines(only_disguise: Normalizer) -> None:
    proven = "操作系统负 责管理计算 机的硬件 资源，并为用户提 供服务。\n"
    weak = "如果文件存 在，就把它打开。\n"
    assert only_disguise(weak) == weak
    assert only_disguise(proven * 3 + weak).endswith("如果文件存在，就把它打开。\n")


def test_a_large_alphabet_of_hangul_is_no_font(only_disguise: Normalizer) -> None:
    text = "".join(f"他看{chr(point)}书，" for point in range(0xB000, 0xB100))
    assert only_disguise(text) == text


def test_spaced_code_and_other_scripts_stay(only_disguise: Normalizer) -> None:
    for text in (
        "x = y + z  # a b c",
        "한국어 문장 입니다 그리고 漢字 도 있다",
        "わたし は 学 生 です",
        "a b c d e f g",
    ):
        assert only_disguise(text) == text


def counted(monkeypatch: pytest.MonkeyPatch, module: Any, name: str) -> list[int]:
    """Count the calls of a function without changing what it does."""
    calls = [0]
    original: Callable[..., Any] = getattr(module, name)

    def wrapped(*arguments: Any) -> Any:
        calls[0] += 1
        return original(*arguments)

    monkeypatch.setattr(module, name, wrapped)
    return calls


@pytest.mark.parametrize(
    ("finder", "module", "name", "unit"),
    [
        (spacing, bonds, "bond", "天 气 很 "),
        (spacing, bonds, "bond", "网络依 赖于"),
        (spacing, bonds, "calls", "加*微*信*"),
        (doubled, prose, "gain", "取第第一条"),
        (order, prose, "gain", "他诉告我么怎办"),
    ],
)
def test_work_grows_with_the_text(
    finder: ModuleType, module: Any, name: str, unit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = counted(monkeypatch, module, name)
    finder.find(unit * 100, Context(Config()))
    few, calls[0] = calls[0], 0
    finder.find(unit * 1000, Context(Config()))
    assert calls[0] <= 12 * few + 12


def test_a_cipher_asks_for_few_places(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = counted(monkeypatch, cipher, "_at")
    cipher.find("怒真人놆何等人物，大家놅眼睛，他看뷁书。" * 300, None)
    assert calls[0] <= (2 + 2 * cipher.PASSES) * cipher.PLACES


def test_helpers_find_nothing_in_plain_text() -> None:
    text = "天气很好，我们去公园散步，孩子们在草地上奔跑。"
    assert pairs.hits(text) == ((), ())
    assert not wedged.suspects(text)
    assert not any(finder.suspects(text) for finder in FINDERS)
