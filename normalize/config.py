"""
Configuration: one frozen value, made from defaults, a TOML file and keyword options.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from normalize.model import Edit

# in running order: what hides bytes, bytes, characters, notes and disguises of characters, words
STAGES = (
    "escapes",
    "mojibake",
    "invisibles",
    "lookalikes",
    "annotations",
    "disguise",
    "script",
    "injections",
    "spin",
)
# what people ask for, and OpenCC's name for it; its own names are understood as well
SCRIPTS = {"simplified": "t2s", "traditional": "s2t", "taiwan": "s2twp", "hongkong": "s2hk"}
CONVERSIONS = (
    *("s2t", "s2tw", "s2twp", "s2hk", "s2hkp", "t2s", "tw2s", "tw2sp", "hk2s", "hk2sp"),
    *("t2tw", "t2hk", "tw2t", "hk2t", "t2jp", "jp2t"),
)
PRESETS = {"careful": 0.9, "default": 0.77, "eager": 0.5}  # confidence from which an edit is applied
MAYBE_RIGHT = 0.4  # probability of the text as it stands, above which no preset touches it
SURELY_DAMAGED = 0.1  # probability of the text as it stands, from which on a place must be damaged
BEST_GUESS = 0.95  # there the best reading needs only this share of the confidence asked for


@dataclass(frozen=True, slots=True)
class Config:
    """
    What to repair and how sure to be.

    - `preset`: `careful`, `default` or `eager`; decides the threshold unless that is given.
    - `threshold`: confidence (0..1) from which an edit is applied, strictly; below, it is a suggestion.
    - `stages`: names of the repairs to run, in any order (they run in the house's order).
    - `keep`: terms no stage may touch.
    - `dictionary`: paths of user dictionaries (substitute TAB original, or .csv), or a mapping from
      substitute to original or originals; for a substitute that they have, ours are silent. A word that is
      mapped to itself is left alone.
    - `strip_injections`: remove injected advertising lines instead of marking them.
    - `script`: convert the whole text as well: `simplified`, `traditional`, `taiwan` (with its vocabulary),
      `hongkong`, or a configuration of OpenCC by its name (`tw2sp`, `hk2s`, `t2jp`, ...).

    >>> Config.build(preset="careful").limit
    0.9
    >>> Config.build(treshold=0.5)
    Traceback (most recent call last):
    ...
    TypeError: unknown option 'treshold'; did you mean 'threshold'?
    """

    preset: str = "default"
    threshold: float | None = None
    stages: tuple[str, ...] = STAGES
    keep: tuple[str, ...] = ()
    dictionary: tuple[str, ...] = ()
    strip_injections: bool = False
    script: str | None = None
    pairs: tuple[tuple[str, str], ...] = ()  # what became of a mapping given as `dictionary`; not given by hand

    def __post_init__(self) -> None:
        if isinstance(self.dictionary, Mapping):
            object.__setattr__(self, "pairs", tuple(_pairs(self.dictionary)))
            object.__setattr__(self, "dictionary", ())
        for name in ("stages", "keep", "dictionary"):
            value = getattr(self, name)
            items = (value,) if isinstance(value, str | Path) else value
            if not isinstance(items, list | tuple | set | frozenset):
                raise ValueError(f"{name} must be a list of strings, not {value!r}")
            object.__setattr__(self, name, tuple(str(item) for item in items))
        if not isinstance(self.strip_injections, bool):
            raise ValueError(f"strip_injections must be true or false, not {self.strip_injections!r}")
        if self.threshold is not None and not isinstance(self.threshold, int | float):
            raise ValueError(f"threshold must be a number, not {self.threshold!r}")
        if self.preset not in PRESETS:
            raise ValueError(f"unknown preset {self.preset!r}; there are {', '.join(PRESETS)}")
        if self.threshold is not None and not 0.0 <= self.threshold <= 1.0:
            raise ValueError(f"threshold must lie between 0 and 1, not {self.threshold}")
        if self.script is not None and self.script not in (*SCRIPTS, *CONVERSIONS):
            raise ValueError(f"unknown script {self.script!r}; {_meant(str(self.script), (*SCRIPTS, *CONVERSIONS))}")
        for name in self.stages:
            if name not in STAGES:
                raise ValueError(f"unknown stage {name!r}; {_meant(name, STAGES)}")
        if self.script and "script" not in self.stages:
            raise ValueError(f"script={self.script!r} needs the stage 'script', which stages leaves out")

    @property
    def limit(self) -> float:
        """Confidence from which an edit is applied."""
        return PRESETS[self.preset] if self.threshold is None else self.threshold

    @property
    def conversion(self) -> str | None:
        """
        OpenCC's name of the conversion asked for.

        >>> Config.build(script="taiwan").conversion
        's2twp'
        """
        return SCRIPTS.get(self.script, self.script) if self.script else None

    def applies(self, edit: Edit) -> bool:
        """
        Whether an edit is applied (else it is a suggestion).

        With a threshold: sure enough of the reading. With a preset also: not where the text may
        well be right as it stands; and where it surely is damaged, a slightly less sure reading will do.
        """
        if edit.kind == "lost" or (edit.kind == "injections" and not self.strip_injections):
            return False
        if self.threshold is not None:
            return edit.confidence >= self.threshold
        if edit.confidence >= self.limit:
            return edit.kept <= MAYBE_RIGHT
        return edit.confidence >= BEST_GUESS * self.limit and edit.kept <= SURELY_DAMAGED

    @property
    def digest(self) -> str:
        """Identifies the configuration, the contents of user dictionaries included."""
        import hashlib

        parts = [repr(self)]
        parts += (hashlib.sha256(Path(path).read_bytes()).hexdigest() for path in self.dictionary)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]

    @classmethod
    def build(cls, config: Config | None = None, /, **options: Any) -> Config:
        """A configuration from another one and keyword options; misspelt options are named."""
        known = [field.name for field in fields(cls)]
        for name in options:
            if name not in known:
                raise TypeError(f"unknown option {name!r}; {_meant(name, known)}")
        if "dictionary" in options:  # the new one replaces files and pairs alike
            options.setdefault("pairs", ())
        return replace(config or cls(), **options)

    @classmethod
    def from_toml(cls, path: str | Path) -> Config:
        """
        Read the `[normalize]` table (or the top level) of a TOML file; errors name the file.

        Paths of dictionaries are relative to the file.
        """
        try:
            import tomllib
        except ModuleNotFoundError:  # Python 3.10
            import tomli as tomllib
        try:
            table: Mapping[str, Any] = tomllib.loads(Path(path).read_text(encoding="utf-8"))
            config = cls.build(**table.get("normalize", table))
            beside = Path(path).parent  # a table [normalize.dictionary] was a mapping, and has become pairs
            return replace(config, dictionary=tuple(str(beside / name) for name in config.dictionary))
        except (AttributeError, TypeError, ValueError) as error:
            raise ValueError(f"{path}: {error}") from error


def _pairs(dictionary: Mapping[Any, Any]) -> Iterator[tuple[str, str]]:
    """The pairs of a mapping; what is not a word is refused, since it would be written into texts."""
    for word, value in dictionary.items():
        originals = list(value) if isinstance(value, list | tuple) else [value]
        for one in (word, *originals):
            if not isinstance(one, str) or not one.strip() or not one.isprintable():
                raise ValueError(f"dictionary: {word!r}: {value!r} is not a word, nor a list of words")
        if not originals:
            raise ValueError(f"dictionary: {word!r} has no original")
        yield from ((word, original) for original in originals)


def _meant(name: str, known: Any) -> str:
    import difflib

    close = difflib.get_close_matches(name, known, 1)
    return f"did you mean {close[0]!r}?" if close else f"there are {', '.join(known)}"
