"""Waits until something has come true, without sleeping and without overlooking what goes wrong."""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from typing import TypeVar

from tests.discordfake.interactions import FakeInteraction
from tests.discordfake.requests import Request
from tests.discordfake.state import State

T = TypeVar("T")
PATIENCE = 5.0
_RECHECK = 0.05


class Waiting:
    """A world that can be waited for.

    Attributes:
        expect_violations: whether a test provokes violations on purpose.
        expect_errors: whether a test provokes errors in the bot on purpose.
    """

    state: State
    requests: Sequence[Request]
    expect_violations = False
    expect_errors = False
    _watched: tuple[asyncio.Task[None], Sequence[object]] | None = None

    async def until(self, condition: Callable[[], T | None], timeout: float = PATIENCE) -> T:  # noqa: ASYNC109 - it raises with the story
        """Wait for something to become true, and return it.

        Raises:
            AssertionError: it didn't in time, the bot did something forbidden meanwhile, or it
                stopped running.
        """
        loop = asyncio.get_running_loop()
        end = loop.time() + timeout
        while not (found := condition()):
            self._check_on_the_way()
            if loop.time() >= end:
                raise AssertionError(f"not within {timeout} s; {self._story()}")
            self.state.changed.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.state.changed.wait(), _RECHECK)
        return found

    async def answered(
        self,
        interaction: FakeInteraction,
        timeout: float = PATIENCE,  # noqa: ASYNC109 - as of `until`
    ) -> FakeInteraction:
        """Wait until an interaction has more than a promise; return it for chaining."""
        await self.until(lambda: interaction.answered, timeout)
        return interaction

    def watch(self, task: asyncio.Task[None], errors: Sequence[object]) -> None:
        """Let `until` fail as soon as the bot's task does, or `errors` has something."""
        self._watched = (task, errors)

    def _check_on_the_way(self) -> None:
        violations = self.state.violations
        if violations and not self.expect_violations:
            raise AssertionError("\n".join(map(str, violations)))
        if self._watched is None:
            return
        task, errors = self._watched
        if errors and not self.expect_errors:
            raise AssertionError("\n".join(map(str, errors)))
        if task.done() and not task.cancelled() and task.exception() is not None:
            raise AssertionError("the bot has stopped running") from task.exception()

    def _story(self) -> str:
        """Return the last that happened, for somebody who waited in vain."""
        requests = [str(request) for request in self.requests[-12:]]
        messages = [str(message) for message in list(self.state.messages.values())[-4:]]
        return "\n".join(("the last requests:", *requests, "the last messages:", *messages))
