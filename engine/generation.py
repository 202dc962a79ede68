"""Text out of a local language model, streamed; many replies at once."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import aclosing
from functools import lru_cache, partial
from typing import Self

from llama_cpp import llama_cpp as native

from engine.batching.batcher import Batcher
from engine.batching.counters import Counters
from engine.batching.memory import PINNED, Memory
from engine.batching.prefixes import common
from engine.batching.requests import Request
from engine.chat import ChatTemplate, prompt_tokens
from engine.closing import Closing
from engine.decoding import Decoder, cell_bytes, keeps_tokens
from engine.errors import ModelError, PromptTooLong
from engine.lane import Lane
from engine.llama import Model
from engine.options import Options, usual
from engine.threads import default_threads
from engine.weights import Weights

_SPELLED = 8192  # tokens whose bytes are remembered
_OTHER_TEXTS = ("a", "1", "The")  # with which it is seen where the user's text begins


class LlamaGenerator(Closing):
    """A language model; what is asked of it at the same time is written at the same time."""

    def __init__(self, native_generator: "_NativeGenerator", *, lane: Lane, own_lane: bool) -> None:
        """Take over a generator that was made in `lane`; `open` is the way to get one."""
        self._native = native_generator
        self._lane = lane
        self._own_lane = own_lane
        self._unfinished: set[Future[None]] = set()
        self._closed = False
        # Counting tokens mustn't wait until a step is done.
        self._tokenising = ThreadPoolExecutor(max_workers=1, thread_name_prefix="tokenising")
        lane.join(native_generator.batcher)

    @classmethod
    async def open(
        cls,
        weights: Weights,
        *,
        lane: Lane | None = None,
        options: Options | None = None,
        context_tokens: int = 4096,
        parallel: int = 8,
        cache_megabytes: int = 256,
        gpu_layers: int = 0,
    ) -> Self:
        """Load a model.

        Args:
            weights: what to load.
            lane: where it computes; a lane of its own by default, which is closed with it.
            options: how it computes; what is usual on this machine by default.
            context_tokens: how much it can take in for one reply; less if it was trained with
                less.
            parallel: how many replies are written at once.
            cache_megabytes: how much memory attention gets, half of it for what is being written
                and half for what may be needed again; one reply has room, whatever it takes.
            gpu_layers: how many of the model's layers are put on the graphics card.

        Raises:
            ModelError: the file is broken, or holds no generation model.
        """
        own_lane = lane is None
        lane = lane or Lane()
        try:
            loaded = await lane.do(
                _NativeGenerator,
                weights,
                options=options or usual(default_threads(), on_gpu=gpu_layers != 0),
                context_tokens=context_tokens,
                parallel=parallel,
                cache_megabytes=cache_megabytes,
                gpu_layers=gpu_layers,
                alive=lane.alive,
            )
        except BaseException:
            if own_lane:
                await lane.close()
            raise
        return cls(loaded, lane=lane, own_lane=own_lane)

    @property
    def context_tokens(self) -> int:
        """The most tokens that prompt and continuation may have together."""
        return self._native.context_tokens

    @property
    def parameters(self) -> int:
        """How many weights the model has."""
        return self._native.parameters

    def counters(self) -> Counters:
        """Return what the model has done so far."""
        return self._native.batcher.counters

    async def count_tokens(self, *, system: str, user: str) -> int:
        """Return the tokens of the prompt made of the two texts, chat template included.

        Raises:
            ModelError: the model has been closed, or its chat template fails.
        """
        return len(await self._prompt(system, user))

    async def warm(self, *, system: str) -> None:
        """Read the beginning of the prompts with this system text, so that they start at once.

        It is kept as long as there is memory for what is being written.

        Raises:
            PromptTooLong: it doesn't fit into the context.
            ModelError: the model failed, or has been closed.
        """
        prompts = [await self._prompt(system, user) for user in _OTHER_TEXTS]
        length = min(common(prompts[0], other) for other in prompts[1:])
        if length:
            async for _ in self._stream(prompts[0][:length], max_tokens=0, pinned=True):
                pass

    async def generate(
        self,
        *,
        system: str,
        user: str,
        max_tokens: int,
        temperature: float = 0.0,
        stop: Sequence[str] = (),
    ) -> AsyncGenerator[str, None]:
        """Stream the model's reply piece by piece; closing the iterator frees its place.

        Neither text is read as control tokens, whatever it contains. Deterministic at
        temperature 0 as far as the arithmetic is: sums are added up in another order where other
        replies are written at the same time, or a beginning was read before, and that decides
        where two tokens are all but equally probable.

        Raises:
            PromptTooLong: prompt and `max_tokens` don't fit into the context.
            ModelError: the model failed, has been closed, or too many wait for it.
        """
        prompt = await self._prompt(system, user)
        stream = self._stream(prompt, max_tokens=max_tokens, temperature=temperature, stop=stop)
        async with aclosing(stream):
            async for piece in stream:
                yield piece

    async def _stream(
        self,
        prompt: Sequence[int],
        *,
        max_tokens: int,
        temperature: float = 0.0,
        stop: Sequence[str] = (),
        pinned: bool = False,
    ) -> AsyncGenerator[str, None]:
        if len(prompt) + max_tokens > self.context_tokens:
            raise PromptTooLong(
                f"The prompt has {len(prompt)} tokens and the reply may have {max_tokens}, but the "
                f"model's context holds {self.context_tokens}; give it less text or set a larger "
                "context."
            )
        pieces: asyncio.Queue[str | None] = asyncio.Queue()
        loop = asyncio.get_running_loop()
        request = Request(
            prompt=prompt,
            max_tokens=max_tokens,
            temperature=temperature,
            stop=stop,
            pinned=pinned,
            emit=lambda piece: loop.call_soon_threadsafe(pieces.put_nowait, piece),
        )
        done = self._submit(request)
        done.add_done_callback(lambda _: pieces.put_nowait(None))
        try:
            while (piece := await pieces.get()) is not None:
                yield piece
            await done
        finally:
            self._native.batcher.withdraw(request)
            self._lane.wake()

    def _submit(self, request: Request) -> asyncio.Future[None]:
        self._check_open()
        self._native.batcher.submit(request)
        self._unfinished.add(request.done)
        request.done.add_done_callback(self._unfinished.discard)
        self._lane.wake()
        return asyncio.wrap_future(request.done)

    async def _prompt(self, system: str, user: str) -> list[int]:
        self._check_open()
        made = partial(self._native.prompt, system=system, user=user)
        return await asyncio.get_running_loop().run_in_executor(self._tokenising, made)

    def _check_open(self) -> None:
        if self._closed:
            raise ModelError("The model has been closed.")

    async def close(self) -> None:
        """Finish what has been asked for, then free the model; its lane closes after it."""
        if self._closed:
            return
        self._closed = True
        await asyncio.to_thread(wait, list(self._unfinished))
        await asyncio.to_thread(self._tokenising.shutdown)
        self._lane.leave(self._native.batcher)
        await self._lane.do(self._native.close)
        if self._own_lane:
            await self._lane.close()


class _NativeGenerator:
    """The model, its template and what writes with it."""

    def __init__(
        self,
        weights: Weights,
        *,
        options: Options,
        context_tokens: int,
        parallel: int,
        cache_megabytes: int,
        gpu_layers: int,
        alive: Callable[[], object],
    ) -> None:
        self._model = Model(weights.path, gpu_layers=gpu_layers, alive=alive)
        try:
            self._template = self._open_template()
            self.context_tokens: int = min(context_tokens, self._model.trained_context)
            piece = min(options.piece, self.context_tokens)
            step = piece + parallel + options.drafted
            sequences = parallel + (PINNED + 1 if keeps_tokens(self._model) else 0)
            half = cache_megabytes * 2**19  # bytes
            room = int(half / cell_bytes(self._model, options))
            cells = min(max(room, self.context_tokens), parallel * self.context_tokens)
            self._decoder = Decoder(
                self._model,
                cells=max(cells, step),
                sequences=sequences,
                step_tokens=step,
                options=options,
            )
        except BaseException:
            self._model.close()
            raise
        self.parameters: int = self._model.parameters
        self.batcher = Batcher(
            self._decoder,
            Memory(self._decoder, sequences=sequences, kept_bytes=half),
            parallel=parallel,
            piece=piece,
            drafted=options.drafted,
            ends=partial(native.llama_vocab_is_eog, self._model.vocabulary),
            spell=lru_cache(maxsize=_SPELLED)(self._model.piece),
        )

    def _open_template(self) -> ChatTemplate:
        vocabulary = self._model.vocabulary
        beginning = native.llama_vocab_bos(vocabulary)
        self._beginning = beginning if native.llama_vocab_get_add_bos(vocabulary) else None
        return ChatTemplate(
            self._model.metadata("tokenizer.chat_template"),
            beginning=self._model.spelling(beginning),
            end=self._model.spelling(native.llama_vocab_eos(vocabulary)),
        )

    def prompt(self, *, system: str, user: str) -> list[int]:
        """Return the tokens of the prompt made of the two texts."""
        return prompt_tokens(
            self._template.segments(system=system, user=user),
            lambda text, control: self._model.tokenise(text, control=control),
            beginning=self._beginning,
        )

    def close(self) -> None:
        """Free the memory."""
        self._decoder.close()
        self._model.close()
