"""The repairs, one file each, in running order."""

from __future__ import annotations

from functools import cache

from normalize.config import Config
from normalize.model import Stage

ORDER = ("injections", "spin")


def build(config: Config) -> tuple[Stage, ...]:
    """The stages a configuration asks for, in running order."""
    return tuple(_stage(name, config.dictionary) for name in ORDER if name in config.stages)


@cache
def _stage(name: str, dictionary: tuple[str, ...]) -> Stage:
    if name == "spin":
        from normalize.stages.spin import Spin

        return Spin(dictionary)
    from normalize.stages.injections import Injections

    return Injections()
