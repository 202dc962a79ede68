"""The word index: which passages of a corpus have some words, and how many do."""

import json
import re
import sqlite3
from collections.abc import Collection, Iterable, Sequence

from index.catalogue.reading import version_passages
from index.identity import corpus_key
from index.models import ArticleId, Corpus, PassageId, VersionId
from index.spelling import edits, most_edits
from index.words import terms

_FINDABLE = re.compile(r"[^\W_]|[^\x00-\x7f]")  # what FTS5's `ascii` tokenizer makes a token of

_LAST = "\U0010ffff"


def match(
    connection: sqlite3.Connection,
    corpus: Corpus,
    wanted: Sequence[str],
    limit: int,
    *,
    article_ids: Collection[ArticleId] | None,
    body_weight: float,
    title_weight: float,
) -> list[tuple[PassageId, float]]:
    """Return the passages with any of the terms and their BM25 scores, best first."""
    expression = _expression(corpus, wanted)
    if expression is None:
        return []
    among = None if article_ids is None else json.dumps(list(article_ids))
    rows = connection.execute(
        "SELECT p.id, -w.score FROM (SELECT rowid AS number, bm25(words, ?, ?, 0.0) AS score "
        "FROM words WHERE words MATCH ? AND (? IS NULL OR rowid IN ("
        "SELECT o.number FROM cards c JOIN passages o ON o.version = c.version "
        "WHERE c.id IN (SELECT value FROM json_each(?)))) "
        "ORDER BY score, number LIMIT ?) w "
        "JOIN passages p ON p.number = w.number ORDER BY w.score, w.number",
        (body_weight, title_weight, expression, among, among, limit),
    )
    return [(PassageId(passage), score) for passage, score in rows]


def frequencies(
    connection: sqlite3.Connection, corpus: Corpus, wanted: Collection[str]
) -> dict[str, int]:
    """Return in how many passages of the corpus each term occurs, title and heading included."""
    counts = dict.fromkeys(wanted, 0)
    for term in counts:
        expression = _expression(corpus, [term])
        if expression is not None:
            counts[term] = connection.execute(
                "SELECT count(*) FROM words WHERE words MATCH ?", (expression,)
            ).fetchone()[0]
    return counts


def similar_terms(connection: sqlite3.Connection, corpus: Corpus, term: str) -> list[str]:
    """Return the corpus's terms that are spelled nearly like one, the likeliest first."""
    most = most_edits(term)
    if not most:
        return []
    connection.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, words, row)"
    )
    rows = connection.execute(
        "SELECT term FROM temp.vocabulary WHERE term >= ? AND term < ? "
        "AND length(term) BETWEEN ? AND ?",
        (term[0], term[0] + _LAST, len(term) - most, len(term) + most),
    )
    distances = {
        other: distance
        for (other,) in rows.fetchall()
        if (distance := edits(term, other, most)) is not None
    }
    known = frequencies(connection, corpus, distances)
    return sorted(
        (other for other in distances if known[other]),
        key=lambda other: (distances[other], -known[other], other),
    )


def index_words(connection: sqlite3.Connection, version: VersionId) -> None:
    """Write the terms of a version's passages into the word index, in place of any before."""
    delete_words(connection, version)
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


def delete_words(connection: sqlite3.Connection, version: VersionId) -> None:
    """Take a version's passages out of the word index."""
    connection.execute(
        "DELETE FROM words WHERE rowid IN (SELECT number FROM passages WHERE version = ?)",
        (version,),
    )


def _expression(corpus: Corpus, wanted: Iterable[str]) -> str | None:
    """Return the FTS5 query for any of some terms in a corpus; None when nothing can match."""
    encodable = (term.encode(errors="ignore").decode() for term in wanted)
    quoted = {
        '"' + term.replace("\0", " ").replace('"', " ") + '"'
        for term in encodable
        if _FINDABLE.search(term)
    }
    if not quoted:
        return None
    return f'corpus : "{corpus_key(corpus)}" AND {{body title}} : ({" OR ".join(sorted(quoted))})'
