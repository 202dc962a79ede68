"""What runs in the process with the models: does what it is asked, several things at once."""

import asyncio
import inspect
import traceback
from collections.abc import Awaitable, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from engine.errors import EngineError, ModelError
from engine.lane import Lane
from engine.process.memory import give_back
from engine.process.messages import (
    Alive,
    Call,
    Cancel,
    Close,
    Failure,
    Kind,
    Open,
    Piece,
    Request,
    Result,
    Run,
    Work,
    Write,
)
from engine.pulse import Pulse

Model = Any
"""One of the engine's models; which of its methods are called, messages say."""

Errand = Callable[..., Awaitable[Any]]
"""Called with the lane, with what sends a piece of the reply, and with arguments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Abilities:
    """What a process can do.

    Attributes:
        kinds: the classes of models.
        errands: whatever else needs llama.cpp, by name.
    """

    kinds: Mapping[Kind, Model]
    errands: Mapping[str, Errand]


_FACTS: dict[Kind, tuple[str, ...]] = {
    "embedder": ("dimension",),
    "reranker": (),
    "generator": ("context_tokens", "parameters"),
}


class Host:
    """The models, which share one lane, and the requests that are under way."""

    def __init__(self, send: Callable[[object], None], abilities: Abilities) -> None:
        """Answer requests with `send`, which any thread may call, and say that we are here."""
        self._send = send
        self._abilities = abilities
        self._lane = Lane(pulse=Pulse(lambda: send(Alive())))
        self._models: dict[int, Model] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}
        send(Alive())

    def take(self, message: Request | Cancel) -> None:
        """Begin a request, or stop one."""
        if isinstance(message, Cancel):
            if message.number in self._tasks:
                self._tasks[message.number].cancel()
            return
        task = asyncio.ensure_future(self._serve(message))
        self._tasks[message.number] = task
        task.add_done_callback(lambda _: self._tasks.pop(message.number))

    async def _serve(self, request: Request) -> None:
        try:
            value = await self._do(request.work, request.number)
            self._send(Result(number=request.number, value=value))
        except Exception as error:  # noqa: BLE001 - raised by who asked, in the other process
            self._send(Failure(number=request.number, error=_portable(error)))

    async def _do(self, work: Work, number: int) -> Any:
        def emit(value: object) -> None:
            self._send(Piece(number=number, value=value))

        match work:
            case Open():
                return await self._open(work)
            case Call():
                value = getattr(self._model(work.model), work.method)(**work.arguments)
                return await value if inspect.isawaitable(value) else value
            case Write():
                await self._write(work, emit)
            case Close():
                if work.model in self._models:
                    await self._models.pop(work.model).close()
                    give_back()
            case Run():
                return await self._abilities.errands[work.errand](
                    self._lane, emit, **work.arguments
                )
        return None

    async def _open(self, work: Open) -> dict[str, Any]:
        kind = self._abilities.kinds[work.kind]
        model = await kind.open(**work.arguments, lane=self._lane)
        self._models[work.model] = model
        return {name: getattr(model, name) for name in _FACTS[work.kind]}

    async def _write(self, work: Write, emit: Callable[[str], None]) -> None:
        async with aclosing(self._model(work.model).generate(**work.arguments)) as pieces:
            async for piece in pieces:
                emit(piece)

    def _model(self, number: int) -> Model:
        if number not in self._models:
            raise ModelError("The model has been closed.")
        return self._models[number]


def _portable(error: Exception) -> Exception:
    """Return an error as it can be raised in another process.

    Those of the engine are sentences made to be shown. Others are defects, and tell where in this
    process they come from.
    """
    if isinstance(error, EngineError):
        return error
    told = RuntimeError(f"{type(error).__name__} in the process with the models: {error}")
    told.add_note("".join(traceback.format_exception(error)))
    return told
