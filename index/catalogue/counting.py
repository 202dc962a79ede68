"""What corpora there are, and how much is in them; ready versions only.

None of it is counted when it is asked for: the triggers of the table `sizes` keep it up to date.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass

from index.catalogue.connection import Connection
from index.models import ArticleId, Corpus, Counts, PassageId


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusState:
    """What tells whether a corpus is still as it was.

    Attributes:
        changes: another number whenever an article has appeared or disappeared.
        passages: how many there are.
    """

    changes: int
    passages: int


def corpora(connection: Connection) -> list[Corpus]:
    """Return the corpora that have an article, in alphabetical order."""
    return [
        Corpus(name)
        for (name,) in connection.execute("SELECT DISTINCT corpus FROM sizes ORDER BY 1")
    ]


def counts(connection: Connection, corpus: Corpus | None) -> Counts:
    """Return how much a corpus has, or all of them together."""
    articles, found, of_text = connection.execute(
        "SELECT coalesce(sum(articles), 0), coalesce(sum(passages), 0), coalesce(sum(bytes), 0) "
        "FROM sizes WHERE corpus = coalesce(?, corpus)",
        (corpus,),
    ).fetchone()
    return Counts(articles=articles, passages=found, bytes=of_text)


def passage_count(connection: Connection, corpus: Corpus) -> int:
    """Return how many passages the corpus has."""
    count: int = connection.execute(
        "SELECT coalesce(sum(passages), 0) FROM sizes WHERE corpus = ?", (corpus,)
    ).fetchone()[0]
    return count


def passage_ids(
    connection: Connection, corpus: Corpus, *, article_ids: Collection[ArticleId] | None
) -> set[PassageId]:
    """Return the ids of all passages of the corpus, or of some of its articles."""
    among = None if article_ids is None else json.dumps(list(article_ids))
    rows = connection.execute(
        "SELECT p.id FROM cards c JOIN passages p ON p.version = c.version "
        "WHERE c.corpus = :corpus "
        "AND (CAST(:among AS TEXT) IS NULL OR c.id IN (SELECT value FROM json_each(:among)))",
        {"corpus": corpus, "among": among},
    )
    return {PassageId(identity) for (identity,) in rows}


def languages(connection: Connection, corpus: Corpus) -> list[str]:
    """Return the languages of the corpus's articles, the most frequent first."""
    rows = connection.execute(
        "SELECT language FROM sizes WHERE corpus = ? ORDER BY articles DESC, language",
        (corpus,),
    )
    return [language for (language,) in rows]


def state(connection: Connection, corpus: Corpus) -> CorpusState:
    """Return how many passages the corpus has, and a number that each change of it changes."""
    changes, passages = connection.execute(
        "SELECT coalesce(sum(changes), 0), coalesce(sum(passages), 0) FROM sizes WHERE corpus = ?",
        (corpus,),
    ).fetchone()
    return CorpusState(changes=changes, passages=passages)


def newest(connection: Connection) -> str | None:
    """Return when an article was last added, as ISO 8601 time (UTC); None if there is none."""
    added: str | None = connection.execute("SELECT max(added) FROM articles").fetchone()[0]
    return added
