"""
Garbled Chinese web text, readable again.

    >>> import normalize
    >>> normalize.normalize("今天的天气很好。").text
    '今天的天气很好。'
"""

from __future__ import annotations

from normalize.api import detect, normalize, normalize_bytes
from normalize.config import Config
from normalize.decoding import UnreadableError, decode
from normalize.model import Context, Decoded, Edit, Family, Report, Stage
from normalize.pipeline import Normalizer
from normalize.result import Result
from normalize.trace import apply_edits

__version__ = "0.1.0"

__all__ = [
    "Config",
    "Context",
    "Decoded",
    "Edit",
    "Family",
    "Normalizer",
    "Report",
    "Result",
    "Stage",
    "UnreadableError",
    "apply_edits",
    "decode",
    "detect",
    "normalize",
    "normalize_bytes",
]
