"""One connection to PostgreSQL, opened anew when it was lost, and transactions over it."""

import logging
import time
from collections.abc import Callable
from typing import TypeVar

import psycopg

from index.catalogue.postgres import claims, dialect, failures
from index.catalogue.postgres.claims import Claim
from index.catalogue.postgres.connection import PostgresConnection
from index.catalogue.postgres.psycopg_types import Psycopg
from index.errors import CatalogueError

_CONNECT_SECONDS = 10
_PAUSES = (0.05, 0.2, 0.5, 1.0, 2.0)  # seconds before a transaction is tried again

_T = TypeVar("_T")

_log = logging.getLogger(__name__)


def connect(url: str, *, read_only: bool) -> Psycopg:
    """Open a connection whose transactions see one state of the database each.

    Raises:
        CatalogueError: the database keeps texts in another encoding than UTF-8.
        psycopg.Error: it can't be reached.
    """
    connection = psycopg.connect(url, connect_timeout=_CONNECT_SECONDS, autocommit=True)
    try:
        _prepare(connection, read_only=read_only)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: Psycopg, *, read_only: bool) -> None:
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise CatalogueError(
            f"The database in DATABASE_URL keeps texts as {encoding}; create one with UTF8."
        )
    connection.execute("SET client_encoding = 'UTF8'")
    connection.execute("SET plan_cache_mode = force_custom_plan")  # terms are rare or very frequent
    dialect.register(connection)
    connection.autocommit = False
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    connection.read_only = read_only


class Session:
    """A connection for one thread at a time, made when it is first needed."""

    def __init__(self, url: str, *, read_only: bool, claim: Claim | None = None) -> None:
        """Connect to nothing yet.

        Args:
            url: the database.
            read_only: whether nothing may be changed.
            claim: what is held as long as the connection is; None for nothing.
        """
        self._url = url
        self._name = failures.shown(url)
        self._read_only = read_only
        self._claim = claim
        self._connection: Psycopg | None = None

    def run(self, work: Callable[[PostgresConnection], _T]) -> _T:
        """Return what `work` makes in a transaction; try again what only others hindered.

        A corpus is written by one process alone, so what `work` has read there is what it changes;
        elsewhere PostgreSQL takes back one of two transactions that changed the same row.

        Raises:
            CatalogueError: the database failed.
        """
        for pause in (*_PAUSES, None):
            try:
                return self._try(work)
            except psycopg.Error as error:
                lost = self._lost()
                if pause is None or not (lost or failures.passes(error)):
                    raise CatalogueError(
                        f"The catalogue {self._name} failed: {failures.reason(error)}."
                    ) from error
                _log.info("A transaction is tried again (%s).", type(error).__name__)
                time.sleep(pause)
        raise AssertionError("the last attempt returns or raises")

    def close(self) -> None:
        """Close the connection; closing again does nothing."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _try(self, work: Callable[[PostgresConnection], _T]) -> _T:
        connection = self._connected()
        try:
            result = work(PostgresConnection(connection))
        except BaseException:
            if not connection.closed:
                connection.rollback()
            raise
        self._commit(connection)
        return result

    def _connected(self) -> Psycopg:
        if self._connection is None:
            connection = connect(self._url, read_only=self._read_only)
            try:
                if self._claim is not None:
                    claims.hold(connection, self._claim, self._name)
                    connection.commit()
            except BaseException:
                connection.close()
                raise
            self._connection = connection
        return self._connection

    def _commit(self, connection: Psycopg) -> None:
        try:
            connection.commit()
        except psycopg.Error as error:
            if not connection.closed or self._read_only:
                raise
            self.close()
            raise CatalogueError(
                f"The catalogue {self._name} was lost at the very moment a change was kept; "
                "try again if the change isn't there."
            ) from error

    def _lost(self) -> bool:
        """Say whether there is no connection any more; the next attempt makes one."""
        if self._connection is not None and self._connection.closed:
            self._connection = None
        return self._connection is None
