"""The loop that keeps feeds and articles up to date while the bot runs."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.updating import Told, Updater
from index.catalogue.sqlite import SqliteDatabase
from index.feeds.following import Following
from index.feeds.models import Feed
from index.feeds.store import FeedStore
from index.models import ArticleCard, FetchedPage, Validators
from index.ports import NO_VALIDATORS
from tests.index.feeds.lab import INTERVAL, REFRESHED, Lab, open_lab
from tests.index.feeds.site import Site, serving
from tests.index.stores import LOCAL, OTHER


@pytest.fixture
async def lab(tmp_path: Path) -> AsyncIterator[Lab]:
    """What follows feeds, over an empty store and an empty site."""
    with serving(Site()) as site:
        async with open_lab(tmp_path, site) as opened:
            yield opened


class Pause:
    """Waits until it is told to go on, and says for how long it was to wait."""

    def __init__(self) -> None:
        """Wait from the first time on."""
        self.asked: asyncio.Queue[float] = asyncio.Queue()
        self._over = asyncio.Event()

    async def __call__(self, seconds: float) -> None:
        """Wait."""
        self.asked.put_nowait(seconds)
        await self._over.wait()
        self._over.clear()

    def end(self) -> None:
        """Let the wait be over."""
        self._over.set()


class Heard:
    """Collects what is told."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.lines: list[str] = []

    async def __call__(self, feed: Feed, card: ArticleCard) -> None:
        """Note an article and its feed."""
        self.lines.append(f"{feed.title}: {card.title}")


@asynccontextmanager
async def _running(updater: Updater) -> AsyncIterator[None]:
    task = asyncio.create_task(updater.run())
    try:
        yield
    finally:
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(task, 1)


def _updater(
    lab: Lab,
    pause: Pause,
    *,
    told: Told | None = None,
    following: Following | None = None,
) -> Updater:
    return Updater(
        following or lab.following,
        lab.taking,
        lab.refreshing,
        told=told or Heard(),
        now=lab.clock,
        pause=pause,
    )


async def test_what_waits_is_added_and_told(lab: Lab) -> None:
    """Articles of feeds are told with their feed, and then it rests until the feed is due."""
    lab.site.put_article("/1", "Opening")
    lab.site.put_feed("/feed", "/1", "/none", title="Lock notes")
    heard, pause = Heard(), Pause()
    await lab.following.add(LOCAL, f"{lab.site.url}/feed")
    async with _running(_updater(lab, pause, told=heard)):
        assert await pause.asked.get() == 900.0
        assert heard.lines == ["Lock notes: Opening"]
        lab.site.put_article("/2", "Closing")
        lab.site.put_feed("/feed", "/2", "/1", title="Lock notes")
        lab.clock.pass_by(INTERVAL)
        pause.end()
        await pause.asked.get()
        assert heard.lines == ["Lock notes: Opening", "Lock notes: Closing"]
    assert lab.site.asked["/1"] == 1


async def test_it_rests_until_something_is_due(lab: Lab) -> None:
    """With nothing to do it looks again after a while, and else when the next feed is due."""
    pause = Pause()
    async with _running(_updater(lab, pause)):
        assert await pause.asked.get() == 900.0
        lab.site.put_feed("/feed")
        await lab.following.add(LOCAL, f"{lab.site.url}/feed")
        lab.clock.pass_by(INTERVAL - timedelta(seconds=100))
        pause.end()
        assert await pause.asked.get() == 100.0


async def test_a_feed_that_is_added_wakes_it(lab: Lab) -> None:
    """Its articles don't wait for the rest to be over."""
    heard, pause = Heard(), Pause()
    updater = _updater(lab, pause, told=heard)
    async with _running(updater):
        await pause.asked.get()
        lab.site.put_article("/1", "Opening")
        lab.site.put_feed("/feed", "/1")
        await lab.following.add(LOCAL, f"{lab.site.url}/feed")
        updater.wake()
        await pause.asked.get()
        assert heard.lines == ["Feed: Opening"]


