"""Entries of feeds as rows of the catalogue's database, and how many were taken in a day."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from index.catalogue.connection import Connection
from index.feeds.models import Entry, EntryState, FoundEntry
from index.models import ArticleId, Corpus, FeedId
from index.problems import problem_of, problem_text

MOST_WAITING = 50  # entries of one feed; of more, the oldest are skipped

_ENTRY = (
    "SELECT e.number, e.feed, f.corpus, e.key, e.state, e.link, e.title, e.published, e.attempts, "
    "e.due, e.article, e.problem, e.content FROM entries e JOIN feeds f ON f.id = e.feed "
)
OF_THESE = "(CAST(:corpora AS TEXT) IS NULL OR f.corpus IN (SELECT value FROM json_each(:corpora)))"
"""Holds for a feed `f` of the corpora that `listed` makes."""

# Feeds take turns within their corpus, beginning with those that added least today, and corpora
# among each other.
_READY = (
    """
    WITH had AS (
        SELECT feed, count(*) AS articles FROM entries WHERE state = 'added' AND ended >= :day
        GROUP BY feed
    ), ready AS (
        SELECT e.number, f.corpus, coalesce(h.articles, 0)
            + row_number() OVER (PARTITION BY e.feed ORDER BY e.number) AS turn
        FROM entries e JOIN feeds f ON f.id = e.feed LEFT JOIN had h ON h.feed = e.feed
        WHERE e.state = 'waiting' AND e.due <= :now AND """  # noqa: S608 - our own words
    + OF_THESE
    + """
    ), ranked AS (
        SELECT number, corpus, row_number() OVER (PARTITION BY corpus ORDER BY turn, number) AS rank
        FROM ready
    )
    SELECT r.number FROM ranked r LEFT JOIN feed_days d ON d.corpus = r.corpus AND d.day = :day
    WHERE r.rank <= :per_day - coalesce(d.articles, 0) ORDER BY r.rank, r.number LIMIT :limit
"""
)

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day in UTC and how many articles the feeds of a corpus may add in it."""

    name: str
    articles: int


def listed(corpora: Collection[Corpus] | None) -> str | None:
    """Return corpora as a statement takes them; None for all."""
    return None if corpora is None else json.dumps(list(corpora))


def highest(connection: Connection) -> int:
    """Return the number of the last entry."""
    number: int = connection.execute("SELECT coalesce(max(number), 0) FROM entries").fetchone()[0]
    return number


def known(connection: Connection, feed_id: FeedId, found: FoundEntry) -> bool:
    """Say whether an entry isn't new; some feeds give all of theirs other keys one day."""
    row = connection.execute(
        "SELECT 1 FROM entries WHERE feed = ? AND (key = ? OR link = ?)",
        (feed_id, found.key, found.link),
    ).fetchone()
    return row is not None


def insert(
    connection: Connection,
    feed_id: FeedId,
    found: FoundEntry,
    state: EntryState,
    now: str,
) -> None:
    """Insert an entry, oldest first; one that leads nowhere is skipped in any case."""
    if found.link is None and found.content is None:
        state = "skipped"
    waits = state == "waiting"
    connection.execute(
        "INSERT INTO entries (feed, key, link, title, published, state, due, ended, "
        "content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (
            feed_id,
            found.key,
            found.link,
            found.title,
            found.published,
            state,
            now if waits else None,
            None if waits else now,
            found.content if waits else None,
        ),
    )


def skip_oldest(connection: Connection, feed_id: FeedId, now: str) -> None:
    """Skip the oldest of the waiting entries of a feed that has too many."""
    connection.execute(
        "UPDATE entries SET state = 'skipped', due = NULL, ended = ?, content = NULL "
        "WHERE feed = ? AND state = 'waiting' AND number <= (SELECT number FROM entries "
        "WHERE feed = ? AND state = 'waiting' ORDER BY number DESC LIMIT 1 OFFSET ?)",
        (now, feed_id, feed_id, MOST_WAITING),
    )


def ready(
    connection: Connection, now: str, day: Day, limit: int, corpora: Collection[Corpus] | None
) -> list[Entry]:
    """Return entries that may be taken now; feeds and corpora take turns."""
    numbers = connection.execute(
        _READY,
        {
            "now": now,
            "corpora": listed(corpora),
            "day": day.name,
            "per_day": day.articles,
            "limit": limit,
        },
    ).fetchall()
    return [entry for (number,) in numbers if (entry := _entry(connection, number)) is not None]


