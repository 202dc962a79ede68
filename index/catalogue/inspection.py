"""Whether a file is a whole catalogue of this program, before anything relies on it.

The file may come from anywhere: what it has besides Footnote's own tables, triggers and views is
refused, since SQLite would carry it out.
"""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from index.catalogue.schema import APPLICATION_ID, MIGRATIONS, apply, version
from index.errors import CatalogueError
from index.stoppable import Stopped, never

_STEPS = 10_000  # of SQLite's machine between two looks at whether somebody still waits
_COUNTED = ("articles", "passages", "answers", "feeds", "jobs")

Objects = Mapping[tuple[str, str], str | None]
"""By type and name, the text of what SQLite carries out by itself; None for what it doesn't."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a catalogue has.

    Attributes:
        schema: the number of its schema.
        counts: how many rows its main tables have.
        orphans: how many rows belong to rows that aren't there.
    """

    schema: int
    counts: Mapping[str, int]
    orphans: int


def inspect(path: Path, name: str, stopped: Stopped = never) -> Contents:
    """Return what is in a catalogue's file that nobody uses, after a look at every page of it.

    Args:
        path: the file.
        name: what to call it in messages.
        stopped: whether to break it off.

    Raises:
        CatalogueError: it is no catalogue, of a newer Footnote, or damaged.
    """
    try:
        with closing(_opened(path)) as connection:
            connection.set_progress_handler(stopped, _STEPS)
            return _contents(connection, name)
    except sqlite3.Error as error:
        raise CatalogueError(f"{name} is damaged: SQLite says “{error}”.") from error


def damage(connection: sqlite3.Connection) -> str | None:
    """Return the first thing that is wrong with the pages of a database, as SQLite says it."""
    told = str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
    return None if told == "ok" else " ".join(told.removeprefix("*** in database main ***").split())


def _opened(path: Path) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None)
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def _contents(connection: sqlite3.Connection, name: str) -> Contents:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise CatalogueError(f"{name} is no catalogue of Footnote.")
    schema = version(connection)
    if not 1 <= schema <= len(MIGRATIONS):
        raise CatalogueError(
            f"{name} was written by a newer Footnote (schema {schema}, this one knows "
            f"{len(MIGRATIONS)}); update Footnote to use it."
        )
    _check_objects(_objects(connection), schema, name)
    found = damage(connection)
    if found is not None:
        raise CatalogueError(f"{name} is damaged: SQLite says “{found}”.")
    tables = {table for kind, table in _objects(connection) if kind == "table"}
    return Contents(
        schema=schema,
        counts={
            table: connection.execute(
                f"SELECT count(*) FROM {table}"  # noqa: S608 - one of our own names
            ).fetchone()[0]
            for table in _COUNTED
            if table in tables
        },
        orphans=len(connection.execute("PRAGMA foreign_key_check").fetchall()),
    )


def _check_objects(found: Objects, schema: int, name: str) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        for step in range(schema):
            apply(fresh, step)
        expected = _objects(fresh)
    for kind, called in sorted(expected.keys() - found.keys()):
        raise CatalogueError(f"{name} is damaged: its {kind} “{called}” is missing.")
    for kind, called in sorted(found.keys() - expected.keys()):
        raise CatalogueError(f"{name} has a {kind} “{called}” that Footnote never made.")
    for kind, called in sorted(key for key in found if found[key] != expected[key]):
        raise CatalogueError(f"{name} has a {kind} “{called}” that Footnote made otherwise.")


def _objects(connection: sqlite3.Connection) -> Objects:
    rows = connection.execute(
        "SELECT type, name, CASE WHEN type IN ('trigger', 'view') THEN sql END "
        "FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    return {(kind, called): code for kind, called, code in rows}
