"""The catalogue's SQLite file: one connection, owned by one thread."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from index.catalogue import copying
from index.catalogue.fts import FtsWords
from index.catalogue.inspection import damage
from index.catalogue.schema import migrate
from index.errors import CatalogueDamaged, CatalogueError
from index.folders import sync_folder
from index.stoppable import stoppable

_P = ParamSpec("_P")
_T = TypeVar("_T")

_BUSY_SECONDS = 10.0

_REASONS = {
    sqlite3.SQLITE_FULL: "the disk is full; free some space and try again",
    sqlite3.SQLITE_NOTADB: "it is not a Footnote catalogue; move it away or choose another folder",
    sqlite3.SQLITE_CORRUPT: "it is damaged; restore a backup of it",
    sqlite3.SQLITE_READONLY: "it can't be written; check the permissions of it and of its folder",
    sqlite3.SQLITE_CANTOPEN: "it can't be opened; check that its folder exists and may be written",
    sqlite3.SQLITE_PERM: "access is denied; check its permissions",
    sqlite3.SQLITE_BUSY: "another process keeps it locked; wait for that one or stop it",
    sqlite3.SQLITE_LOCKED: "another process keeps it locked; wait for that one or stop it",
    sqlite3.SQLITE_IOERR: "the disk reports an error; check the disk",
    sqlite3.SQLITE_TOOBIG: "an article is too long for it; split the article",
}


class SqliteConnection(sqlite3.Connection):
    """A connection to a catalogue's file."""

    @property
    def words(self) -> FtsWords:
        """The index of words."""
        return FtsWords(self)


_DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)


class SqliteDatabase:
    """Runs functions of a connection on the one thread that owns it."""

    def __init__(
        self, path: Path, before_upgrade: Callable[[int], None] = lambda _schema: None
    ) -> None:
        """Prepare for the catalogue at `path`; `open` touches the file.

        Args:
            path: the file.
            before_upgrade: called with the number of an earlier schema before it is brought up to
                date, in a thread; what it raises leaves the catalogue as it is.
        """
        self._path = path
        self._before_upgrade = before_upgrade
        self._connection: SqliteConnection | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="catalogue")

    async def open(self) -> None:
        """Open the file, making it if it is missing, and bring its schema up to date.

        What can't be opened now may be later, and may be tried again.

        Raises:
            CatalogueError: the file can't be opened, isn't a catalogue or is from the future.
        """
        try:
            await self._in_thread(self._connect)
        except BaseException:
            await self._disconnect()
            raise

    async def close(self) -> None:
        """Close the connection and end the thread; closing again does nothing."""
        await self._disconnect()
        self._thread.shutdown(wait=False)

    async def copy(self, path: Path) -> None:
        """Write a copy of all that is in it now to a new SQLite file, while others go on.

        It needn't be open, and another process may be using it.

        Raises:
            CatalogueError: it can't be read, or the file can't be written.
        """
        with self._translated():
            await stoppable(lambda stopped: copying.copy(self._path, path, stopped))

    async def fill(self, path: Path) -> None:
        """Put another catalogue's file in the place of this one, while this one isn't open.

        Killed at any step, it can be called again: the file at `path` is there until it is in its
        place. What SQLite left to be done with the old file goes first, or it would be done with
        the new one.

        Raises:
            CatalogueError: the files can't be changed.
        """
        await asyncio.to_thread(self._fill, path)

    async def damage(self) -> str | None:
        """Return the first thing that is wrong with the file's pages; None if they are whole."""
        return await self.read(damage)

    async def read(
        self,
        function: Callable[Concatenate[SqliteConnection, _P], _T],
        *args: _P.args,
        **kwargs: _P.kwargs,
    ) -> _T:
        """Return `function(connection, *args, **kwargs)`, seeing one state of the catalogue.

        Raises:
            CatalogueError: SQLite failed.
        """
        return await self._in_transaction("DEFERRED", lambda c: function(c, *args, **kwargs))

    async def write(
        self,
        function: Callable[Concatenate[SqliteConnection, _P], _T],
        *args: _P.args,
        **kwargs: _P.kwargs,
    ) -> _T:
        """Return `function(connection, *args, **kwargs)`; all of its changes happen, or none.

        Raises:
            CatalogueError: SQLite failed.
        """
        return await self._in_transaction("IMMEDIATE", lambda c: function(c, *args, **kwargs))

    async def _in_transaction(self, kind: str, work: Callable[[SqliteConnection], _T]) -> _T:
        connection = self._connection
        if connection is None:
            raise CatalogueError(f"The catalogue {self._path} is closed.")

        def run() -> _T:
            with _transaction(connection, kind):
                return work(connection)

        return await self._in_thread(run)

    async def _in_thread(self, work: Callable[[], _T]) -> _T:
        with self._translated():
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            failed = CatalogueDamaged if _code(error) in _DAMAGED else CatalogueError
            raise failed(f"The catalogue {self._path} failed: {_reason(error)}.") from error

    async def _disconnect(self) -> None:
        if self._connection is not None:
            connection, self._connection = self._connection, None
            await self._in_thread(connection.close)

    def _connect(self) -> None:
        self._connection = sqlite3.connect(
            self._path,
            timeout=_BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            factory=SqliteConnection,
        )
        for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
            self._connection.execute(f"PRAGMA {pragma}")
        migrate(self._connection, str(self._path), self._before_upgrade)

    def _fill(self, path: Path) -> None:
        try:
            for suffix in ("-wal", "-shm", "-journal"):
                self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
            sync_folder(self._path.parent)
            path.replace(self._path)
            sync_folder(self._path.parent)
        except OSError as error:
            raise CatalogueError(
                f"The catalogue {self._path} can't be replaced: {error.strerror}."
            ) from error


@contextmanager
def _transaction(connection: sqlite3.Connection, kind: str) -> Iterator[None]:
    connection.execute(f"BEGIN {kind}")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite itself rolls back when the disk is full
            connection.execute("ROLLBACK")
        raise


def _reason(error: sqlite3.Error) -> str:
    code = _code(error)
    return str(error) if code is None else _REASONS.get(code, f"SQLite says: {error}")


def _code(error: sqlite3.Error) -> int | None:
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF  # the low byte is the primary code