def _entry(connection: Connection, number: int) -> Entry | None:
    row = connection.execute(_ENTRY + "WHERE e.number = ?", (number,)).fetchone()
    return None if row is None else _entry_of(row)


def begin(connection: Connection, entry: Entry, now: str, again: str, day: Day) -> Entry | None:
    """Count an attempt at an entry, and its place in the day, unless it isn't to be taken."""
    kept = _entry(connection, entry.number)
    if kept is None or kept.state != "waiting" or (kept.due or now) > now:
        return None
    row = connection.execute(
        "INSERT INTO feed_days (corpus, day, articles) SELECT :corpus, :day, 1 WHERE :most > 0 "
        "ON CONFLICT (corpus, day) DO UPDATE SET articles = feed_days.articles + 1 "
        "WHERE feed_days.articles < :most RETURNING articles",
        {"corpus": kept.corpus, "day": day.name, "most": day.articles},
    ).fetchone()
    if row is None:
        return None
    connection.execute(
        "UPDATE entries SET attempts = attempts + 1, due = ? WHERE number = ?",
        (again, entry.number),
    )
    return _entry(connection, entry.number)


def release(connection: Connection, entry: Entry, day: Day) -> None:
    """Undo `begin`: `entry` as it was before, or as it is to wait from now on."""
    connection.execute(
        "UPDATE entries SET attempts = ?, due = ?, problem = ? "
        "WHERE number = ? AND state = 'waiting'",
        (entry.attempts, entry.due, problem_text(entry.problem), entry.number),
    )
    _give_back(connection, entry.corpus, day)


def end(connection: Connection, entry: Entry, now: str, day: Day) -> None:
    """Update what became of an entry; what isn't "added" gives its place in the day back."""
    waits = entry.state == "waiting"
    connection.execute(
        "UPDATE entries SET state = ?, due = ?, ended = ?, article = ?, problem = ?, "
        "content = CASE WHEN ? THEN content END WHERE number = ?",
        (
            entry.state,
            entry.due if waits else None,
            None if waits else now,
            entry.article_id,
            problem_text(entry.problem),
            waits,
            entry.number,
        ),
    )
    if entry.state != "added":
        _give_back(connection, entry.corpus, day)


def _give_back(connection: Connection, corpus: Corpus, day: Day) -> None:
    connection.execute(
        "UPDATE feed_days SET articles = articles - 1 WHERE corpus = ? AND day = ?",
        (corpus, day.name),
    )
    connection.execute("DELETE FROM feed_days WHERE day < ?", (day.name,))


def next_due(
    connection: Connection, day: Day, tomorrow: str, corpora: Collection[Corpus] | None
) -> str | None:
    """Return when a feed is to be read or an entry may be taken next; None if never."""
    times = connection.execute(
        f"SELECT min(f.due) FROM feeds f WHERE {OF_THESE} UNION ALL "  # noqa: S608 - our own words
        "SELECT min(CASE WHEN coalesce(d.articles, 0) < :articles OR e.due > :tomorrow "
        "THEN e.due ELSE :tomorrow END) "
        "FROM entries e JOIN feeds f ON f.id = e.feed "
        "LEFT JOIN feed_days d ON d.corpus = f.corpus AND d.day = :day "
        f"WHERE e.state = 'waiting' AND {OF_THESE}",
        {
            "articles": day.articles,
            "tomorrow": tomorrow,
            "day": day.name,
            "corpora": listed(corpora),
        },
    ).fetchall()
    return min((time for (time,) in times if time is not None), default=None)


def waiting(connection: Connection, corpus: Corpus) -> int:
    """Return how many entries of a corpus's feeds wait to be taken."""
    number: int = connection.execute(
        "SELECT count(*) FROM entries e JOIN feeds f ON f.id = e.feed "
        "WHERE f.corpus = ? AND e.state = 'waiting'",
        (corpus,),
    ).fetchone()[0]
    return number


def _entry_of(row: Row) -> Entry:
    return Entry(
        number=row[0],
        feed_id=FeedId(row[1]),
        corpus=Corpus(row[2]),
        key=row[3],
        state=row[4],
        link=row[5],
        title=row[6],
        published=row[7],
        attempts=row[8],
        due=row[9],
        article_id=None if row[10] is None else ArticleId(row[10]),
        problem=problem_of(row[11]),
        content=row[12],
    )
