"""What Footnote's speed is compared with: llama.cpp as others use it.

Nothing but this module, outside of `engine/`, imports llama.cpp.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Iterator, Sequence
from typing import Any, Self, cast

import numpy as np
from llama_cpp import Llama
from llama_cpp import llama_cpp as native

from engine.chat import ChatTemplate, prompt_tokens
from engine.lane import Lane
from engine.weights import Weights

_WINDOW = 4096  # tokens
_BATCH = 512  # tokens computed in one step
_END: Any = object()


class LockedLlama:
    """A generation model of llama-cpp-python's high-level class, which serves one after the other.

    It gets the very tokens that Footnote's own engine would give the model, and keeps the beginning
    that a prompt shares with the one before it, as that class does by itself. It computes in a lane
    with the other models, a token at a time: beside them, in a thread of its own, it would be
    slower, and so would they.
    """

    def __init__(self, llama: Llama, *, lane: Lane) -> None:
        """Take over a loaded model; `open` is the way to get one."""
        self._llama = llama
        self._lane = lane
        self._lock = asyncio.Lock()
        beginning = llama.token_bos()
        adds = llama.metadata.get("tokenizer.ggml.add_bos_token", "false") == "true"
        self._beginning = beginning if adds else None
        self._template = ChatTemplate(
            llama.metadata.get("tokenizer.chat_template"),
            beginning=_spelling(llama, beginning),
            end=_spelling(llama, llama.token_eos()),
        )

    @classmethod
    async def open(cls, weights: Weights, *, lane: Lane, threads: int) -> Self:
        """Load a model."""
        return cls(await lane.do(_load, weights, threads), lane=lane)

    @property
    def context_tokens(self) -> int:
        """The most tokens that prompt and continuation may have together."""
        return int(self._llama.n_ctx())

    @property
    def parameters(self) -> int:
        """How many weights the model has."""
        return int(native.llama_model_n_params(self._llama.model))

    async def count_tokens(self, *, system: str, user: str) -> int:
        """Return the tokens of the prompt made of the two texts, chat template included."""
        return len(self._prompt(system, user))

    async def warm(self, *, system: str) -> None:
        """Read the beginning of the prompts with this system text."""
        async for _ in self.generate(system=system, user="", max_tokens=1):
            return

    async def generate(
        self,
        *,
        system: str,
        user: str,
        max_tokens: int,
        temperature: float = 0.0,
        stop: Sequence[str] = (),
    ) -> AsyncGenerator[str, None]:
        """Stream the model's reply when those before it are done."""
        async with self._lock:
            pieces = cast(
                Iterator[Any],
                self._llama.create_completion(
                    self._prompt(system, user),
                    max_tokens=max_tokens,
                    temperature=temperature,
                    stop=list(stop),
                    stream=True,
                ),
            )
            while (piece := await self._lane.do(next, pieces, _END)) is not _END:
                if text := piece["choices"][0]["text"]:
                    yield text

    async def close(self) -> None:
        """Free the model."""
        await self._lane.do(self._llama.close)

    def _prompt(self, system: str, user: str) -> list[int]:
        return prompt_tokens(
            self._template.segments(system=system, user=user),
            lambda text, control: self._llama.tokenize(
                text.encode(), add_bos=False, special=control
            ),
            beginning=self._beginning,
        )


class ChatLlama:
    """The same class as most bots use it: messages in, the whole of a reply out."""

    def __init__(self, weights: Weights, *, threads: int) -> None:
        """Load a model."""
        self._llama = _load(weights, threads)

    def reply(self, prompt: str, *, max_tokens: int) -> str:
        """Return the reply to a message."""
        completion: Any = self._llama.create_chat_completion(
            [{"role": "user", "content": prompt}], max_tokens=max_tokens, temperature=0.0
        )
        return str(completion["choices"][0]["message"]["content"])

    def close(self) -> None:
        """Free the model."""
        self._llama.close()


