"""The process with the models, whichever it is at the moment: one that crashes is replaced."""

import asyncio
import itertools
import logging
import time
from collections.abc import AsyncGenerator, Callable, Mapping
from typing import Any

from engine.closing import Closing
from engine.errors import ModelCrashed, ModelError, ModelStuck
from engine.options import Options
from engine.process.child import Child, Ended, Stuck
from engine.process.messages import Close, Kind, Open, Run, Work, Write
from engine.process.models import RemoteEmbedder, RemoteGenerator, RemoteReranker
from engine.process.retelling import Retelling
from engine.process.turns import Turns
from engine.weights import Weights

_log = logging.getLogger(__name__)

_SOON = 10.0  # seconds; a process that ends sooner has crashed at once
_PAUSE = 0.25  # seconds before the next is started then, doubled each time
_LONGEST_PAUSE = 8.0
_MOST_TRIES = 3  # of a text that came further each time
_SILENT = 120.0  # seconds


class Engine(Closing):
    """Models in a process of their own.

    A crash there costs nobody else anything: all that was under way is asked once more. What was
    under way at a crash is asked alone until it is past where it was, so that the next crash is
    known to be its own; then it fails. A process that hangs is ended, which is a crash like others.

    Attributes:
        replaced: how many processes ended without being told to.
    """

    def __init__(self, *, module: str = "engine.process", silent_seconds: float = _SILENT) -> None:
        """Start nothing yet.

        Args:
            module: what the process runs.
            silent_seconds: for how long the process may give no sign of life while it is asked for
                something, before it is replaced; 0 for ever.
        """
        self._module = module
        self._silent_seconds = silent_seconds
        self.replaced = 0
        self._numbers = itertools.count()
        self._turns = Turns()
        self._starting: asyncio.Task[Child] | None = None
        self._child: Child | None = None
        self._reviving: asyncio.Task[None] | None = None
        self._models: dict[int, Open] = {}
        self._began = 0.0
        self._pause = 0.0
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The number of the process that runs now, if one does."""
        return None if self._child is None or self._child.ended else self._child.pid

    @property
    def silence(self) -> float:
        """For how many seconds the process has been silent, although it was asked for something."""
        return 0.0 if self._child is None or self._child.ended else self._child.silence

    async def start(self) -> None:
        """Start the process, which the first request would do otherwise.

        Raises:
            ModelError: it can't be started.
        """
        await self._living()

    async def embedder(
        self,
        weights: Weights,
        *,
        threads: int | None = None,
        gpu_layers: int = 0,
        context_tokens: int = 512,
    ) -> RemoteEmbedder:
        """Load an embedding model; see `engine.embedding.LlamaEmbedder.open`."""
        model = self._model(
            "embedder",
            weights=weights,
            threads=threads,
            gpu_layers=gpu_layers,
            context_tokens=context_tokens,
        )
        return RemoteEmbedder(self, model, await self.open(model))

    async def reranker(
        self,
        weights: Weights,
        *,
        threads: int | None = None,
        gpu_layers: int = 0,
        context_tokens: int = 512,
    ) -> RemoteReranker:
        """Load a reranking model; see `engine.reranking.LlamaReranker.open`."""
        model = self._model(
            "reranker",
            weights=weights,
            threads=threads,
            gpu_layers=gpu_layers,
            context_tokens=context_tokens,
        )
        return RemoteReranker(self, model, await self.open(model))

    async def generator(
        self,
        weights: Weights,
        *,
        options: Options | None = None,
        context_tokens: int = 4096,
        parallel: int = 8,
        cache_megabytes: int = 256,
        gpu_layers: int = 0,
    ) -> RemoteGenerator:
        """Load a generation model; see `engine.generation.LlamaGenerator.open`."""
        model = self._model(
            "generator",
            weights=weights,
            options=options,
            context_tokens=context_tokens,
            parallel=parallel,
            cache_megabytes=cache_megabytes,
            gpu_layers=gpu_layers,
        )
        return RemoteGenerator(self, model, await self.open(model))

    async def open(self, model: Open) -> dict[str, Any]:
        """Load a model and return its facts; it is loaded anew after a crash.

        Raises:
            ModelError: it can't be loaded.
        """
        facts: dict[str, Any] = await self._ask(model, None)
        self._models[model.model] = model
        return facts

    async def ask(self, model: Open, work: Work) -> Any:
        """Ask a model for something.

        Raises:
            ModelCrashed: llama.cpp crashed over it twice.
            EngineError: it failed.
        """
        return await self._ask(model, work)

    async def write(self, model: Open, arguments: Mapping[str, Any]) -> AsyncGenerator[str, None]:
        """Have a text written; closing the iterator stops it.

        Raises:
            ModelCrashed: llama.cpp crashed over it twice at the same place, or wrote something
                else when it was asked again.
            EngineError: it failed.
        """
        pieces: asyncio.Queue[str | None] = asyncio.Queue()
        work = Write(model=model.model, arguments=arguments)
        writing = asyncio.ensure_future(
            self._ask(model, work, retelling=Retelling(pieces.put_nowait))
        )
        writing.add_done_callback(lambda _: pieces.put_nowait(None))
        try:
            while (piece := await pieces.get()) is not None:
                yield piece
            await writing
        finally:
            writing.cancel()

    async def run(
        self, errand: str, *, take: Callable[[Any], object] | None = None, **arguments: Any
    ) -> Any:
        """Have an errand done, and return its reply.

        Args:
            errand: its name in `engine.process.errands`.
            take: called with each piece that comes before the reply.
            arguments: what it is given.

        Raises:
            ModelCrashed: llama.cpp crashed over it twice.
            EngineError: it failed.
        """
        return await self._ask(None, Run(errand=errand, arguments=arguments), take=take)

    async def free(self, model: Open) -> None:
        """Finish what has been asked of a model, then free its memory."""
        self._models.pop(model.model, None)
        child = self._child
        if child is not None and child.holds(model.model):
            child.forget(model.model)
            try:
                await child.ask(Close(model=model.model), _ignore)
            except Ended:
                return  # which freed it, too

    async def close(self) -> None:
        """End the process, and whatever is under way with an error."""
        self._closed = True
        tasks = [task for task in (self._reviving, self._starting) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._child is not None:
            await self._child.close()

    def _model(self, kind: Kind, **arguments: Any) -> Open:
        return Open(model=next(self._numbers), kind=kind, arguments=arguments)

    async def _ask(
        self,
        model: Open | None,
        work: Work | None,
        *,
        retelling: Retelling | None = None,
        take: Callable[[Any], object] | None = None,
    ) -> Any:
        """Ask once, and after a crash once more."""
        for tried in itertools.count(1):
            reached = retelling.length if retelling is not None else 0
            try:
                return await self._try(model, work, retelling, take or _ignore, alone=tried > 1)
            except Ended as error:
                further = retelling is not None and retelling.length > reached
                if self._closed:
                    raise _closed() from error
                if tried > 1 and not (further and tried < _MOST_TRIES):
                    if isinstance(error, Stuck):
                        raise ModelStuck(
                            f"A model gave no sign of life for {self._silent_seconds:g} seconds, "
                            "and neither when it was asked once more; ask something else, or "
                            "choose a smaller model."
                        ) from error
                    raise ModelCrashed(
                        f"llama.cpp crashed over a request, and again when it was asked once more "
                        f"({error}); ask something else, or choose another model."
                    ) from error
            if retelling is not None:
                retelling.again()
        raise AssertionError  # counting has no end

    async def _try(
        self,
        model: Open | None,
        work: Work | None,
        retelling: Retelling | None,
        take: Callable[[Any], object],
        *,
        alone: bool,
    ) -> Any:
        turn = await self._turns.turn(alone=alone)

        def retell(piece: str) -> None:
            if retelling is not None and retelling.take(piece):
                turn.leave()  # it is past where it was at a crash

        try:
            child = await self._living()
            facts = None if model is None else await child.opened(model)
            if work is None:
                return facts
            return await child.ask(work, take if retelling is None else retell)
        finally:
            turn.leave()

    async def _living(self) -> Child:
        """Return the process that runs; start one where none does."""
        if self._closed:
            raise _closed()
        if self._starting is None or (self._starting.done() and self.pid is None):
            self._starting = asyncio.ensure_future(self._start())
        return await asyncio.shield(self._starting)

    async def _start(self) -> Child:
        await asyncio.sleep(self._pause)
        self._began = time.monotonic()
        child = await Child.start(self._module, silent_seconds=self._silent_seconds)
        self._child = child
        child.when_ended(lambda: self._note_end(child))
        return child

    def _note_end(self, child: Child) -> None:
        if self._closed:
            return
        self.replaced += 1
        _log.warning("The process with the models ended (%s); another is started.", child.end())
        soon = time.monotonic() - self._began < _SOON
        self._pause = min(max(2 * self._pause, _PAUSE), _LONGEST_PAUSE) if soon else 0.0
        if child.useful:
            self._reviving = asyncio.ensure_future(self._revive())

    async def _revive(self) -> None:
        """Load what was loaded before, so that the next who asks needn't wait for it."""
        for model in tuple(self._models.values()):
            try:
                await self._try(model, None, None, _ignore, alone=False)
            except (Ended, ModelError) as error:
                _log.info("A model isn't loaded anew before it is needed: %s", error)
                return


def _ignore(_piece: object) -> None:
    """Need no pieces."""


def _closed() -> ModelError:
    return ModelError("The model has been closed.")
