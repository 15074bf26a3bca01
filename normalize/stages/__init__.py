"""The repairs, one file each, in running order."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from normalize.config import STAGES, Config
from normalize.model import Stage


def build(config: Config) -> tuple[Stage, ...]:
    """The stages a configuration asks for, in running order."""
    return tuple(_make(name, config) for name in STAGES if name in config.stages)


def _make(name: str, config: Config) -> Stage:
    """A stage of its own where the configuration brings data or a wish, else the one all share."""
    if name == "spin" and (config.dictionary or config.pairs):
        from normalize.stages.spin import Spin

        return Spin(config.dictionary, config.pairs)
    if name == "script" and config.conversion:
        from normalize.stages.script import Script

        return Script(converts=True)
    return _shared(name)


@cache
def _shared(name: str) -> Stage:
    """The class bears the name of its module; a stage is imported when it is first needed."""
    stage: Stage = getattr(import_module(f"normalize.stages.{name}"), name.capitalize())()
    return stage
