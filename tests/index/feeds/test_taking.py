"""What feeds announce is fetched and added, once, within limits, whatever happens meanwhile."""

import asyncio
import threading
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index.errors import CatalogueError, VectorsError
from index.feeds.entry_rows import Day
from index.feeds.models import Feed, Taken
from index.feeds.taking import MOST_ATTEMPTS
from index.ingestion.room import Most
from index.models import Corpus
from index.ports import Vectors
from tests.index.fakes import BagOfWords
from tests.index.feeds.lab import Clock, Lab, open_lab
from tests.index.feeds.site import Reply, Site, serving
from tests.index.stores import LOCAL, OTHER

pytestmark = pytest.mark.usefixtures("each_database")

SENTENCE = "The keeper of the lock at Marle wrote down every barge that passed, number {}."
HTML = {"Content-Type": "text/html"}


def _articles(site: Site, count: int, prefix: str = "") -> list[str]:
    """Put some articles on the site and return their paths, the newest first."""
    paths = [f"/{prefix}{n}" for n in reversed(range(count))]
    for path in paths:
        site.put_article(path, f"Article {path}")
    return paths


async def _follow(lab: Lab, *paths: str, at: str = "/feed", corpus: Corpus = LOCAL) -> Feed:
    lab.site.put_feed(at, *paths)
    return (await lab.following.add(corpus, lab.site.url + at)).feed


def _outcomes(taken: Sequence[Taken]) -> dict[str, str]:
    return {(each.entry.title or ""): each.entry.state for each in taken}


async def _feed(lab: Lab) -> Feed:
    (feed,) = await lab.following.feeds(LOCAL)
    return feed


async def test_waiting_entries_become_articles(lab: Lab) -> None:
    """Each is fetched once, added, and told with its feed; then nothing waits."""
    paths = _articles(lab.site, 3)
    feed = await _follow(lab, *paths)
    told: list[Taken] = []

    async def tell(taken: Taken) -> None:
        told.append(taken)

    taken = await lab.taking.take(told=tell)
    assert _outcomes(taken) == dict.fromkeys(paths, "added")
    assert taken == told
    assert {each.card.title for each in taken if each.card} == {f"Article {p}" for p in paths}
    assert {each.feed.id for each in taken} == {feed.id}
    assert await lab.take_all() == []
    assert await lab.titles() == sorted(f"Article {path}" for path in paths)
    assert {lab.site.asked[path] for path in paths} == {1}
    after = await _feed(lab)
    assert (after.articles, after.waiting) == (3, 0)


async def test_articles_that_are_there_are_not_fetched(lab: Lab) -> None:
    """What another feed or a person has added is known by its link, tracked or not."""
    _articles(lab.site, 1)
    await _follow(lab, "/0")
    await lab.take_all()
    lab.site.put_raw_feed(
        "/other", f"<item><title>Same</title><link>{lab.site.url}/0?utm_source=x#y</link></item>"
    )
    await lab.following.add(LOCAL, f"{lab.site.url}/other")
    (taken,) = await lab.taking.take()
    assert taken.entry.state == "known"
    assert taken.card is not None
    assert taken.card.title == "Article /0"
    assert lab.site.asked["/0"] == 1
    assert sum(n for path, n in lab.site.asked.items() if path.startswith("/0")) == 1


async def test_new_entries_are_taken_after_the_feed_was_looked_at(lab: Lab) -> None:
    """Looking again finds what came since, and only that is fetched."""
    first, second = _articles(lab.site, 2)
    feed = await _follow(lab, second)
    await lab.take_all()
    lab.site.put_feed("/feed", first, second)
    assert (await lab.following.check(feed.id)).new == 1
    assert _outcomes(await lab.take_all()) == {first: "added"}
    assert lab.site.asked[second] == 1


