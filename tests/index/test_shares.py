"""Of several processes that share a database, each looks after its own corpora only."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index.catalogue.visits import Visits
from index.feeds.entry_rows import Day
from index.feeds.models import Feed, FoundEntry
from index.feeds.store import FeedStore
from index.identity import feed_id
from index.models import Corpus
from index.ports import NO_VALIDATORS
from tests import databases
from tests.index.fakes import BagOfWords
from tests.index.stores import LOCAL, OTHER, a_draft, an_article, contents, open_store

pytestmark = pytest.mark.usefixtures("each_database")

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
AT = NOW.isoformat(timespec="microseconds")
DAY = Day(name="2026-06-01", articles=50)
TOMORROW = "2026-06-02T00:00:00.000000+00:00"


@dataclass(frozen=True)
class Only:
    """The share of a process that has one corpus of several."""

    corpus: Corpus
    first: bool = True
    all: bool = False

    def owns(self, corpus: Corpus) -> bool:
        """Say whether it is that corpus."""
        return corpus == self.corpus


async def test_feeds_and_entries(tmp_path: Path) -> None:
    """What another process has to do is neither due here nor taken, unless it is asked for."""
    database = databases.at(tmp_path / "catalogue.db")
    await database.open()
    shared, own = FeedStore(database), FeedStore(database, Only(LOCAL))
    for corpus, due in ((OTHER, NOW - timedelta(hours=2)), (LOCAL, NOW - timedelta(hours=1))):
        entry = FoundEntry(key=f"of {corpus}", link="https://x.example/1")
        await shared.add(_feed(corpus, due), [entry], now=AT, taken=1)
    assert [feed.corpus for feed in await shared.due(AT, 9)] == [OTHER, LOCAL]
    assert [feed.corpus for feed in await own.due(AT, 1)] == [LOCAL]
    assert [feed.corpus for feed in await own.due(AT, 9, corpus=OTHER)] == [OTHER]
    assert {entry.corpus for entry in await shared.ready(now=AT, day=DAY, limit=9)} == {
        LOCAL,
        OTHER,
    }
    assert [entry.corpus for entry in await own.ready(now=AT, day=DAY, limit=9)] == [LOCAL]
    assert await shared.next_due(DAY, TOMORROW) == _written(NOW - timedelta(hours=2))
    assert await own.next_due(DAY, TOMORROW) == _written(NOW - timedelta(hours=1))
    nobody = FeedStore(database, Only(Corpus("nobody's")))
    assert await nobody.next_due(DAY, TOMORROW) is None
    await database.close()


async def test_refreshes(tmp_path: Path) -> None:
    """Articles of other processes' corpora are not read anew."""
    async with open_store(tmp_path) as store:
        cards = [
            (await store.ingestion.add(corpus, an_article("A", "Text.", url="https://x.org"))).card
            for corpus in (LOCAL, OTHER)
        ]
        database = databases.at(tmp_path / "catalogue.db")
        await database.open()
        for card in cards:
            await Visits(database).went_well(card.id, at=NOW, due=NOW)
        everything, own = Visits(database), Visits(database, Only(OTHER))
        long_ago = NOW - timedelta(days=1)
        assert len(await everything.due(NOW, unvisited_since=long_ago, limit=9)) == 2
        found = await own.due(NOW, unvisited_since=long_ago, limit=9)
        assert found == [(OTHER, cards[1].id)]
        await database.close()


async def test_recovery_leaves_others_alone(tmp_path: Path) -> None:
    """What another process is in the middle of isn't cleaned away when this one starts."""
    async with open_store(tmp_path, BagOfWords()) as store:
        for corpus in (LOCAL, OTHER):
            await store.ingestion.add(corpus, an_article("Here", f"Text of {corpus}."))
        before = await contents(store)
        under_way = a_draft(an_article("There", "Still being added."), OTHER)
        await store.catalogue.versions.store(under_way)
        left = a_draft(an_article("Left", "Was being added."), LOCAL)
        await store.catalogue.versions.store(left)
        ids = await store.vectors.ids(OTHER)
        await store.ingestion.recover(Only(LOCAL))
        assert await store.catalogue.versions.stored("pending", "retired") == [under_way.id]
        assert await store.vectors.ids(OTHER) == ids
        await store.ingestion.recover(Only(OTHER, first=False))
        assert await contents(store) == before


def _feed(corpus: Corpus, due: datetime) -> Feed:
    url = "https://x.example/feed"
    return Feed(
        id=feed_id(corpus, url),
        corpus=corpus,
        url=url,
        title="X",
        site=None,
        added=AT,
        visited=None,
        due=_written(due),
        validators=NO_VALIDATORS,
    )


def _written(time: datetime) -> str:
    return time.isoformat(timespec="microseconds")
