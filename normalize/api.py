"""The public functions, thin: each makes a `Normalizer` and uses it once."""

from __future__ import annotations

from typing import Any

from normalize.config import Config
from normalize.model import Report
from normalize.pipeline import Normalizer
from normalize.result import Result


def normalize(text: str, config: Config | None = None, /, **options: Any) -> Result:
    """
    Make damaged Chinese text readable again.

    What it finds sure enough it changes (`result.edits`), what it is not sure of it suggests
    (`result.suggestions`); everything can be placed, explained and undone. Clean text comes back
    as it is. Options are those of `Config`; make a `Normalizer` when there are many texts.

        >>> result = normalize("今天的天气很好。")
        >>> result.text
        '今天的天气很好。'
        >>> result.edits
        ()
        >>> page = "东说念主民群众的好意思好生活，是党和国度的进攻干事。省委布告来到东说念主民中间。"
        >>> normalize(page).text
        '人民群众的美好生活，是党和国家的重要工作。省委书记来到人民中间。'
    """
    return Normalizer(config, **options).normalize(text)


def normalize_bytes(
    data: bytes, config: Config | None = None, /, *, declared: str | None = None, **options: Any
) -> Result:
    """
    Decode and normalize.

    `declared` is the encoding stated by an HTTP header or the page itself, if any. Raises
    `UnreadableError` when the bytes are no text that can be told.

        >>> normalize_bytes("今天的天气很好。".encode("gb18030")).encoding
        'gb18030'
    """
    return Normalizer(config, **options).normalize_bytes(data, declared=declared)


def detect(text: str, config: Config | None = None, /, **options: Any) -> Report:
    """
    What is damaged, by which family, how sure: the same path as `normalize`, nothing applied.

        >>> detect("今天的天气很好。").damaged
        False
    """
    return Normalizer(config, **options).detect(text)
