"""Undoing family A: the seed, fresh paragraphs, stacked passes, what stays closed."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import ROOT, TESTS, records, shared

from normalize import Normalizer, detect, normalize
from normalize.segments import Spans
from normalize.spin.candidates import candidates, rule
from normalize.spin.gate import sections, spun_posteriors
from normalize.spin.lexicon import Lexicon, Row
from normalize.workshop.evaluate import evaluate, read_cases
from normalize.workshop.scoring import Score

SEEDS = ROOT / "seeds"


def test_the_seed_is_restored() -> None:
    """The figures of docs/quality.md may not sink."""
    score = evaluate(read_cases(SEEDS), Normalizer())["A"].score

    assert score.f1 >= 0.97
    assert score.precision >= 0.98
    assert score.exact_rate >= 0.94


def test_the_seed_is_told_by_its_family() -> None:
    """`detect` names family A, all of the text, and its marks."""
    report = detect((SEEDS / "seed_spun.txt").read_text(encoding="utf-8"))
    (family,) = report.families

    assert family.name == "a"
    assert family.probability > 0.999
    assert family.characters > 6000
    assert dict(family.marks)["干事"] > 100
    assert report.applied.total() == 0


CASES = list(records(TESTS / "cases" / "spin" / "spun.jsonl"))


def differences(one: str, two: str) -> int:
    """How many places differ."""
    return sum(tag != "equal" for tag, *_ in SequenceMatcher(None, one, two, False).get_opcodes())


def test_fresh_paragraphs_are_mostly_restored() -> None:
    """Sixty short paragraphs: at most a sixth of the damage is left or replaced by something else."""
    damage = sum(differences(case["damaged"], case["clean"]) for case in CASES)
    left = sum(differences(normalize(case["damaged"]).text, case["clean"]) for case in CASES)

    assert len(CASES) >= 60
    assert left <= damage / 6


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_edits_of_fresh_paragraphs_can_be_explained_and_undone(case) -> None:
    """Each edit has a rule of the dictionary; a second run changes nothing; reverting gives the source."""
    result = normalize(case["damaged"])

    assert all(edit.rule.startswith("spin/") for edit in result.edits)
    assert normalize(result.text).edits == ()
    assert result.revert().text == case["damaged"]


def test_originals_across_word_borders_come_back() -> None:
    """Replacement ignores word borders; so does the restoration."""
    text = "东说念主民群众看到，阛阓上的居品莫得问题，国度的进攻干事已一皆扫尾。"
    text += "这里素有中国度具第一镇的好意思誉，新居品出当今眼前。"
    clean = normalize(text).text

    assert "中国家具" in clean
    assert "出现在眼前" in clean


def test_one_strong_mark_opens_a_short_text() -> None:
    """One unmistakable mark is enough; a word that may be anybody's own is not."""
    assert normalize("有东说念主在门口等你。").text == "有人在门口等你。"
    assert normalize("门口贴着一张布告。").edits == ()


@pytest.mark.parametrize(
    "text",
    [
        "伪原创软件会把“人”写成“东说念主”，把“美”写成“好意思”。",
        "对照表：工作→干事，书记→布告，重要→进攻，人→东说念主。",
        "他不好意思地说，真金不怕火炼，党委干事还在开发区。",
    ],
)
def test_text_about_spinning_and_legitimate_words_stay(text: str) -> None:
    """Quoted marks, tables with arrows, and words in their own right are no evidence."""
    assert normalize(text).edits == ()


def test_stacked_passes_are_found() -> None:
    """和安全 → 和平安 → 宁静安: the second table hit across the border of the first one's word."""
    rows = [Row("平安", "安全", "a", 0.9, 1e-6, 1e-5), Row("宁静", "和平", "a", 0.9, 1e-6, 1e-5)]
    lexicon = Lexicon(rows)
    text = "稳定宁静安的环境"
    found = candidates(text, lexicon.matcher.find(text), lexicon, Spans([(0, len(text))]))
    rules = {candidate.text: rule(candidate, {"a": 1.0}) for candidate in found}

    assert rules["和安全"] == ("spin/a:平安", ("spin/a:宁静",))


