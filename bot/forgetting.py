"""People are forgotten: all that is kept about them goes, wherever it is, and doesn't come back."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from bot.forgotten import Forgotten
from bot.places import user_corpus
from bot.records.models import Kept
from bot.records.people import People
from index.clock import utc_now
from index.models import Corpus

_log = logging.getLogger(__name__)


class Corpora(Protocol):
    """Where articles or feeds are."""

    async def remove_corpus(self, corpus: Corpus) -> None:
        """Remove everything of a corpus; of one that has nothing, nothing.

        Raises:
            index.errors.FailedIndex: they can't be removed.
        """
        ...


class Forgetting:
    """Forgets people."""

    def __init__(
        self,
        *,
        people: People,
        feeds: Corpora,
        corpora: Corpora,
        forgotten: Forgotten,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        """Forget people everywhere.

        Args:
            people: what the bot remembers of them.
            feeds: where the feeds of their direct messages are.
            corpora: where the articles of these are.
            forgotten: notes it.
            now: tells the time in UTC.
        """
        self._people = people
        self._feeds = feeds
        self._corpora = corpora
        self._forgotten = forgotten
        self._now = now
        self._one_at_a_time = asyncio.Lock()

    async def forget(self, user_id: int) -> Kept:
        """Delete all that is kept about a person; return how much it was.

        If it is broken off, `again` goes on with it at the next start.

        Raises:
            UserError: it can't be noted; nothing is deleted then.
            FailedIndex: something can't be deleted.
        """
        async with self._one_at_a_time:
            kept = await self._people.kept(user_id)
            today = self._now().date()
            last = await asyncio.to_thread(self._forgotten.add, user_id, today=today)
            await self._delete(user_id)
            await self._people.note_forgotten(last)
        return kept

    async def again(self) -> int:
        """Forget those whom an earlier backup has brought back; return how many they were.

        Raises:
            UserError: it can't be read who was forgotten.
            FailedIndex: something can't be read or deleted.
        """
        async with self._one_at_a_time:
            last = await asyncio.to_thread(self._forgotten.last)
            after = await self._people.forgotten_up_to(last.mark)
            if last.number <= after:
                return 0
            everybody = await self._people.everybody()
            back = await asyncio.to_thread(self._forgotten.among, everybody, after=after)
            for user_id in back:
                await self._delete(user_id)
            await self._people.note_forgotten(last)
        if back:
            _log.info("Forgot %d people again, whom a backup had brought back.", len(back))
        return len(back)

    async def _delete(self, user_id: int) -> None:
        await self._people.forget(user_id)
        own = user_corpus(user_id)  # its name tells whose it is
        await self._feeds.remove_corpus(own)  # before they bring anything new
        await self._corpora.remove_corpus(own)
