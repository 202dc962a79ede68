"""Does a text answer a question? Judged by a model in llama.cpp that reads both together."""

from collections.abc import Sequence

import numpy as np
from llama_cpp import llama_cpp as native

from engine.errors import ModelError
from engine.pooling import PoolingModel, Rows
from engine.rows import RowModel

_QUESTION_SHARE = 2  # a question may take one part in so many of the model's context


class LlamaReranker(RowModel):
    """A reranking model (a cross-encoder)."""

    @staticmethod
    def _check(model: PoolingModel) -> None:
        if not model.ranks or model.width != 1:
            raise ModelError(
                f"The model {model.model.path.name} doesn't rank texts by one number; "
                "choose a reranking model such as bge-reranker or ms-marco-MiniLM."
            )

    async def score(self, question: str, texts: Sequence[str]) -> Rows:
        """Return one number per text, shape (len(texts),): the log-odds that it answers.

        A text that is too long is cut at its end.

        Raises:
            ModelError: the model failed, or has been closed.
        """
        pairs = _Pairs(self._model, question)
        scores = (await self._rows(texts, pairs.tokens, patient=False))[:, 0]
        if not np.all(np.isfinite(scores)):
            raise ModelError(f"The model {self._model.model.path.name} returned no usable numbers.")
        return scores


class _Pairs:
    """A question with texts, in the model's frame: beginning, question, end, text, end.

    Models of the RoBERTa family have two tokens between the two.
    """

    def __init__(self, model: PoolingModel, question: str) -> None:
        self._model = model
        self._question = question
        self._asked: list[int] = []
        self._closing: list[int] = []

    def tokens(self, text: str) -> list[int]:
        """Return the tokens of the question and a text; the question's are made once."""
        if not self._asked:
            self._read_question()
        room = self._model.longest - len(self._asked) - len(self._closing)
        return [*self._asked, *self._model.model.tokenise(text)[:room], *self._closing]

    def _read_question(self) -> None:
        vocabulary, most = self._model.model.vocabulary, self._model.longest // _QUESTION_SHARE
        asked = self._model.model.tokenise(self._question, framed=True)
        if len(asked) > most:
            asked = [*asked[: most - 1], *asked[-1:]]
        self._asked, self._closing = asked, asked[-1:]
        if native.llama_vocab_get_add_eos(vocabulary) and native.llama_vocab_get_add_sep(
            vocabulary
        ):
            self._asked = [*asked, native.llama_vocab_sep(vocabulary)]
