"""What corpora there are, and how much is in them; ready versions only."""

import json
import sqlite3
from collections import Counter
from collections.abc import Collection

from index.models import ArticleId, Corpus, Counts, PassageId


def corpora(connection: sqlite3.Connection) -> list[Corpus]:
    """Return the corpora that have an article, in alphabetical order."""
    return [
        Corpus(name)
        for (name,) in connection.execute("SELECT DISTINCT corpus FROM cards ORDER BY 1")
    ]


def counts(connection: sqlite3.Connection, corpus: Corpus | None) -> Counts:
    """Return how much a corpus has, or all of them together."""
    articles, found = connection.execute(
        "SELECT count(*), coalesce(sum(passages), 0) FROM cards WHERE corpus = coalesce(?, corpus)",
        (corpus,),
    ).fetchone()
    return Counts(articles=articles, passages=found)


def passage_count(connection: sqlite3.Connection, corpus: Corpus) -> int:
    """Return how many passages the corpus has."""
    count: int = connection.execute(
        "SELECT coalesce(sum(passages), 0) FROM cards WHERE corpus = ?", (corpus,)
    ).fetchone()[0]
    return count


def passage_ids(
    connection: sqlite3.Connection, corpus: Corpus, *, article_ids: Collection[ArticleId] | None
) -> set[PassageId]:
    """Return the ids of all passages of the corpus, or of some of its articles."""
    among = None if article_ids is None else json.dumps(list(article_ids))
    rows = connection.execute(
        "SELECT p.id FROM cards c JOIN passages p ON p.version = c.version "
        "WHERE c.corpus = ? AND (? IS NULL OR c.id IN (SELECT value FROM json_each(?)))",
        (corpus, among, among),
    )
    return {PassageId(identity) for (identity,) in rows}


def languages(connection: sqlite3.Connection, corpus: Corpus) -> list[str]:
    """Return the languages of the corpus's articles, the most frequent first."""
    rows = connection.execute("SELECT language FROM cards WHERE corpus = ?", (corpus,))
    counts = Counter(language for (language,) in rows)
    return sorted(counts, key=lambda language: (-counts[language], language))
