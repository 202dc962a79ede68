"""The databases that tests keep catalogues in: files of SQLite, and PostgreSQL where it is.

A test that uses the fixture `each_database` runs over both. It opens its catalogues by `at`, which
gives the same database for the same path.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

from index.catalogue.connection import Connection
from index.catalogue.database import Database
from index.catalogue.postgres.database import PostgresDatabase
from index.catalogue.postgres.dialect import register
from index.catalogue.sqlite import SqliteDatabase
from tests import postgres


class Places:
    """Which database a path stands for."""

    def __init__(self, server: str | None = None) -> None:
        """Stand for databases of a PostgreSQL server; without one, for files."""
        self._server = server
        self._urls: dict[Path, str] = {}
        self._made = ExitStack()

    def close(self) -> None:
        """Delete the databases on the server."""
        self._made.close()

    def database(self, path: Path) -> Database:
        """Return the database that a path stands for, to be opened."""
        return SqliteDatabase(path) if self._server is None else PostgresDatabase(self.url(path))

    def url(self, path: Path) -> str:
        """Return the link of the database that a path stands for."""
        assert self._server is not None, "there is no server in this test"
        if path not in self._urls:
            self._urls[path] = self._made.enter_context(postgres.database(self._server))
        return self._urls[path]

    def rows(self, path: Path, query: str) -> list[tuple[Any, ...]]:
        """Return the rows that a query finds in a database, whoever has it open."""
        if self._server is None:
            with closing(sqlite3.connect(path)) as file:
                return file.execute(query).fetchall()
        with psycopg.connect(self.url(path)) as connection:
            register(connection)
            return connection.execute(query.encode()).fetchall()

    def change(self, path: Path, *statements: str) -> None:
        """Carry out statements in a database, behind the back of whoever has it open."""
        if self._server is None:
            with closing(sqlite3.connect(path)) as file:
                for statement in statements:
                    file.execute(statement)
                file.commit()
            return
        with psycopg.connect(self.url(path)) as connection:
            for statement in statements:
                connection.execute(statement.encode())


_FILES = Places()
_places = _FILES


def at(path: Path) -> Database:
    """Return the database that a path stands for in this test, to be opened."""
    return _places.database(path)


def rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    """Return the rows that a query finds in a database of this test."""
    return _places.rows(path, query)


def change(path: Path, *statements: str) -> None:
    """Carry out statements in a database of this test, behind everybody's back."""
    _places.change(path, *statements)


def tables(connection: Connection) -> list[str]:
    """Return the names of all tables behind a connection."""
    names = (
        "SELECT name FROM sqlite_schema WHERE type = 'table'"
        if isinstance(connection, sqlite3.Connection)
        else "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
    )
    return [name for (name,) in connection.execute(names)]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The link of a PostgreSQL server of the tests' own."""
    if postgres.program("initdb") is None:
        pytest.skip("PostgreSQL's server isn't installed")
    with postgres.server() as url:
        yield url


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The link of an empty database."""
    with postgres.database(postgres_server) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def each_database(request: pytest.FixtureRequest) -> Iterator[str]:
    """Have paths stand for files, and for databases of a server; yields which."""
    global _places
    kind: str = request.param
    if kind == "sqlite":
        yield kind
        return
    _places = Places(request.getfixturevalue("postgres_server"))
    yield kind
    _places.close()
    _places = _FILES
