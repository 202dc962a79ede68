"""Feeds are followed, looked at when they are due, and let go of."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from index.errors import FeedError, FetchError, UnknownFeed
from index.feeds.entry_rows import MOST_WAITING
from index.feeds.following import FIRST_ENTRIES
from index.feeds.models import Feed
from index.models import FeedId
from tests.index.feeds.lab import INTERVAL, Clock, Lab, open_lab
from tests.index.feeds.site import Reply, Site
from tests.index.stores import LOCAL, OTHER

pytestmark = pytest.mark.usefixtures("each_database")

HTML = {"Content-Type": "text/html"}


async def _followed(lab: Lab, *entries: str, path: str = "/feed") -> Feed:
    lab.site.put_feed(path, *entries)
    return (await lab.following.add(LOCAL, lab.site.url + path)).feed


async def _states(lab: Lab) -> list[tuple[str, int, int]]:
    feeds = await lab.following.feeds(LOCAL)
    return [(feed.title, feed.waiting, feed.failures) for feed in feeds]


def _due(feed: Feed, lab: Lab) -> timedelta:
    return datetime.fromisoformat(feed.due) - lab.clock.time


async def test_a_feed_is_followed(lab: Lab) -> None:
    """The feed itself is enough; it is due again after the interval, and only then."""
    lab.site.put_feed("/feed", "/1", "/2", title="News of the lock")
    followed = await lab.following.add(LOCAL, f"{lab.site.url}/feed#top")
    feed = followed.feed
    assert (followed.outcome, feed.title, feed.waiting) == ("followed", "News of the lock", 2)
    assert (feed.url, feed.failures, feed.problem) == (f"{lab.site.url}/feed", 0, None)
    assert _due(feed, lab) == INTERVAL
    assert await lab.following.due(5) == []
    lab.clock.pass_by(INTERVAL)
    assert await lab.following.due(5) == [feed]
    assert lab.site.asked["/feed"] == 1


async def test_only_the_newest_entries_of_a_new_feed_are_taken(lab: Lab) -> None:
    """Older ones are noted as seen, and don't come up later."""
    paths = [f"/{n}" for n in range(FIRST_ENTRIES + 5)]
    feed = await _followed(lab, *paths)
    assert feed.waiting == FIRST_ENTRIES
    lab.site.put_feed("/feed", "/new", *paths)
    checked = await lab.following.check(feed.id)
    assert (checked.new, checked.feed.waiting) == (1, FIRST_ENTRIES + 1)


async def test_a_page_that_names_its_feed_is_enough(lab: Lab) -> None:
    """The first of its feeds that can be read is followed; one of comments is none of those."""
    names = [
        '<link rel=alternate type=application/rss+xml href="/comments/feed">',
        '<link rel=alternate type=application/rss+xml href="/lost">',
        '<link rel=alternate type=application/rss+xml href="feed">',
    ]
    page = f"<html><head>{''.join(names)}</head><body>Hello</body></html>".encode()
    lab.site.replies["/"] = Reply(page, headers=HTML)
    lab.site.put_feed("/comments/feed", "/1#comment")
    lab.site.put_feed("/feed", "/1")
    followed = await lab.following.add(LOCAL, f"{lab.site.url}/")
    assert followed.feed.url == f"{lab.site.url}/feed"


async def test_what_is_no_feed_is_refused(lab: Lab) -> None:
    """A page without a feed, one whose feed is none, and nothing at all each say so."""
    lab.site.replies["/page"] = Reply(b"<html><p>Hello</p></html>", headers=HTML)
    naming = b'<html><link rel=alternate type=application/rss+xml href="/page"></html>'
    lab.site.replies["/naming"] = Reply(naming, headers=HTML)
    for path, key in (
        ("/page", "feed-none"),
        ("/naming", "feed-unreadable"),
        ("/none", "fetch-not-found"),
    ):
        with pytest.raises((FeedError, FetchError)) as raised:
            await lab.following.add(LOCAL, lab.site.url + path)
        assert raised.value.key == key
    assert await lab.following.feeds(LOCAL) == []


async def test_a_feed_is_followed_once_a_corpus(lab: Lab) -> None:
    """The same link again is known without asking the site; another corpus has its own."""
    feed = await _followed(lab, "/1")
    again = await lab.following.add(LOCAL, f" {feed.url}#x ")
    assert (again.outcome, again.feed) == ("known", feed)
    assert lab.site.asked["/feed"] == 1
    other = await lab.following.add(OTHER, feed.url)
    assert (other.outcome, other.feed.corpus) == ("followed", OTHER)
    assert other.feed.id != feed.id
    with pytest.raises(UnknownFeed):
        await lab.following.feed(OTHER, feed.id)


