"""Feeds in the terminal: followed, listed, updated, removed, and looked after beside the chat."""

import asyncio
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest
from rich.console import Console

from bot.assembly import Assembly
from bot.settings import Settings
from bot.terminal.background import Background
from bot.terminal.chat import Chat
from bot.terminal.commands import DEFAULT_CORPUS, Commands
from bot.terminal.feed_views import feeds_view, time_told
from bot.terminal.terminal import Terminal
from engine.weights import Weights
from index.feeds.models import Feed
from index.models import Corpus, FeedId
from index.problems import Problem
from tests.bot.conftest import Footnote
from tests.bot.discord.lab import eventually
from tests.bot.overdue import visited_long_ago
from tests.index.feeds.site import Reply, Site, serving

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
NEXT = re.compile("in (1 hour|5[0-9] minutes)")  # of an hour, a tenth is left to chance


@pytest.fixture
def site() -> Iterator[Site]:
    """A site with a feed of one article."""
    with serving(Site()) as opened:
        opened.put_article("/1", "Opening the lock")
        opened.put_feed("/feed", "/1", title="Lock notes")
        yield opened


def test_a_feed_is_followed_updated_and_removed(footnote: Footnote, site: Site) -> None:
    """Its articles come with the update and stay when it is removed."""
    link = f"{site.url}/feed"
    assert footnote("feed", "list").stdout.startswith("No feeds yet.")
    assert footnote("feed", "update").stdout.startswith("No feeds yet.")
    added = footnote("feed", "add", link)
    assert "Following “Lock notes” (id " in added.stdout
    assert "1 article to be added." in added.stdout
    assert "Followed already: “Lock notes”" in footnote("feed", "add", link).stdout
    updated = footnote("feed", "update")
    assert (updated.exit_code, updated.stderr) == (0, "")
    assert updated.stdout == "No feed is due yet (--all looks at every one): 1 added.\n"
    assert "Opening the lock" in footnote("articles").stdout
    listed = footnote("feed", "list").stdout
    assert "Lock notes" in listed
    assert link in listed
    assert NEXT.search(listed)
    removed = footnote("feed", "remove", "lock")
    assert removed.stdout == "No longer following “Lock notes”. Its articles stay.\n"
    assert footnote("feed", "list").stdout.startswith("No feeds yet.")
    assert "Opening the lock" in footnote("articles").stdout
    assert site.asked["/1"] == 1


def test_what_can_not_be_read_is_told(footnote: Footnote, site: Site) -> None:
    """A feed and an article that fail are named with the reason, and the rest goes on."""
    site.put_feed("/feed", "/1", "/lost", title="Lock notes")
    footnote("feed", "add", f"{site.url}/feed")
    site.replies["/feed"] = Reply(b"", 404)
    updated = footnote("feed", "update", "--all")
    assert updated.exit_code == 1
    assert f"“Lock notes”: {site.url}/feed can't be read: there is no such page" in updated.stderr
    assert f"{site.url}/lost can't be read" in updated.stderr
    assert "Looked at 1 feed, 1 of which can't be read: 1 added, 1 left for" in updated.stdout
    assert "there is no such page" in footnote("feed", "list").stdout


def test_what_is_no_feed_is_refused(footnote: Footnote, site: Site) -> None:
    """The sentence says what to do, and feeds that nobody follows can't be removed."""
    result = footnote("feed", "add", f"{site.url}/1")
    assert result.exit_code == 1
    assert "give the link of the feed itself" in result.stderr
    assert "No feed fits “lock”" in footnote("feed", "remove", "lock").stderr


def test_several_feeds_that_fit_are_named(footnote: Footnote, site: Site) -> None:
    """Who means one of them says which by its id."""
    site.put_feed("/other", title="Lock news")
    for path in ("/feed", "/other"):
        footnote("feed", "add", site.url + path)
    result = footnote("feed", "remove", "lock")
    assert "Several feeds fit “lock”: “Lock notes” (" in result.stderr
    assert footnote("feed", "remove", "lock NEWS").exit_code == 0


