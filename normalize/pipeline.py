"""
The only loop over stages: stages find, this applies, gates, protects and counts.
"""

from __future__ import annotations

import re
import time
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from normalize import segments, stages, tables
from normalize.config import Config
from normalize.decoding import decode
from normalize.model import Context, Edit, Family, Report, Stage
from normalize.result import Result, join
from normalize.trace import Trace

WHOLE_LINES = ("injections",)  # an advertising line goes with the addresses in it; only the keep-list holds
STAND_IN = "\ufdd1"
_SURROGATE = re.compile("[\ud800-\udfff]")
QUOTED = ("escapes", "mojibake", "invisibles", "lookalikes", "script")  # what people quote who write about encodings
MORE_ROUNDS = 4  # after the first; the seed needs one to see that nothing is left


class Normalizer:
    """
    A configuration at work: what pipelines hold.

    Cheap to make, pickles as its configuration; tables and model load on first use in each
    process.

    >>> normalizer = Normalizer(preset="careful")
    >>> normalizer("天气很好，我们去公园。")
    '天气很好，我们去公园。'
    """

    def __init__(self, config: Config | None = None, /, **options: Any) -> None:
        self.config = Config.build(config, **options)
        self._digests: dict[str, str] | None = None
        self._stages: tuple[Stage, ...] | None = None  # made on first use; user dictionaries are read then

    def __reduce__(self) -> tuple[type[Normalizer], tuple[Config]]:
        return type(self), (self.config,)

    def __call__(self, text: str) -> str:
        """The clean text alone."""
        return self.normalize(text).text

    def normalize(self, text: str) -> Result:
        """The clean text with edits, suggestions and report."""
        if not isinstance(text, str):
            raise TypeError("normalize() takes str; for bytes use normalize_bytes(), which also decides the encoding")
        return self._joined(self._run(part, apply=True) for part in segments.cut(text))

    def normalize_bytes(self, data: bytes, *, declared: str | None = None) -> Result:
        """Decode (see `normalize.decoding`), then normalize; a byte-order mark is dropped."""
        decoded = decode(data, declared=declared)
        result = self.normalize(decoded.text)
        return replace(result, encoding=decoded.encoding)

    def detect(self, text: str) -> Report:
        """What is damaged and how; the same path, but every finding stays a suggestion."""
        if not isinstance(text, str):
            raise TypeError("detect() takes str; decode bytes first with decode(data).text")
        return self._joined(self._run(part, apply=False) for part in segments.cut(text)).report

    def clean_batch(self, texts: Iterable[str | None]) -> list[str | None]:
        """The clean texts of many; None stays None."""
        return [None if text is None else self(text) for text in texts]

    def stream(self, chunks: Iterable[str], *, apply: bool = True) -> Iterator[Result]:
        """
        Results for a text that arrives in chunks, in bounded memory.

        However the text is chunked, the joined results equal that of the whole. Without `apply`
        every finding stays a suggestion.
        """
        waiting = ""
        for chunk in chunks:
            waiting += chunk
            start = 0
            while len(waiting) - start > segments.LONGEST:
                stop = segments.cut_at(waiting, start)
                yield self._run(waiting[start:stop], apply=apply)
                start = stop
            waiting = waiting[start:]
        if waiting:
            yield self._run(waiting, apply=apply)

    def _joined(self, parts: Iterable[Result]) -> Result:
        result = join(parts)
        result.report.digests.update(self.digests)  # an empty text has no parts
        return result

    @property
    def digests(self) -> dict[str, str]:
        """What identifies this run: version, configuration, tables and model."""
        if self._digests is None:
            self._digests = {"config": self.config.digest, **tables.digests()}
        return dict(self._digests)

    def _run(self, source: str, *, apply: bool) -> Result:
        trace = Trace(source)
        seconds: dict[str, float] = {}
        found, families = self._round(trace, seconds, apply=apply)
        rounds = [found]
        # what was restored can make its neighbours readable, and passes stack; a stable text ends this at once
        for _ in range(MORE_ROUNDS):
            before = trace.text
            if before == source:
                break
            rounds.append(self._round(trace, seconds, apply=apply)[0])
            if trace.text == before:
                break
        edits = trace.edits()
        suggestions = _with_lost(_still_open(rounds, edits), rounds[-1])
        report = Report(len(source), families=families, seconds=seconds, digests=self.digests)
        report.applied.update(edit.rule for edit in edits)
        report.suggested.update(edit.rule for edit in suggestions)
        report.lost = sum(edit.kind == "lost" for edit in (*edits, *suggestions))
        return Result(source, trace.text, tuple(edits), tuple(suggestions), report)

    def _round(self, trace: Trace, seconds: dict[str, float], *, apply: bool) -> tuple[list[Edit], tuple[Family, ...]]:
        """Every stage once; suggestions and families in source offsets."""
        suggestions: list[Edit] = []
        families: list[Family] = []
        if self._stages is None:
            self._stages = stages.build(self.config)
        for stage in self._stages:
            began = time.perf_counter()
            text = _encodable(trace.text)
            if stage.suspects(text):
                context = Context(self.config)
                found = _unprotected(text, stage, stage.find(text, context), self.config.keep)
                sure = [edit for edit in found if apply and self.config.applies(edit)]
                unsure = [edit for edit in found if not (apply and self.config.applies(edit))]
                families += (_family_in_source(trace, family) for family in context.families)
                suggestions += (_edit_in_source(trace, edit) for edit in unsure)
                trace.apply(sure)
            seconds[stage.name] = seconds.get(stage.name, 0.0) + time.perf_counter() - began
        return suggestions, tuple(families)


