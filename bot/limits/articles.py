"""Whether somebody may add articles now: how many are through, and how many wait."""

import math
import time
from collections.abc import Callable

from bot.errors import Refused
from bot.limits.sharing import may_wait
from bot.limits.windows import Window
from bot.records.jobs import Jobs
from index.ingestion.room import Room
from index.models import Corpus

_DAY, _HOUR = 86_400.0, 3_600.0  # seconds
_WAITING_OF_ONE_PERSON = 30
_WAITING_IN_ALL = 1_000


class ArticleLimits:
    """Refuses articles before they are taken. What is refused counts for nothing."""

    def __init__(
        self,
        jobs: Jobs,
        *,
        per_day: int,
        waiting: int = _WAITING_IN_ALL,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """Let people add.

        Args:
            jobs: what waits to be added.
            per_day: how many articles one person may add in any 24 hours; 0 for any number. It is
                counted in memory only, for nobody needs to know who added how much.
            waiting: how many articles may wait in all.
            now: tells seconds.
        """
        self._jobs = jobs
        self._waiting = waiting
        self._of_late = Window(most=per_day, seconds=_DAY, now=now)

    async def check(
        self, room: Room, corpus: Corpus, user_id: int, *, new: int, again: int = 0
    ) -> None:
        """Refuse more articles than somebody may add now.

        Args:
            room: tells whether there is any.
            corpus: where to.
            user_id: who adds them.
            new: how many are to be added.
            again: how many are only to be read anew.

        Raises:
            Refused: "articles-a-day", "too-many-articles-waiting" or "articles-queue-full".
            CorpusFull: there is no room for them.
        """
        pending = await self._jobs.pending()
        if sum(job.user_id == user_id for job in pending) + new + again > _WAITING_OF_ONE_PERSON:
            raise Refused("too-many-articles-waiting", most=_WAITING_OF_ONE_PERSON)
        here = [job for job in pending if job.corpus == corpus]
        last = new + again - 1
        if not may_wait(own=len(here) + last, waiting=len(pending) + last, length=self._waiting):
            raise Refused("articles-queue-full")
        if new:
            coming = sum(job.kind != "refresh" for job in here)
            await room.check(corpus, articles=coming + new)
        if wait := self._of_late.wait(user_id, new):
            hours = math.ceil(wait / _HOUR)
            raise Refused("articles-a-day", most=self._of_late.most, hours=hours)

    async def take(
        self, room: Room, corpus: Corpus, user_id: int, *, new: int, again: int = 0
    ) -> None:
        """Let somebody add so many articles, which count from now on.

        Raises:
            Refused, CorpusFull: as `check` does.
        """
        await self.check(room, corpus, user_id, new=new, again=again)
        self._of_late.take(user_id, new)
