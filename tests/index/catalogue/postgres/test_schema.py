"""The tables in PostgreSQL are those in SQLite."""

import sqlite3
from contextlib import closing

import psycopg
import pytest

from index.catalogue import schema as sqlite_schema
from index.catalogue.postgres.database import PostgresDatabase
from index.catalogue.postgres.schema import NEWEST
from index.errors import CatalogueError

_OWN = {"words", "vocabulary", "footnote_schema"}


async def test_both_have_the_same_columns(postgres_url: str) -> None:
    """Every table and view has the same columns in the same order in both databases."""
    database = PostgresDatabase(postgres_url)
    await database.open()
    await database.close()
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as file:
        sqlite_schema.migrate(file, "test")
        names = file.execute(
            "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') "
            "AND name NOT LIKE 'words%' AND name NOT LIKE 'sqlite%'"
        ).fetchall()
        expected = {
            name: [column for _, column, *_ in file.execute(f"PRAGMA table_info({name})")]
            for (name,) in names
        }
    found: dict[str, list[str]] = {}
    with psycopg.connect(postgres_url) as connection:
        rows = connection.execute(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position"
        )
        for table, column in rows:
            found.setdefault(table, []).append(column)
    assert {name: columns for name, columns in found.items() if name not in _OWN} == expected
    assert len(sqlite_schema.MIGRATIONS) == NEWEST


async def test_another_programs_tables(postgres_url: str) -> None:
    """A database with somebody else's tables is refused, and left as it is."""
    with psycopg.connect(postgres_url) as connection:
        connection.execute("CREATE TABLE theirs (x integer)")
    with pytest.raises(CatalogueError, match="another program's tables"):
        await PostgresDatabase(postgres_url).open()
    with psycopg.connect(postgres_url) as connection:
        tables = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        ).fetchall()
    assert tables == [("theirs",)]


async def test_future_schema(postgres_url: str) -> None:
    """A catalogue that a newer Footnote has written is refused with advice."""
    database = PostgresDatabase(postgres_url)
    await database.open()
    await database.close()
    with psycopg.connect(postgres_url) as connection:
        connection.execute("UPDATE footnote_schema SET version = version + 1")
    with pytest.raises(CatalogueError, match=r"newer Footnote.*update Footnote"):
        await PostgresDatabase(postgres_url).open()
