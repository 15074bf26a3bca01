"""
The values everything passes around. Nothing here imports anything of ours.

Offsets are code points of the source text, ends exclusive.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from normalize.config import Config


@dataclass(frozen=True, slots=True)
class Edit:
    """
    One change: `source[start:end] == old` becomes `new`.

    `kind` is the name of the stage that found it, or `"lost"` where information is gone and only
    the place can be reported. `rule` says which row or mechanism decided. `confidence` is the
    calibrated probability that `new` is what the author wrote. `because` lists further rules that
    took part (stacked damage, several stages meeting in one place). `alternatives` are other
    readings with their probabilities, best first.

    >>> Edit(0, 2, "布告", "书记", "spin", "spin/a:布告", 0.99)
    Edit(0-2 布告→书记, spin/a:布告, 0.99)
    """

    start: int
    end: int
    old: str
    new: str
    kind: str
    rule: str
    confidence: float
    because: tuple[str, ...] = ()
    alternatives: tuple[tuple[str, float], ...] = ()

    def __repr__(self) -> str:
        place = f"{self.start}-{self.end} {self.old}→{self.new}"
        return f"Edit({place}, {self.rule}, {self.confidence:.2f})"

    @property
    def kept(self) -> float:
        """Probability that the text was right as it stood."""
        return sum(p for text, p in self.alternatives if text == self.old)

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON, the empty fields left out."""
        record: dict[str, Any] = {
            "start": self.start,
            "end": self.end,
            "old": self.old,
            "new": self.new,
            "kind": self.kind,
            "rule": self.rule,
            "confidence": self.confidence,
        }
        if self.because:
            record["because"] = list(self.because)
        if self.alternatives:
            record["alternatives"] = [[text, p] for text, p in self.alternatives]
        return record

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Edit:
        """The inverse of `to_dict`; takes the records of a diff too."""
        fields = {name: value for name, value in record.items() if name not in ("record", "applied")}
        fields["because"] = tuple(fields.get("because", ()))
        fields["alternatives"] = tuple((text, p) for text, p in fields.get("alternatives", ()))
        return cls(**fields)

    def moved(self, by: int) -> Edit:
        """The same edit `by` characters further on."""
        return Edit(
            self.start + by,
            self.end + by,
            self.old,
            self.new,
            self.kind,
            self.rule,
            self.confidence,
            self.because,
            self.alternatives,
        )


@dataclass(frozen=True, slots=True)
class Decoded:
    """
    Text made from bytes: how it was decided and how sure that is.

    `bom` is the byte-order mark that stood before the text (it is not part of `text`). `lost` are the
    places (start, end) in `text` where U+FFFD stands for bytes that are no characters; a U+FFFD that
    was in the bytes themselves is not among them.
    """

    text: str
    encoding: str
    how: str
    confidence: float
    bom: bytes = b""
    lost: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Family:
    """
    What the gate found out about one spinner family in one text.

    `probability` that some part of the text was spun by this family, `rate` the estimated share of
    replaceable words that were replaced, `spans` the parts concerned, `marks` the substitutes that
    spoke for it with their counts, strongest first.
    """

    name: str
    probability: float
    rate: float
    spans: tuple[tuple[int, int], ...]
    marks: tuple[tuple[str, int], ...]

    @property
    def characters(self) -> int:
        """How many characters the spun parts have."""
        return sum(end - start for start, end in self.spans)

    def moved(self, by: int) -> Family:
        """The same evidence `by` characters further on."""
        spans = tuple((start + by, end + by) for start, end in self.spans)
        return Family(self.name, self.probability, self.rate, spans, self.marks)

    def joined(self, other: Family) -> Family:
        """Both together, for two parts of one text or two documents of one run."""
        marks = Counter(dict(self.marks))
        marks.update(dict(other.marks))
        size, other_size = self.characters, other.characters
        whole = max(1, size + other_size)
        return Family(
            self.name,
            max(self.probability, other.probability),
            (self.rate * size + other.rate * other_size) / whole,
            self.spans + other.spans,
            tuple(sorted(marks.items(), key=lambda item: (-item[1], item[0]))),
        )

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "family": self.name,
            "probability": round(self.probability, 4),
            "rate": round(self.rate, 3),
            "characters": self.characters,
            "spans": [list(span) for span in self.spans],
            "marks": [list(mark) for mark in self.marks],
        }


@dataclass(slots=True)
class Report:
    """
    What happened to a text, in numbers; reports add up over segments and documents.

    `applied` and `suggested` count edits per rule, `families` holds the gate's evidence, `lost`
    counts places where information is gone, `seconds` is the time per stage, `digests` identify
    configuration, tables and model, so that a run can be repeated and a cache keyed.
    """

    characters: int = 0
    applied: Counter[str] = field(default_factory=Counter)
    suggested: Counter[str] = field(default_factory=Counter)
    families: tuple[Family, ...] = ()
    lost: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)

    @property
    def damaged(self) -> bool:
        """Whether anything was found at all: an edit, a suggestion, a spun part or a loss."""
        return bool(self.applied or self.suggested or self.families or self.lost)

    def __add__(self, other: Report) -> Report:
        families = {family.name: family for family in self.families}
        for family in other.families:
            mine = families.get(family.name)
            families[family.name] = mine.joined(family) if mine else family
        stages = sorted({*self.seconds, *other.seconds})
        return Report(
            self.characters + other.characters,
            self.applied + other.applied,
            self.suggested + other.suggested,
            tuple(families.values()),
            self.lost + other.lost,
            {name: self.seconds.get(name, 0.0) + other.seconds.get(name, 0.0) for name in stages},
            {**self.digests, **other.digests},
        )

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "characters": self.characters,
            "applied": dict(self.applied.most_common()),
            "suggested": dict(self.suggested.most_common()),
            "families": [family.to_dict() for family in self.families],
            "lost": self.lost,
            "seconds": {name: round(value, 6) for name, value in self.seconds.items()},
            "digests": dict(self.digests),
        }


@dataclass(slots=True)
class Context:
    """
    What a stage may know besides the text: the configuration, and a place for its findings.

    `families` collects what the gate learned; it goes into the report.
    """

    config: Config
    families: list[Family] = field(default_factory=list)


class Stage(Protocol):
    """
    One repair. It finds; the pipeline applies.

    `suspects` is one cheap search over the text; False promises that `find` would be empty.
    `find` yields edits in offsets of the text it is given, sorted and disjoint, and changes nothing.
    """

    name: str

    def suspects(self, text: str) -> bool: ...

    def find(self, text: str, context: Context) -> Iterable[Edit]: ...
