"""The trace: whatever several stages do, the edits rebuild the text from the source."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize import Edit, apply_edits
from normalize.trace import Trace

TEXT = st.text(alphabet="甲乙丙丁", max_size=12)


@st.composite
def edits_for(draw: st.DrawFn, text: str, stage: int) -> list[Edit]:
    """Random sorted, disjoint edits of a text, insertions and deletions included."""
    edits: list[Edit] = []
    position = 0
    while draw(st.booleans()):
        start = position + draw(st.integers(0, 4))
        end = start + draw(st.integers(0, 3))
        if end > len(text):
            return edits
        if edits and start == end == edits[-1].start == edits[-1].end:
            position = start + 1
            continue
        new = draw(st.text(alphabet="一二三", max_size=3))
        if new != text[start:end]:
            edits.append(Edit(start, end, text[start:end], new, f"stage{stage}", f"rule{stage}", 0.9))
        position = end
    return edits


@given(st.data())
def test_edits_of_several_stages_rebuild_the_text(data: st.DataObject) -> None:
    """Four random stages over a random text."""
    source = data.draw(TEXT)
    trace = Trace(source)
    for stage in range(4):
        edits = data.draw(edits_for(trace.text, stage))
        expected = apply_edits(trace.text, edits)
        trace.apply(edits)

        assert expected == trace.text
        assert expected == apply_edits(source, trace.edits())

    for edit in trace.edits():
        assert edit.old == source[edit.start : edit.end]
        assert edit.old != edit.new
    for one, two in pairwise(trace.edits()):
        assert one.end <= two.start


@given(st.data())
def test_every_range_of_the_text_has_a_source_range(data: st.DataObject) -> None:
    """Ranges map into the source, in order, and untouched characters map to themselves."""
    source = data.draw(TEXT)
    trace = Trace(source)
    for stage in range(2):
        trace.apply(data.draw(edits_for(trace.text, stage)))
    for start in range(len(trace.text)):
        begin, end = trace.to_source(start, start + 1)

        assert 0 <= begin <= end <= len(source)
        if end - begin == 1 and not any(edit.start <= begin < edit.end for edit in trace.edits()):
            assert source[begin:end] == trace.text[start]


def test_stages_that_meet_become_one_edit_with_all_rules() -> None:
    """A second stage that changes what the first one wrote widens the edit."""
    trace = Trace("东道主来了")
    trace.apply([Edit(0, 3, "东道主", "东说念主", "spin", "second pass", 0.8)])
    trace.apply([Edit(0, 4, "东说念主", "人", "spin", "spin/a:东说念主", 0.9)])

    assert trace.edits() == [Edit(0, 3, "东道主", "人", "spin", "spin/a:东说念主", 0.8, ("second pass",))]


def test_a_change_undone_by_a_later_stage_is_no_edit() -> None:
    """Back to the source means untouched."""
    trace = Trace("甲乙")
    trace.apply([Edit(0, 1, "甲", "丙", "one", "r", 1.0)])
    trace.apply([Edit(0, 1, "丙", "甲", "two", "r", 1.0)])

    assert trace.edits() == []


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(0, 2, "甲乙", "丁", "k", "r", 1.0), Edit(1, 3, "乙丙", "丁", "k", "r", 1.0)],
        [Edit(1, 2, "乙", "丁", "k", "r", 1.0), Edit(0, 1, "甲", "丁", "k", "r", 1.0)],
        [Edit(0, 1, "乙", "丁", "k", "r", 1.0)],
        [Edit(2, 5, "丙", "丁", "k", "r", 1.0)],
    ],
)
def test_edits_that_do_not_fit_are_refused(edits: list[Edit]) -> None:
    """Overlapping, unsorted, wrong or outside."""
    with pytest.raises(ValueError, match="Edit"):
        apply_edits("甲乙丙", edits)