class BareModel:
    """A model that computes and does nothing with what comes out, as llama-bench measures it.

    Tokens are of chance, nothing is chosen from the logits, and no text is made.
    """

    def __init__(self, weights: Weights, *, threads: int, streams: int) -> None:
        """Load a model and make room for some sequences, of 512 tokens each on average."""
        parameters = native.llama_model_default_params()
        self._model: Any = native.llama_model_load_from_file(str(weights.path).encode(), parameters)
        self._streams = streams
        asked = native.llama_context_default_params()
        asked.n_ctx = 512 * streams
        asked.n_batch = asked.n_ubatch = _BATCH
        asked.n_seq_max = streams
        asked.kv_unified = True
        asked.n_threads = asked.n_threads_batch = threads
        asked.flash_attn_type = native.LLAMA_FLASH_ATTN_TYPE_ENABLED
        self._context: Any = native.llama_init_from_model(self._model, asked)
        self._memory = native.llama_get_memory(self._context)
        self._batch = native.llama_batch_init(_BATCH, 0, 1)
        vocabulary = native.llama_model_get_vocab(self._model)
        self._tokens = native.llama_vocab_n_tokens(vocabulary)
        self._chance = np.random.default_rng(0)
        self.bytes = int(native.llama_model_size(self._model))
        """How large its weights are: what it reads from memory for a token."""
        self.parameters = int(native.llama_model_n_params(self._model))

    def writing_rate(self, tokens: int, *, after: int) -> float:
        """Return how many tokens a second it writes in one sequence.

        Args:
            tokens: how many are written.
            after: how many it has read before.
        """
        self._read(1, after)
        return tokens / self._write(1, after, tokens)

    def throughput(self, tokens: int, *, streams: int, prompt: int) -> float:
        """Return how many tokens a second it writes in some sequences together.

        Args:
            tokens: how many are written in each.
            streams: how many sequences there are.
            prompt: how many tokens each reads before, which takes its time, too.
        """
        reading = self._read(streams, prompt)
        return streams * tokens / (reading + self._write(streams, prompt, tokens))

    def _read(self, streams: int, tokens: int) -> float:
        """Forget all, read a prompt in each sequence, and return the seconds it took."""
        native.llama_memory_clear(self._memory, False)
        places = [(stream, at) for stream in range(streams) for at in range(tokens)]
        began = time.perf_counter()
        for start in range(0, len(places), _BATCH):
            self._decode(places[start : start + _BATCH], logits=False)
        return time.perf_counter() - began

    def _write(self, streams: int, after: int, tokens: int) -> float:
        """Write a token in each sequence, again and again, and return the seconds it took."""
        began = time.perf_counter()
        for at in range(after, after + tokens):
            self._decode([(stream, at) for stream in range(streams)], logits=True)
        return time.perf_counter() - began

    def close(self) -> None:
        """Free the model."""
        native.llama_batch_free(self._batch)
        native.llama_free(self._context)
        native.llama_model_free(self._model)

    def _decode(self, places: Sequence[tuple[int, int]], *, logits: bool) -> None:
        """Compute a token of chance at each place: which sequence, and where in it."""
        batch = self._batch
        batch.n_tokens = len(places)
        chosen = self._chance.integers(0, self._tokens, len(places)).tolist()
        for index, (stream, at) in enumerate(places):
            batch.token[index] = chosen[index]
            batch.pos[index] = at
            batch.n_seq_id[index] = 1
            batch.seq_id[index][0] = stream
            batch.logits[index] = logits or index == len(places) - 1
        if native.llama_decode(self._context, batch) != 0:
            raise RuntimeError("llama.cpp failed to compute")
        native.llama_synchronize(self._context)


def _load(weights: Weights, threads: int) -> Llama:
    return Llama(
        str(weights.path), n_ctx=_WINDOW, n_threads=threads, n_threads_batch=threads, verbose=False
    )


def _spelling(llama: Llama, token: int) -> str:
    return bytes(llama.detokenize([token], special=True)).decode("utf-8", "replace")
