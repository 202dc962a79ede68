"""A generation model that is loaded when it is asked, and can be changed for another meanwhile."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from typing import Protocol

from engine.batching.counters import Counters
from engine.closing import Closing
from engine.errors import EngineError, ModelError


class Loaded(Protocol):
    """A generation model that is loaded; see `engine.generation.LlamaGenerator`."""

    async def count_tokens(self, *, system: str, user: str) -> int:
        """Return the tokens of the prompt made of the two texts."""
        ...

    async def warm(self, *, system: str) -> None:
        """Read the beginning of the prompts with this system text."""
        ...

    async def counters(self) -> Counters:
        """Return what the model has done since it was loaded."""
        ...

    def generate(
        self,
        *,
        system: str,
        user: str,
        max_tokens: int,
        temperature: float = 0.0,
        stop: Sequence[str] = (),
    ) -> AsyncGenerator[str, None]:
        """Stream the model's reply piece by piece; closing the iterator stops the model."""
        ...

    async def close(self) -> None:
        """Free the model."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Unloaded:
    """A generation model that is at hand.

    Attributes:
        context_tokens: the most tokens that prompt and continuation may have together.
        parameters: how many weights it has.
        load: loads it.
        idle_seconds: after how long without use its memory is given back; 0 for never.
    """

    context_tokens: int
    parameters: int
    load: Callable[[], Awaitable[Loaded]]
    idle_seconds: float = 0


class GeneratorOnDemand(Closing):
    """A generation model that takes memory only while it is needed."""

    def __init__(self, model: Unloaded) -> None:
        """Load nothing yet."""
        self._held = _Held(model)
        self._former: set[asyncio.Task[None]] = set()

    @property
    def context_tokens(self) -> int:
        """The most tokens that prompt and continuation may have together."""
        return self._held.model.context_tokens

    @property
    def parameters(self) -> int:
        """How many weights the model has."""
        return self._held.model.parameters

    @property
    def loaded(self) -> bool:
        """Whether the model is in memory, or on its way there."""
        return self._held.loaded

    async def counters(self) -> Counters | None:
        """Return what the model has done; None if it isn't in memory. That is no use of it.

        Raises:
            EngineError: it failed.
        """
        return await self._held.counters()

    async def count_tokens(self, *, system: str, user: str) -> int:
        """Return the tokens of the prompt made of the two texts, chat template included.

        Raises:
            EngineError: the model can't be loaded, or failed.
        """
        async with self._held.used() as generator:
            return await generator.count_tokens(system=system, user=user)

    async def warm(self, *, system: str) -> None:
        """Read the beginning of the prompts with this system text, so that they start at once.

        Raises:
            EngineError: the model can't be loaded, or failed.
        """
        async with self._held.used() as generator:
            await generator.warm(system=system)

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

        Raises:
            EngineError: the model can't be loaded, or failed.
        """
        async with self._held.used() as generator:
            reply = generator.generate(
                system=system, user=user, max_tokens=max_tokens, temperature=temperature, stop=stop
            )
            async with aclosing(reply):
                async for piece in reply:
                    yield piece

    async def change(self, model: Unloaded) -> None:
        """Ask `model` from now on; what the one before it has begun, it finishes.

        Where that one is loaded, so is `model`, before anything changes.

        Raises:
            EngineError: it can't be loaded, so that nothing has changed.
        """
        held, former = _Held(model), self._held
        if former.loaded:
            async with held.used():
                self._held = held
        self._held = held
        leaving = asyncio.ensure_future(former.close())
        self._former.add(leaving)
        leaving.add_done_callback(self._former.discard)

    async def close(self) -> None:
        """Finish what has been asked for, then free the model."""
        await asyncio.gather(self._held.close(), *self._former)


class _Held:
    """One model, loaded while it is used and for some time after."""

    def __init__(self, model: Unloaded) -> None:
        self.model = model
        self._users = 0
        self._loading: asyncio.Task[Loaded] | None = None
        self._unloading: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._unused = asyncio.Event()
        self._unused.set()
        self._closed = False

    @property
    def loaded(self) -> bool:
        """Whether it is in memory, or on its way there."""
        return self._loading is not None

    async def counters(self) -> Counters | None:
        """Return what it has done; None if it isn't in memory. It isn't held for that."""
        loading = self._loading
        if loading is None or not loading.done() or loading.cancelled() or loading.exception():
            return None
        return await loading.result().counters()

    @asynccontextmanager
    async def used(self) -> AsyncIterator[Loaded]:
        """Hold the loaded model."""
        if self._closed:
            raise ModelError("The model has been closed.")
        self._users += 1
        self._unused.clear()
        if self._timer is not None:
            self._timer.cancel()
        try:
            yield await self._loaded()
        finally:
            self._users -= 1
            if not self._users:
                self._unused.set()
                self._wait_for_use()

    async def close(self) -> None:
        """Free it once nobody uses it; nobody begins to use it any more."""
        self._closed = True
        await self._unused.wait()
        self._unload()
        if self._unloading is not None:
            await self._unloading

    async def _loaded(self) -> Loaded:
        """Load it if it isn't; who stops waiting doesn't stop that for others."""
        if self._loading is None:
            self._loading = asyncio.ensure_future(self._load())
        loading = self._loading
        try:
            return await asyncio.shield(loading)
        finally:
            failed = loading.done() and (loading.cancelled() or loading.exception() is not None)
            if failed and self._loading is loading:
                self._loading = None

    async def _load(self) -> Loaded:
        if self._unloading is not None:  # both at once may not fit into memory
            await self._unloading
        return await self.model.load()

    def _wait_for_use(self) -> None:
        if self.model.idle_seconds and not self._closed:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(self.model.idle_seconds, self._unload)

    def _unload(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        if self._loading is not None:
            self._unloading = asyncio.ensure_future(_closed_after(self._loading))
            self._loading = None


async def _closed_after(loading: asyncio.Task[Loaded]) -> None:
    try:
        generator = await loading
    except EngineError:
        return  # told to who asked for it; there is nothing to free
    await generator.close()
