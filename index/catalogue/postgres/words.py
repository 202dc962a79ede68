"""The index of words in PostgreSQL: arrays of terms, which a GIN index finds passages by.

Passages are ranked by `index.catalogue.shortlist` in corpora of any size, since PostgreSQL's own
ranking knows nothing of how rare a term is.
"""

from collections.abc import Collection, Iterable, Sequence

import numpy as np

from index.catalogue import shortlist
from index.catalogue.postgres.psycopg_types import Psycopg
from index.catalogue.word_index import Numbers, PassageTerms, Posting, Search
from index.identity import corpus_key
from index.models import Corpus, PassageId, VersionId

_LAST = "\U0010ffff"
_NONE: Numbers = np.empty(0, dtype=np.int64)


class ArrayWords:
    """The tables `words` and `vocabulary` behind a connection."""

    def __init__(self, connection: Psycopg) -> None:
        """Use a connection that is in a transaction whenever something is asked."""
        self._connection = connection

    @property
    def ranks(self) -> int:
        """How many passages of a corpus PostgreSQL ranks quickly: none."""
        return 0

    def ranked(self, search: Search, limit: int) -> list[tuple[PassageId, float]]:  # noqa: ARG002 - see `ranks`
        """Return nothing: this is asked of corpora without passages only."""
        return []

    def postings(self, corpus: Corpus, wanted: Collection[str]) -> dict[str, Posting]:
        """Return the passages of a corpus with each term; how many there are is exact.

        The rarest come first. Once enough passages are found, frequent terms find no more of them:
        each would be looked up in the table, and they decide only between those that are there.
        """
        found, gathered = {}, 0
        frequencies = self.frequencies(corpus, wanted)
        for term in sorted(wanted, key=lambda each: frequencies[each]):
            numbers = _NONE
            few = gathered < shortlist.RANKED
            if few or gathered + frequencies[term] <= shortlist.GATHERED:
                numbers = self._numbers(corpus, term)
                gathered += len(numbers)
            found[term] = Posting(numbers=numbers, frequency=frequencies[term])
        return found

    def _numbers(self, corpus: Corpus, term: str) -> Numbers:
        rows = self._connection.execute(
            # The inner query is planned by itself, or the numbers' index would be read backwards.
            "SELECT number FROM (SELECT number FROM words WHERE terms @> ARRAY[%s::text] OFFSET 0) "
            "AS found ORDER BY number DESC LIMIT %s",
            (_key(corpus, term), shortlist.GATHERED),
        ).fetchall()
        return np.fromiter((number for (number,) in rows), np.int64, len(rows))

    def frequencies(self, corpus: Corpus, wanted: Collection[str]) -> dict[str, int]:
        """Return in how many passages of a corpus each term occurs."""
        by_key = {_key(corpus, term): term for term in wanted}
        rows = self._connection.execute(
            "SELECT term, passages FROM vocabulary WHERE term = ANY(%s::text[])", (list(by_key),)
        )
        return dict.fromkeys(wanted, 0) | {by_key[key]: passages for key, passages in rows}

    def spelled(self, corpus: Corpus, beginning: str, shortest: int, longest: int) -> list[str]:
        """Return the terms of a corpus of some length with this beginning."""
        first = _key(corpus, beginning)
        before = len(first) - len(beginning)
        rows = self._connection.execute(
            "SELECT term FROM vocabulary WHERE term >= %s AND term < %s "
            "AND length(term) BETWEEN %s AND %s",
            (first, first + _LAST, before + shortest, before + longest),
        )
        return [key[before:] for (key,) in rows]

    def terms_of(self, numbers: Sequence[int]) -> Iterable[PassageTerms]:
        """Return the terms of passages by their row numbers."""
        rows = self._connection.execute(
            "SELECT number, body, title FROM words WHERE number = ANY(%s::bigint[]) "
            "ORDER BY number",
            (list(numbers),),
        )
        for number, body, title in rows:
            yield PassageTerms(number=number, body=body, title=title)

    def write(self, corpus: Corpus, passages: Sequence[PassageTerms]) -> None:
        """Add passages that aren't in it."""
        self._connection.execute(
            "INSERT INTO words (number, body, title, terms) "
            "SELECT number, body, title, ARRAY(SELECT DISTINCT %s || term "
            "FROM unnest(string_to_array(body || ' ' || title, ' ')) AS term WHERE term <> '') "
            "FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS added (number, body, title)",
            (
                _key(corpus, ""),
                [each.number for each in passages],
                [each.body for each in passages],
                [each.title for each in passages],
            ),
        )

    def delete(self, version: VersionId) -> None:
        """Take out the passages of a version."""
        self._connection.execute(
            "DELETE FROM words WHERE number IN (SELECT number FROM passages WHERE version = %s)",
            (version,),
        )

    def clear(self) -> None:
        """Take out everything, even where it is damaged."""
        self._connection.execute("TRUNCATE words, vocabulary")

    def whole(self) -> bool:
        """Tell whether it has all ready passages, and none that never were."""
        found = self._connection.execute(
            "SELECT EXISTS (SELECT p.number FROM passages p JOIN versions v ON v.id = p.version "
            "AND v.state = 'ready' EXCEPT SELECT number FROM words), "
            "EXISTS (SELECT number FROM words EXCEPT SELECT p.number FROM passages p "
            "JOIN versions v ON v.id = p.version AND v.state <> 'pending')"
        ).fetchone()
        return found == (False, False)


def _key(corpus: Corpus, term: str) -> str:
    """Return a term as a corpus has it, and as no other has."""
    return f"{corpus_key(corpus)} {term}"
