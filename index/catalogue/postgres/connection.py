"""A connection to PostgreSQL that takes what a connection to SQLite takes."""

from collections.abc import Iterable
from typing import Any

import psycopg

from index.catalogue.connection import Cursor, Parameters
from index.catalogue.postgres.dialect import rendered
from index.catalogue.postgres.words import ArrayWords


class PostgresConnection:
    """A connection within a transaction."""

    def __init__(self, connection: "psycopg.Connection[tuple[Any, ...]]") -> None:
        """Carry out statements by an open connection of psycopg."""
        self._connection = connection

    @property
    def words(self) -> ArrayWords:
        """The index of words."""
        return ArrayWords(self._connection)

    def execute(self, sql: str, parameters: Parameters = (), /) -> Cursor:
        """Carry out one statement."""
        return self._connection.execute(rendered(sql).encode(), parameters)

    def executemany(self, sql: str, parameters: Iterable[Parameters], /) -> Cursor:
        """Carry out one statement with each of some parameters."""
        cursor = self._connection.cursor()
        cursor.executemany(rendered(sql).encode(), parameters)
        return cursor