def _encodable(text: str) -> str:
    """
    A text that native libraries take: lone surrogates, which no encoding has, become as many noncharacters.

    Edits that meet one are dropped, so they stay as they are.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub(STAND_IN, text)
    return text


def _still_open(rounds: Sequence[Sequence[Edit]], edits: Sequence[Edit]) -> list[Edit]:
    """Suggestions that no applied edit has answered, sorted and disjoint; the later round knows better."""
    answered = segments.Spans((edit.start, edit.end) for edit in edits)
    kept: list[tuple[int, int, Edit]] = []
    for found in reversed(rounds):
        for edit in found:
            if answered.touch(edit.start, edit.end) or edit.old == edit.new or edit.kind == "lost":
                continue
            place = bisect_left(kept, edit.end, key=lambda item: item[0])
            if place == 0 or kept[place - 1][1] <= edit.start:
                insort(kept, (edit.start, edit.end, edit), key=lambda item: item[:2])
    return [edit for _, _, edit in kept]


def _with_lost(suggestions: list[Edit], last: Sequence[Edit]) -> list[Edit]:
    """The suggestions with the places of what the last round still found lost, wherever they lie; each place once."""
    lost = {(edit.start, edit.end): replace(edit, new=edit.old) for edit in last if edit.kind == "lost"}
    taken = segments.Spans(lost)
    kept = [edit for edit in suggestions if not taken.touch(edit.start, edit.end)]
    return sorted([*kept, *lost.values()], key=lambda edit: (edit.start, edit.end))


def _unprotected(text: str, stage: Stage, edits: Iterable[Edit], keep: Sequence[str]) -> list[Edit]:
    """The edits that touch no protected span; the spans are only looked for when there are edits."""
    found = list(edits)
    if not found:
        return found
    found = [edit for edit in found if STAND_IN not in edit.old]
    if stage.name in WHOLE_LINES:
        spans = segments.Spans(segments.kept(text, keep))
    else:
        spans = segments.protected(text, keep, code=stage.name != "mojibake")
    kept = [edit for edit in found if edit.kind == "lost" or not spans.touch(edit.start, edit.end)]
    if kept and stage.name in QUOTED:
        quoted = segments.quoting(text)
        asked = stage.name == "script"  # a conversion that was asked for is sure, and holds for every line
        kept = [edit for edit in kept if (asked and edit.confidence == 1) or not quoted.touch(edit.start, edit.end)]
    return kept


def _edit_in_source(trace: Trace, edit: Edit) -> Edit:
    """A suggestion found in the current text, at its place in the source."""
    start, end = trace.to_source(edit.start, edit.end)
    return replace(edit, start=start, end=end, old=trace.source[start:end])


def _family_in_source(trace: Trace, family: Family) -> Family:
    return replace(family, spans=tuple(trace.to_source(start, end) for start, end in family.spans))
