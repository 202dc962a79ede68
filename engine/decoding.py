"""A generation model's context in llama.cpp: cells that hold tokens, and steps that compute."""

import ctypes
import secrets
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from llama_cpp import llama_cpp as native
from numpy.typing import NDArray

from engine.errors import ModelError
from engine.llama import Model
from engine.options import Options

_NUMBERS = {"f16": native.GGML_TYPE_F16, "q8_0": native.GGML_TYPE_Q8_0}
_BYTES = {"f16": 2.0, "q8_0": 34 / 32}  # of a number
_TOP_K = 40
_TOP_P = 0.95
_MIN_P = 0.05
_FULL = 1  # what llama_decode returns where no cells are left

State = NDArray[np.uint8]
"""What a model has made of the tokens of a sequence, to be put back later."""


@dataclass(slots=True)
class Step:
    """The tokens of one step, each with its place, and which of them are to be continued."""

    tokens: list[int] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    sequences: list[int] = field(default_factory=list)
    continued: list[bool] = field(default_factory=list)

    def add(self, sequence: int, position: int, tokens: list[int], *, last: int) -> None:
        """Add tokens of a sequence, the `last` ones of which are to be continued."""
        count = len(tokens)
        self.tokens += tokens
        self.positions += range(position, position + count)
        self.sequences += [sequence] * count
        self.continued += [False] * (count - last) + [True] * last


class Decoder:
    """A model's context, in which several sequences of tokens live; used in one thread.

    Attributes:
        cells: how many tokens it holds.
        whole: whether the beginning of a sequence can be lent and kept. Models whose memory is a
            state, not a list of tokens, can only go on.
        cuts: whether tokens can be taken back.
    """

    def __init__(
        self, model: Model, *, cells: int, sequences: int, step_tokens: int, options: Options
    ) -> None:
        """Open a context.

        Args:
            model: what computes.
            cells: how many tokens it is to hold.
            sequences: how many sequences there may be.
            step_tokens: the most tokens of a step.
            options: how it computes.

        Raises:
            ModelError: the model doesn't generate text, or there isn't enough memory.
        """
        self._model = model
        self._options = options
        self.whole = keeps_tokens(model)
        # With a sliding window, tokens that are taken back may have pushed out older ones.
        self.cuts = self.whole and not native.llama_model_n_swa(model.handle)
        parameters = native.llama_context_default_params()
        parameters.n_ctx = cells
        parameters.n_batch = parameters.n_ubatch = step_tokens
        parameters.n_seq_max = sequences
        parameters.n_outputs_max = step_tokens
        parameters.kv_unified = True
        parameters.n_threads = options.threads
        parameters.n_threads_batch = options.threads
        parameters.flash_attn_type = int(options.flash_attention)
        parameters.type_k = parameters.type_v = _NUMBERS[options.cache_type]
        self._context: Any = model.context(parameters)
        self._memory = native.llama_get_memory(self._context)
        if self._memory is None or native.llama_model_has_encoder(model.handle):
            self.close()
            raise ModelError(
                f"The model {model.path.name} doesn't write text; choose a generation model."
            )
        self.cells: int = native.llama_n_ctx(self._context)
        self._batch = _Batch(step_tokens)
        self._width: int = native.llama_vocab_n_tokens(model.vocabulary)
        self._logits: NDArray[np.float32] = np.empty((0, self._width), np.float32)
        self._at = 0
        self._threads = options.threads

    def compute(self, step: Step, *, reading: bool) -> bool:
        """Compute a step and return True, or return False where there are too few free cells.

        Args:
            step: what to compute, of one token or more.
            reading: whether prompts are read in it.

        Raises:
            ModelError: the model failed.
        """
        threads = self._options.reading_threads if reading else self._options.threads
        if threads != self._threads:
            native.llama_set_n_threads(self._context, threads, threads)
            self._threads = threads
        status = native.llama_decode(self._context, self._batch.filled(step))
        if status not in (0, _FULL):
            raise ModelError(f"The model {self._model.path.name} failed to generate ({status}).")
        return bool(status == 0)

    def logits(self, count: int) -> NDArray[np.float32]:
        """Return the weights of all tokens as continuations of the first `count` continued ones.

        They are valid until the next step.
        """
        at = ctypes.addressof(native.llama_get_logits(self._context).contents)
        if at != self._at or count > len(self._logits):
            pointer = ctypes.cast(at, ctypes.POINTER(ctypes.c_float))
            self._logits = np.ctypeslib.as_array(pointer, shape=(count, self._width))
            self._at = at
        return self._logits[:count]

    def likeliest(self, count: int) -> list[int]:
        """Return the most probable continuations of the first `count` continued tokens."""
        found: list[int] = self.logits(count).argmax(axis=1).tolist()
        return found

    def sampled(self, sampler: Any, index: int) -> int:
        """Return a continuation of the step's token `index`, drawn by a sampler."""
        token: int = native.llama_sampler_sample(sampler, self._context, index)
        return token

    def complete(self, sequence: int) -> bool:
        """Return whether a sequence still has its first token.

        Models with sliding windows let go of tokens that none of theirs will look at again.
        """
        return bool(native.llama_memory_seq_pos_min(self._memory, sequence) == 0)

    def lend(self, sequence: int, borrower: int, length: int) -> None:
        """Let `borrower`, which is empty, begin with the cells of another sequence."""
        native.llama_memory_seq_cp(self._memory, sequence, borrower, 0, length)

    def cut(self, sequence: int, start: int = 0) -> None:
        """Remove the tokens of a sequence from place `start` on."""
        native.llama_memory_seq_rm(self._memory, sequence, start, -1)

    def state(self, sequence: int, *, most: int) -> State | None:
        """Return what a sequence holds, unless that takes more than `most` bytes."""
        size = native.llama_state_seq_get_size(self._context, sequence)
        if size > most:
            return None
        state: State = np.empty(size, np.uint8)
        place = _pointer(state, ctypes.c_uint8)
        native.llama_state_seq_get_data(self._context, place, size, sequence)
        return state

    def restore(self, sequence: int, state: State) -> bool:
        """Put back what a sequence held; return False where there are too few free cells."""
        place = _pointer(state, ctypes.c_uint8)
        used = native.llama_state_seq_set_data(self._context, place, state.nbytes, sequence)
        return bool(used == state.nbytes)

    def clear(self) -> None:
        """Remove everything."""
        native.llama_memory_clear(self._memory, False)

    def close(self) -> None:
        """Free the context."""
        native.llama_free(self._context)


