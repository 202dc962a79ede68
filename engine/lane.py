"""One lane for all models: they compute in turns, a step at a time, in one thread.

Two models that compute at once on the same cores take longer than one after the other, since their
threads wait for each other at every layer. So each does a step of some milliseconds, and the next
step is another's, if one waits. What people wait for goes before what can wait.
"""

import asyncio
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import ParamSpec, Protocol, TypeVar

from engine.errors import ModelError
from engine.pulse import Pulse

_P = ParamSpec("_P")
_R = TypeVar("_R")

_PATIENCE = 1.0  # seconds


class Steps(Protocol):
    """A model's work, done in steps of some milliseconds.

    `urgent` and `patient` are asked from the lane's thread, and `step` is called there.
    """

    @property
    def urgent(self) -> bool:
        """Whether there is work that somebody waits for."""
        ...

    @property
    def patient(self) -> bool:
        """Whether there is work that can wait."""
        ...

    def step(self, *, patient: bool) -> None:
        """Do one step of the urgent or of the patient work, of which there is some.

        Whatever fails is told to who asked for the work; nothing is raised.
        """
        ...


class Lane:
    """The thread that computes, and whose turn it is there.

    Models with urgent work take turns. Patient work is done when there is no urgent one, and one
    step of it all the same when it has waited for long.
    """

    def __init__(self, *, patience: float = _PATIENCE, pulse: Pulse | None = None) -> None:
        """Set up the thread, which starts with the first work.

        Args:
            patience: how many seconds patient work waits at most, however much urgent work there
                is.
            pulse: is given a sign of life after each turn.
        """
        self._pulse = pulse or Pulse(lambda: None)
        self._patience = patience
        self._changed = threading.Condition()
        self._members: deque[Steps] = deque()
        self._errands: deque[Callable[[], None]] = deque()
        self._waiting_since: float | None = None
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="models", daemon=True)

    def join(self, member: Steps) -> None:
        """Give `member` turns from now on."""
        with self._changed:
            self._members.append(member)
            self._changed.notify()

    def leave(self, member: Steps) -> None:
        """Give `member` no more turns; one that runs now goes on to its end."""
        with self._changed:
            if member in self._members:
                self._members.remove(member)

    def alive(self) -> None:
        """Show, from within a turn that takes long, that it gets on."""
        self._pulse.beat()

    def wake(self) -> None:
        """Look for work: a member has got some. May be called from any thread."""
        with self._changed:
            self._changed.notify()

    def do(self, work: Callable[_P, _R], *args: _P.args, **kwargs: _P.kwargs) -> asyncio.Future[_R]:
        """Do something between two steps, such as loading a model, and return its result.

        Raises:
            ModelError: the lane has been closed.
        """
        result: Future[_R] = Future()

        def errand() -> None:
            if result.set_running_or_notify_cancel():
                try:
                    result.set_result(work(*args, **kwargs))
                except BaseException as error:  # noqa: BLE001 - raised where it is awaited
                    result.set_exception(error)

        with self._changed:
            if self._closed:
                raise ModelError("The model has been closed.")
            if not self._thread.is_alive():
                self._thread.start()
            self._errands.append(errand)
            self._changed.notify()
        return asyncio.wrap_future(result)

    async def close(self) -> None:
        """Do the errands that are left, and stop; closing twice changes nothing."""
        with self._changed:
            self._closed = True
            started = self._thread.is_alive()
            self._changed.notify()
        if started:
            await asyncio.to_thread(self._thread.join)

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closed or self._has_work())
                if self._closed and not self._errands:
                    return
                turn = self._next()
            turn()
            self._pulse.beat()

    def _has_work(self) -> bool:
        return bool(self._errands) or any(each.urgent or each.patient for each in self._members)

    def _next(self) -> Callable[[], None]:
        """Return what is to be done next; there is something."""
        if self._errands:
            return self._errands.popleft()
        now = time.monotonic()
        urgent = next((each for each in self._members if each.urgent), None)
        patient = next((each for each in self._members if each.patient), None)
        if patient is not None and self._waiting_since is None:
            self._waiting_since = now
        waited = 0.0 if self._waiting_since is None else now - self._waiting_since
        if urgent is not None and (patient is None or waited < self._patience):
            return self._turn(urgent, patient=False)
        if patient is None:
            return _nothing
        self._waiting_since = None
        return self._turn(patient, patient=True)

    def _turn(self, member: Steps, *, patient: bool) -> Callable[[], None]:
        """Return a step of a member, whose next turn comes after the others'."""
        self._members.remove(member)
        self._members.append(member)
        return lambda: member.step(patient=patient)


def _nothing() -> None:
    """Do nothing: the work was withdrawn while its turn was sought."""
