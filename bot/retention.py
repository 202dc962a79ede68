"""What is kept for a time only is deleted when that time is over."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from bot.errors import UserError
from bot.forgetting import Corpora, Forgetting
from bot.places import guild_corpus
from bot.records import Records
from index.clock import utc_now
from index.errors import FailedIndex

_DAY = timedelta(days=1)

_log = logging.getLogger(__name__)


class Retention:
    """Deletes old answers and questions, and all of servers that removed the bot long ago."""

    def __init__(
        self,
        *,
        records: Records,
        feeds: Corpora,
        corpora: Corpora,
        forgetting: Forgetting,
        answer_days: int,
        left_server_days: int,
        now: Callable[[], datetime] = utc_now,
        pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """Delete from `records`, `feeds` and `corpora`.

        Args:
            records: where answers, questions and servers are.
            feeds: where feeds are.
            corpora: where articles are.
            forgetting: forgets once more whom a backup has brought back.
            answer_days: how long answers and open questions are kept.
            left_server_days: how long everything of a server is kept after it removed the bot.
            now: tells the time in UTC.
            pause: waits for so many seconds.
        """
        self._records = records
        self._feeds = feeds
        self._corpora = corpora
        self._forgetting = forgetting
        self._answers_kept = timedelta(days=answer_days)
        self._servers_kept = timedelta(days=left_server_days)
        self._now = now
        self._pause = pause

    async def run(self) -> None:
        """Delete what is due now and every day, until cancelled."""
        while True:
            await self.round()
            await self._pause(_DAY.total_seconds())

    async def round(self) -> None:
        """Delete what is due. What can't be deleted is logged, and due again the next time."""
        with _going_on():
            await self._forgetting.again()
        with _going_on():
            await self._prune()
        left: list[int] = []
        with _going_on():
            left = await self._records.guilds.due(self._before(self._servers_kept))
        for guild_id in left:
            with _going_on():
                await self._delete(guild_id)

    async def _prune(self) -> None:
        before = self._before(self._answers_kept)
        answers = await self._records.answers.prune(before)
        questions = await self._records.questions.prune(before)
        await self._records.jobs.prune(before)
        await self._records.summaries.prune(before)
        _log.info("Deleted %d old answers and %d old open questions.", answers, questions)

    async def _delete(self, guild_id: int) -> None:
        # The note that the server left goes last, so that an interrupted deletion is repeated.
        corpus = guild_corpus(guild_id)
        await self._feeds.remove_corpus(corpus)  # before they bring anything new
        await self._corpora.remove_corpus(corpus)
        await self._records.guilds.forget(guild_id)
        _log.info("Deleted everything of server %d, which removed the bot.", guild_id)

    def _before(self, kept: timedelta) -> str:
        return (self._now() - kept).isoformat()


@contextmanager
def _going_on() -> Iterator[None]:
    """Log a failure and go on."""
    try:
        yield
    except (FailedIndex, UserError) as error:
        _log.error("What is no longer to be kept could not be deleted: %s", error)
