"""Versions of articles in whatever state, ready or not."""

import json
from dataclasses import dataclass
from typing import Literal

from index.catalogue.connection import Connection
from index.catalogue.reading import version_passages
from index.errors import CatalogueError
from index.models import ArticleId, Corpus, Passage, VersionId

State = Literal["pending", "ready", "retired"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredVersion:
    """A version of an article as the catalogue holds it, in whatever state."""

    corpus: Corpus
    id: VersionId
    title: str
    passages: tuple[Passage, ...]


def states(connection: Connection, article: ArticleId) -> dict[VersionId, State]:
    """Return the versions of an article and their states."""
    rows = connection.execute("SELECT id, state FROM versions WHERE article = ?", (article,))
    return {VersionId(version): state for version, state in rows}


def stored_versions(connection: Connection, *states: State) -> list[VersionId]:
    """Return the versions in any of these states, oldest first."""
    rows = connection.execute(
        "SELECT id FROM versions WHERE state IN (SELECT value FROM json_each(?)) "
        "ORDER BY created, id",
        (json.dumps(states),),
    )
    return [VersionId(version) for (version,) in rows]


def stored_version(connection: Connection, version: VersionId) -> StoredVersion:
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


def article_with_text(connection: Connection, corpus: Corpus, text_hash: str) -> ArticleId | None:
    """Return the first searchable article of the corpus whose text has this hash, if any."""
    row = connection.execute(
        "SELECT a.id FROM versions v JOIN articles a ON a.id = v.article "
        "WHERE v.text_hash = ? AND v.state = 'ready' AND a.corpus = ? ORDER BY a.added LIMIT 1",
        (text_hash, corpus),
    ).fetchone()
    return None if row is None else ArticleId(row[0])