class _Batch:
    """llama.cpp's arrays for a step, made once and filled each time."""

    def __init__(self, room: int) -> None:
        self._tokens = np.zeros(room, np.int32)
        self._positions = np.zeros(room, np.int32)
        self._sequences = np.zeros(room, np.int32)
        self._continued = np.zeros(room, np.int8)
        self._counts = np.ones(room, np.int32)  # each token belongs to one sequence
        stride = self._sequences.itemsize
        self._rows = self._sequences.ctypes.data + stride * np.arange(room, dtype=np.uintp)
        self._batch = native.llama_batch(
            n_tokens=0,
            token=_pointer(self._tokens, native.llama_token),
            embd=None,
            pos=_pointer(self._positions, native.llama_pos),
            n_seq_id=_pointer(self._counts, ctypes.c_int32),
            seq_id=_pointer(self._rows, ctypes.POINTER(native.llama_seq_id)),
            logits=_pointer(self._continued, ctypes.c_int8),
        )

    def filled(self, step: Step) -> native.llama_batch:
        """Return the step as llama.cpp takes it."""
        count = len(step.tokens)
        self._tokens[:count] = step.tokens
        self._positions[:count] = step.positions
        self._sequences[:count] = step.sequences
        self._continued[:count] = step.continued
        self._batch.n_tokens = count
        return self._batch


def _pointer(array: NDArray[Any], kind: Any) -> Any:
    return ctypes.cast(array.ctypes.data, ctypes.POINTER(kind))


def random_sampler(temperature: float) -> Any:
    """Return a sampler that draws at random; the caller frees it with `free_sampler`."""
    chain = native.llama_sampler_chain_init(native.llama_sampler_chain_default_params())
    for step in (
        native.llama_sampler_init_top_k(_TOP_K),
        native.llama_sampler_init_top_p(_TOP_P, 1),
        native.llama_sampler_init_min_p(_MIN_P, 1),
        native.llama_sampler_init_temp(temperature),
        native.llama_sampler_init_dist(secrets.randbits(32)),
    ):
        native.llama_sampler_chain_add(chain, step)
    return chain


def free_sampler(chain: Any) -> None:
    """Free what `random_sampler` returned."""
    native.llama_sampler_free(chain)


def keeps_tokens(model: Model) -> bool:
    """Return whether a model's memory is a list of tokens, not a state that can only go on."""
    recurrent = native.llama_model_is_recurrent(model.handle)
    return not (recurrent or native.llama_model_is_hybrid(model.handle))


def cell_bytes(model: Model, options: Options) -> float:
    """Return how much memory one token takes, over all layers of a model."""
    heads = max(1, native.llama_model_n_head(model.handle))
    architecture = model.metadata("general.architecture")
    width = native.llama_model_n_embd(model.handle) // heads
    key = int(model.metadata(f"{architecture}.attention.key_length") or width)
    value = int(model.metadata(f"{architecture}.attention.value_length") or width)
    layers: int = native.llama_model_n_layer(model.handle)
    kept_heads: int = native.llama_model_n_head_kv(model.handle)
    return layers * kept_heads * (key + value) * _BYTES[options.cache_type]
