"""The steps of a message that changes as work goes on, shown as often as it may be edited.

Every step costs Discord's time, and the last form waits for one that is on its way. So a message
doesn't appear for a minor step, that something has begun, if more follows in a moment.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager, suppress

from discord.ui import LayoutView

from bot.posting.acknowledging import Acknowledgement
from bot.posting.pacing import Stream

MOMENT = 0.5  # seconds

Form = LayoutView | Callable[[], LayoutView]
"""A message, or what draws it; many steps are never shown, so it is drawn when it is."""


class Steps:
    """Shows the latest of many steps; those that come too soon after another are overtaken."""

    def __init__(
        self,
        stream: Callable[[], AbstractContextManager[Stream]],
        send: Callable[[LayoutView], Awaitable[None]],
        after: Acknowledgement | None = None,
    ) -> None:
        """Show steps with `send`, which fails by itself, when `stream` says that it is time.

        Args:
            stream: opened when the first step is to be shown.
            send: shows a step.
            after: what has to have arrived before; where it doesn't, nothing is shown.
        """
        self._stream = stream
        self._send = send
        self._after = after
        self._latest: Form | None = None
        self._minor = False
        self._changed = asyncio.Event()
        self._sending = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None

    def show(self, form: Form, *, minor: bool = False) -> None:
        """Let `form` be the next step to show; a `minor` one only if no other comes soon."""
        self._latest = form
        self._minor = minor
        self._changed.set()
        if self._task is None:
            self._task = asyncio.create_task(self._run(), name="steps of a message")

    async def end(self) -> None:
        """Show no more; a step on its way is waited for, so that nothing overtakes what follows."""
        if self._task is None:
            return
        async with self._sending:
            self._task.cancel()
        await asyncio.wait({self._task})
        task, self._task = self._task, None
        if not task.cancelled():
            task.result()

    async def _run(self) -> None:
        await self._something_major()
        if self._after is not None and not await self._after.succeeds():
            return
        with self._stream() as stream:
            await self._next()  # what makes the message appear is no edit
            while True:
                await self._changed.wait()
                await self._something_major()
                while not stream.due():  # noqa: ASYNC110 - what is due moves as others edit
                    await asyncio.sleep(stream.left())
                await self._next()
                stream.edited()

    async def _something_major(self) -> None:
        """Wait for a step that is worth a message, but for a moment only."""
        with suppress(TimeoutError):
            async with asyncio.timeout(MOMENT):
                while self._minor:
                    self._changed.clear()
                    await self._changed.wait()

    async def _next(self) -> None:
        """Show the latest step."""
        async with self._sending:
            form, self._latest = self._latest, None
            self._changed.clear()
            if form is not None:
                await self._send(form if isinstance(form, LayoutView) else form())