async def test_a_feed_that_moved_for_good(lab: Lab) -> None:
    """It is known by its new link from then on, however it is added again."""
    feed = await _followed(lab, "/1")
    lab.site.put_feed("/new", "/2", "/1")
    lab.site.replies["/feed"] = Reply(b"", 301, {"Location": "/new"})
    checked = await lab.following.check(feed.id)
    assert (checked.feed.url, checked.feed.id, checked.new) == (f"{lab.site.url}/new", feed.id, 1)
    for path in ("/new", "/feed"):
        again = await lab.following.add(LOCAL, lab.site.url + path)
        assert (again.outcome, again.feed.id) == ("known", feed.id)


async def test_a_feed_that_is_elsewhere_for_now(lab: Lab) -> None:
    """A temporary redirect is followed each time, and the link stays."""
    feed = await _followed(lab, "/1")
    lab.site.put_feed("/elsewhere", "/2", "/1")
    lab.site.replies["/feed"] = Reply(b"", 302, {"Location": "/elsewhere"})
    checked = await lab.following.check(feed.id)
    assert (checked.feed.url, checked.new) == (feed.url, 1)


async def test_two_feeds_that_become_one(lab: Lab) -> None:
    """A feed that moves to where another one is keeps its link."""
    first = await _followed(lab, "/1")
    second = await _followed(lab, "/1", path="/second")
    lab.site.replies["/second"] = Reply(b"", 301, {"Location": "/feed"})
    assert (await lab.following.check(second.id)).feed.url == second.url
    assert {feed.url for feed in await lab.following.feeds(LOCAL)} == {first.url, second.url}


async def test_an_unchanged_feed_costs_nothing(lab: Lab) -> None:
    """The site is asked for changes only, and the answer that there are none is enough."""
    feed = await _followed(lab, "/1")
    lab.clock.pass_by(INTERVAL)
    checked = await lab.following.check(feed.id)
    assert lab.site.conditions["/feed"] == lab.site.replies["/feed"].headers["ETag"]
    assert (checked.new, checked.feed.problem) == (0, None)
    assert checked.feed.visited != feed.visited
    assert _due(checked.feed, lab) == INTERVAL


async def test_failures_make_a_feed_wait_longer(lab: Lab) -> None:
    """Each doubles the time up to a day, with the problem kept; a good look ends that."""
    feed = await _followed(lab, "/1")
    lab.site.replies["/feed"] = Reply(b"", 404)
    waits = []
    for _ in range(6):
        checked = await lab.following.check(feed.id)
        waits.append(_due(checked.feed, lab) / INTERVAL)
    assert waits == [2, 4, 8, 16, 24, 24]
    problem = checked.feed.problem
    assert problem is not None
    assert problem.key == "fetch-not-found"
    assert f"{lab.site.url}/feed" in str(problem.error)
    assert problem.error.values == problem.values
    assert (checked.feed.failures, checked.feed.gone) == (6, False)
    assert checked.feed.visited == feed.visited
    lab.site.put_feed("/feed", "/1")
    mended = (await lab.following.check(feed.id)).feed
    assert (mended.failures, mended.problem, _due(mended, lab)) == (0, None, INTERVAL)


async def test_a_page_in_place_of_a_feed_is_a_failure(lab: Lab) -> None:
    """What was known stays, and its entries don't come again with the feed."""
    feed = await _followed(lab, "/1")
    lab.site.replies["/feed"] = Reply(b"<html>We are back soon.</html>", headers=HTML)
    checked = await lab.following.check(feed.id)
    assert (checked.feed.title, checked.feed.failures) == ("Feed", 1)
    assert checked.feed.problem is not None
    assert checked.feed.problem.key == "feed-unreadable"
    lab.site.put_feed("/feed", "/1")
    assert (await lab.following.check(feed.id)).new == 0


async def test_a_feed_that_was_removed_seems_gone(lab: Lab) -> None:
    """The server's word is enough, or weeks of failures; it is looked at once a week then."""
    feed = await _followed(lab, "/1")
    lab.site.replies["/feed"] = Reply(b"", 410)
    checked = await lab.following.check(feed.id)
    assert checked.feed.gone
    assert _due(checked.feed, lab) == timedelta(days=7)
    lab.site.replies["/feed"] = Reply(b"", 404)
    begun = lab.clock.time
    while not (checked := await lab.following.check(feed.id)).feed.gone:
        lab.clock.time = datetime.fromisoformat(checked.feed.due)
    assert lab.clock.time - begun > timedelta(days=14)


