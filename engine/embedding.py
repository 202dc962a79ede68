"""Texts to vectors of meaning, with an embedding model in llama.cpp."""

from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Any, Self

import numpy as np
from llama_cpp import llama_cpp as native
from numpy.typing import NDArray

from engine.errors import ModelError
from engine.llama import Model
from engine.threads import default_threads
from engine.weights import Weights
from engine.worker import Worker

_SEQUENCES = 16
# Attention costs the square of a batch, so packing pays for short texts only.
_PACKED_TOKENS = 256

Vectors = NDArray[np.float32]


class LlamaEmbedder:
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

    async def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one unit-length row per text, shape (len(texts), dimension).

        Texts longer than the model's context are cut at its end. Other calls get their turn
        between the batches of a long one.

        Raises:
            ModelError: the model failed, or has been closed.
        """
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

    async def __aenter__(self) -> Self:
        """Return the embedder itself."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close it."""
        await self.close()


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield the indices of texts with these lengths, in groups that are embedded at once."""
    batch: list[int] = []
    total = 0
    for index in sorted(range(len(lengths)), key=lambda index: lengths[index]):
        if batch and (len(batch) == _SEQUENCES or total + lengths[index] > _PACKED_TOKENS):
            yield batch
            batch, total = [], 0
        batch.append(index)
        total += lengths[index]
    if batch:
        yield batch


class _NativeEmbedder:
    """The model, its context and its batch; used in one thread."""

    def __init__(
        self, weights: Weights, *, threads: int, gpu_layers: int, context_tokens: int
    ) -> None:
        self._model = Model(weights.path, gpu_layers=gpu_layers)
        try:
            self._longest = min(context_tokens, self._model.trained_context)
            # llama.cpp aborts where a batch can't be shared out evenly to the sequences.
            self._room = -(-max(self._longest, _PACKED_TOKENS) // _SEQUENCES) * _SEQUENCES
            self._context = self._open(threads)
        except BaseException:
            self._model.close()
            raise
        self._memory = native.llama_get_memory(self._context)
        self._batch = native.llama_batch_init(self._room, 0, 1)
        self.dimension: int = native.llama_model_n_embd_out(self._model.handle)

    def _open(self, threads: int) -> Any:
        parameters = native.llama_context_default_params()
        parameters.n_ctx = parameters.n_batch = parameters.n_ubatch = self._room
        parameters.n_seq_max = _SEQUENCES
        parameters.kv_unified = True
        parameters.n_threads = parameters.n_threads_batch = threads
        parameters.embeddings = True
        context = self._model.context(parameters)
        pooling = native.llama_pooling_type(context)
        if pooling == native.LLAMA_POOLING_TYPE_NONE:
            native.llama_free(context)
            parameters.pooling_type = native.LLAMA_POOLING_TYPE_MEAN
            return self._model.context(parameters)
        if pooling == native.LLAMA_POOLING_TYPE_RANK:
            native.llama_free(context)
            raise ModelError(
                f"The model {self._model.path.name} ranks texts and makes no vectors of them; "
                "choose an embedding model."
            )
        return context

    def tokenise(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the tokens of each text, at least one and at most what the model can take."""
        return [self._cut(self._model.tokenise(text or " ", framed=True)) for text in texts]

    def _cut(self, tokens: list[int]) -> list[int]:
        """Shorten `tokens` from its end, but keep the closing token of the model's frame."""
        if len(tokens) <= self._longest:
            return tokens or [0]
        closing = native.llama_vocab_sep(self._model.vocabulary)
        keep = int(tokens[-1] == closing)
        return tokens[: self._longest - keep] + tokens[len(tokens) - keep :]

    def embed(self, sequences: Sequence[Sequence[int]]) -> Vectors:
        """Return the unit-length vectors of tokenised texts that fit into one batch."""
        self._fill(sequences)
        if self._memory is None:
            status = native.llama_encode(self._context, self._batch)
        else:
            native.llama_memory_clear(self._memory, True)
            status = native.llama_decode(self._context, self._batch)
        if status != 0:
            raise ModelError(f"The model {self._model.path.name} failed to embed ({status}).")
        vectors = np.stack([self._vector(sequence) for sequence in range(len(sequences))])
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not np.all(norms > 0):  # also false for "not a number"
            raise ModelError(f"The model {self._model.path.name} returned vectors of no length.")
        return np.asarray(vectors / norms, dtype=np.float32)

    def _fill(self, sequences: Sequence[Sequence[int]]) -> None:
        batch, row = self._batch, 0
        for sequence, tokens in enumerate(sequences):
            for position, token in enumerate(tokens):
                batch.token[row] = token
                batch.pos[row] = position
                batch.n_seq_id[row] = 1
                batch.seq_id[row][0] = sequence
                batch.logits[row] = True
                row += 1
        batch.n_tokens = row

    def _vector(self, sequence: int) -> Vectors:
        pointer = native.llama_get_embeddings_seq(self._context, sequence)
        return np.ctypeslib.as_array(pointer, shape=(self.dimension,)).copy()

    def close(self) -> None:
        """Free the memory."""
        native.llama_batch_free(self._batch)
        native.llama_free(self._context)
        self._model.close()