async def test_only_its_own_corpus(lab: Lab) -> None:
    """An updater of one corpus leaves the feeds of others alone."""
    lab.site.put_article("/1", "Opening")
    lab.site.put_feed("/feed", "/1")
    await lab.following.add(OTHER, f"{lab.site.url}/feed")
    pause = Pause()
    updater = Updater(
        lab.following, lab.taking, told=Heard(), corpus=LOCAL, now=lab.clock, pause=pause
    )
    async with _running(updater):
        assert await pause.asked.get() == 900.0
    assert lab.site.asked["/1"] == 0


class Stumbling:
    """A Fetcher that has a defect at one link."""

    def __init__(self, lab: Lab, link: str) -> None:
        """Fetch as the lab does, but for `link`."""
        self._fetcher = lab.fetcher
        self._link = link

    async def fetch(self, link: str) -> FetchedPage:
        """Fetch."""
        return await self._fetcher.fetch(link)

    async def revisit(
        self, link: str, validators: Validators = NO_VALIDATORS
    ) -> FetchedPage | None:
        """Fetch again, or stumble."""
        if link == self._link:
            raise ZeroDivisionError(link)
        return await self._fetcher.revisit(link, validators)


async def test_a_failure_leaves_the_rest_alone(lab: Lab, caplog: pytest.LogCaptureFixture) -> None:
    """The other feeds are looked at, and the log has the kind of the error and no link."""
    for path in ("/bad", "/good"):
        lab.site.put_feed(path)
        await lab.following.add(LOCAL, lab.site.url + path)
    bad, good = await lab.following.feeds(LOCAL)
    lab.clock.pass_by(INTERVAL)
    pause = Pause()
    stumbling = Following(
        store=lab.store, fetcher=Stumbling(lab, bad.url), interval=INTERVAL, now=lab.clock
    )
    with caplog.at_level(logging.INFO):
        async with _running(_updater(lab, pause, following=stumbling)):
            await pause.asked.get()
    assert (await lab.following.feed(LOCAL, good.id)).visited != good.visited
    assert "ZeroDivisionError" in caplog.text
    assert lab.site.url not in caplog.text


async def test_who_can_not_be_told_misses_it_only(
    lab: Lab, caplog: pytest.LogCaptureFixture
) -> None:
    """The articles are added all the same, each once."""

    async def told(feed: Feed, card: ArticleCard) -> None:
        raise ConnectionError(feed.title, card.title)

    for path in ("/1", "/2"):
        lab.site.put_article(path, f"Article {path}")
    lab.site.put_feed("/feed", "/1", "/2")
    await lab.following.add(LOCAL, f"{lab.site.url}/feed")
    pause = Pause()
    async with _running(_updater(lab, pause, told=told)):
        await pause.asked.get()
    assert await lab.titles() == ["Article /1", "Article /2"]
    assert caplog.text.count("ConnectionError") == 2
    assert "Article" not in caplog.text


async def test_a_catalogue_that_fails_does_not_end_it(
    lab: Lab, caplog: pytest.LogCaptureFixture
) -> None:
    """It tries again after a pause, and says which kind of error it was."""
    never_opened = FeedStore(SqliteDatabase(Path("/nowhere/catalogue.db")))
    failing = Following(store=never_opened, fetcher=lab.fetcher, interval=INTERVAL)
    pause = Pause()
    async with _running(_updater(lab, pause, following=failing)):
        assert await pause.asked.get() == 60.0
        pause.end()
        assert await pause.asked.get() == 60.0
    assert "CatalogueError" in caplog.text
    assert "/nowhere" not in caplog.text


async def test_articles_that_are_due_are_refreshed(lab: Lab) -> None:
    """What came from a feed is read anew when its time has come, and no sooner."""
    lab.site.put_article("/1", "Opening")
    lab.site.put_feed("/feed", "/1")
    await lab.following.add(LOCAL, f"{lab.site.url}/feed")
    pause = Pause()
    async with _running(_updater(lab, pause)):
        await pause.asked.get()
        lab.site.put_article("/1", "Opening, corrected")
        lab.clock.pass_by(REFRESHED / 2)
        pause.end()
        await pause.asked.get()
        assert await lab.titles() == ["Opening"]
        lab.clock.pass_by(REFRESHED)
        pause.end()
        await pause.asked.get()
        assert await lab.titles() == ["Opening, corrected"]
    assert lab.site.asked["/1"] == 2
