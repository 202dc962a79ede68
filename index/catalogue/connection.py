"""The connection that all rows of the catalogue are read and written by, whatever database it is.

What is asked of it is the SQL that SQLite and PostgreSQL share; parameters are `?` or `:name`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from index.catalogue.word_index import WordIndex

Parameters = Sequence[Any] | Mapping[str, Any]


class Cursor(Protocol):
    """The rows that a statement has found, or the number of those that it has changed."""

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""
        ...

    def fetchone(self) -> Any:
        """Return the next row; None if there is none."""
        ...

    def fetchall(self) -> list[Any]:
        """Return all rows that are left."""
        ...

    def __iter__(self) -> Iterator[Any]:
        """Iterate over the rows that are left."""
        ...


class Connection(Protocol):
    """A connection within a transaction."""

    @property
    def words(self) -> WordIndex:
        """The index of words, which each database has in its own way."""
        ...

    def execute(self, sql: str, parameters: Parameters = (), /) -> Cursor:
        """Carry out one statement."""
        ...

    def executemany(self, sql: str, parameters: Iterable[Parameters], /) -> Cursor:
        """Carry out one statement with each of some parameters."""
        ...
