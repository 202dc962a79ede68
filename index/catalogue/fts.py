"""The index of words in SQLite: a table of FTS5, whose own BM25 ranks corpora that aren't large."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence

import numpy as np

from index.catalogue import shortlist
from index.catalogue.word_index import PassageTerms, Posting, Search
from index.identity import corpus_key
from index.models import Corpus, PassageId, VersionId

_RANKED = 20_000  # passages; a shortlist of more is ranked sooner

_LAST = "\U0010ffff"


class FtsWords:
    """The table `words` behind a connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use a connection that is in a transaction whenever something is asked."""
        self._connection = connection

    @property
    def ranks(self) -> int:
        """How many passages of a corpus FTS5 ranks quickly."""
        return _RANKED

    def ranked(self, search: Search, limit: int) -> list[tuple[PassageId, float]]:
        """Return the passages that are looked for and their BM25 scores, best first."""
        among = None if search.article_ids is None else json.dumps(list(search.article_ids))
        rows = self._connection.execute(
            "SELECT p.id, -w.score FROM (SELECT rowid AS number, bm25(words, ?, ?, 0.0) AS score "
            "FROM words WHERE words MATCH ? AND (? IS NULL OR rowid IN ("
            "SELECT o.number FROM cards c JOIN passages o ON o.version = c.version "
            "WHERE c.id IN (SELECT value FROM json_each(?)))) "
            "ORDER BY score, number LIMIT ?) w "
            "JOIN passages p ON p.number = w.number ORDER BY w.score, w.number",
            (
                search.body_weight,
                search.title_weight,
                _expression(search.corpus, search.terms),
                among,
                among,
                limit,
            ),
        )
        return [(PassageId(passage), score) for passage, score in rows]

    def postings(self, corpus: Corpus, wanted: Collection[str]) -> dict[str, Posting]:
        """Return the passages of a corpus with each term."""
        return {term: self._posting(corpus, term) for term in wanted}

    def _posting(self, corpus: Corpus, term: str) -> Posting:
        rows = self._connection.execute(
            "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?",
            (_expression(corpus, [term]), shortlist.GATHERED),
        ).fetchall()
        numbers = np.fromiter((number for (number,) in rows), np.int64, len(rows))
        if len(rows) < shortlist.GATHERED:
            return Posting(numbers=numbers, frequency=len(rows))
        last = self._connection.execute("SELECT max(number) FROM passages").fetchone()[0]
        share = (last - int(numbers[-1]) + 1) / last
        return Posting(numbers=numbers, frequency=round(len(rows) / share))

    def frequencies(self, corpus: Corpus, wanted: Collection[str]) -> dict[str, int]:
        """Return in how many passages of a corpus each term occurs; an estimate if very many."""
        return {term: self._posting(corpus, term).frequency for term in wanted}

    def spelled(
        self,
        corpus: Corpus,  # noqa: ARG002 - FTS5 keeps one vocabulary for all
        beginning: str,
        shortest: int,
        longest: int,
    ) -> list[str]:
        """Return terms of some length with this beginning, of whatever corpus."""
        self._connection.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, words, row)"
        )
        rows = self._connection.execute(
            "SELECT term FROM temp.vocabulary WHERE term >= ? AND term < ? "
            "AND length(term) BETWEEN ? AND ?",
            (beginning, beginning + _LAST, shortest, longest),
        )
        return [term for (term,) in rows.fetchall()]

    def terms_of(self, numbers: Sequence[int]) -> Iterable[PassageTerms]:
        """Return the terms of passages by their row numbers."""
        rows = self._connection.execute(
            "SELECT rowid, body, title FROM words WHERE rowid IN (SELECT value FROM json_each(?))",
            (json.dumps(list(numbers)),),
        )
        for number, body, title in rows:
            yield PassageTerms(number=number, body=body, title=title)

    def write(self, corpus: Corpus, passages: Sequence[PassageTerms]) -> None:
        """Add passages that aren't in it."""
        self._connection.executemany(
            "INSERT INTO words (rowid, body, title, corpus) VALUES (?, ?, ?, ?)",
            [(each.number, each.body, each.title, corpus_key(corpus)) for each in passages],
        )

    def delete(self, version: VersionId) -> None:
        """Take out the passages of a version."""
        self._connection.execute(
            "DELETE FROM words WHERE rowid IN (SELECT number FROM passages WHERE version = ?)",
            (version,),
        )

    def clear(self) -> None:
        """Take out everything, even where it is damaged."""
        definition = self._connection.execute(
            "SELECT sql FROM sqlite_schema WHERE name = 'words'"
        ).fetchone()
        self._connection.execute("DROP TABLE words")
        self._connection.execute(definition[0])

    def whole(self) -> bool:
        """Tell whether it can be read and has all ready passages, and none that never were."""
        try:
            self._connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_CORRUPT:
                return False
            raise
        lacking, unknown = self._connection.execute(
            "SELECT EXISTS (SELECT p.number FROM passages p JOIN versions v ON v.id = p.version "
            "AND v.state = 'ready' EXCEPT SELECT id FROM words_docsize), "
            "EXISTS (SELECT id FROM words_docsize EXCEPT SELECT p.number FROM passages p "
            "JOIN versions v ON v.id = p.version AND v.state <> 'pending')"
        ).fetchone()
        return not lacking and not unknown


def _expression(corpus: Corpus, wanted: Iterable[str]) -> str:
    """Return the FTS5 query for any of some terms in a corpus."""
    quoted = {'"' + term.replace("\0", " ").replace('"', " ") + '"' for term in wanted}
    return f'corpus : "{corpus_key(corpus)}" AND {{body title}} : ({" OR ".join(sorted(quoted))})'
