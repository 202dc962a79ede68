"""A model in llama.cpp that makes one row of numbers of each text, many texts at once."""

import ctypes
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from llama_cpp import llama_cpp as native
from numpy.typing import NDArray

from engine.errors import ModelError
from engine.llama import Model
from engine.packing import SEQUENCES, packed_tokens
from engine.weights import Weights

Rows = NDArray[np.float32]


class PoolingModel:
    """The model, its llama.cpp context and its batch; used in one thread.

    Attributes:
        longest: the most tokens that one text may have.
        packed: how many tokens of several texts are worth computing at once.
        ranks: whether it ranks texts; else it makes vectors of them.
        width: how many numbers a row has.
    """

    def __init__(
        self,
        weights: Weights,
        *,
        threads: int,
        gpu_layers: int,
        context_tokens: int,
        alive: Callable[[], object],
    ) -> None:
        """Load the model, calling `alive` again and again meanwhile.

        Raises:
            ModelError: the file is broken, or holds a model of another kind.
        """
        self.model = Model(weights.path, gpu_layers=gpu_layers, alive=alive)
        try:
            self.longest = min(context_tokens, self.model.trained_context)
            self.packed = packed_tokens(on_gpu=gpu_layers > 0)
            # llama.cpp aborts where a batch can't be shared out evenly to the sequences.
            room = -(-max(self.longest, self.packed) // SEQUENCES) * SEQUENCES
            self._context = self._open(threads, room)
        except BaseException:
            self.model.close()
            raise
        self._memory = native.llama_get_memory(self._context)
        self._batch = _Batch(room)
        pooling = native.llama_pooling_type(self._context)
        self.ranks: bool = pooling == native.LLAMA_POOLING_TYPE_RANK
        self.width: int = (
            native.llama_model_n_cls_out(self.model.handle)
            if self.ranks
            else native.llama_model_n_embd_out(self.model.handle)
        )

    def _open(self, threads: int, room: int) -> Any:
        parameters = native.llama_context_default_params()
        parameters.n_ctx = parameters.n_batch = parameters.n_ubatch = room
        parameters.n_seq_max = SEQUENCES
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
            sequences: at most `SEQUENCES` of them, together at most `packed` tokens; or a single
                one of at most `longest` tokens.

        Raises:
            ModelError: the model failed.
        """
        batch = self._batch.filled(sequences)
        if self._memory is None:
            status = native.llama_encode(self._context, batch)
        else:
            native.llama_memory_clear(self._memory, True)
            status = native.llama_decode(self._context, batch)
        if status != 0:
            raise ModelError(f"The model {self.model.path.name} failed to read ({status}).")
        return np.stack([self._row(sequence) for sequence in range(len(sequences))])

    def _row(self, sequence: int) -> Rows:
        pointer = native.llama_get_embeddings_seq(self._context, sequence)
        return np.ctypeslib.as_array(pointer, shape=(self.width,)).copy()

    def close(self) -> None:
        """Free the memory."""
        native.llama_free(self._context)
        self.model.close()


class _Batch:
    """A `llama_batch` over arrays of our own, which are filled without a loop over tokens."""

    def __init__(self, room: int) -> None:
        self._tokens = np.zeros(room, np.int32)
        self._positions = np.zeros(room, np.int32)
        self._sequences = np.zeros(room, np.int32)
        self._counts = np.ones(room, np.int32)
        self._wanted = np.ones(room, np.int8)
        self._addresses = self._sequences.ctypes.data + 4 * np.arange(room, dtype=np.uintp)
        self._batch = native.llama_batch(
            token=_pointer(self._tokens, ctypes.c_int32),
            pos=_pointer(self._positions, ctypes.c_int32),
            n_seq_id=_pointer(self._counts, ctypes.c_int32),
            seq_id=_pointer(self._addresses, ctypes.POINTER(ctypes.c_int32)),
            logits=_pointer(self._wanted, ctypes.c_int8),
        )

    def filled(self, sequences: Sequence[Sequence[int]]) -> native.llama_batch:
        """Return the batch with these texts in it, until it is filled anew."""
        row = 0
        for sequence, tokens in enumerate(sequences):
            end = row + len(tokens)
            self._tokens[row:end] = tokens
            self._positions[row:end] = np.arange(len(tokens))
            self._sequences[row:end] = sequence
            row = end
        self._batch.n_tokens = row
        return self._batch


def _pointer(numbers: NDArray[Any], kind: Any) -> Any:
    return ctypes.cast(numbers.ctypes.data, ctypes.POINTER(kind))
