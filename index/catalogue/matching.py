"""The word index: which passages of a corpus have some words, and how many do."""

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np

from index.catalogue import shortlist
from index.catalogue.connection import Connection
from index.catalogue.counting import passage_count
from index.catalogue.reading import version_passages
from index.catalogue.shortlist import Numbers, Posting
from index.identity import corpus_key
from index.models import ArticleId, Corpus, PassageId, VersionId
from index.spelling import edits, most_edits
from index.words import terms

_FINDABLE = re.compile(r"[^\W_]|[^\x00-\x7f]")  # what FTS5's `ascii` tokenizer makes a token of

WHOLE = 20_000
"""Passages of a corpus that are all ranked; in a larger one a shortlist is ranked sooner."""

_LAST = "\U0010ffff"


def match(
    connection: Connection,
    corpus: Corpus,
    wanted: Sequence[str],
    limit: int,
    *,
    article_ids: Collection[ArticleId] | None,
    body_weight: float,
    title_weight: float,
    whole: int = WHOLE,
) -> list[tuple[PassageId, float]]:
    """Return the passages with any of the terms and their BM25 scores, best first.

    In a large corpus only those are ranked that have the most of the terms
    (`index.catalogue.shortlist`).
    """
    expression = _expression(corpus, wanted)
    if expression is None:
        return []
    passages = passage_count(connection, corpus)
    if passages <= whole:
        return _match_all(
            connection,
            expression,
            limit,
            article_ids=article_ids,
            body_weight=body_weight,
            title_weight=title_weight,
        )
    postings = _postings(connection, corpus, wanted)
    weights = shortlist.weights(postings, passages)
    best = shortlist.ranked(
        connection,
        _considered(connection, corpus, postings, weights, article_ids),
        weights,
        body_weight=body_weight,
        title_weight=title_weight,
    )[:limit]
    ids = dict(
        connection.execute(
            "SELECT number, id FROM passages WHERE number IN (SELECT value FROM json_each(?))",
            (json.dumps([number for number, _ in best]),),
        )
    )
    return [(PassageId(ids[number]), score) for number, score in best]


def _match_all(
    connection: Connection,
    expression: str,
    limit: int,
    *,
    article_ids: Collection[ArticleId] | None,
    body_weight: float,
    title_weight: float,
) -> list[tuple[PassageId, float]]:
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


def _considered(
    connection: Connection,
    corpus: Corpus,
    postings: Mapping[str, Posting],
    weights: Mapping[str, float],
    article_ids: Collection[ArticleId] | None,
) -> Numbers:
    """Return the passages that are ranked: of some articles all that there are, if not too many."""
    if article_ids is None:
        return shortlist.shortlist(postings, weights)
    rows = connection.execute(
        "SELECT p.number FROM cards c JOIN passages p ON p.version = c.version "
        "WHERE c.corpus = ? AND c.id IN (SELECT value FROM json_each(?))",
        (corpus, json.dumps(list(article_ids))),
    )
    among = np.array([number for (number,) in rows], dtype=np.int64)
    if len(among) <= shortlist.RANKED:
        return among
    own = {
        term: Posting(
            numbers=np.intersect1d(each.numbers, among, assume_unique=True),
            frequency=each.frequency,
        )
        for term, each in postings.items()
    }
    return shortlist.shortlist(own, weights)


def frequencies(connection: Connection, corpus: Corpus, wanted: Collection[str]) -> dict[str, int]:
    """Return in how many passages of the corpus each term occurs, title and heading included.

    Of terms that very many have it is an estimate.
    """
    counts = dict.fromkeys(wanted, 0)
    return counts | {
        term: each.frequency for term, each in _postings(connection, corpus, wanted).items()
    }


def _postings(connection: Connection, corpus: Corpus, wanted: Iterable[str]) -> dict[str, Posting]:
    """Return the passages with each of the terms that can be looked for."""
    expressions = {term: _expression(corpus, [term]) for term in wanted}
    return {
        term: shortlist.posting(connection, expression)
        for term, expression in expressions.items()
        if expression is not None
    }


def similar_terms(connection: Connection, corpus: Corpus, term: str) -> list[str]:
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


def index_words(connection: Connection, version: VersionId) -> None:
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


def delete_words(connection: Connection, version: VersionId) -> None:
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
