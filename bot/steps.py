"""The steps of a message that changes as work goes on, shown as often as it may be edited."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager

from discord.ui import LayoutView

from bot.pacing import Stream


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
        self._latest: LayoutView | None = None
        self._changed = asyncio.Event()
        self._sending = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None

    def show(self, view: LayoutView) -> None:
        """Let `view` be the next step to show."""
        self._latest = view
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
            while True:
                await self._changed.wait()
                while not stream.due():  # noqa: ASYNC110 - what is due moves as others edit
                    await asyncio.sleep(stream.left())
                async with self._sending:
                    view, self._latest = self._latest, None
                    self._changed.clear()
                    if view is not None:
                        await self._send(view)
                        stream.edited()
