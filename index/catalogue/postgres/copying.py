"""Moving a catalogue from PostgreSQL into a file of SQLite and back, table by table."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from psycopg import sql

from index.catalogue import schema as sqlite_schema
from index.catalogue.postgres import schema
from index.catalogue.postgres.psycopg_types import Psycopg
from index.errors import CatalogueError
from index.identity import corpus_key
from index.models import Corpus
from index.stoppable import BrokenOff, Stopped

_TABLES = (
    "meta",
    "articles",
    "versions",
    "passages",
    "sentences",
    "vectors",
    "details",
    "aliases",
    "history",
    "visits",
    "sizes",
    "adders",
    "summaries",
    "feeds",
    "entries",
    "feed_days",
    "announcements",
    "guilds",
    "answers",
    "ratings",
    "questions",
    "jobs",
    "eval_questions",
    "eval_people",
)
"""All tables but the index of words; what a row belongs to comes before it."""

_NUMBERED = {
    "passages": "number",
    "history": "number",
    "entries": "number",
    "questions": "id",
    "jobs": "number",
    "eval_questions": "number",
}
"""The tables whose rows are numbered, and the columns of the numbers."""

_AT_ONCE = 1_000  # rows

Row = tuple[Any, ...]


def copy(connection: Psycopg, path: Path, stopped: Stopped) -> None:
    """Write what a transaction sees to a new or an empty file; of an empty database, nothing.

    Raises:
        CatalogueError: the file can't be written, or doesn't have all of it in the end.
        BrokenOff: it was told to stop.
        psycopg.Error: the database can't be read.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as file:
            file.execute("PRAGMA journal_mode = OFF")  # a copy that fails is thrown away
            sqlite_schema.migrate(file, str(path))
            if not schema.version(connection):
                return
            file.execute("BEGIN")
            for table in _TABLES:
                _copy_table(connection, file, table, stopped)
            _copy_words(connection, file, stopped)
            file.execute("COMMIT")
    except sqlite3.Error as error:
        raise CatalogueError(f"The file {path} can't be written: {error}.") from error


def fill(connection: Psycopg, path: Path, stopped: Stopped) -> None:
    """Put what is in a file in the place of all that a database has, within a transaction.

    A file of an earlier schema is brought up to date first.

    Raises:
        CatalogueError: the file can't be read, or not all of it has come.
        BrokenOff: it was told to stop.
        psycopg.Error: the database can't be written.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as file:
            sqlite_schema.migrate(file, str(path))
            names = sql.SQL(", ").join(map(sql.Identifier, (*_TABLES, "words", "vocabulary")))
            connection.execute(sql.SQL("TRUNCATE {}").format(names))
            for table in _TABLES:
                _fill_table(connection, file, table, stopped)
            _fill_words(connection, file, stopped)
            _go_on_counting(connection, file)
    except sqlite3.Error as error:
        raise CatalogueError(f"The file {path} can't be read: {error}.") from error


def _copy_table(
    connection: Psycopg, file: sqlite3.Connection, table: str, stopped: Stopped
) -> None:
    columns = _columns(file, table)
    places = ", ".join("?" * len(columns))
    insert = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608 - our own names
    file.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
    for rows in _read(connection, _select(table, columns), stopped):
        file.executemany(insert, rows)
    _compare(connection, file, table)


def _copy_words(connection: Psycopg, file: sqlite3.Connection, stopped: Stopped) -> None:
    select = sql.SQL(
        "SELECT w.number, w.body, w.title, a.corpus FROM words w "
        "JOIN passages p ON p.number = w.number JOIN versions v ON v.id = p.version "
        "JOIN articles a ON a.id = v.article"
    )
    for rows in _read(connection, select, stopped):
        file.executemany(
            "INSERT INTO words (rowid, body, title, corpus) VALUES (?, ?, ?, ?)",
            [(number, body, title, corpus_key(corpus)) for number, body, title, corpus in rows],
        )


def _fill_table(
    connection: Psycopg, file: sqlite3.Connection, table: str, stopped: Stopped
) -> None:
    columns = _columns(file, table)
    rows = file.execute(f"SELECT {', '.join(columns)} FROM {table}")  # noqa: S608 - our own names
    _write(connection, table, columns, rows, stopped)
    _compare(connection, file, table)


def _fill_words(connection: Psycopg, file: sqlite3.Connection, stopped: Stopped) -> None:
    rows = file.execute(
        "SELECT w.rowid, w.body, w.title, a.corpus FROM words w "
        "JOIN passages p ON p.number = w.rowid JOIN versions v ON v.id = p.version "
        "JOIN articles a ON a.id = v.article"
    )
    made = (
        (number, body, title, _terms(body, title, corpus)) for number, body, title, corpus in rows
    )
    with _without_index(connection, "words_by_term"):
        _write(connection, "words", ("number", "body", "title", "terms"), made, stopped)


@contextmanager
def _without_index(connection: Psycopg, name: str) -> Iterator[None]:
    """Have an index made anew after the block, which is quicker than row by row."""
    row = connection.execute("SELECT pg_get_indexdef(%s::regclass)", (name,)).fetchone()
    connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
    yield
    if row is not None:
        connection.execute(str(row[0]).encode())


def _terms(body: str, title: str, corpus: str) -> list[str]:
    key = corpus_key(Corpus(corpus))
    return [f"{key} {term}" for term in sorted({*body.split(" "), *title.split(" ")} - {""})]


def _go_on_counting(connection: Psycopg, file: sqlite3.Connection) -> None:
    """Let new rows have numbers that no row had before, where the file tells them."""
    given = dict(file.execute("SELECT name, seq FROM sqlite_sequence"))
    for table, column in _NUMBERED.items():
        connection.execute(
            sql.SQL(
                "SELECT setval(pg_get_serial_sequence(%s, %s), "
                "greatest(coalesce(max({}), 0), %s) + 1, false) FROM {}"
            ).format(sql.Identifier(column), sql.Identifier(table)),
            (table, column, given.get(table, 0)),
        )


def _read(
    connection: Psycopg, select: sql.SQL | sql.Composed, stopped: Stopped
) -> Iterator[list[Row]]:
    """Yield the rows that a query finds, some at a time."""
    with connection.cursor("copied") as cursor:
        cursor.execute(select)
        while rows := cursor.fetchmany(_AT_ONCE):
            if stopped():
                raise BrokenOff
            yield rows


def _write(
    connection: Psycopg, table: str, columns: tuple[str, ...], rows: Iterator[Row], stopped: Stopped
) -> None:
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
    with connection.cursor() as cursor, cursor.copy(into) as copied:
        for at, row in enumerate(rows):
            if at % _AT_ONCE == 0 and stopped():
                raise BrokenOff
            copied.write_row(row)


def _select(table: str, columns: tuple[str, ...]) -> sql.Composed:
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    return sql.SQL("SELECT {} FROM {}").format(names, sql.Identifier(table))


def _columns(file: sqlite3.Connection, table: str) -> tuple[str, ...]:
    return tuple(name for _, name, *_ in file.execute(f"PRAGMA table_info({table})"))


def _compare(connection: Psycopg, file: sqlite3.Connection, table: str) -> None:
    """Refuse a copy that doesn't have every row."""
    there = connection.execute(
        sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
    ).fetchone()
    here = file.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - our own names
    if there is None or there[0] != here[0]:
        raise CatalogueError(f"The copy doesn't have every row of “{table}”; try again.")