async def test_robots_that_are_not_wanted_stay_away(lab: Lab) -> None:
    """A feed that robots.txt keeps them from isn't followed; a page only names its feed."""
    lab.site.put_feed("/closed", "/1")
    lab.site.put_feed("/open", "/1")
    naming = b'<html><link rel=alternate type=application/rss+xml href="/open"></html>'
    lab.site.replies["/page"] = Reply(naming, headers=HTML)
    rules = b"User-agent: *\nDisallow: /closed\nDisallow: /page\n"
    lab.site.replies["/robots.txt"] = Reply(rules, headers={"Content-Type": "text/plain"})
    with pytest.raises(FetchError) as raised:
        await lab.following.add(LOCAL, f"{lab.site.url}/closed")
    assert raised.value.key == "fetch-robots"
    followed = await lab.following.add(LOCAL, f"{lab.site.url}/page")
    assert followed.feed.url == f"{lab.site.url}/open"


async def test_entries_that_only_look_new_are_not(lab: Lab) -> None:
    """Neither other ids for the same links nor what is dated long before are news."""
    lab.site.put_raw_feed("/feed", f"<item><guid>a</guid><link>{lab.site.url}/1</link></item>")
    feed = (await lab.following.add(LOCAL, f"{lab.site.url}/feed")).feed
    lab.site.put_raw_feed(
        "/feed",
        f"<item><guid>b</guid><link>{lab.site.url}/1</link></item>"
        f"<item><guid>c</guid><link>{lab.site.url}/old</link>"
        "<pubDate>Mon, 06 Jul 2009 10:00:00 GMT</pubDate></item>"
        f"<item><guid>d</guid><link>{lab.site.url}/new</link>"
        "<pubDate>Mon, 23 Nov 2026 10:00:00 GMT</pubDate></item>",
    )
    assert (await lab.following.check(feed.id)).new == 1


async def test_only_so_many_entries_wait(lab: Lab) -> None:
    """Of a feed that announces too much, the oldest entries are skipped."""
    feed = await _followed(lab)
    lab.site.put_feed("/feed", *(f"/{n}" for n in range(MOST_WAITING + 20)))
    checked = await lab.following.check(feed.id)
    assert (checked.new, checked.feed.waiting) == (MOST_WAITING, MOST_WAITING)


async def test_feeds_are_removed(lab: Lab) -> None:
    """It is gone with its entries, nobody else's is, and looking at it says so."""
    feed = await _followed(lab, "/1")
    other = (await lab.following.add(OTHER, feed.url)).feed
    with pytest.raises(UnknownFeed):
        await lab.following.remove(OTHER, feed.id)
    assert await lab.following.remove(LOCAL, feed.id) == feed
    assert await lab.following.feeds(LOCAL) == []
    assert await lab.taking.waiting(LOCAL) == 0
    for gone in (feed.id, FeedId("none")):
        with pytest.raises(UnknownFeed) as raised:
            await lab.following.check(gone)
        assert raised.value.key == "feed-gone"
    assert await lab.following.feeds(OTHER) == [other]
    await lab.following.remove_corpus(OTHER)
    assert await lab.following.feeds(OTHER) == []


async def test_feeds_are_found_by_what_people_type(lab: Lab) -> None:
    """An id or its beginning, a title, words of it, and a link each name a feed."""
    lab.site.put_feed("/a", title="Évora Daily News")
    lab.site.put_feed("/b", title="Daily")
    first = (await lab.following.add(LOCAL, f"{lab.site.url}/a")).feed
    second = (await lab.following.add(LOCAL, f"{lab.site.url}/b")).feed
    for typed in (first.id, first.id[:8], "evora", "news évora", f"{lab.site.url}/a#x", "/a"):
        assert await lab.following.find(LOCAL, typed) == [first], typed
    assert await lab.following.find(LOCAL, "daily") == [second, first]
    assert await lab.following.find(LOCAL, " ") == []
    assert await lab.following.find(OTHER, "daily") == []


async def test_a_restart_changes_nothing(tmp_path: Path, site: Site) -> None:
    """What is followed, when it is due and what it had are kept."""
    clock = Clock()
    async with open_lab(tmp_path, site, clock=clock) as lab:
        feed = await _followed(lab, "/1")
    async with open_lab(tmp_path, site, clock=clock) as lab:
        assert await lab.following.feeds(LOCAL) == [feed]
        clock.pass_by(INTERVAL)
        assert (await lab.following.check(feed.id)).new == 0
    assert site.asked["/feed"] == 2
