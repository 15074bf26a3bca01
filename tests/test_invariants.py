"""What must hold for any text: exact edits, idempotence, chunking, determinism, linear work."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from itertools import pairwise

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize import Config, Normalizer, Result, apply_edits, segments
from normalize.model import Context
from normalize.result import join
from normalize.stages import build

SEED = (ROOT / "seeds" / "seed_spun.txt").read_text(encoding="utf-8")
# pieces of spun text, clean text, and whatever else a page may hold
WORDS = """
东说念主 东谈主民 好意思国 干事 布告 进攻 莫得 我方 左证 居品 阛阓 关联词 一又友 国度 开发 鼓吹 大众
中国度具 出当今 社会 发展 的 了 是 在 和 ， 。 ； “ ” 2024年 iPhone https://a.cn/布告 <b>干事</b>
不好意思 真金不怕火 现金九游体育app平台 👨‍👩‍👧 かな 한글
"""
PIECES = st.sampled_from([*WORDS.split(), "\n", "\r\n", "\u200b", "\ud800"])
TEXTS = st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=40)
NORMALIZER = Normalizer()


def check(result: Result) -> None:
    """Invariant 1 on one result."""
    assert apply_edits(result.source, result.edits) == result.text
    assert result.revert().text == result.source
    spans = segments.protected(result.source)
    for edit in (*result.edits, *result.suggestions):
        assert edit.old == result.source[edit.start : edit.end]
        assert (edit.old == edit.new) == (edit.kind == "lost")
        assert 0.0 <= edit.confidence <= 1.0
        assert not spans.touch(edit.start, edit.end)
    for one, two in pairwise(result.edits):
        assert one.end <= two.start


@given(TEXTS)
@settings(deadline=None, max_examples=150)
def test_edits_rebuild_and_revert(text: str) -> None:
    """Any text: the edits are exact, and undoing them gives the source back."""
    check(NORMALIZER.normalize(text))


@given(TEXTS)
@settings(deadline=None, max_examples=100)
def test_a_second_run_changes_nothing(text: str) -> None:
    """Normalizing clean output again is the identity."""
    once = NORMALIZER.normalize(text).text

    assert NORMALIZER.normalize(once).text == once


@given(TEXTS, st.data())
@settings(deadline=None, max_examples=60)
def test_part_of_the_edits_can_be_reverted(text: str, data: st.DataObject) -> None:
    """Reverting some edits leaves the others, and the offset maps agree with them."""
    result = NORMALIZER.normalize(text)
    gone = [edit for edit in result.edits if data.draw(st.booleans())]
    partial = result.revert(gone)

    check(partial)
    assert len(partial.edits) == len(result.edits) - len(gone)
    for position in range(len(partial.text)):
        source = partial.to_source(position)
        assert 0 <= source <= len(partial.source)
        if not any(edit.start <= source < edit.end for edit in partial.edits):
            assert partial.source[source : source + 1] == partial.text[position]
            assert partial.to_clean(source) == position


@given(TEXTS)
@settings(deadline=None, max_examples=60)
def test_a_stage_that_suspects_nothing_finds_nothing(text: str) -> None:
    """`suspects` may be wrong in one direction only."""
    for stage in build(Config()):
        if not stage.suspects(text):
            assert list(stage.find(text, Context(Config()))) == []


@pytest.mark.parametrize("sizes", [[1], [7, 400], [3000], [100_000]])
def test_any_chunking_of_a_stream_equals_the_whole(sizes: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """A text of many segments (small ones, for the test), cut anywhere, gives the same result."""
    monkeypatch.setattr(segments, "SEGMENT", 1000)
    monkeypatch.setattr(segments, "LONGEST", 2000)
    whole = NORMALIZER.normalize(SEED)
    chunks, position, number = [], 0, 0
    while position < len(SEED):
        size = sizes[number % len(sizes)]
        chunks.append(SEED[position : position + size])
        position, number = position + size, number + 1
    streamed = join(NORMALIZER.stream(chunks))

    assert streamed.text == whole.text
    assert streamed.edits == whole.edits
    assert streamed.suggestions == whole.suggestions


def test_segments_join_to_the_text_and_are_bounded() -> None:
    """Cuts at line ends, sentence ends, or anywhere if need be; nothing is lost."""
    for text in (SEED * 20, "字" * 200_000, "甲。" * 60_000, "\n" * 100_000, ""):
        parts = list(segments.cut(text))

        assert "".join(parts) == text
        assert all(0 < len(part) <= segments.LONGEST for part in parts)


@pytest.mark.parametrize("seed", ["0", "1", "42"])
def test_the_result_does_not_depend_on_the_hash_seed(seed: str) -> None:
    """Sets and dictionaries must not decide anything."""
    program = (
        "import hashlib, normalize, sys;"
        "r = normalize.normalize(open(sys.argv[1], encoding='utf-8').read());"
        "print(hashlib.sha256(repr((r.text, r.edits, r.suggestions, r.report.families)).encode()).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    path = str(ROOT / "seeds" / "seed_spun.txt")
    printed = subprocess.run(
        [sys.executable, "-c", program, path], capture_output=True, env=environment, check=True, text=True
    ).stdout

    environment["PYTHONHASHSEED"] = "7"
    other = subprocess.run(
        [sys.executable, "-c", program, path], capture_output=True, env=environment, check=True, text=True
    ).stdout
    assert printed == other


def test_a_normalizer_pickles_as_its_configuration() -> None:
    """Small, and the copy gives the same result."""
    normalizer = Normalizer(preset="careful", keep=["社会干事部"])
    normalizer(SEED[:500])
    data = pickle.dumps(normalizer)

    assert len(data) < 1000
    assert pickle.loads(data).normalize(SEED[:3000]).edits == normalizer.normalize(SEED[:3000]).edits


@pytest.mark.parametrize(
    "unit",
    [
        "干事",
        "东说念主",
        "好意思",
        "真金不怕火",
        "&",
        "Ã",
        "\ufffd",
        "现金九游体育app平台\n",
        "“干事”→",
        "真金不怕火炼",
    ],
)
def test_adversarial_text_costs_linear_work(unit: str) -> None:
    """Eight times the text costs about eight times the calls, never its square."""
    small, large = unit * 2_000, unit * 16_000
    NORMALIZER(small)

    assert calls(large) < 12 * calls(small) + 1000


def calls(text: str) -> int:
    """How many functions are called to normalize a text: work, counted without a clock."""
    count = 0

    def seen(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(seen)
    try:
        NORMALIZER(text)
    finally:
        sys.setprofile(None)
    return count
