"""Who added which article. It is forgotten together with the article."""

import sqlite3

from bot.records.models import NOBODY
from index.models import ArticleId, Corpus


def note_adder(
    connection: sqlite3.Connection, corpus: Corpus, article_id: ArticleId, user_id: int
) -> None:
    """Note who added an article; whoever is noted first stays, and `NOBODY` isn't noted.

    Nothing is noted of an article that the corpus doesn't have.
    """
    if user_id != NOBODY:
        connection.execute(
            "INSERT INTO adders (article, user_id) "
            "SELECT id, ? FROM articles WHERE id = ? AND corpus = ? ON CONFLICT DO NOTHING",
            (user_id, article_id, corpus),
        )


def adder(connection: sqlite3.Connection, corpus: Corpus, article_id: ArticleId) -> int | None:
    """Return who added an article of a corpus; None if that isn't known."""
    row = connection.execute(
        "SELECT user_id FROM adders JOIN articles ON id = article WHERE id = ? AND corpus = ?",
        (article_id, corpus),
    ).fetchone()
    return None if row is None else int(row[0])