def test_feeds_in_the_chat(footnote: Footnote, site: Site) -> None:
    """The chat has the same commands and says how they are used."""
    lines = [f"/feed add {site.url}/feed", "/feed list", "/feed remove lock", "/feed", "/feed add"]
    result = footnote("chat", text="\n".join([*lines, "/help"]) + "\n")
    assert result.exit_code == 0, result.stderr
    for sentence in (
        "Following “Lock notes”",
        "No longer following",
        "/feed add LINK",
    ):
        assert sentence in result.stdout
    assert re.search(r"in (?:1 hour|5\d minutes)", result.stdout)
    assert result.stderr.count("/feed add LINK, /feed list, /feed remove FEED") == 2


async def test_articles_come_beside_the_chat(
    tmp_path: Path, site: Site, embedding_weights: Weights
) -> None:
    """What waits is added in the background, told in a line, and not again after a restart."""
    settings = Settings(
        data_dir=tmp_path,
        embedding_model=str(embedding_weights.path),
        fetch_networks=(ip_network("127.0.0.0/8"),),
    )
    said = _Said()
    terminal = Terminal(Console(file=said, width=200), notices=Console(file=said, width=200))
    async with (
        Assembly(settings, terminal) as assembly,
        Background(assembly, terminal, DEFAULT_CORPUS) as background,
    ):
        following = await assembly.following()
        await following.add(DEFAULT_CORPUS, f"{site.url}/feed")
        await background.begin()
        await said.line("New from Lock notes: “Opening the lock”")
        site.put_article("/2", "Closing the lock")
        site.put_feed("/second", "/2", "/1", title="More notes")
        await following.add(DEFAULT_CORPUS, f"{site.url}/second")
        await background.begin()
        await said.line("New from More notes: “Closing the lock”")
    async with (
        Assembly(settings, terminal) as assembly,
        Background(assembly, terminal, DEFAULT_CORPUS),
    ):
        assert await (await assembly.taking()).waiting(DEFAULT_CORPUS) == 0
    assert (site.asked["/1"], site.asked["/2"], site.asked["/feed"]) == (1, 1, 1)
    assert said.getvalue().count("New from") == 2


