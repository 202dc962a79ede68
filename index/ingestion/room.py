"""How much may come into a corpus, and into the store as a whole.

What is coming counts from the moment it is let in, so that articles which come at the same time
can't be more together than there is room for.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Protocol

from index.catalogue.catalogue import Catalogue
from index.errors import CorpusFull
from index.models import Corpus


@dataclass(frozen=True, slots=True, kw_only=True)
class Most:
    """The most that a corpus may have; 0 for any number.

    Attributes:
        articles: how many.
        bytes: of their texts together, in UTF-8.
    """

    articles: int = 0
    bytes: int = 0


class Storage(Protocol):
    """What everything is stored in."""

    async def check(self, more: int) -> None:
        """Refuse `more` bytes where there is no room for them.

        Raises:
            CorpusFull: there is none.
        """
        ...


ANY = Most()
"""No limit."""


def any_number(_corpus: Corpus) -> Most:
    """Return no limit, for every corpus."""
    return ANY


class Room:
    """Lets articles in while there is room for them."""

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        most: Callable[[Corpus], Most] = any_number,
        storage: Storage | None = None,
    ) -> None:
        """Count what `catalogue` has.

        Args:
            catalogue: knows how much there is.
            most: tells how much a corpus may have.
            storage: what it all is stored in; None for one without a limit.
        """
        self._catalogue = catalogue
        self._most = most
        self._storage = storage
        self._articles: Counter[Corpus] = Counter()  # that are coming
        self._bytes: Counter[Corpus] = Counter()  # of their texts
        self._changed = asyncio.Condition()

    async def check(self, corpus: Corpus, *, articles: int = 1, of_text: int = 0) -> None:
        """Refuse what there is no room for, before work is spent on it.

        Args:
            corpus: where to.
            articles: how many would be new.
            of_text: bytes of text that would come in addition, as far as that is known.

        Raises:
            CorpusFull: there is no room.
            CatalogueError: the catalogue can't be read.
        """
        if self._storage is not None:
            await self._storage.check(of_text)
        if (full := await self._full(corpus, articles, max(of_text, 1))) is not None:
            raise full

    @asynccontextmanager
    async def taken(self, corpus: Corpus, *, articles: int, of_text: int) -> AsyncIterator[None]:
        """Take up room inside `async with`, in which what comes is stored.

        Where there is room only if something else that is coming fails, it is waited for.

        Args:
            corpus: where to.
            articles: how many are new: 0 for another version of one that is there.
            of_text: bytes of text that come in addition; fewer than 0 if it becomes shorter.

        Raises:
            CorpusFull: there is no room.
            CatalogueError: the catalogue can't be read.
        """
        if self._most(corpus) == ANY and self._storage is None:
            yield
            return
        more = max(of_text, 0)
        if self._storage is not None and (articles or more):
            await self._storage.check(more)
        async with self._changed:
            while (full := await self._full(corpus, articles, more)) is not None:
                if not self._articles[corpus] and not self._bytes[corpus]:
                    raise full
                await self._changed.wait()
            self._articles[corpus] += articles
            self._bytes[corpus] += more
        try:
            yield
        finally:
            async with self._changed:
                self._give_back(corpus, articles, more)
                self._changed.notify_all()

    def _give_back(self, corpus: Corpus, articles: int, of_text: int) -> None:
        self._articles[corpus] -= articles
        self._bytes[corpus] -= of_text
        if not self._articles[corpus]:
            del self._articles[corpus]
        if not self._bytes[corpus]:
            del self._bytes[corpus]

    async def _full(self, corpus: Corpus, articles: int, of_text: int) -> CorpusFull | None:
        """Return why so much more doesn't fit beside what is there and what is coming, if so."""
        most = self._most(corpus)
        if most == ANY:
            return None
        counts = await self._catalogue.counts(corpus)
        articles_then = counts.articles + self._articles[corpus] + articles
        if most.articles and articles and articles_then > most.articles:
            return CorpusFull(
                f"There are as many articles here as there may be, {most.articles:,}. Remove some "
                "first; or the host raises SERVER_ARTICLES.",
                key="corpus-full-articles",
                most=most.articles,
            )
        if most.bytes and of_text and counts.bytes + self._bytes[corpus] + of_text > most.bytes:
            megabytes = most.bytes / 1_000_000
            return CorpusFull(
                f"The articles here would have more than the {megabytes:g} MB of text that they "
                "may have. Remove some first; or the host raises SERVER_MEGABYTES.",
                key="corpus-full-text",
                megabytes=megabytes,
            )
        return None
