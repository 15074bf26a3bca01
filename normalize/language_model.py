"""
The character n-gram model that judges which reading is Chinese.

KenLM, order 5, memory-mapped from `normalize/data/`; `docs/model-card.md` says what it was made
of, `tools/train_language_model.py` makes it again. Loading costs milliseconds, the pages that are
never touched are never read.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

from normalize.tables import DATA

if TYPE_CHECKING:
    import kenlm

MODEL = "char5.bin"
LN10 = math.log(10.0)


class LanguageModel:
    """
    Log probabilities (natural) of tokens after tokens.

    >>> model = load()
    >>> model.score("省委书记讲话") > model.score("省委布告讲话")
    True
    """

    def __init__(self, path: str) -> None:
        import kenlm

        config = kenlm.Config()
        config.load_method = kenlm.LoadMethod.LAZY  # memory-mapped; populated page by page
        config.show_progress = False
        self._model = kenlm.Model(path, config)
        self.order: int = self._model.order
        self.step = self._model.BaseScore  # (state, token, state to fill) -> log10 P; the hot call
        self.new_state = kenlm.State

    def state_after(self, tokens: str, *, at_line_start: bool) -> kenlm.State:
        """The state after the last tokens of `tokens`, the line start included if it is in reach."""
        state, following = self.new_state(), self.new_state()
        reach = self.order - 1
        if at_line_start and len(tokens) < reach:
            self._model.BeginSentenceWrite(state)
        else:
            self._model.NullContextWrite(state)
        for token in tokens[-reach:]:
            self.step(state, token, following)
            state, following = following, state
        return state

    def knows(self, token: str) -> bool:
        """Whether the model has counted this token."""
        return token in self._model

    def alone(self, token: str) -> float:
        """Log10 probability of a token without any context."""
        following = self.new_state()
        found: float = self.step(self.state_after("", at_line_start=False), token, following)
        return found

    def each(self, tokens: str) -> list[float]:
        """Log10 probability of each token of a line, in its order."""
        return [found[0] for found in self._model.full_scores(" ".join(tokens), bos=True, eos=False)]

    def score(self, tokens: str) -> float:
        """Log probability of a whole line of tokens (see `normalize.tokens.fold`)."""
        state, following = self.state_after("", at_line_start=True), self.new_state()
        total: float = 0.0
        for token in tokens:
            total += self.step(state, token, following)
            state, following = following, state
        total += self.step(state, "</s>", following)
        return LN10 * total


@cache
def load() -> LanguageModel:
    """The shipped model, opened once per process."""
    return LanguageModel(str(DATA / MODEL))
