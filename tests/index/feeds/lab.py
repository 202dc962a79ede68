"""Everything that follows feeds, over a real store, a real fetcher and a site of the tests' own."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

from index.catalogue.catalogue import Catalogue
from index.catalogue.visits import Visits
from index.extraction.extractor import ArticleExtractor
from index.feeds.following import Following
from index.feeds.models import Taken
from index.feeds.store import FeedStore
from index.feeds.taking import Taking
from index.fetching.fetcher import PageFetcher
from index.fetching.politeness import Manners
from index.ingestion.ingestion import Ingestion
from index.ingestion.room import Most
from index.models import Corpus
from index.reading import LinkReader
from index.refreshing import Refreshing
from tests import databases
from tests.index.fakes import BagOfWords
from tests.index.feeds.site import Site
from tests.index.stores import LOCAL, open_store

INTERVAL = timedelta(hours=1)
REFRESHED = timedelta(days=7)
LOOPBACK = ip_network("127.0.0.0/8")
HASTE = Manners(gap=0.0)


class Clock:
    """A clock that goes on only when it is told to."""

    def __init__(self) -> None:
        """Begin at a noon."""
        self.time = datetime(2026, 11, 23, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.time

    def pass_by(self, time: timedelta) -> None:
        """Let some time go by."""
        self.time += time


@dataclass(frozen=True, slots=True, kw_only=True)
class Lab:
    """The parts that follow feeds and refresh articles, and the site that they visit."""

    site: Site
    clock: Clock
    catalogue: Catalogue
    ingestion: Ingestion
    store: FeedStore
    fetcher: PageFetcher
    following: Following
    taking: Taking
    refreshing: Refreshing

    async def take_all(self, corpus: Corpus | None = None) -> list[Taken]:
        """Take entries until nothing is left to be taken."""
        through: list[Taken] = []
        while taken := await self.taking.take(corpus=corpus):
            through += taken
        return through

    async def titles(self, corpus: Corpus = LOCAL) -> list[str]:
        """Return the titles of the articles of a corpus, in alphabetical order."""
        return sorted(card.title for card in await self.catalogue.cards(corpus))


@asynccontextmanager
async def open_lab(
    folder: Path,
    site: Site,
    *,
    clock: Clock | None = None,
    per_day: int = 50,
    embedder: BagOfWords | None = None,
    most: Mapping[Corpus, Most] | None = None,
) -> AsyncIterator[Lab]:
    """Open the store in `folder` as a fresh process would, and what follows feeds over it."""
    clock = clock or Clock()
    database = databases.at(folder / "catalogue.db")
    async with open_store(folder, embedder, most=most) as stored:
        await database.open()
        await stored.ingestion.recover()
        store = FeedStore(database)
        fetcher = PageFetcher(manners=HASTE, allowed_networks=(LOOPBACK,))
        extractor = ArticleExtractor()
        reader = LinkReader(fetcher, extractor)
        try:
            yield Lab(
                site=site,
                clock=clock,
                catalogue=stored.catalogue,
                ingestion=stored.ingestion,
                store=store,
                fetcher=fetcher,
                following=Following(
                    store=store,
                    fetcher=fetcher,
                    interval=INTERVAL,
                    now=clock,
                    chance=lambda: 0.5,
                ),
                taking=Taking(
                    store=store,
                    reader=reader,
                    extractor=extractor,
                    ingestion=stored.ingestion,
                    catalogue=stored.catalogue,
                    per_day=per_day,
                    now=clock,
                    chance=lambda: 0.5,
                ),
                refreshing=Refreshing(
                    catalogue=stored.catalogue,
                    visits=Visits(database),
                    reader=reader,
                    ingestion=stored.ingestion,
                    interval=REFRESHED,
                    now=clock,
                    chance=lambda: 0.5,
                ),
            )
        finally:
            await database.close()
