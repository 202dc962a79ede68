"""The catalogue's PostgreSQL database: one connection that writes, and some that read."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from index.catalogue.connection import Connection
from index.catalogue.postgres import copying, failures, schema
from index.catalogue.postgres.claims import Claim
from index.catalogue.postgres.connection import PostgresConnection
from index.catalogue.postgres.session import Session
from index.errors import CatalogueError
from index.stoppable import Stopped, stoppable

_P = ParamSpec("_P")
_T = TypeVar("_T")

_READERS = 4


class PostgresDatabase:
    """Runs functions of a connection on threads that each have one."""

    def __init__(self, url: str, claim: Claim | None = None) -> None:
        """Connect to nothing yet.

        Args:
            url: the database, such as `postgresql://user:password@host/name`.
            claim: the shards that no other process may have while this one is open; None to let
                everybody do everything.

        Raises:
            CatalogueError: the link can't be read.
        """
        self._url = url
        self._name = failures.shown(url)
        self._claim = claim
        self._open = False
        self._writer = Session(url, read_only=False, claim=claim)
        self._readers: list[Session] = []
        self._own = threading.local()
        self._writing = ThreadPoolExecutor(1, thread_name_prefix="catalogue")
        self._reading = ThreadPoolExecutor(_READERS, thread_name_prefix="catalogue")

    async def open(self) -> None:
        """Connect, hold the shards, and bring the schema up to date.

        Raises:
            CatalogueError: the database can't be reached, isn't Footnote's, is from the future, or
                another process has one of the shards.
        """
        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(
                self._writing,
                lambda: self._writer.run(lambda c: schema.migrate(c.psycopg, self._name)),
            )
        except BaseException:
            await self.close()
            raise
        self._open = True

    async def close(self) -> None:
        """Close all connections; closing again does nothing."""
        self._open = False
        await asyncio.to_thread(self._close)

    async def copy(self, path: Path) -> None:
        """Write a copy of all that is in it now to a new SQLite file, while others go on.

        It needn't be open, and other processes may be using it.

        Raises:
            CatalogueError: it can't be read, or the file can't be written.
        """
        await stoppable(lambda stopped: self._copy(path, stopped))

    async def fill(self, path: Path) -> None:
        """Put what is in a catalogue's SQLite file in the place of all that is here, in one step.

        Raises:
            CatalogueError: the file can't be read, this database can't be written, or another
                process uses it.
        """
        await stoppable(lambda stopped: self._fill(path, stopped))

    async def damage(self) -> str | None:
        """Return None if the database answers: its pages are its server's business."""
        return await self.read(_answer)

    async def read(
        self,
        function: Callable[Concatenate[Connection, _P], _T],
        *args: _P.args,
        **kwargs: _P.kwargs,
    ) -> _T:
        """Return `function(connection, *args, **kwargs)`, seeing one state of the catalogue.

        Raises:
            CatalogueError: PostgreSQL failed.
        """
        self._check_open()
        return await asyncio.get_running_loop().run_in_executor(
            self._reading, lambda: self._reader().run(lambda c: function(c, *args, **kwargs))
        )

    async def write(
        self,
        function: Callable[Concatenate[Connection, _P], _T],
        *args: _P.args,
        **kwargs: _P.kwargs,
    ) -> _T:
        """Return `function(connection, *args, **kwargs)`; all of its changes happen, or none.

        Raises:
            CatalogueError: PostgreSQL failed.
        """
        self._check_open()
        return await asyncio.get_running_loop().run_in_executor(
            self._writing, lambda: self._writer.run(lambda c: function(c, *args, **kwargs))
        )

    def _check_open(self) -> None:
        if not self._open:
            raise CatalogueError(f"The catalogue {self._name} is closed.")

    def _reader(self) -> Session:
        """Return the session of this thread."""
        own: Session | None = getattr(self._own, "session", None)
        if own is None:
            own = self._own.session = Session(self._url, read_only=True)
            self._readers.append(own)
        return own

    def _close(self) -> None:
        self._writing.shutdown(wait=True)
        self._reading.shutdown(wait=True)
        for session in (self._writer, *self._readers):
            session.close()

    def _copy(self, path: Path, stopped: Stopped) -> None:
        session = Session(self._url, read_only=True)
        try:
            session.run(lambda c: copying.copy(c.psycopg, path, stopped))
        finally:
            session.close()

    def _fill(self, path: Path, stopped: Stopped) -> None:
        session = Session(self._url, read_only=False, claim=self._claim)

        def fill(connection: PostgresConnection) -> None:
            schema.migrate(connection.psycopg, self._name)
            copying.fill(connection.psycopg, path, stopped)

        try:
            session.run(fill)
        finally:
            session.close()


def _answer(connection: Connection) -> None:
    connection.execute("SELECT max(version) FROM footnote_schema").fetchone()
