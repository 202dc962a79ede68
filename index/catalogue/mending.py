"""Rows that contradict each other are mended, without loss of anything that could be found.

A catalogue can't come to this by itself: its transactions and foreign keys see to that. Disks,
other programs and mistakes of ours may.
"""

from dataclasses import dataclass

from index.catalogue.connection import Connection

BELONGING = (
    ("versions", "article", "articles", "id"),
    ("passages", "version", "versions", "id"),
    ("sentences", "passage", "passages", "number"),
    ("details", "version", "versions", "id"),
    ("vectors", "passage", "passages", "number"),
    ("summaries", "version", "versions", "id"),
    ("aliases", "article", "articles", "id"),
    ("history", "article", "articles", "id"),
    ("visits", "article", "articles", "id"),
    ("adders", "article", "articles", "id"),
    ("entries", "feed", "feeds", "id"),
    ("announcements", "feed", "feeds", "id"),
    ("ratings", "answer", "answers", "id"),
    ("eval_people", "question", "eval_questions", "id"),
)
"""Rows of a table and column, and the table and column without which they mean nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """What was wrong and is right now.

    Attributes:
        orphans: rows that belonged to rows that weren't there, and are deleted.
        empty: articles without any version, which are deleted.
        counts: corpora and languages whose articles were counted wrongly.
    """

    orphans: int
    empty: int
    counts: int

    @property
    def anything(self) -> bool:
        """Whether something was wrong."""
        return bool(self.orphans or self.empty or self.counts)


def rebuild_indexes(connection: Connection) -> None:
    """Make all of SQLite's indexes anew from their tables; PostgreSQL looks after its own."""
    connection.execute("REINDEX")


def mend(connection: Connection) -> Mended:
    """Mend the rows of a catalogue, within a transaction."""
    return Mended(
        orphans=sum(_delete_orphans(connection, *belonging) for belonging in BELONGING),
        empty=connection.execute(
            "DELETE FROM articles "
            "WHERE NOT EXISTS (SELECT 1 FROM versions v WHERE v.article = articles.id)"
        ).rowcount,
        counts=_count_anew(connection),
    )


def _delete_orphans(connection: Connection, table: str, column: str, owners: str, key: str) -> int:
    return connection.execute(
        f"DELETE FROM {table} WHERE NOT EXISTS "  # noqa: S608 - names of our own
        f"(SELECT 1 FROM {owners} o WHERE o.{key} = {table}.{column})"
    ).rowcount


def _count_anew(connection: Connection) -> int:
    """Count the articles of each corpus and language; return where that was wrong."""
    counted = {
        (corpus, language): (articles, passages)
        for corpus, language, articles, passages in connection.execute(
            "SELECT a.corpus, v.language, count(*), "
            "sum((SELECT count(*) FROM passages p WHERE p.version = v.id)) "
            "FROM articles a JOIN versions v ON v.article = a.id AND v.state = 'ready' "
            "GROUP BY a.corpus, v.language"
        ).fetchall()
    }
    noted = {
        (corpus, language): (articles, passages)
        for corpus, language, articles, passages in connection.execute(
            "SELECT corpus, language, articles, passages FROM sizes"
        ).fetchall()
    }
    wrong = {each for each in counted.keys() | noted.keys() if counted.get(each) != noted.get(each)}
    for corpus, language in sorted(wrong):
        if (corpus, language) in counted:
            articles, passages = counted[corpus, language]
            _note(connection, corpus, language, articles=articles, passages=int(passages))
        else:
            connection.execute(
                "DELETE FROM sizes WHERE corpus = ? AND language = ?", (corpus, language)
            )
    return len(wrong)


def _note(
    connection: Connection, corpus: str, language: str, *, articles: int, passages: int
) -> None:
    texts = connection.execute(
        "SELECT v.text FROM articles a JOIN versions v ON v.article = a.id AND v.state = 'ready' "
        "WHERE a.corpus = ? AND v.language = ?",
        (corpus, language),
    )
    size = sum(len(text.encode()) for (text,) in texts)
    connection.execute(
        "INSERT INTO sizes (corpus, language, articles, passages, bytes, changes) "
        "VALUES (?, ?, ?, ?, ?, 1) ON CONFLICT (corpus, language) DO UPDATE SET "
        "articles = excluded.articles, passages = excluded.passages, bytes = excluded.bytes, "
        "changes = sizes.changes + 1",
        (corpus, language, articles, passages, size),
    )
