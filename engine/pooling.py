"""A model in llama.cpp that makes one row of numbers of each text, many texts at once."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from llama_cpp import llama_cpp as native
from numpy.typing import NDArray

from engine.errors import ModelError
from engine.llama import Model
from engine.weights import Weights

_SEQUENCES = 16
# Attention costs the square of a batch, so packing pays for short texts only.
_PACKED_TOKENS = 256

Rows = NDArray[np.float32]


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield the indices of texts with these lengths, in groups that are computed at once."""
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


class PoolingModel:
    """The model, its llama.cpp context and its batch; used in one thread.

    Attributes:
        longest: the most tokens that one text may have.
        ranks: whether it ranks texts; else it makes vectors of them.
        width: how many numbers a row has.
    """

    def __init__(
        self, weights: Weights, *, threads: int, gpu_layers: int, context_tokens: int
    ) -> None:
        """Load the model.

        Raises:
            ModelError: the file is broken, or holds a model of another kind.
        """
        self.model = Model(weights.path, gpu_layers=gpu_layers)
        try:
            self.longest = min(context_tokens, self.model.trained_context)
            # llama.cpp aborts where a batch can't be shared out evenly to the sequences.
            self._room = -(-max(self.longest, _PACKED_TOKENS) // _SEQUENCES) * _SEQUENCES
            self._context = self._open(threads)
        except BaseException:
            self.model.close()
            raise
        self._memory = native.llama_get_memory(self._context)
        self._batch = native.llama_batch_init(self._room, 0, 1)
        pooling = native.llama_pooling_type(self._context)
        self.ranks: bool = pooling == native.LLAMA_POOLING_TYPE_RANK
        self.width: int = (
            native.llama_model_n_cls_out(self.model.handle)
            if self.ranks
            else native.llama_model_n_embd_out(self.model.handle)
        )

    def _open(self, threads: int) -> Any:
        parameters = native.llama_context_default_params()
        parameters.n_ctx = parameters.n_batch = parameters.n_ubatch = self._room
        parameters.n_seq_max = _SEQUENCES
        parameters.kv_unified = True
        parameters.n_threads = parameters.n_threads_batch = threads
        parameters.embeddings = True
        context = self.model.context(parameters)
        if native.llama_pooling_type(context) == native.LLAMA_POOLING_TYPE_NONE:
            native.llama_free(context)
            parameters.pooling_type = native.LLAMA_POOLING_TYPE_MEAN
            return self.model.context(parameters)
        return context

    def compute(self, sequences: Sequence[Sequence[int]]) -> Rows:
        """Return a row for each tokenised text, shape (len(sequences), width).

        Args:
            sequences: a batch, as `batches` makes them.

        Raises:
            ModelError: the model failed.
        """
        self._fill(sequences)
        if self._memory is None:
            status = native.llama_encode(self._context, self._batch)
        else:
            native.llama_memory_clear(self._memory, True)
            status = native.llama_decode(self._context, self._batch)
        if status != 0:
            raise ModelError(f"The model {self.model.path.name} failed to read ({status}).")
        return np.stack([self._row(sequence) for sequence in range(len(sequences))])

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

    def _row(self, sequence: int) -> Rows:
        pointer = native.llama_get_embeddings_seq(self._context, sequence)
        return np.ctypeslib.as_array(pointer, shape=(self.width,)).copy()

    def close(self) -> None:
        """Free the memory."""
        native.llama_batch_free(self._batch)
        native.llama_free(self._context)
        self.model.close()