async def test_a_day_has_its_limit(tmp_path: Path, site: Site) -> None:
    """So many articles a corpus and a day, those of another corpus apart; the rest comes later."""
    clock = Clock()
    async with open_lab(tmp_path, site, clock=clock, per_day=3) as lab:
        await _follow(lab, *_articles(site, 5))
        await _follow(lab, *_articles(site, 2, "other"), at="/other", corpus=OTHER)
        assert len(await lab.take_all()) == 5
        assert len(await lab.titles()) == 3
        assert len(await lab.titles(OTHER)) == 2
        assert await lab.taking.next_due() == datetime(2026, 11, 23, 13, tzinfo=UTC)
        clock.pass_by(timedelta(hours=11, minutes=59))
        assert await lab.take_all() == []
        clock.pass_by(timedelta(minutes=1))
        assert len(await lab.take_all()) == 2
    assert {site.asked[f"/{n}"] for n in range(5)} == {1}


async def test_the_limit_survives_a_restart(tmp_path: Path, site: Site) -> None:
    """A new process goes on with what is left of the day."""
    clock = Clock()
    paths = _articles(site, 5)
    async with open_lab(tmp_path, site, clock=clock, per_day=3) as lab:
        await _follow(lab, *paths)
        await lab.take_all()
    async with open_lab(tmp_path, site, clock=clock, per_day=4) as lab:
        assert len(await lab.take_all()) == 1
        assert len(await lab.titles()) == 4


async def test_no_articles_a_day_are_none(tmp_path: Path, site: Site) -> None:
    """With a limit of none, feeds are followed and nothing is fetched."""
    async with open_lab(tmp_path, site, per_day=0) as lab:
        await _follow(lab, *_articles(site, 1))
        assert await lab.take_all() == []
        assert site.asked["/0"] == 0


async def test_feeds_take_turns(tmp_path: Path, site: Site) -> None:
    """A feed that announces much leaves room for the others of its corpus."""
    async with open_lab(tmp_path, site, per_day=4) as lab:
        await _follow(lab, *_articles(site, 9, "many"), at="/many")
        await _follow(lab, *_articles(site, 2, "few"), at="/few")
        taken = await lab.take_all()
        assert sorted(each.entry.title or "" for each in taken) == [
            "/few0", "/few1", "/many0", "/many1",
        ]  # fmt: skip


async def test_a_page_that_is_not_there_yet_is_tried_again(lab: Lab) -> None:
    """It waits longer each time, keeps its reason, and doesn't use up the day."""
    await _follow(lab, "/late")
    waits = []
    for _ in range(2):
        (taken,) = await lab.taking.take()
        assert (taken.entry.state, taken.card) == ("waiting", None)
        assert taken.entry.problem is not None
        assert taken.entry.problem.key == "fetch-not-found"
        assert await lab.taking.take() == []
        due = datetime.fromisoformat(taken.entry.due or "")
        waits.append(due - lab.clock.time)
        lab.clock.time = due
    assert waits == [timedelta(hours=1), timedelta(hours=4)]
    lab.site.put_article("/late", "Late")
    assert _outcomes(await lab.take_all()) == {"/late": "added"}
    assert lab.site.asked["/late"] == 3


async def test_what_fails_each_time_is_given_up(lab: Lab) -> None:
    """After the last attempt the entry has failed, with the reason, and is left alone."""
    await _follow(lab, "/none")
    for _ in range(MOST_ATTEMPTS):
        (taken,) = await lab.taking.take()
        lab.clock.pass_by(timedelta(days=1))
    assert taken.entry.state == "failed"
    assert taken.entry.problem is not None
    assert taken.entry.problem.key == "fetch-not-found"
    assert await lab.take_all() == []
    assert lab.site.asked["/none"] == MOST_ATTEMPTS


