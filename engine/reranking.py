"""Does a text answer a question? Judged by a model in llama.cpp that reads both together."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from llama_cpp import llama_cpp as native

from engine.closing import Closing
from engine.errors import ModelError
from engine.pooling import PoolingModel, Rows, batches
from engine.threads import default_threads
from engine.weights import Weights
from engine.worker import Worker

_QUESTION_SHARE = 2  # a question may take one part in so many of the model's context


class LlamaReranker(Closing):
    """A reranking model (a cross-encoder) with its own thread."""

    def __init__(self, native_reranker: "_NativeReranker", *, name: str, worker: Worker) -> None:
        """Take over a reranker that was made in `worker`; `open` is the way to get one."""
        self._native = native_reranker
        self._name = name
        self._worker = worker

    @classmethod
    async def open(
        cls,
        weights: Weights,
        *,
        threads: int | None = None,
        gpu_layers: int = 0,
        context_tokens: int = 512,
    ) -> Self:
        """Load a model.

        Args:
            weights: what to load.
            threads: how many CPU threads compute; as many as there are cores by default.
            gpu_layers: how many of the model's layers are put on the graphics card.
            context_tokens: where question and text together are cut, if the model doesn't cut
                them earlier.

        Raises:
            ModelError: the file is broken, or holds no model that ranks texts.
        """
        worker = Worker("reranking")
        loaded = await worker.start(
            _NativeReranker,
            weights,
            threads=threads or default_threads(),
            gpu_layers=gpu_layers,
            context_tokens=context_tokens,
        )
        return cls(loaded, name=weights.name, worker=worker)

    @property
    def name(self) -> str:
        """Identifies the model."""
        return self._name

    async def score(self, question: str, texts: Sequence[str]) -> Rows:
        """Return one number per text, shape (len(texts),): the log-odds that it answers.

        A text that is too long is cut at its end. Other calls get their turn between the batches
        of a long one.

        Raises:
            ModelError: the model failed, or has been closed.
        """
        scores = np.empty(len(texts), dtype=np.float32)
        pairs = await self._worker.start(self._native.tokenise, question, texts)
        for batch in batches([len(pair) for pair in pairs]):
            scores[batch] = await self._worker.start(
                self._native.score, [pairs[index] for index in batch]
            )
        return scores

    async def close(self) -> None:
        """Finish what has been asked for, then free the model."""
        await self._worker.close(self._native.close)


class _NativeReranker:
    """What runs in the reranker's thread."""

    def __init__(
        self, weights: Weights, *, threads: int, gpu_layers: int, context_tokens: int
    ) -> None:
        self._pooling = PoolingModel(
            weights, threads=threads, gpu_layers=gpu_layers, context_tokens=context_tokens
        )
        self._model = self._pooling.model
        if not self._pooling.ranks or self._pooling.width != 1:
            self._pooling.close()
            raise ModelError(
                f"The model {weights.path.name} doesn't rank texts by one number; "
                "choose a reranking model such as bge-reranker or ms-marco-MiniLM."
            )

    def tokenise(self, question: str, texts: Sequence[str]) -> list[list[int]]:
        """Return the tokens of each pair in the model's frame: beginning, question, end, text, end.

        Models of the RoBERTa family have two tokens between the two.
        """
        vocabulary = self._model.vocabulary
        asked = self._model.tokenise(question, framed=True)
        closing, longest = asked[-1:], self._pooling.longest
        if len(asked) > longest // _QUESTION_SHARE:
            asked = [*asked[: longest // _QUESTION_SHARE - 1], *closing]
        if native.llama_vocab_get_add_eos(vocabulary) and native.llama_vocab_get_add_sep(
            vocabulary
        ):
            asked.append(native.llama_vocab_sep(vocabulary))
        room = longest - len(asked) - len(closing)
        return [[*asked, *self._model.tokenise(text)[:room], *closing] for text in texts]

    def score(self, pairs: Sequence[Sequence[int]]) -> Rows:
        """Return the score of each tokenised pair of one batch."""
        scores = self._pooling.compute(pairs)[:, 0]
        if not np.all(np.isfinite(scores)):
            raise ModelError(f"The model {self._model.path.name} returned no usable numbers.")
        return scores

    def close(self) -> None:
        """Free the memory."""
        self._pooling.close()
