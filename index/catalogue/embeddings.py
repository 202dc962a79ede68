"""The vectors of passages, kept so that no text is embedded twice and graphs can be made anew.

They are kept in half precision, which moves a cosine similarity by some 0.0001 and takes half the
room. What goes into the vector store is rounded in the same way (`rounded`), so that a store
that is made anew is the same to the bit.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.catalogue.connection import Connection
from index.models import Corpus, PassageId, VersionId

Rows = NDArray[np.float32]

_KEPT = np.dtype("<f2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """What the embedding model made of a passage.

    Attributes:
        passage: a stored passage, whatever the state of its version.
        text_hash: of the text that was embedded (`index.identity.embedded_hash`).
        vector: of unit length.
    """

    passage: PassageId
    text_hash: bytes
    vector: Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Passages and their vectors.

    Attributes:
        ids: the passages.
        rows: a vector for each, shape (len(ids), dimension).
    """

    ids: tuple[PassageId, ...]
    rows: Rows


def rounded(rows: Rows) -> Rows:
    """Return vectors as they come back after they were kept."""
    return rows.astype(_KEPT).astype(np.float32)


def keep(connection: Connection, embedded: Iterable[Embedded]) -> None:
    """Keep vectors, in place of any before; passages that aren't stored are passed over."""
    connection.executemany(
        "INSERT INTO vectors (passage, text_hash, vector) "
        "SELECT number, ?, ? FROM passages WHERE id = ? ON CONFLICT (passage) DO UPDATE "
        "SET text_hash = excluded.text_hash, vector = excluded.vector",
        [(each.text_hash, each.vector.astype(_KEPT).tobytes(), each.passage) for each in embedded],
    )


def of_texts(connection: Connection, hashes: Collection[bytes]) -> dict[bytes, Rows]:
    """Return the vectors that are known of texts, wherever they were embedded, by their hashes."""
    found = {}
    for text_hash in hashes:
        row = connection.execute(
            "SELECT vector FROM vectors WHERE text_hash = ? LIMIT 1", (text_hash,)
        ).fetchone()
        if row is not None:
            found[text_hash] = _vector(row[0])
    return found


def vectors(
    connection: Connection, corpus: Corpus, ids: Collection[PassageId]
) -> dict[PassageId, Rows]:
    """Return the vectors of passages of the corpus; those without one are left out."""
    rows = connection.execute(
        "SELECT p.id, x.vector FROM json_each(?) wanted JOIN passages p ON p.id = wanted.value "
        "JOIN versions v ON v.id = p.version AND v.state = 'ready' "
        "JOIN articles a ON a.id = v.article AND a.corpus = ? "
        "JOIN vectors x ON x.passage = p.number",
        (json.dumps(list(ids)), corpus),
    )
    return {PassageId(identity): _vector(kept) for identity, kept in rows}


def matrix(connection: Connection, corpus: Corpus) -> Matrix:
    """Return the vectors of all passages of the corpus that have one."""
    rows = connection.execute(
        "SELECT p.id, x.vector FROM articles a "
        "JOIN versions v ON v.article = a.id AND v.state = 'ready' "
        "JOIN passages p ON p.version = v.id JOIN vectors x ON x.passage = p.number "
        "WHERE a.corpus = ? ORDER BY p.number",
        (corpus,),
    ).fetchall()
    joined = _vector(b"".join(kept for _, kept in rows))
    return Matrix(
        ids=tuple(PassageId(identity) for identity, _ in rows),
        rows=joined.reshape(len(rows), joined.size // max(len(rows), 1)),
    )


def without_vectors(connection: Connection) -> list[VersionId]:
    """Return the ready versions with a passage whose vector isn't kept, oldest first."""
    rows = connection.execute(
        "SELECT v.id FROM versions v WHERE v.state = 'ready' AND EXISTS ("
        "SELECT 1 FROM passages p LEFT JOIN vectors x ON x.passage = p.number "
        "WHERE p.version = v.id AND x.passage IS NULL) ORDER BY v.created, v.id"
    )
    return [VersionId(version) for (version,) in rows]


def _vector(kept: bytes) -> Rows:
    return np.frombuffer(kept, dtype=_KEPT).astype(np.float32)
