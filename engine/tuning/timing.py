"""Times of single steps of a generation model."""

import time
from collections.abc import Callable, Generator, Hashable, Mapping
from typing import Any, TypeVar

from llama_cpp import llama_cpp as native

from engine.errors import ModelError
from engine.llama import Model
from engine.tuning.tuned import Way

STREAMS = 8
_CACHE_TYPES = {"f16": native.GGML_TYPE_F16, "q8_0": native.GGML_TYPE_Q8_0}
_DEPTH = 256  # tokens that attention looks back at: a short prompt
_LEAST = 32  # tokens of a step that there is room for in any case
_FILLING = 32
_FILLING_SECONDS = 2.0
_REPEATED = 3
_SLOW = 0.25  # seconds; a step that takes so long isn't repeated
_TOO_SLOW = 2.0  # seconds; after a step of such a length no longer ones are tried
_RACE_SECONDS = 1.0
_MOST_ROUNDS = 12
_STRIDE = 7919  # a prime: any tokens cost the same, but not the same token again and again

_Key = TypeVar("_Key", bound=Hashable)
_Told = TypeVar("_Told")


def race(
    trials: Mapping[_Key, Callable[[], float]], told: _Told
) -> Generator[_Told, None, dict[_Key, float]]:
    """Try everything in turns, and return the shortest time of each.

    There are fewer turns where they take long. The trials come shortest first: after one of some
    seconds those behind it are left out.

    Args:
        trials: what to try; each returns how many seconds it took.
        told: what is yielded after each trial.
    """
    times: dict[_Key, float] = {}
    for key, trial in trials.items():
        times[key] = trial()
        yield told
        if times[key] > _TOO_SLOW:
            break
    spent = sum(times.values()) * _REPEATED
    for _ in range(min(int(_RACE_SECONDS / spent), _MOST_ROUNDS)):
        for key in times:
            times[key] = min(times[key], trials[key]())
            yield told
    return times


class Bench:
    """A context of a model that holds a short prompt, and in which steps behind it are timed.

    Attributes:
        longest: the most tokens that a step may have.
        passed: how many seconds all steps have taken.
        computed: for how many of them the processor worked for this thread.
    """

    def __init__(self, model: Model, way: Way, *, longest: int) -> None:
        """Open a context, and fill it.

        Args:
            model: a generation model.
            way: how attention is computed.
            longest: how many tokens a step may have, if the model was trained with as many.

        Raises:
            ModelError: the model doesn't generate text, doesn't know this way of computing, or
                doesn't fit into memory.
        """
        self._model = model
        self.passed = self.computed = 0.0
        self._vocabulary: int = native.llama_vocab_n_tokens(model.vocabulary)
        self.longest: int = min(max(longest, _LEAST), model.trained_context // 2)
        self._depth = min(_DEPTH, model.trained_context // 4)
        parameters = native.llama_context_default_params()
        parameters.n_ctx = self._depth + self.longest
        parameters.n_batch = parameters.n_ubatch = self.longest
        parameters.n_seq_max = STREAMS
        parameters.kv_unified = True
        parameters.type_k = parameters.type_v = _CACHE_TYPES[way.cache_type]
        parameters.flash_attn_type = (
            native.LLAMA_FLASH_ATTN_TYPE_ENABLED
            if way.flash_attention
            else native.LLAMA_FLASH_ATTN_TYPE_DISABLED
        )
        self._context = model.context(parameters)
        self._batch = native.llama_batch_init(self.longest, 0, 1)
        try:
            self._memory = self._writing_memory()
            self._fill()
        except BaseException:
            self.close()
            raise

    def writing(self, *, threads: int, tokens: int = 1, streams: int = 1) -> float:
        """Return the seconds of a step that tries `tokens` in each of some replies."""
        return self._shortest(threads=threads, tokens=tokens, streams=streams, read=False)

    def reading(self, *, threads: int, tokens: int) -> float:
        """Return the seconds of a step that reads `tokens` of a prompt."""
        return self._shortest(threads=threads, tokens=tokens, streams=1, read=True)

    def close(self) -> None:
        """Free the memory."""
        native.llama_batch_free(self._batch)
        native.llama_free(self._context)

    def _writing_memory(self) -> Any:
        """Return where keys and values are kept, which models have that write text."""
        memory = native.llama_get_memory(self._context)
        if memory is None or native.llama_model_has_encoder(self._model.handle):
            raise ModelError(
                f"The model {self._model.path.name} doesn't write text; choose a generation model."
            )
        return memory

    def _fill(self) -> None:
        """Read a prompt, of which there is less when reading takes long; share it."""
        wanted, self._depth = self._depth, 0
        started = time.perf_counter()
        while self._depth < wanted and time.perf_counter() - started < _FILLING_SECONDS:
            tokens = min(_FILLING, wanted - self._depth)
            self._decode(tokens=tokens, streams=1, read=True)
            self._depth += tokens
        # What can't be shortened, such as the state of a recurrent model, is timed empty.
        if native.llama_memory_seq_rm(self._memory, 0, self._depth - 1, -1):
            self._depth -= 1
            for stream in range(1, STREAMS):
                native.llama_memory_seq_cp(self._memory, 0, stream, 0, -1)
        else:
            self._depth = 0

    def _shortest(self, *, threads: int, tokens: int, streams: int, read: bool) -> float:
        """Return the shortest time of a step's; the first one also wakes the threads."""
        native.llama_set_n_threads(self._context, threads, threads)
        shortest = self._timed(tokens=tokens, streams=streams, read=read)
        repeated = 0 if shortest > _SLOW else _REPEATED
        for _ in range(repeated):
            again = self._timed(tokens=tokens, streams=streams, read=read)
            shortest = min(shortest, again)
        return shortest

    def _timed(self, *, tokens: int, streams: int, read: bool) -> float:
        if not self._depth:
            native.llama_memory_clear(self._memory, False)
        started, worked = time.perf_counter(), time.thread_time()
        self._decode(tokens=tokens, streams=streams, read=read)
        took = time.perf_counter() - started
        self.passed += took
        self.computed += time.thread_time() - worked
        for stream in range(streams if self._depth else 0):
            native.llama_memory_seq_rm(self._memory, stream, self._depth, -1)
        return took

    def _decode(self, *, tokens: int, streams: int, read: bool) -> None:
        """Compute a step behind what is held; of what is only read the last token is asked for."""
        batch, row = self._batch, 0
        for stream in range(streams):
            for offset in range(tokens):
                batch.token[row] = (self._depth + row) * _STRIDE % self._vocabulary
                batch.pos[row] = self._depth + offset
                batch.n_seq_id[row] = 1
                batch.seq_id[row][0] = stream
                batch.logits[row] = not read or offset == tokens - 1
                row += 1
        batch.n_tokens = row
        status = native.llama_decode(self._context, batch)
        native.llama_synchronize(self._context)
        if status != 0:
            raise ModelError(f"The model {self._model.path.name} failed to generate ({status}).")
