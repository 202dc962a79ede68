"""A connection to PostgreSQL that takes what a connection to SQLite takes."""

from collections.abc import Iterable

from index.catalogue.connection import Cursor, Parameters
from index.catalogue.postgres.dialect import rendered
from index.catalogue.postgres.psycopg_types import Psycopg
from index.catalogue.postgres.words import ArrayWords


class PostgresConnection:
    """A connection within a transaction.

    Attributes:
        psycopg: what carries out the statements.
    """

    def __init__(self, connection: Psycopg) -> None:
        """Use an open connection."""
        self.psycopg = connection

    @property
    def words(self) -> ArrayWords:
        """The index of words."""
        return ArrayWords(self.psycopg)

    def execute(self, sql: str, parameters: Parameters = (), /) -> Cursor:
        """Carry out one statement."""
        return self.psycopg.execute(rendered(sql).encode(), parameters)

    def executemany(self, sql: str, parameters: Iterable[Parameters], /) -> Cursor:
        """Carry out one statement with each of some parameters."""
        cursor = self.psycopg.cursor()
        cursor.executemany(rendered(sql).encode(), parameters)
        return cursor