@pytest.mark.parametrize(
    ("reply", "key"),
    [
        (Reply(b"", 410), "fetch-removed"),
        (Reply(b"<html><body></body></html>", headers=HTML), "extract-none"),
        (Reply(b"\x00\x01", headers={"Content-Type": "video/mp4"}), "fetch-no-page"),
    ],
)
async def test_what_can_not_change_is_not_tried_again(lab: Lab, reply: Reply, key: str) -> None:
    """A page that is gone, empty or no page at all has failed at once."""
    lab.site.replies["/bad"] = reply
    await _follow(lab, "/bad")
    (taken,) = await lab.taking.take()
    assert taken.entry.state == "failed"
    assert taken.entry.problem is not None
    assert taken.entry.problem.key == key


async def test_robots_that_are_not_wanted_stay_away(lab: Lab) -> None:
    """Nobody asked for this page, so its site's robots.txt counts."""
    lab.site.put_article("/private", "Private")
    rules = b"User-agent: *\nDisallow: /private\n"
    lab.site.replies["/robots.txt"] = Reply(rules, headers={"Content-Type": "text/plain"})
    await _follow(lab, "/private")
    (taken,) = await lab.taking.take()
    assert taken.entry.state == "failed"
    assert taken.entry.problem is not None
    assert taken.entry.problem.key == "fetch-robots"
    assert lab.site.asked["/private"] == 0


async def test_an_article_that_the_feed_holds(lab: Lab) -> None:
    """It is added under the entry's title, with the feed as its site, and only once."""
    text = "".join(f"<p>{SENTENCE.format(n)}</p>" for n in range(20))
    lab.site.put_raw_feed(
        "/feed",
        "<title>Lock notes</title><item><title>Barges</title><guid isPermaLink='false'>7</guid>"
        "<pubDate>Sun, 22 Nov 2026 10:00:00 GMT</pubDate>"
        f"<description><![CDATA[<script>x()</script>{text}]]></description></item>",
    )
    feed = (await lab.following.add(LOCAL, f"{lab.site.url}/feed")).feed
    (taken,) = await lab.taking.take()
    card = taken.card
    assert card is not None
    assert (card.title, card.site, card.url) == ("Barges", "Lock notes", None)
    assert card.published == "2026-11-22"
    article = await lab.catalogue.article(LOCAL, card.id)
    assert all(SENTENCE.format(n) in article.text for n in range(20))
    await lab.following.check(feed.id)
    assert await lab.take_all() == []


async def test_a_teaser_that_the_feed_holds_is_no_article(lab: Lab) -> None:
    """What subscribers alone can read further is refused as a page's would be."""
    text = "".join(f"<p>{SENTENCE.format(n)}</p>" for n in range(8))
    lab.site.put_raw_feed(
        "/feed",
        "<title>Lock notes</title><item><title>Barges</title><guid isPermaLink='false'>7</guid>"
        f"<description><![CDATA[{text}<p>Subscribe to continue reading. Only "
        "£1 a week for the first three months.</p>]]></description></item>",
    )
    feed = (await lab.following.add(LOCAL, f"{lab.site.url}/feed")).feed
    (taken,) = await lab.taking.take()
    assert (taken.entry.state, taken.card) == ("failed", None)
    listed = await lab.following.feed(LOCAL, feed.id)
    assert listed.failed == 1
    assert listed.missing is not None
    assert listed.missing.key == "extract-paywall"
    assert str(listed.missing).startswith("Barges shows its article to subscribers only")
    assert await lab.titles() == []


async def test_the_date_of_the_entry_counts_where_the_page_has_none(lab: Lab) -> None:
    """What the feed says fills in what the page leaves out."""
    lab.site.put_article("/1", "Undated")
    lab.site.put_raw_feed(
        "/feed",
        f"<item><link>{lab.site.url}/1</link>"
        "<pubDate>Sun, 22 Nov 2026 10:00:00 GMT</pubDate></item>",
    )
    await lab.following.add(LOCAL, f"{lab.site.url}/feed")
    (taken,) = await lab.taking.take()
    assert taken.card is not None
    assert taken.card.published == "2026-11-22"


