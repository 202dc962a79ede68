"""Who added a feed and where it is announced is noted for as long as the feed is followed."""

import pytest

from bot.records import Records
from bot.records.models import NOBODY, Announcement
from index.catalogue.database import Database
from index.feeds.models import Feed
from index.feeds.store import FeedStore
from index.models import Corpus, FeedId
from tests.bot.records.values import ALICE, BOB, LAB, LAB_CORPUS

NOTED = Announcement(guild_id=LAB, channel_id=BOB, user_id=ALICE)


@pytest.fixture
async def feed(database: Database) -> Feed:
    """A feed of the lab."""
    return await a_feed(database, "f1", LAB_CORPUS)


async def a_feed(database: Database, name: str, corpus: Corpus) -> Feed:
    """Let a corpus follow a feed."""
    new = Feed(
        id=FeedId(name),
        corpus=corpus,
        url=f"https://{name}.example/feed",
        title=name,
        site=None,
        added="2026-05-01T10:00:00+00:00",
        visited=None,
        due="2026-05-01T10:00:00+00:00",
    )
    return await FeedStore(database).add(new, (), now=new.added, taken=0)


async def test_what_is_noted_comes_back(records: Records, feed: Feed) -> None:
    """What is noted later takes its place."""
    assert await records.announcements.get(feed.id) is None
    await records.announcements.set(feed.id, NOTED)
    assert await records.announcements.get(feed.id) == NOTED
    direct = Announcement(guild_id=None, channel_id=None, user_id=BOB)
    await records.announcements.set(feed.id, direct)
    assert await records.announcements.get(feed.id) == direct


async def test_it_goes_with_the_feed(records: Records, feed: Feed, database: Database) -> None:
    """Nothing is noted of a feed that isn't there, or no longer."""
    await records.announcements.set(feed.id, NOTED)
    await FeedStore(database).remove(feed.id)
    assert await records.announcements.get(feed.id) is None
    await records.announcements.set(feed.id, NOTED)
    assert await records.announcements.get(feed.id) is None


async def test_a_person_is_forgotten(records: Records, feed: Feed, database: Database) -> None:
    """The feed is announced all the same, without the name of who added it."""
    other = await a_feed(database, "f2", LAB_CORPUS)
    await records.announcements.set(feed.id, NOTED)
    his = Announcement(guild_id=LAB, channel_id=None, user_id=BOB)
    await records.announcements.set(other.id, his)
    assert (await records.people.kept(ALICE)).feeds == 1
    await records.people.forget(ALICE)
    assert (await records.people.kept(ALICE)).feeds == 0
    left = Announcement(guild_id=LAB, channel_id=BOB, user_id=NOBODY)
    assert await records.announcements.get(feed.id) == left
    assert await records.announcements.get(other.id) == his
