"""The process with the models, as seen from the one that started it."""

import asyncio
import itertools
import logging
import re
import signal
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Self

from engine.errors import ModelError
from engine.process import logs
from engine.process.messages import (
    Alive,
    Cancel,
    Failure,
    Logged,
    Open,
    Piece,
    Reply,
    Request,
    Result,
    Work,
)
from engine.process.pipes import packed, received
from engine.process.starting import Started, started
from engine.process.watchdog import Watchdog

_log = logging.getLogger(__name__)

_PATIENCE = 5.0  # seconds in which it ends by itself
_LINES = 50  # of what it printed last
_PIECE = 1 << 16  # bytes
_ABORT = re.compile(r"\S+:\d+: .+")  # how ggml says why it aborts

Take = Callable[[Any], object]


class Ended(Exception):  # noqa: N818 - states the fact
    """The process ended before it replied; the message says how."""


class Stuck(Ended):
    """The process was ended, since it gave no sign of life."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A request under way."""

    work: Work
    done: asyncio.Future[Any]
    take: Take


class Child:
    """One process, from its start to its end.

    Attributes:
        useful: whether it has done anything but load models.
    """

    def __init__(self, new: Started, silent_seconds: float) -> None:
        """Talk to a process that was started; `start` is the way to get one."""
        self._pipes = new
        self._process = new.process
        self._numbers = itertools.count()
        self._asked: dict[int, _Asked] = {}
        self._opened: dict[int, asyncio.Task[dict[str, Any]]] = {}
        self._printed: deque[str] = deque(maxlen=_LINES)
        self.useful = False
        self._watchdog = Watchdog(silent_seconds)
        self._stuck = False
        self._over = asyncio.ensure_future(self._listen())

    @classmethod
    async def start(cls, module: str, *, silent_seconds: float = 0) -> Self:
        """Start a process that runs a module.

        Args:
            module: what it runs.
            silent_seconds: for how long it may give no sign of life while it is asked for
                something, before it is ended; 0 for ever.

        Raises:
            ModelError: it can't be started.
        """
        try:
            return cls(await started(module), silent_seconds)
        except OSError as error:
            raise ModelError(
                f"The process for the models can't be started: {error.strerror or error}."
            ) from error

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def ended(self) -> bool:
        """Whether the process is over, or won't reply any more."""
        return self._over.done()

    @property
    def silence(self) -> float:
        """For how many seconds it has been silent, although it was asked for something."""
        return self._watchdog.silence

    def when_ended(self, tell: Callable[[], object]) -> None:
        """Call `tell` when the process is over."""
        self._over.add_done_callback(lambda _: tell())

    async def ask(self, work: Work, take: Take) -> Any:
        """Have something done, and return the last reply.

        Args:
            work: what to do; who stops waiting for it stops it.
            take: called with each piece that is replied before; what it raises ends the request.

        Raises:
            Ended: the process ended meanwhile.
            EngineError: it can't be done.
        """
        if self.ended:
            raise self._ended()
        number = next(self._numbers)
        done: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._asked[number] = _Asked(work=work, done=done, take=take)
        self._send(Request(number=number, work=work))
        try:
            value = await done
        finally:
            if self._asked.pop(number, None) is not None:
                self._send(Cancel(number=number))
        self.useful = self.useful or not isinstance(work, Open)
        return value

    async def opened(self, model: Open) -> dict[str, Any]:
        """Return the facts of a model, which is loaded if it isn't yet.

        Who stops waiting doesn't stop the loading, since others may wait for it, too.

        Raises:
            Ended: the process ended meanwhile.
            EngineError: it can't be loaded.
        """
        if model.model not in self._opened:
            self._opened[model.model] = asyncio.ensure_future(self.ask(model, _ignore))
        loading = self._opened[model.model]
        try:
            return await asyncio.shield(loading)
        finally:
            if loading.done() and (loading.cancelled() or loading.exception() is not None):
                self._opened.pop(model.model, None)

    def holds(self, number: int) -> bool:
        """Return whether a model is loaded, or being loaded."""
        return number in self._opened and not self.ended

    def forget(self, number: int) -> None:
        """Note that a model isn't loaded any more."""
        self._opened.pop(number, None)

    def end(self) -> str:
        """Return how the process ended, in words."""
        if self._stuck:
            return "no sign of life"
        code = self._process.returncode
        if code is None:
            return "it doesn't reply"
        reason = next((line for line in self._printed if _ABORT.fullmatch(line)), None)
        with suppress(ValueError):
            return reason or f"signal {signal.Signals(-code).name}"
        return reason or f"exit code {code}"

    async def close(self) -> None:
        """End the process, whatever it is doing."""
        self._pipes.requests.close()
        await asyncio.wait([self._over], timeout=_PATIENCE)
        if not self._over.done():
            self._process.kill()
            await self._over

    def _send(self, message: object) -> None:
        if not self._pipes.requests.is_closing():
            self._pipes.requests.write(packed(message))

    async def _listen(self) -> None:
        """Give out replies until the process ends."""
        printed = asyncio.ensure_future(self._note_printed())
        watching = asyncio.ensure_future(self._watch())
        try:
            with suppress(asyncio.IncompleteReadError, ConnectionError):
                while True:
                    message = await received(self._pipes.replies)
                    self._watchdog.note()
                    self._receive(message)
        finally:
            watching.cancel()
            await self._wait()
            await printed
            self._pipes.requests.close()
            asked, self._asked = self._asked, {}
            for each in asked.values():
                if not each.done.done():
                    each.done.set_exception(self._ended())

    def _ended(self) -> Ended:
        return Stuck(self.end()) if self._stuck else Ended(self.end())

    async def _watch(self) -> None:
        """End the process when it hangs."""
        await self._watchdog.wait(lambda: [each.work for each in self._asked.values()])
        self._stuck = True
        with suppress(ProcessLookupError):
            self._process.kill()

    def _receive(self, message: Reply | Logged | Alive) -> None:
        if isinstance(message, Alive):
            return
        if isinstance(message, Logged):
            logs.log(message)
            return
        asked = self._asked.get(message.number)
        if asked is None or asked.done.done():
            return
        match message:
            case Piece():
                try:
                    asked.take(message.value)
                except Exception as error:  # noqa: BLE001 - raised by who asked
                    asked.done.set_exception(error)
            case Result():
                del self._asked[message.number]
                asked.done.set_result(message.value)
            case Failure():
                del self._asked[message.number]
                asked.done.set_exception(message.error)

    async def _note_printed(self) -> None:
        """Keep what native code prints, which is little and may say why it ends."""
        while piece := await self._pipes.printed.read(_PIECE):
            for line in piece.decode("utf-8", "replace").splitlines():
                self._printed.append(line)
                _log.debug("%s", line)

    async def _wait(self) -> None:
        """Wait until the process is over, which doesn't talk any more."""
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._process.wait()
        except TimeoutError:
            with suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()


def _ignore(_value: object) -> None:
    """Need no pieces."""
