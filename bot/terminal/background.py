"""What goes on beside the chat: feeds are followed, articles refreshed, and backups made."""

import asyncio
from contextlib import suppress
from types import TracebackType
from typing import Self

from prompt_toolkit.application import run_in_terminal

from bot.assembly import Assembly
from bot.errors import TOLD
from bot.terminal.terminal import Terminal
from bot.updating import Updater
from index.feeds.models import Feed
from index.models import ArticleCard, Corpus


class Background:
    """Keeps a corpus up to date while in its block, if there is something to keep up."""

    def __init__(self, assembly: Assembly, terminal: Terminal, corpus: Corpus) -> None:
        """Keep `corpus` up to date with the parts of `assembly`; tell on `terminal`."""
        self._assembly = assembly
        self._terminal = terminal
        self._corpus = corpus
        self._updater: Updater | None = None
        self._running: asyncio.Task[None] | None = None
        self._backups: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Begin if there is something to keep up; backups are made in any case."""
        try:
            await self.begin_if_needed()
            rotation = self._assembly.stores.rotation
            self._backups = asyncio.create_task(rotation.run(), name="backups")
        except TOLD as error:  # people can chat all the same
            self._terminal.complain(str(error))
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop; what was under way is done the next time."""
        for task in (self._running, self._backups):
            if task is not None:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task

    async def begin_if_needed(self) -> None:
        """Begin if there is a feed, or articles are to be refreshed by themselves.

        Raises:
            FailedIndex, EngineError: the store or the model can't be opened.
        """
        if self._assembly.settings.refresh_days or await self._has_feeds():
            await self.begin()

    async def begin(self) -> None:
        """Begin, or look at once what there is to do, as after a feed was added.

        Raises:
            FailedIndex, EngineError: the store or the model can't be opened.
        """
        if self._updater is None:
            self._updater = Updater(
                await self._assembly.following(),
                await self._assembly.taking(),
                await self._assembly.refreshing(),
                told=self._tell,
                corpus=self._corpus,
            )
            self._running = asyncio.create_task(self._updater.run(), name="updating")
        self._updater.wake()

    async def _has_feeds(self) -> bool:
        return bool(await (await self._assembly.following()).feeds(self._corpus))

    async def _tell(self, feed: Feed, card: ArticleCard) -> None:
        """Tell of a new article above the line that is being typed."""
        await run_in_terminal(lambda: self._terminal.say(f"New from {feed.title}: “{card.title}”"))