async def test_feeds_of_an_import_come_beside_the_chat(
    tmp_path: Path, site: Site, embedding_weights: Weights, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Feeds that an import in the chat followed first are looked after from then on."""
    settings = Settings(
        data_dir=tmp_path,
        embedding_model=str(embedding_weights.path),
        fetch_networks=(ip_network("127.0.0.0/8"),),
    )
    outline = tmp_path / "feeds.opml"
    outline.write_text(
        f"<opml version='2.0'><body><outline xmlUrl='{site.url}/feed'/></body></opml>"
    )
    said = _Said()
    terminal = Terminal(Console(file=said, width=200), notices=Console(file=said, width=200))
    async with (
        Assembly(settings, terminal) as assembly,
        Background(assembly, terminal, DEFAULT_CORPUS) as background,
    ):
        commands = Commands(assembly, terminal, DEFAULT_CORPUS)
        monkeypatch.setattr("sys.stdin", _Typed([f"/import '{outline}'\n"]))
        await Chat(commands, terminal, background, tmp_path).run()
        await said.line("New from Lock notes: “Opening the lock”")
    assert "1 followed" in said.getvalue()
    assert "`footnote feed update`" in said.getvalue()


async def test_articles_are_refreshed_beside_the_chat(
    tmp_path: Path, site: Site, embedding_weights: Weights
) -> None:
    """With REFRESH_DAYS, pages are visited again when that time is over, and not before."""
    settings = Settings(
        data_dir=tmp_path,
        embedding_model=str(embedding_weights.path),
        fetch_networks=(ip_network("127.0.0.0/8"),),
        refresh_days=1,
    )
    said = _Said()
    terminal = Terminal(Console(file=said, width=200), notices=Console(file=said, width=200))
    async with Assembly(settings, terminal) as assembly:
        await Commands(assembly, terminal, DEFAULT_CORPUS).additions.add(f"{site.url}/1")
        [card] = await (await assembly.catalogue()).cards(DEFAULT_CORPUS)
        assert await (await assembly.refreshing()).due(1) == []
    await visited_long_ago(tmp_path, card.id)
    site.put_article("/1", "Opening the lock, corrected")
    async with (
        Assembly(settings, terminal) as assembly,
        Background(assembly, terminal, DEFAULT_CORPUS),
    ):
        catalogue = await assembly.catalogue()

        async def refreshed() -> bool:
            return len(await catalogue.history(DEFAULT_CORPUS, card.id)) == 2

        await eventually(refreshed)
        [now] = await catalogue.cards(DEFAULT_CORPUS)
        assert (now.id, now.title) == (card.id, "Opening the lock, corrected")
    assert site.asked["/1"] == 2


def test_articles_that_wait_are_counted(footnote: Footnote, site: Site) -> None:
    """The list of articles says how many more feeds have announced."""
    footnote("feed", "add", f"{site.url}/feed")
    assert footnote("articles").stdout == "One article of a feed waits to be added.\n"
    footnote("feed", "update")
    listed = footnote("articles").stdout
    assert "Opening the lock" in listed
    assert "to be added" not in listed


async def test_without_feeds_no_model_is_loaded(tmp_path: Path) -> None:
    """The chat opens at once; the model's file need not even be there."""
    settings = Settings(data_dir=tmp_path, embedding_model=str(tmp_path / "missing.gguf"))
    said = _Said()
    terminal = Terminal(Console(file=said), notices=Console(file=said))
    async with (
        Assembly(settings, terminal) as assembly,
        Background(assembly, terminal, DEFAULT_CORPUS),
    ):
        assert said.getvalue() == ""


class _Typed:
    """What somebody typed, line by line, into a pipe."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines

    def isatty(self) -> bool:
        """Say that it is no terminal."""
        return False

    def readline(self) -> str:
        """Return the next line; an empty one at the end."""
        return self._lines.pop(0) if self._lines else ""


class _Said(io.StringIO):
    """Collects what is printed, and waits for lines."""

    def __init__(self) -> None:
        super().__init__()
        self._changed = asyncio.Event()

    def write(self, text: str) -> int:
        """Take what is printed."""
        self._changed.set()
        return super().write(text)

    async def line(self, text: str) -> None:
        """Wait until a text was printed."""
        while text not in self.getvalue():
            self._changed.clear()
            await self._changed.wait()


FEED = Feed(
    id=FeedId("f1"),
    corpus=Corpus("local"),
    url="https://news.example/feed",
    title="River",
    site=None,
    added="2026-11-01T12:00:00+00:00",
    visited="2026-11-23T09:00:00+00:00",
    due="2026-11-23T12:20:00+00:00",
    articles=1234,
)


def _shown(feed: Feed) -> str:
    printed = io.StringIO()
    Console(file=printed, width=200).print(feeds_view([feed], NOW))
    return printed.getvalue()


def test_how_a_feed_looks() -> None:
    """Its id, title, link, times and articles are there, and what is wrong with it."""
    shown = _shown(replace(FEED, waiting=3))
    for part in ("f1", "River", FEED.url, "3 hours ago", "in 20 minutes", "1,234 (+3)"):
        assert part in shown
    wall = Problem(sentence="It is behind a wall.", key="extract-paywall")
    assert "added: It is behind a wall." in _shown(replace(FEED, failed=1, missing=wall))
    several = _shown(replace(FEED, failed=20, missing=wall))
    assert "20 articles couldn't be added" in several
    problem = Problem(sentence="It isn't there.", key="fetch-not-found")
    assert "never" in _shown(replace(FEED, visited=None))
    failing = _shown(replace(FEED, problem=problem, failures=2))
    assert "It isn't there." in failing
    assert "gone for good" not in failing
    gone = _shown(replace(FEED, problem=replace(problem, key="fetch-removed"), failures=1))
    assert "It seems to be gone for good: It isn't there." in gone


@pytest.mark.parametrize(
    ("distance", "told"),
    [
        (timedelta(seconds=-20), "now"),
        (timedelta(minutes=1), "in 1 minute"),
        (timedelta(minutes=-50), "50 minutes ago"),
        (timedelta(minutes=58), "in 1 hour"),
        (timedelta(hours=-23), "1 day ago"),
        (timedelta(hours=22), "in 22 hours"),
        (timedelta(days=-40), "40 days ago"),
    ],
)
def test_times_are_told_in_one_unit(distance: timedelta, told: str) -> None:
    """What is nearly a whole unit is one."""
    assert time_told((NOW + distance).isoformat(), NOW) == told