async def test_a_slow_site_does_not_hold_up_others(lab: Lab) -> None:
    """Sites are visited at the same time, and each for one page at a time."""
    later, first = _articles(lab.site, 2)
    lab.site.closed[first] = threading.Event()
    told = asyncio.Queue[str]()

    async def tell(taken: Taken) -> None:
        told.put_nowait(taken.entry.title or "")

    with serving(Site()) as other:
        await _follow(lab, later, first)
        other.put_article("/quick", "Quick")
        other.put_feed("/feed", "/quick")
        await lab.following.add(LOCAL, f"{other.url}/feed")
        taking = asyncio.create_task(lab.taking.take(told=tell))
        assert await told.get() == "/quick"
        await asyncio.to_thread(lab.site.reached.wait)
        assert lab.site.asked[later] == 0
        lab.site.closed[first].set()
        assert len(await taking) == 3


async def test_a_stop_in_the_middle_costs_no_attempt(tmp_path: Path, site: Site) -> None:
    """An entry whose page was being fetched is as before, and taken by the next process."""
    clock = Clock()
    site.put_article("/1", "Slow")
    site.closed["/1"] = threading.Event()
    async with open_lab(tmp_path, site, clock=clock, per_day=1) as lab:
        await _follow(lab, "/1")
        taking = asyncio.create_task(lab.taking.take())
        await asyncio.to_thread(site.reached.wait)
        taking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await taking
    site.closed["/1"].set()
    del site.closed["/1"]
    async with open_lab(tmp_path, site, clock=clock, per_day=1) as lab:
        (taken,) = await lab.taking.take()
        assert (taken.entry.state, taken.entry.attempts) == ("added", 1)


async def _begun(lab: Lab) -> None:
    """Begin an attempt at the next entry as a process does that is killed in the middle of it."""
    now = lab.clock.time
    day = Day(name=now.date().isoformat(), articles=50)
    written = now.isoformat(timespec="microseconds")
    again = (now + timedelta(hours=1)).isoformat(timespec="microseconds")
    (entry,) = await lab.store.ready(now=written, day=day, limit=1)
    assert await lab.store.begin(entry, now=written, again=again, day=day)


async def test_what_kills_the_process_each_time_is_given_up(lab: Lab) -> None:
    """Attempts are counted before they begin, and after the last one nothing is fetched."""
    lab.site.put_article("/deadly", "Deadly")
    await _follow(lab, "/deadly")
    for _ in range(MOST_ATTEMPTS):
        await _begun(lab)
        assert await lab.take_all() == []
        lab.clock.pass_by(timedelta(hours=1))
    (taken,) = await lab.taking.take()
    assert taken.entry.state == "failed"
    assert taken.entry.problem is not None
    assert taken.entry.problem.key == "feed-stopped"
    assert "/deadly" in str(taken.entry.problem)
    assert lab.site.asked["/deadly"] == 0


async def test_what_was_added_before_a_kill_is_not_fetched_again(lab: Lab) -> None:
    """Where the article is there and its entry doesn't know it yet, the link tells."""
    lab.site.put_article("/1", "Once")
    await _follow(lab, "/1", corpus=OTHER)
    (other,) = await lab.take_all()
    assert other.card is not None
    await lab.following.remove_corpus(OTHER)
    await _follow(lab, "/1", corpus=OTHER)
    await _begun(lab)
    lab.clock.pass_by(timedelta(hours=1))
    (taken,) = await lab.take_all()
    assert (taken.entry.state, taken.entry.article_id) == ("known", other.card.id)
    assert lab.site.asked["/1"] == 1


class _Broken(BagOfWords):
    """A bag of words that can't be reached."""

    async def embed(self, texts: Sequence[str], *, patient: bool = False) -> Vectors:
        """Fail as a store does whose disk is full."""
        del patient
        del texts
        raise VectorsError("The disk is full.")


