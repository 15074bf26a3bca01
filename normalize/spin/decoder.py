"""
Choosing a reading: the lattice of kept and replaced spans, scored by the language model.

Every candidate is an arc over a span of tokens; between and around the arcs the text stays. Only
islands are scored: a run of arcs with as much context on both sides as the model looks back, so
the result is exact. States of the language model merge where their futures are the same; forward
and backward sums give each arc its posterior probability, the best path gives the reading.

    log P(reading) = scale * log P_LM(text) + sum over arcs of log P(substitute | original)
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from normalize.language_model import LN10, LanguageModel

MARGIN = 14.0  # a state e^14 times less probable than the best one here is not followed
BEAM = 64  # states followed per position at most, against adversarial text
SCALE = 0.65  # weight of the language model against the channel (benchmarks/quality.py --scan)


@dataclass(frozen=True, slots=True)
class Arc:
    """Tokens `start:end` of the line may have been `tokens`; `prior` is the log odds against keeping."""

    start: int
    end: int
    tokens: str
    prior: float


class Lattice:
    """
    All readings of one line of tokens.

    Built once with the language model, solved as often as the priors change. Arcs must be sorted
    by start; their spans may overlap in any way.
    """

    def __init__(self, model: LanguageModel, line: str, arcs: Sequence[Arc]) -> None:
        reach = model.order - 1
        self._size = len(arcs)
        self._islands = [_Island(model, line, arcs, *place) for place in islands(arcs, reach)]

    def solve(self, priors: Sequence[float]) -> tuple[list[int], list[float], list[tuple[int, int, float]]]:
        """
        Indexes of the arcs on the best path, in order; the posterior of every arc; and for each island its
        first and last (exclusive) arc with how much better all readings are together than the line as it stands.
        """
        chosen: list[int] = []
        posteriors = [0.0] * self._size
        evidence = []
        for island in self._islands:
            path, value = island.solve(priors, posteriors)
            chosen += path
            evidence.append((island.first, island.last, value))
        return chosen, posteriors, evidence


def islands(arcs: Sequence[Arc], reach: int) -> list[tuple[int, int, int]]:
    """Runs of arcs nearer to each other than `reach` tokens: (first, last exclusive, end of spans)."""
    found: list[tuple[int, int, int]] = []
    first, end = 0, -1
    for number, arc in enumerate(arcs):
        if number > first and arc.start >= end + reach:
            found.append((first, number, end))
            first, end = number, -1
        end = max(end, arc.end)
    if arcs:
        found.append((first, len(arcs), end))
    return found


class _Island:
    """
    A lattice from the first arc to `reach` tokens behind the last.

    Nodes are numbered; edges (source, target, weight, arc or -1) stand in the order of their
    sources' positions, so one walk along the list meets every node after all that lead to it.
    """

    def __init__(self, model: LanguageModel, line: str, arcs: Sequence[Arc], first: int, last: int, end: int) -> None:
        start = arcs[first].start
        stop = min(len(line), end + model.order - 1)
        at_end = stop == len(line)  # then the line end is scored too
        step, new_state, factor = model.step, model.new_state, SCALE * LN10
        root = model.state_after(line[max(0, start - model.order) : start], at_line_start=start < model.order)
        tables: list[dict[object, int]] = [{} for _ in range(stop - start + 1 + at_end)]
        tables[0][root] = 0
        states = [root]
        best = [0.0]
        edges: list[tuple[int, int, float, int]] = []
        number = first
        self._kept = 0.0  # what the line scores as it stands
        state = root
        for token in (*line[start:stop], *(("</s>",) if at_end else ())):
            following = new_state()
            self._kept += factor * step(state, token, following)
            state = following
        for position in range(start, stop + at_end):
            column = list(tables[position - start].values())
            if len(column) > 1:
                floor = max([best[node] for node in column]) - MARGIN
                column = [node for node in column if best[node] >= floor][:BEAM]
            kept = line[position] if position < len(line) else "</s>"
            moves: list[tuple[Sequence[str], int, float, int]] = [((kept,), 1, 0.0, -1)]
            while number < last and arcs[number].start == position:
                arc = arcs[number]
                moves.append((arc.tokens, arc.end - position, arc.prior, number))
                number += 1
            for tokens, length, prior, arc_number in moves:
                table = tables[position - start + length]
                for node in column:
                    score = 0.0
                    reached = states[node]
                    for token in tokens:
                        following = new_state()
                        score += step(reached, token, following)
                        reached = following
                    weight = factor * score
                    target = table.get(reached)
                    if target is None:
                        target = table[reached] = len(states)
                        states.append(reached)
                        best.append(-math.inf)
                    edges.append((node, target, weight, arc_number))
                    value = best[node] + weight + prior
                    if value > best[target]:
                        best[target] = value
        self.first, self.last = first, last
        self._edges = edges
        self._nodes = len(states)
        self._final = list(tables[-1].values())

    def solve(self, priors: Sequence[float], posteriors: list[float]) -> tuple[list[int], float]:
        """
        Best path, posteriors and evidence for these priors.

        Sums run over exp(weight - loss of the best path), which never leaves the range of floats.
        """
        best = [-math.inf] * self._nodes
        best[0] = 0.0
        back: list[tuple[int, int]] = [(-1, -1)] * self._nodes
        for source, target, weight, arc in self._edges:
            value = best[source] + (weight + priors[arc] if arc >= 0 else weight)
            if value > best[target]:
                best[target] = value
                back[target] = (source, arc)
        forward = [0.0] * self._nodes
        forward[0] = 1.0
        shares = []
        for source, target, weight, arc in self._edges:
            value = best[source] + (weight + priors[arc] if arc >= 0 else weight) - best[target]
            share = math.exp(value)
            shares.append(share)
            forward[target] += forward[source] * share
        top = max(best[node] for node in self._final)
        backward = [0.0] * self._nodes
        for node in self._final:
            backward[node] = math.exp(best[node] - top)
        total = sum(forward[node] * backward[node] for node in self._final)
        for (source, target, _, arc), share in zip(reversed(self._edges), reversed(shares), strict=True):
            flow = share * backward[target]
            backward[source] += flow
            if arc >= 0:
                posteriors[arc] = min(1.0, posteriors[arc] + forward[source] * flow / total)
        node = max(self._final, key=best.__getitem__)
        path = []
        while node > 0:
            node, arc = back[node]
            if arc >= 0:
                path.append(arc)
        return path[::-1], top + math.log(total) - self._kept
