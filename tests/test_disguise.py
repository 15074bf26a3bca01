"""Words made unreadable on purpose: pinyin for characters, 火星文, contact words, rare variants, split characters."""

from __future__ import annotations

import json
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import pytest

import normalize
from normalize import Normalizer
from normalize.config import Config
from normalize.disguise import FINDERS, contacts, lattice, martian, spelled, split_characters, variants
from normalize.model import Context, Edit
from normalize.stages.disguise import Disguise, disjoint

CASES = Path(__file__).parent / "cases" / "disguise"
OURS = (spelled, contacts, martian, variants, split_characters)


def read(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def only_disguise() -> Normalizer:
    return Normalizer(stages=["disguise"])


@pytest.mark.parametrize("case", read("wild.jsonl"), ids=lambda case: case["damaged"][:12])
def test_disguises_are_seen_through(case: dict[str, str], only_disguise: Normalizer) -> None:
    result = only_disguise.normalize(case["damaged"])
    assert result.text == case["clean"], case["label"]
    assert normalize.apply_edits(case["damaged"], result.edits) == result.text
    assert result.revert().text == case["damaged"]
    assert only_disguise(result.text) == result.text


@pytest.mark.parametrize("case", read("clean.jsonl"), ids=lambda case: case["text"][:12])
def test_what_looks_alike_stays(case: dict[str, str], only_disguise: Normalizer) -> None:
    result = only_disguise.normalize(case["text"])
    assert result.text == case["text"], (case["label"], result.edits)


@pytest.mark.parametrize("name", FINDERS)
def test_every_finder_keeps_the_contract(name: str) -> None:
    finder = import_module(f"normalize.disguise.{name}")
    context = Context(Config())
    for text in [case["damaged"] for case in read("wild.jsonl")] + [case["text"] for case in read("clean.jsonl")]:
        edits = finder.find(text, context)
        assert finder.suspects(text) or not edits
        assert all(edit.old == text[edit.start : edit.end] != edit.new for edit in edits)
        assert all(edit.kind in ("disguise", "lost") for edit in edits)
        assert all(one.end <= other.start for one, other in pairwise(edits))


def test_plain_text_is_not_even_suspected() -> None:
    assert not Disguise().suspects("天气很好，我们去公园散步，孩子们在草地上奔跑。")


def test_of_overlapping_findings_the_surer_stays() -> None:
    one, two = Edit(0, 3, "abc", "x", "disguise", "one", 0.8), Edit(2, 4, "cd", "y", "disguise", "two", 0.9)
    assert disjoint([two, one]) == [two]
    assert disjoint([Edit(2, 4, "cd", "y", "disguise", "two", 0.8), one]) == [one]


def test_swaps_in_company_need_less() -> None:
    alone = "他的建议洧道理。"
    company = "公司成竝于上海，长期从倳教育，经过多姩努力终于成功。"
    assert not [edit for edit in variants.find("王猛是竝。", Context(Config())) if edit.confidence > 0.77]
    found = variants.find(company + alone, Context(Config()))
    assert {"竝", "倳", "姩"} <= {edit.old for edit in found if edit.confidence > 0.77}


@pytest.mark.parametrize("unit", ["神sè", "rou糙", "莪哋", "加薇❤", "弓长", "言兑", "①②", "微*", "V信", "扣扣"])
@pytest.mark.parametrize("finder", OURS, ids=lambda finder: finder.__name__.rpartition(".")[2])
def test_the_model_is_asked_in_proportion(unit: str, finder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice the places, about twice the work: counted are the slots read and the surroundings judged."""
    work = {"slots": 0}
    best, cost = lattice.best, lattice._cost

    def counting_best(slots, **options):
        work["slots"] += len(slots)
        return best(slots, **options)

    def counting_cost(before, tokens):
        work["slots"] += len(before) + len(tokens)
        return cost(before, tokens)

    monkeypatch.setattr(lattice, "best", counting_best)
    monkeypatch.setattr(lattice, "_cost", counting_cost)

    def effort(times: int) -> int:
        work["slots"] = 0
        text = unit * times
        if finder.suspects(text):
            finder.find(text, Context(Config()))
        return work["slots"]

    assert effort(400) <= 2 * effort(200) + 2000


@pytest.mark.parametrize(
    "text", ["我wǒ们men明míng天tiān去qù公gōng园yuán。", "春chūn眠mián不bù觉jué晓xiǎo", "大dà小xiǎo多duō少shǎo"]
)
def test_characters_with_their_readings_in_a_row_are_a_lesson(text: str) -> None:
    """A textbook writes the reading behind every character; nothing is deleted."""
    assert normalize.normalize(text).text == text


@pytest.mark.parametrize("text", ["好hǎo", "我wǒ\n你好", "题目\n色sè"])
def test_a_reading_at_the_end_of_a_line_does_no_harm(text: str) -> None:
    """Nothing stands behind it that could be read."""
    assert normalize.normalize(text).source == text
