"""Texts to vectors of meaning, with an embedding model in llama.cpp."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from llama_cpp import llama_cpp as native
from numpy.typing import NDArray

from engine.closing import Closing
from engine.errors import ModelError
from engine.pooling import PoolingModel, batches
from engine.threads import default_threads
from engine.weights import Weights
from engine.worker import Worker

Vectors = NDArray[np.float32]


class LlamaEmbedder(Closing):
    """An embedding model with its own thread."""

    def __init__(self, native_embedder: "_NativeEmbedder", *, name: str, worker: Worker) -> None:
        """Take over an embedder that was made in `worker`; `open` is the way to get one."""
        self._native = native_embedder
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
            context_tokens: where texts are cut, if the model doesn't cut them earlier.

        Raises:
            ModelError: the file is broken, or holds no embedding model.
        """
        worker = Worker("embedding")
        loaded = await worker.start(
            _NativeEmbedder,
            weights,
            threads=threads or default_threads(),
            gpu_layers=gpu_layers,
            context_tokens=context_tokens,
        )
        return cls(loaded, name=weights.name, worker=worker)

    @property
    def name(self) -> str:
        """Identifies the model; another name means vectors that can't be compared."""
        return self._name

    @property
    def dimension(self) -> int:
        """Length of the vectors."""
        return self._native.dimension

    async def embed(self, texts: Sequence[str], *, patient: bool = False) -> Vectors:
        """Return one unit-length row per text, shape (len(texts), dimension).

        Texts longer than the model's context are cut at its end. Other calls get their turn
        between the batches of a long one.

        Args:
            texts: what to embed.
            patient: whether others may go first.

        Raises:
            ModelError: the model failed, or has been closed.
        """
        del patient  # first come, first served
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        tokens = await self._worker.start(self._native.tokenise, texts)
        for batch in batches([len(text) for text in tokens]):
            vectors[batch] = await self._worker.start(
                self._native.embed, [tokens[index] for index in batch]
            )
        return vectors

    async def close(self) -> None:
        """Finish what has been asked for, then free the model."""
        await self._worker.close(self._native.close)


class _NativeEmbedder:
    """What runs in the embedder's thread."""

    def __init__(
        self, weights: Weights, *, threads: int, gpu_layers: int, context_tokens: int
    ) -> None:
        self._pooling = PoolingModel(
            weights, threads=threads, gpu_layers=gpu_layers, context_tokens=context_tokens
        )
        self._model = self._pooling.model
        if self._pooling.ranks:
            self._pooling.close()
            raise ModelError(
                f"The model {weights.path.name} ranks texts and makes no vectors of them; "
                "choose an embedding model."
            )
        self.dimension = self._pooling.width

    def tokenise(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the tokens of each text, at least one and at most what the model can take."""
        return [self._cut(self._model.tokenise(text or " ", framed=True)) for text in texts]

    def _cut(self, tokens: list[int]) -> list[int]:
        """Shorten `tokens` from its end, but keep the closing token of the model's frame."""
        longest = self._pooling.longest
        if len(tokens) <= longest:
            return tokens or [0]
        closing = native.llama_vocab_sep(self._model.vocabulary)
        keep = int(tokens[-1] == closing)
        return tokens[: longest - keep] + tokens[len(tokens) - keep :]

    def embed(self, sequences: Sequence[Sequence[int]]) -> Vectors:
        """Return the unit-length vectors of tokenised texts that fit into one batch."""
        vectors = self._pooling.compute(sequences)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not np.all(norms > 0):  # also false for "not a number"
            raise ModelError(f"The model {self._model.path.name} returned vectors of no length.")
        return np.asarray(vectors / norms, dtype=np.float32)

    def close(self) -> None:
        """Free the memory."""
        self._pooling.close()
