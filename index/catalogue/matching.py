"""Searching by words: which passages of a corpus have some words, and how many do."""

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np

from index.catalogue import shortlist
from index.catalogue.connection import Connection
from index.catalogue.counting import passage_count
from index.catalogue.reading import version_passages
from index.catalogue.word_index import Numbers, PassageTerms, Posting, Search
from index.models import ArticleId, Corpus, PassageId, VersionId
from index.spelling import edits, most_edits
from index.words import terms

_FINDABLE = re.compile(r"[^\W_]|[^\x00-\x7f]")  # what FTS5's `ascii` tokenizer makes a token of


def match(
    connection: Connection,
    corpus: Corpus,
    wanted: Sequence[str],
    limit: int,
    *,
    article_ids: Collection[ArticleId] | None,
    body_weight: float,
    title_weight: float,
    whole: int | None = None,
) -> list[tuple[PassageId, float]]:
    """Return the passages with any of the terms and their BM25 scores, best first.

    In a corpus of more than `whole` passages only those are ranked that have the most of the terms
    (`index.catalogue.shortlist`); by default where that is quicker.
    """
    findable = _findable(wanted)
    if not findable:
        return []
    passages = passage_count(connection, corpus)
    if passages <= (connection.words.ranks if whole is None else whole):
        search = Search(
            corpus=corpus,
            terms=findable,
            article_ids=article_ids,
            body_weight=body_weight,
            title_weight=title_weight,
        )
        return connection.words.ranked(search, limit)
    postings = connection.words.postings(corpus, findable)
    weights = shortlist.weights(postings, passages)
    considered = _considered(connection, corpus, postings, weights, article_ids)
    best = shortlist.ranked(
        connection.words.terms_of(np.sort(considered).tolist()),
        weights,
        body_weight=body_weight,
        title_weight=title_weight,
    )[:limit]
    ids = dict(
        connection.execute(
            "SELECT number, id FROM passages "
            "WHERE number IN (SELECT CAST(value AS BIGINT) FROM json_each(?))",
            (json.dumps([number for number, _ in best]),),
        )
    )
    return [(PassageId(ids[number]), score) for number, score in best]


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

    Of terms that very many have it may be an estimate.
    """
    counts = dict.fromkeys(wanted, 0)
    return counts | connection.words.frequencies(corpus, _findable(wanted))


def similar_terms(connection: Connection, corpus: Corpus, term: str) -> list[str]:
    """Return the corpus's terms that are spelled nearly like one, the likeliest first."""
    most = most_edits(term)
    if not most:
        return []
    distances = {
        other: distance
        for other in connection.words.spelled(
            corpus, term[0], shortest=len(term) - most, longest=len(term) + most
        )
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
    connection.words.write(
        corpus,
        [
            PassageTerms(
                number=number,
                body=" ".join(terms(passage.text, language)),
                title=" ".join(terms(f"{title}\n{passage.heading}", language)),
            )
            for (number,), passage in rows
        ],
    )


def words_whole(connection: Connection) -> bool:
    """Tell whether the word index can be read and fits the passages."""
    return connection.words.whole()


def delete_words(connection: Connection, version: VersionId) -> None:
    """Take a version's passages out of the word index."""
    connection.words.delete(version)


def _findable(wanted: Iterable[str]) -> list[str]:
    """Return those of some terms that can be looked for, each once."""
    encodable = (term.encode(errors="ignore").decode() for term in wanted)
    return list(dict.fromkeys(term for term in encodable if _FINDABLE.search(term)))
