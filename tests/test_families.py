"""Telling families apart, and opening no more than was spun."""

from __future__ import annotations

import pytest
from conftest import ROOT, TESTS

from normalize import detect, normalize
from normalize.segments import Spans
from normalize.spin import families, gate, lexicon
from normalize.spin.candidates import USER, Candidate, Standing, candidates, prior
from normalize.spin.lexicon import Lexicon, Row
from normalize.spin.traditional import without_native
from normalize.spin.unknown import unknown

SPUN_B = "经由过程收集发送哀求时，办事器会举行处置惩罚，若是参数不合，则不克不及返回成果。"
SPUN_K = "假设不论什么參数都没有，仅仅有例如以下的描写叙述，就可以同一时候訪问很多其它的对象。"


@pytest.mark.parametrize(("text", "family"), [(SPUN_B, "b"), (SPUN_K, "k")])
def test_a_single_clause_is_told_by_its_family(text: str, family: str) -> None:
    """Several strange words in one clause are enough, and say whose they are."""
    found = detect(text).families

    assert found[0].name == family
    assert found[0].probability > 0.9


def test_a_quoted_example_is_no_evidence() -> None:
    """The same words, quoted one by one or in a list with arrows, open nothing."""
    assert normalize("他说“经由过程”应写作“通过”，“不克不及”应写作“不能”，“旌旗灯号”应写作“信号”。").edits == ()
    assert normalize("经由过程→通过，不克不及→不能，旌旗灯号→信号，设置装备摆设→配置。").edits == ()


@pytest.mark.parametrize(
    "text",
    [
        "採風的採編隊伍訪問了漁村，採了一籃海菜，編號登記。",
        "訪友\n\n扁舟行遠浦，\n訪舊到山家。",
        "今天我们读几首诗。\n\n訪友\n\n扁舟行遠浦，\n訪舊到山家。\n\n读完以后请大家写一篇短文。",
        "第12/2015號公告\n參加檢測的單位，請於開始前編號，並採取措施。\n訪客須登記手冊。",
    ],
)
def test_traditional_characters_are_no_marks_in_traditional_lines(text: str) -> None:
    """A spinner writes 採 and 訪 into simplified text; poems, notices and quotations have them by right."""
    result = normalize(text, stages=["spin"])

    assert result.edits == ()
    assert result.suggestions == ()
    assert result.report.families == ()


def test_a_row_of_the_users_holds_in_traditional_lines() -> None:
    """It was written for the texts at hand."""
    text = "他走在鄉間的路上，不小心採到了釘子。"

    for family, places in (("k", []), (USER, [12])):
        book = Lexicon([pair("採", "踩", family)])
        hits = without_native(text, book.matcher.find(text), book)
        assert [start for start, _, _ in hits] == places


def test_a_clean_page_between_two_spun_ones_stays() -> None:
    """Families of neighbours do not spread over a page that nobody touched."""
    clean = (TESTS / "golden" / "football.txt").read_text(encoding="utf-8")
    seed = (ROOT / "seeds" / "seed_spun.txt").read_text(encoding="utf-8")
    result = normalize(seed + "\n" + clean + "\n" + SPUN_K * 3)

    assert clean in result.text
    assert "描述" in result.text


def pair(substitute: str, original: str, family: str, weight: float = 0.8) -> Row:
    """A row with rates of a rare substitute and a frequent original."""
    return Row(substitute, original, family, weight, 1e-6, 1e-4)


def test_the_pairs_say_which_family_it_was() -> None:
    """A family that has all restored pairs is more probable than one that shares a single one."""
    rows = [
        pair("举行", "进行", "b"),
        pair("经由过程", "通过", "b"),
        pair("举行", "进行", "c"),
        pair("布告", "书记", "a"),
    ]
    book = Lexicon(rows)
    text = "经由过程网络举行"
    found = candidates(text, book.matcher.find(text), book, Spans([(0, len(text))]))
    shares = families.shares(text, found, [1.0] * len(found))

    assert shares["b"] > 0.9
    assert sum(shares.values()) == pytest.approx(1.0)


def test_a_row_counts_by_the_share_of_its_family() -> None:
    """The text's own family in full, others a little, what is shared by many in between."""
    own, other = (pair("举行", "进行", "b"),), (pair("举行", "进行", "c"),)
    shared = (pair("举行", "进行", "general"),)
    mixture = {"b": 0.97, "c": 0.0, "general": 0.03}

    assert prior([own], mixture) > prior([shared], mixture) > prior([other], mixture)


def test_originals_that_stand_speak_against_a_row_unless_this_spinner_leaves_many() -> None:
    """The penalty follows how thorough the spinner was with other rows."""
    book = Lexicon([pair("举行", "进行", "k")])
    text = "会议举行，会议进行"
    found = candidates(text, book.matcher.find(text), book, Spans([(0, len(text))]))
    standing = Standing(text, Spans([(0, len(text))]), book)

    assert standing.penalties(found, 0.01)[0] < standing.penalties(found, 0.2)[0] < 0.0
    assert standing.penalties(found, 0.9)[0] == 0.0


def test_marks_decide_what_is_read_and_length_counts() -> None:
    """A section is suspicious by its marks; the same mark in a long sound text is not."""
    book = lexicon.load()
    spun, sound = "东说念主民的好意思好生活。", "这是一句平常的话，没有什么特别。" * 40 + "他当了干事。"

    assert gate.suspects(spun, book, gate.sections(spun)) == [0]
    assert gate.suspects(sound, book, gate.sections(sound)) == []


def test_every_family_states_its_density() -> None:
    """A number of replaced places per Han character, for each family that has rows."""
    known = families.densities()

    assert set(known) == {row.family for row in lexicon.load()}
    assert all(0.01 < value < 0.5 for value in known.values())


def test_a_word_that_returns_is_suggested_from_its_kin() -> None:
    """No row says 引颈 → 引领, but both are paired with 率领; alone it stays, thrice it is noticed."""
    book = Lexicon([pair("引颈", "率领", "a"), pair("率领", "引领", "a")])
    text = "坚持党建引颈基层治理。发挥示范引颈作用。以创新引颈高质量发展。"
    alone = "坚持党建引颈基层治理。"
    nothing: list[Candidate] = []

    found = unknown(text, Spans([(0, len(text))]), nothing, [], book)
    assert [(one.start, one.text, one.places) for one in found] == [(4, "引领", 3), (15, "引领", 3), (23, "引领", 3)]
    assert unknown(alone, Spans([(0, len(alone))]), nothing, [], book) == []
