"""The repairs, one file each, in running order."""

from __future__ import annotations

from functools import cache

from normalize.config import Config
from normalize.model import Stage

ORDER = ("injections", "spin")


def build(config: Config) -> tuple[Stage, ...]:
    """The stages a configuration asks for, in running order."""
    return tuple(_make(name, config) for name in ORDER if name in config.stages)


def _make(name: str, config: Config) -> Stage:
    """A stage of its own where the configuration brings data, else the one all share."""
    if name == "spin" and (config.dictionary or config.pairs):
        from normalize.stages.spin import Spin

        return Spin(config.dictionary, config.pairs)
    return _shared(name)


@cache
def _shared(name: str) -> Stage:
    if name == "spin":
        from normalize.stages.spin import Spin

        return Spin()
    from normalize.stages.injections import Injections

    return Injections()
