"""Feeds as rows of the catalogue's database."""

from collections.abc import Collection, Sequence
from typing import Any

from index.catalogue.connection import Connection
from index.errors import UnknownFeed
from index.feeds import entry_rows
from index.feeds.models import Feed, FoundEntry
from index.models import Corpus, FeedId, Validators
from index.problems import problem_of, problem_text

_FEED = (
    "SELECT f.id, f.corpus, f.url, f.title, f.site, f.added, f.visited, f.due, f.failures, "
    "f.problem, f.etag, f.last_modified, "
    "(SELECT count(*) FROM entries e WHERE e.feed = f.id AND e.state = 'added'), "
    "(SELECT count(*) FROM entries e WHERE e.feed = f.id AND e.state = 'waiting'), "
    "(SELECT count(*) FROM entries e WHERE e.feed = f.id AND e.state = 'failed'), "
    "(SELECT e.problem FROM entries e WHERE e.feed = f.id AND e.state = 'failed' "
    "ORDER BY e.ended DESC, e.number DESC LIMIT 1), "
    "(SELECT e.problem FROM entries e WHERE e.feed = f.id AND e.state = 'waiting' "
    "AND e.problem IS NOT NULL ORDER BY e.number DESC LIMIT 1) FROM feeds f "
)
_DUE = _FEED + f"WHERE f.due <= :now AND {entry_rows.OF_THESE} ORDER BY f.due, f.id LIMIT :limit"
Row = tuple[Any, ...]


def add(
    connection: Connection, feed: Feed, entries: Sequence[FoundEntry], now: str, taken: int
) -> Feed:
    """Insert a feed and its entries unless it is there; return it as it is there."""
    known = with_link(connection, feed.corpus, (feed.url,)) or _feed_or_none(connection, feed.id)
    if known is not None:
        return known
    connection.execute(
        "INSERT INTO feeds (id, corpus, url, title, site, added, etag, last_modified, visited, "
        "due) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            feed.id,
            feed.corpus,
            feed.url,
            feed.title,
            feed.site,
            feed.added,
            feed.validators.etag,
            feed.validators.last_modified,
            feed.visited,
            feed.due,
        ),
    )
    for place, found in reversed(list(enumerate(entries))):
        entry_rows.insert(
            connection, feed.id, found, "waiting" if place < taken else "skipped", now
        )
    return feed_with_id(connection, feed.id)


def feeds(connection: Connection, corpus: Corpus | None) -> list[Feed]:
    """Return the feeds of a corpus, or of all, in the order they were added."""
    rows = connection.execute(
        _FEED + "WHERE f.corpus = coalesce(?, f.corpus) ORDER BY f.added, f.id", (corpus,)
    )
    return [_feed_of(row) for row in rows]


def feed_with_id(connection: Connection, feed_id: FeedId) -> Feed:
    """Return a feed.

    Raises:
        UnknownFeed: there is no such feed.
    """
    found = _feed_or_none(connection, feed_id)
    if found is None:
        raise UnknownFeed("There is no such feed here, or no longer.")
    return found


def _feed_or_none(connection: Connection, feed_id: FeedId) -> Feed | None:
    row = connection.execute(_FEED + "WHERE f.id = ?", (feed_id,)).fetchone()
    return None if row is None else _feed_of(row)


def with_link(connection: Connection, corpus: Corpus, urls: Sequence[str]) -> Feed | None:
    """Return the feed of a corpus at the first of these links that has one."""
    for url in urls:
        row = connection.execute(
            _FEED + "WHERE f.corpus = ? AND f.url = ?", (corpus, url)
        ).fetchone()
        if row is not None:
            return _feed_of(row)
    return None


def count(connection: Connection, corpus: Corpus) -> int:
    """Return how many feeds a corpus has."""
    number: int = connection.execute(
        "SELECT count(*) FROM feeds WHERE corpus = ?", (corpus,)
    ).fetchone()[0]
    return number


def corpora(connection: Connection) -> list[Corpus]:
    """Return the corpora that follow feeds, in alphabetical order."""
    rows = connection.execute("SELECT DISTINCT corpus FROM feeds ORDER BY corpus")
    return [Corpus(corpus) for (corpus,) in rows]


def due(
    connection: Connection, now: str, limit: int, corpora: Collection[Corpus] | None
) -> list[Feed]:
    """Return the feeds that are due by now, the longest overdue first."""
    rows = connection.execute(
        _DUE,
        {"now": now, "corpora": entry_rows.listed(corpora), "limit": limit},
    )
    return [_feed_of(row) for row in rows]


def read(
    connection: Connection, feed: Feed, entries: Sequence[FoundEntry], now: str, old: str
) -> tuple[Feed, int]:
    """Update a feed and insert its new entries; return it and how many of those wait.

    Raises:
        UnknownFeed: there is no such feed.
    """
    visited(connection, feed)
    before = entry_rows.highest(connection)
    for found in reversed(entries):
        if not entry_rows.known(connection, feed.id, found):
            late = found.published is not None and found.published < old
            entry_rows.insert(connection, feed.id, found, "skipped" if late else "waiting", now)
    entry_rows.skip_oldest(connection, feed.id, now)
    new = connection.execute(
        "SELECT count(*) FROM entries WHERE feed = ? AND number > ? AND state = 'waiting'",
        (feed.id, before),
    ).fetchone()[0]
    return feed_with_id(connection, feed.id), new


def visited(connection: Connection, feed: Feed) -> Feed:
    """Update a feed.

    Raises:
        UnknownFeed: there is no such feed.
    """
    connection.execute(
        # Two feeds of a corpus may turn out to be the same one: then this one keeps its link.
        "UPDATE feeds SET url = ? WHERE id = ? AND NOT EXISTS (SELECT 1 FROM feeds other "
        "WHERE other.corpus = feeds.corpus AND other.url = ? AND other.id <> feeds.id)",
        (feed.url, feed.id, feed.url),
    )
    connection.execute(
        "UPDATE feeds SET title = ?, site = ?, etag = ?, last_modified = ?, visited = ?, due = ?, "
        "failures = ?, problem = ? WHERE id = ?",
        (
            feed.title,
            feed.site,
            feed.validators.etag,
            feed.validators.last_modified,
            feed.visited,
            feed.due,
            feed.failures,
            problem_text(feed.problem),
            feed.id,
        ),
    )
    return feed_with_id(connection, feed.id)


def remove(connection: Connection, feed_id: FeedId) -> None:
    """Delete a feed, and its entries with it."""
    connection.execute("DELETE FROM feeds WHERE id = ?", (feed_id,))


def remove_corpus(connection: Connection, corpus: Corpus) -> None:
    """Delete the feeds of a corpus, and their entries with them."""
    connection.execute("DELETE FROM feeds WHERE corpus = ?", (corpus,))


def _feed_of(row: Row) -> Feed:
    return Feed(
        id=FeedId(row[0]),
        corpus=Corpus(row[1]),
        url=row[2],
        title=row[3],
        site=row[4],
        added=row[5],
        visited=row[6],
        due=row[7],
        failures=row[8],
        problem=problem_of(row[9]),
        validators=Validators(etag=row[10], last_modified=row[11]),
        articles=row[12],
        waiting=row[13],
        failed=row[14],
        missing=problem_of(row[15]),
        delay=problem_of(row[16]),
    )
