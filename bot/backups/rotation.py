"""Backs the catalogue up from time to time while the bot runs, and deletes the oldest backups."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.backups.making import make
from bot.backups.shelf import AUTOMATIC, Shelf
from bot.errors import TOLD
from index.catalogue.database import Database

_AT_FIRST = 60.0  # seconds; a bot that starts has enough to do
_AFTER_FAILURE = 900.0  # seconds
_LONGEST_REST = 3600.0  # seconds; clocks are set, and computers sleep

_log = logging.getLogger(__name__)


class Rotation:
    """Makes a backup whenever the newest automatic one is old enough.

    What fails is logged, and tried again a quarter of an hour later.
    """

    def __init__(
        self,
        *,
        database: Database,
        shelf: Shelf,
        hours: float,
        kept: int,
        pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """Back `database` up to `shelf`.

        Args:
            database: what is backed up.
            shelf: where to.
            hours: how old the newest backup may become; 0 for no backups.
            kept: how many automatic backups stay.
            pause: waits for so many seconds.
        """
        self._database = database
        self._shelf = shelf
        self._interval = timedelta(hours=hours)
        self._kept = kept
        self._pause = pause

    async def run(self) -> None:
        """Make backups when they are due, until cancelled."""
        await self._pause(_AT_FIRST)
        while True:
            await self._pause(await self.round())

    async def round(self) -> float:
        """Make a backup if one is due; return for how many seconds there is nothing to do."""
        try:
            if self._interval and self._seconds_left() <= 0:
                manifest = await make(self._database, self._shelf.place(AUTOMATIC))
                _log.info("Backed up the catalogue (%s).", manifest.told)
            # Only now, so that there is a new backup before an old one goes.
            await asyncio.to_thread(self._shelf.tidy, automatic=self._kept)
        except TOLD as error:
            _log.error("The catalogue can't be backed up: %s", error)
            return _AFTER_FAILURE
        if not self._interval:
            return _LONGEST_REST
        return min(max(self._seconds_left(), 1.0), _LONGEST_REST)

    def _seconds_left(self) -> float:
        """Return how many seconds the newest backup is still new enough."""
        age = self._shelf.age(AUTOMATIC)
        return 0.0 if age is None else (self._interval - age).total_seconds()
