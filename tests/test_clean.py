"""Clean text comes back byte for byte: the first promise."""

from __future__ import annotations

import pytest
from conftest import TESTS, records, shared

from normalize import Normalizer, normalize

GOLDEN = sorted((TESTS / "golden").glob("*.txt"))
CASES = list(records(TESTS / "cases" / "spin" / "clean.jsonl"))
NORMALIZER = Normalizer()


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
@pytest.mark.parametrize("preset", ["default", "eager"])
def test_golden_texts_come_back_byte_for_byte(path, preset) -> None:
    """Well-written texts of many kinds, the page about spinning included: no edit in any preset."""
    data = path.read_bytes()
    result = Normalizer(preset=preset).normalize_bytes(data)

    assert result.text.encode() == data
    assert result.edits == ()
    assert result.report.families == ()


@pytest.mark.parametrize(
    "case", list(records(TESTS / "cases" / "spin" / "clean.jsonl")), ids=lambda case: case["label"]
)
def test_words_that_spinners_use_stay_where_people_use_them(case) -> None:
    """One sentence each, with a substitute in its own right."""
    assert NORMALIZER(case["text"]) == case["text"]


def test_words_of_every_family_stay_where_people_use_them() -> None:
    """Sentences with the substitutes of ten families in their own right: at least 99.5 % without any edit."""
    texts = [record["text"] for record in records(TESTS / "cases" / "spin" / "legitimate.jsonl")]
    changed = [text for text in texts if NORMALIZER(text) != text]

    assert len(texts) >= 400
    assert len(changed) <= 0.005 * len(texts), changed


def test_a_clean_paragraph_beside_a_spun_one_stays(seed_text: str) -> None:
    """Mixed files: only the spun part is opened."""
    clean = (TESTS / "golden" / "football.txt").read_text(encoding="utf-8")
    result = normalize(clean + seed_text)

    assert result.text.startswith(clean)
    assert len(result.edits) > 500


def test_real_hard_negatives_stay() -> None:
    """Natural sentences with substitutes in their own right: at least 99.5 % without any edit."""
    texts = [record["text"] for record in records(shared("cases/spun_negatives.jsonl"))]
    changed = [text for text in texts if NORMALIZER(text) != text]

    assert len(changed) <= 0.005 * len(texts), changed


@pytest.fixture
def seed_text() -> str:
    """The seed as found."""
    return (TESTS.parent / "seeds" / "seed_spun.txt").read_text(encoding="utf-8")
