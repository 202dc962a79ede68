"""Changes to the catalogue. Each is atomic, being called in a transaction of its own.

An article comes in as a pending version, becomes searchable when that version is made ready, which
retires the version before it in the same step, and goes away by being retired and then deleted.
"""

import hashlib
import json
import sqlite3
from dataclasses import dataclass
from typing import Literal

from index.catalogue_reading import card, version_passages
from index.errors import CatalogueError
from index.identity import corpus_key
from index.models import ArticleId, Corpus, ExtractedArticle, Passage, VersionId
from index.words import count_words, terms

State = Literal["pending", "ready", "retired"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A version of an article, cut into passages, before it is in the catalogue.

    Attributes:
        created: ISO 8601 time (UTC).
    """

    corpus: Corpus
    article_id: ArticleId
    id: VersionId
    extracted: ExtractedArticle
    passages: tuple[Passage, ...]
    created: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredVersion:
    """A version of an article as the catalogue holds it, in whatever state."""

    corpus: Corpus
    id: VersionId
    title: str
    passages: tuple[Passage, ...]


def store(connection: sqlite3.Connection, draft: Draft) -> None:
    """Store a version as pending, with its passages and sentences.

    A pending version of the same article that was never finished is retired.
    """
    extracted = draft.extracted
    connection.execute(
        "UPDATE versions SET state = 'retired' WHERE article = ? AND state = 'pending'",
        (draft.article_id,),
    )
    connection.execute(
        "INSERT OR IGNORE INTO articles (id, corpus, url, added) VALUES (?, ?, ?, ?)",
        (draft.article_id, draft.corpus, extracted.url, draft.created),
    )
    connection.execute(
        "INSERT INTO versions (id, article, state, title, site, author, published, language, "
        "word_count, text_hash, created, text) VALUES (?, ?, 'pending', ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            draft.id,
            draft.article_id,
            extracted.title,
            extracted.site,
            extracted.author,
            extracted.published,
            extracted.language,
            count_words(extracted.text),
            _text_hash(extracted.text),
            draft.created,
            extracted.text,
        ),
    )
    for position, passage in enumerate(draft.passages):
        number = connection.execute(
            "INSERT INTO passages (id, version, position, start, stop, heading) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (passage.id, draft.id, position, passage.start, passage.end, passage.heading),
        ).lastrowid
        connection.executemany(
            "INSERT INTO sentences (passage, start, stop) VALUES (?, ?, ?)",
            [(number, sentence.start, sentence.end) for sentence in passage.sentences],
        )


def make_ready(connection: sqlite3.Connection, version: VersionId) -> None:
    """Make a pending version the one its article is searched by; retire the one before."""
    for (before,) in connection.execute(
        "SELECT o.id FROM versions v JOIN versions o ON o.article = v.article AND o.id <> v.id "
        "WHERE v.id = ? AND o.state = 'ready'",
        (version,),
    ).fetchall():
        _retire(connection, before)
    connection.execute("UPDATE versions SET state = 'ready' WHERE id = ?", (version,))
    index_words(connection, version)


def retire_pending(connection: sqlite3.Connection, version: VersionId) -> None:
    """Retire a version unless it has become ready."""
    connection.execute(
        "UPDATE versions SET state = 'retired' WHERE id = ? AND state = 'pending'", (version,)
    )


def retire_article(connection: sqlite3.Connection, corpus: Corpus, article_id: ArticleId) -> None:
    """Take an article out of every search.

    Raises:
        UnknownArticle: the corpus has no such article.
    """
    card(connection, corpus, article_id)
    versions = connection.execute(
        "SELECT id FROM versions WHERE article = ?", (article_id,)
    ).fetchall()
    for (version,) in versions:
        _retire(connection, version)


def retire_corpus(connection: sqlite3.Connection, corpus: Corpus) -> None:
    """Take all articles of a corpus out of every search."""
    for version in stored_versions(connection, "pending", "ready", corpus=corpus):
        _retire(connection, version)


def delete(connection: sqlite3.Connection, version: VersionId) -> None:
    """Delete a retired version, and its article if that was the last one."""
    for (article,) in connection.execute(
        "DELETE FROM versions WHERE id = ? AND state = 'retired' RETURNING article", (version,)
    ).fetchall():
        connection.execute(
            "DELETE FROM articles WHERE id = ? "
            "AND NOT EXISTS (SELECT 1 FROM versions WHERE article = articles.id)",
            (article,),
        )


def delete_retired(connection: sqlite3.Connection, corpus: Corpus) -> None:
    """Delete all retired versions of a corpus, and the articles that have no other."""
    for version in stored_versions(connection, "retired", corpus=corpus):
        delete(connection, version)


def index_words(connection: sqlite3.Connection, version: VersionId) -> None:
    """Write the terms of a version's passages into the word index, in place of any before."""
    _delete_words(connection, version)
    corpus, title, language, text = connection.execute(
        "SELECT a.corpus, v.title, v.language, v.text FROM versions v "
        "JOIN articles a ON a.id = v.article WHERE v.id = ?",
        (version,),
    ).fetchone()
    numbers = connection.execute(
        "SELECT number FROM passages WHERE version = ? ORDER BY position", (version,)
    ).fetchall()
    rows = zip(numbers, version_passages(connection, version, text), strict=True)
    connection.executemany(
        "INSERT INTO words (rowid, body, title, corpus) VALUES (?, ?, ?, ?)",
        [
            (
                number,
                " ".join(terms(passage.text, language)),
                " ".join(terms(f"{title}\n{passage.heading}", language)),
                corpus_key(corpus),
            )
            for (number,), passage in rows
        ],
    )


def state(connection: sqlite3.Connection, version: VersionId) -> State | None:
    """Return the state of a version; None when there is none with this id."""
    row = connection.execute("SELECT state FROM versions WHERE id = ?", (version,)).fetchone()
    return None if row is None else row[0]


def stored_versions(
    connection: sqlite3.Connection, *states: State, corpus: Corpus | None
) -> list[VersionId]:
    """Return the versions in any of these states, of one corpus or of all, oldest first."""
    rows = connection.execute(
        "SELECT v.id FROM versions v JOIN articles a ON a.id = v.article "
        "WHERE v.state IN (SELECT value FROM json_each(?)) AND a.corpus = coalesce(?, a.corpus) "
        "ORDER BY v.created, v.id",
        (json.dumps(states), corpus),
    )
    return [VersionId(version) for (version,) in rows]


def stored_version(connection: sqlite3.Connection, version: VersionId) -> StoredVersion:
    """Return a version in whatever state.

    Raises:
        CatalogueError: there is none with this id.
    """
    row = connection.execute(
        "SELECT a.corpus, v.title, v.text FROM versions v JOIN articles a ON a.id = v.article "
        "WHERE v.id = ?",
        (version,),
    ).fetchone()
    if row is None:
        raise CatalogueError(f"Version {version} is not in the catalogue any more; try again.")
    corpus, title, text = row
    passages = version_passages(connection, version, text)
    return StoredVersion(corpus=corpus, id=version, title=title, passages=passages)


def article_with_text(
    connection: sqlite3.Connection, corpus: Corpus, text: str
) -> ArticleId | None:
    """Return the first searchable article of the corpus with exactly this text, if any."""
    row = connection.execute(
        "SELECT a.id FROM versions v JOIN articles a ON a.id = v.article "
        "WHERE v.text_hash = ? AND v.state = 'ready' AND a.corpus = ? ORDER BY a.added LIMIT 1",
        (_text_hash(text), corpus),
    ).fetchone()
    return None if row is None else ArticleId(row[0])


def _retire(connection: sqlite3.Connection, version: VersionId) -> None:
    connection.execute("UPDATE versions SET state = 'retired' WHERE id = ?", (version,))
    _delete_words(connection, version)


def _delete_words(connection: sqlite3.Connection, version: VersionId) -> None:
    connection.execute(
        "DELETE FROM words WHERE rowid IN (SELECT number FROM passages WHERE version = ?)",
        (version,),
    )


def _text_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