def test_two_passes_of_the_seed_are_suggested() -> None:
    """共清理 became 共计帐, then 所有帐: no row says so, the two rows together do."""
    result = normalize((SEEDS / "seed_spun.txt").read_text(encoding="utf-8"))
    (found,) = [edit for edit in result.suggestions if edit.old == "所有帐"]

    assert (found.new, found.rule, found.because) == ("共清理", "spin/a:计帐", ("spin/a:所有",))


def test_a_user_dictionary_wins(tmp_path: Path) -> None:
    """Own pairs act where a family is open, without a build."""
    own = tmp_path / "own.tsv"
    own.write_text("# mine\n云起\t发布会\n", encoding="utf-8")
    text = "东说念主民群众的好意思好生活，是党和国度的进攻干事。公司今天举行了云起，发布了新居品。"

    assert "发布会" in normalize(text, dictionary=own).text
    assert "发布会" not in normalize(text).text


def test_latin_forms_of_a_user_dictionary_have_borders(tmp_path: Path) -> None:
    """`server` is replaced as a word, not inside `servers` or next to digits of its own run."""
    own = tmp_path / "own.tsv"
    own.write_text("server\t服务器\n", encoding="utf-8")
    text = "东说念主民群众的好意思好生活，是党和国度的进攻干事。公司的server很快，servers和myserver不变。"
    clean = normalize(text, dictionary=own).text

    assert "公司的服务器很快，servers和myserver不变。" in clean


def test_kept_terms_are_not_touched() -> None:
    """The keep-list protects a term wherever it stands."""
    text = "东说念主民群众的好意思好生活，是党和国度的进攻干事。省委布告来到东说念主民中间。"

    assert "省委布告" in normalize(text, keep=["省委布告"]).text


def test_the_chain_opens_spun_sections_only() -> None:
    """Two spun sections in the middle of clean ones; nothing at all in a clean text."""
    posteriors, whole = spun_posteriors([-10.0, -12.0, 25.0, 30.0, -11.0])
    closed, nothing = spun_posteriors([-10.0, -3.0, 2.0])

    assert [p > 0.5 for p in posteriors] == [False, False, True, True, False]
    assert whole > 0.99
    assert max(closed) < 0.1
    assert nothing < 0.1


def test_sections_cover_the_text() -> None:
    """Borders start at 0, end at the length, and are never far apart in prose."""
    text = ("这是一句话。" * 100 + "\n") * 3
    borders = sections(text)

    assert borders[0] == 0
    assert borders[-1] == len(text)
    assert all(a < b for a, b in pairwise(borders))


def test_real_documents_and_clauses_of_every_family() -> None:
    """Floors for real damage: documents are restored well, single clauses fairly, little is spoilt."""
    for name, f1, precision in (("documents", 0.85, 0.95), ("clauses", 0.70, 0.90)):
        tallies = evaluate(read_cases(shared(f"cases/spun_{name}.jsonl")), Normalizer())
        score = sum((tally.score for tally in tallies.values()), Score())

        assert score.f1 >= f1
        assert score.precision >= precision


FAMILIES = list(read_cases(TESTS / "cases" / "spin" / "families.jsonl"))


def test_fresh_sentences_of_every_family() -> None:
    """Forty sentences and more of each family: where the gate opens, what is changed is right."""
    tallies = evaluate(FAMILIES, Normalizer())

    assert set(tallies) == set("BCDEFHIKM")
    for family, tally in tallies.items():
        assert tally.cases >= 40, family
        assert tally.score.precision >= 0.85, family
        assert tally.score.recall >= 0.2, family


def test_unseen_articles_are_told_by_their_family() -> None:
    """Articles of nine families, spun with tables the dictionary has not seen: the right one is among the top two."""
    for case in read_cases(ROOT / "benchmarks" / "unseen" / "families.jsonl"):
        names = [family.name.upper() for family in detect(case.spun).families]

        assert case.family in names[:2], (case.label, names)
