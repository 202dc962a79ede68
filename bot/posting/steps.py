"""The steps of a message that changes as work goes on, shown as often as it may be edited."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager

from discord.ui import LayoutView

from bot.posting.pacing import Stream

Form = LayoutView | Callable[[], LayoutView]
"""A message, or what draws it; many steps are never shown, so it is drawn when it is."""


class Steps:
    """Shows the latest of many steps; those that come too soon after another are overtaken."""

    def __init__(
        self,
        stream: Callable[[], AbstractContextManager[Stream]],
        send: Callable[[LayoutView], Awaitable[None]],
    ) -> None:
        """Show steps with `send`, which fails by itself, when `stream` says that it is time."""
        self._stream = stream
        self._send = send
        self._latest: Form | None = None
        self._changed = asyncio.Event()
        self._sending = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None

    def show(self, form: Form) -> None:
        """Let `form` be the next step to show."""
        self._latest = form
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
        with self._stream() as stream:
            await self._next()  # what makes the message appear is no edit
            while True:
                await self._changed.wait()
                while not stream.due():  # noqa: ASYNC110 - what is due moves as others edit
                    await asyncio.sleep(stream.left())
                await self._next()
                stream.edited()

    async def _next(self) -> None:
        """Show the latest step."""
        async with self._sending:
            form, self._latest = self._latest, None
            self._changed.clear()
            if form is not None:
                await self._send(form if isinstance(form, LayoutView) else form())
