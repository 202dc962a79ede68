"""Text out of a local language model, streamed."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import closing
from typing import Self

from llama_cpp import llama_cpp as native

from engine.chat import ChatTemplate, prompt_tokens
from engine.closing import Closing
from engine.decoding import Decoder
from engine.errors import PromptTooLong
from engine.llama import Model
from engine.streaming import ReplyText
from engine.threads import default_threads
from engine.weights import Weights
from engine.worker import Worker


class LlamaGenerator(Closing):
    """A language model with its own thread; requests are served in the order they come in."""

    def __init__(self, native_generator: "_NativeGenerator", *, worker: Worker) -> None:
        """Take over a generator that was made in `worker`; `open` is the way to get one."""
        self._native = native_generator
        self._worker = worker
        # Counting tokens mustn't wait until a reply is done.
        self._tokeniser = Worker("tokenising")

    @classmethod
    async def open(
        cls,
        weights: Weights,
        *,
        context_tokens: int = 4096,
        threads: int | None = None,
        gpu_layers: int = 0,
    ) -> Self:
        """Load a model.

        Args:
            weights: what to load.
            context_tokens: how much it can take in; less if it was trained with less.
            threads: how many CPU threads compute; as many as there are cores by default.
            gpu_layers: how many of the model's layers are put on the graphics card.

        Raises:
            ModelError: the file is broken, or holds no generation model.
        """
        worker = Worker("generation")
        loaded = await worker.start(
            _NativeGenerator,
            weights,
            context_tokens=context_tokens,
            threads=threads or default_threads(),
            gpu_layers=gpu_layers,
        )
        return cls(loaded, worker=worker)

    @property
    def context_tokens(self) -> int:
        """The most tokens that prompt and continuation may have together."""
        return self._native.context_tokens

    @property
    def parameters(self) -> int:
        """How many weights the model has."""
        return self._native.parameters

    async def count_tokens(self, *, system: str, user: str) -> int:
        """Return the tokens of the prompt made of the two texts, chat template included.

        Raises:
            ModelError: the model has been closed, or its chat template fails.
        """
        return len(await self._prompt(system, user))

    async def warm(self, *, system: str) -> None:
        """Read the beginning of the prompts with this system text, so that they start at once.

        Raises:
            ModelError: the model has been closed, or its chat template fails.
        """
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
        """Stream the model's reply piece by piece; closing the iterator stops the model.

        Neither text is read as control tokens, whatever it contains. Deterministic at
        temperature 0, whatever was generated before.

        Raises:
            PromptTooLong: prompt and `max_tokens` don't fit into the context.
            ModelError: the model failed, or has been closed.
        """
        prompt = await self._prompt(system, user)
        if len(prompt) + max_tokens > self.context_tokens:
            raise PromptTooLong(
                f"The prompt has {len(prompt)} tokens and the reply may have {max_tokens}, but the "
                f"model's context holds {self.context_tokens}; give it less text or set a larger "
                "context."
            )
        pieces: asyncio.Queue[str | None] = asyncio.Queue()
        loop = asyncio.get_running_loop()
        stopped = threading.Event()
        done = self._worker.start(
            self._native.write,
            prompt,
            max_tokens=max_tokens,
            temperature=temperature,
            stop=stop,
            stopped=stopped.is_set,
            emit=lambda piece: loop.call_soon_threadsafe(pieces.put_nowait, piece),
        )
        done.add_done_callback(lambda _: pieces.put_nowait(None))
        try:
            while (piece := await pieces.get()) is not None:
                yield piece
            await done
        finally:
            stopped.set()
            done.cancel()

    async def _prompt(self, system: str, user: str) -> list[int]:
        return await self._tokeniser.start(self._native.prompt, system=system, user=user)

    async def close(self) -> None:
        """Finish what has been asked for, then free the model."""
        await self._tokeniser.close(_nothing)
        await self._worker.close(self._native.close)


class _NativeGenerator:
    """The model, its template and its context."""

    def __init__(
        self, weights: Weights, *, context_tokens: int, threads: int, gpu_layers: int
    ) -> None:
        self._model = Model(weights.path, gpu_layers=gpu_layers)
        try:
            self._template = self._open_template()
            self._decoder = Decoder(
                self._model,
                context_tokens=context_tokens,
                threads=threads,
                on_gpu=gpu_layers != 0,
            )
        except BaseException:
            self._model.close()
            raise
        self.context_tokens: int = self._decoder.context_tokens
        self.parameters: int = self._model.parameters

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

    def write(
        self,
        prompt: Sequence[int],
        *,
        max_tokens: int,
        temperature: float,
        stop: Sequence[str],
        stopped: Callable[[], bool],
        emit: Callable[[str], object],
    ) -> None:
        """Write a reply, handing each piece of text to `emit` as soon as it is certain."""
        reply = ReplyText(stop)
        tokens = self._decoder.continue_(
            prompt, max_tokens=max_tokens, temperature=temperature, stopped=stopped
        )
        with closing(tokens):
            for token in tokens:
                if text := reply.feed(self._model.piece(token)):
                    emit(text)
                if reply.stopped:
                    return
        if rest := reply.rest():
            emit(rest)

    def close(self) -> None:
        """Free the memory."""
        self._decoder.close()
        self._model.close()


def _nothing() -> None:
    """Free nothing: tokenising holds no memory of its own."""
