"""
How well text reads: the one judge that all repairs of characters share.

The language model knows simplified prose. Here traditional characters are judged by their
simplified forms, so that both scripts can be asked about; everything is in nats (natural
logarithms), and costs are negative log probabilities: 2 to 4 a character is Chinese as people
write it, 10 and more is not.
"""

from __future__ import annotations

from normalize import language_model
from normalize.hanzi import simplified
from normalize.tokens import fold

REACH = 12  # characters of context on either side; the model looks four back, its effect ends four on


def cost(text: str) -> float:
    """
    Nats per token of a text read as one line; 0 for nothing to read.

    >>> cost("我们一起去公园散步。") < 5 < 10 < cost("鎴戜滑涓€璧峰幓鍏洯")
    True
    """
    tokens = fold(simplified(text))
    return -language_model.load().score(tokens) / (len(tokens) + 1) if tokens else 0.0


def gain(text: str, start: int, end: int, new: str) -> float:
    """
    By how many nats the surroundings read better with `new` in place of `text[start:end]`.

    Positive: better. A place is judged within its line. One wrong character costs its sentence some
    5 to 15 nats; differences below 2 mean nothing.

    >>> gain("他神sè平静", 2, 4, "色") > 2 > 0 > gain("他神色平静", 2, 3, "涩")
    True
    """
    reach = max(0, start - REACH)
    left = text[max(reach, text.rfind("\n", reach, start) + 1) : start]
    stop = text.find("\n", end, end + REACH)
    right = text[end : end + REACH if stop < 0 else stop]
    return cost_of(left + text[start:end] + right) - cost_of(left + new + right)


def cost_of(text: str) -> float:
    """Nats of a whole text read as one line."""
    return -language_model.load().score(fold(simplified(text)))
