"""The lattice: equal to trying every reading, on random lattices."""

from __future__ import annotations

import math
from itertools import pairwise, product
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from normalize import language_model
from normalize.language_model import LN10
from normalize.spin import decoder
from normalize.spin.decoder import Arc, Lattice, islands

CHARACTERS = "人民工作重要国家的是了，"


@st.composite
def lattices(draw: st.DrawFn) -> tuple[str, list[Arc]]:
    """A short line and up to five arcs, overlapping in any way."""
    line = draw(st.text(alphabet=CHARACTERS, min_size=1, max_size=9))
    arcs = []
    for _ in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, len(line) - 1))
        end = draw(st.integers(start + 1, min(len(line), start + 3)))
        tokens = draw(st.text(alphabet=CHARACTERS, min_size=0, max_size=3))
        arcs.append(Arc(start, end, tokens, draw(st.floats(-4.0, 0.0))))
    return line, sorted(arcs, key=lambda arc: arc.start)


def every_reading(line: str, arcs: list[Arc]) -> list[tuple[float, tuple[int, ...]]]:
    """Score and chosen arcs of every reading, by brute force: the judge."""
    model = language_model.load()
    readings = []
    for taken in product((False, True), repeat=len(arcs)):
        chosen = [number for number, take in enumerate(taken) if take]
        if any(arcs[a].end > arcs[b].start for a, b in pairwise(chosen)):
            continue
        text, position = "", 0
        for number in chosen:
            text += line[position : arcs[number].start] + arcs[number].tokens
            position = arcs[number].end
        text += line[position:]
        prior = sum(arcs[number].prior for number in chosen)
        readings.append((decoder.SCALE * model.score(text) + prior, tuple(chosen)))
    return readings


@given(lattices())
@settings(deadline=None)
def test_the_lattice_agrees_with_trying_every_reading(lattice: tuple[str, list[Arc]]) -> None:
    """Best path and posteriors of all arcs."""
    line, arcs = lattice
    readings = every_reading(line, arcs)
    top = max(score for score, _ in readings)
    total = sum(math.exp(score - top) for score, _ in readings)
    expected = [
        sum(math.exp(score - top) for score, chosen in readings if number in chosen) / total
        for number in range(len(arcs))
    ]

    # nothing is dropped here: a long original looks improbable until the text behind it has caught up
    with patch.object(decoder, "MARGIN", math.inf):
        chosen, posteriors, evidence = Lattice(language_model.load(), line, arcs).solve([arc.prior for arc in arcs])

    scores = {reading: score for score, reading in readings}
    assert math.isclose(scores[tuple(chosen)], top, abs_tol=2e-3)
    assert math.isclose(sum(value for _, _, value in evidence), math.log(total) + top - scores[()], abs_tol=2e-3)
    for one, two in zip(expected, posteriors, strict=True):
        assert math.isclose(one, two, abs_tol=2e-3)


def test_islands_are_as_far_apart_as_the_model_looks() -> None:
    """Arcs nearer than the reach belong together, an arc inside another does not end it."""
    arcs = [Arc(0, 6, "x", 0), Arc(1, 2, "x", 0), Arc(9, 10, "x", 0), Arc(14, 15, "x", 0)]

    assert islands(arcs, 4) == [(0, 3, 10), (3, 4, 15)]


def test_long_islands_stay_in_the_range_of_floats() -> None:
    """Hundreds of sites in a row: no overflow, no underflow."""
    line = "干事" * 800
    arcs = [Arc(start, start + 2, "工作", -0.5) for start in range(0, len(line), 2)]

    chosen, posteriors, evidence = Lattice(language_model.load(), line, arcs).solve([arc.prior for arc in arcs])

    assert len(chosen) > 0
    assert len(evidence) == 1
    assert all(0.0 <= posterior <= 1.0 for posterior in posteriors)


def test_the_model_reads_sense_and_opens_by_mapping() -> None:
    """The score of a line is the sum of its steps, and sense scores better than nonsense."""
    model = language_model.load()
    state = model.state_after("", at_line_start=True)
    total = 0.0
    for token in "工作重要":
        following = model.new_state()
        total += model.step(state, token, following)
        state = following
    following = model.new_state()

    assert math.isclose(model.score("工作重要"), LN10 * (total + model.step(state, "</s>", following)), rel_tol=1e-6)
    assert model.score("省委书记发表讲话") > model.score("省委布告发表讲话")