async def test_a_store_that_fails_is_not_the_entries_fault(tmp_path: Path, site: Site) -> None:
    """The error is raised, and the entry waits as if nothing had been tried."""
    clock = Clock()
    site.put_article("/1", "Later")
    async with open_lab(tmp_path, site, clock=clock, embedder=_Broken()) as lab:
        await _follow(lab, "/1")
        with pytest.raises(VectorsError):
            await lab.taking.take()
    async with open_lab(tmp_path, site, clock=clock) as lab:
        (taken,) = await lab.taking.take()
        assert (taken.entry.state, taken.entry.attempts) == ("added", 1)


async def test_a_feed_that_is_removed_meanwhile(lab: Lab) -> None:
    """What is being fetched for it is not added any more, for its corpus may be gone as well."""
    lab.site.put_article("/1", "Too late")
    lab.site.closed["/1"] = threading.Event()
    feed = await _follow(lab, "/1")
    taking = asyncio.create_task(lab.taking.take())
    await asyncio.to_thread(lab.site.reached.wait)
    await lab.following.remove(LOCAL, feed.id)
    lab.site.closed["/1"].set()
    assert await taking == []
    assert await lab.titles() == []


async def test_one_corpus_can_be_taken_alone(lab: Lab) -> None:
    """Entries of other corpora keep waiting."""
    await _follow(lab, *_articles(lab.site, 1))
    await _follow(lab, *_articles(lab.site, 1, "b"), at="/b", corpus=OTHER)
    assert _outcomes(await lab.take_all(OTHER)) == {"/b0": "added"}
    assert (await lab.taking.waiting(OTHER), await lab.taking.waiting(LOCAL)) == (0, 1)


async def test_the_next_thing_to_do_is_known(lab: Lab) -> None:
    """Nothing, an entry at once, and later the feed."""
    assert await lab.taking.next_due() is None
    feed = await _follow(lab, *_articles(lab.site, 1))
    assert await lab.taking.next_due() == lab.clock.time
    await lab.take_all()
    assert await lab.taking.next_due() == datetime.fromisoformat(feed.due)


async def test_a_closed_catalogue_says_so(tmp_path: Path, site: Site) -> None:
    """What can't be read is an error of the catalogue, and nothing else."""
    async with open_lab(tmp_path, site) as lab:
        pass
    with pytest.raises(CatalogueError):
        await lab.taking.take()


async def test_entries_wait_where_there_is_no_room(tmp_path: Path, site: Site) -> None:
    """Nothing is fetched for them, their feed says why, and they come once there is room."""
    paths = _articles(site, 3)
    async with open_lab(tmp_path, site, most={LOCAL: Most(articles=2)}) as lab:
        await _follow(lab, *paths)
        await _follow(lab, *paths, corpus=OTHER)
        assert len(await lab.take_all(corpus=LOCAL)) == 2
        fetched = sum(site.asked[path] for path in paths)
        feed = await _feed(lab)
        assert (feed.articles, feed.waiting, feed.failed) == (2, 1, 0)
        assert feed.delay is not None
        assert feed.delay.key == "corpus-full-articles"
        assert len(await lab.take_all(corpus=OTHER)) == 3  # a full corpus holds up no other
        lab.clock.pass_by(timedelta(hours=2))
        for _ in range(MOST_ATTEMPTS + 1):
            assert await lab.take_all(corpus=LOCAL) == []
            lab.clock.pass_by(timedelta(hours=2))
        assert sum(site.asked[path] for path in paths) == fetched + 3
        card = (await lab.catalogue.cards(LOCAL))[0]
        await lab.ingestion.remove(LOCAL, card.id)
        assert _outcomes(await lab.take_all(corpus=LOCAL)) == {paths[0]: "added"}
        feed = await _feed(lab)
        assert (feed.articles, feed.waiting, feed.delay) == (3, 0, None)
