"""The catalogue's file: what is refused, what a full disk does, and who else may use it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from index.catalogue import counting
from index.catalogue.catalogue import Catalogue
from index.catalogue.schema import MIGRATIONS
from index.catalogue.sqlite import SqliteDatabase
from index.errors import CatalogueError
from tests.index.stores import LOCAL, a_draft, an_article


async def test_not_a_database(tmp_path: Path) -> None:
    """A file that isn't a database is refused with its name, and left as it was."""
    path = tmp_path / "catalogue.db"
    path.write_text("not a database " * 100)
    with pytest.raises(CatalogueError, match=r"catalogue\.db.*not a Footnote catalogue"):
        await Catalogue.open(path)
    assert path.read_text() == "not a database " * 100


async def test_another_programs_database(tmp_path: Path) -> None:
    """The database of another program is refused and left as it was."""
    path = tmp_path / "catalogue.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    with pytest.raises(CatalogueError, match="another program's database"):
        await Catalogue.open(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_schema").fetchall() == [("theirs",)]


async def test_future_schema(tmp_path: Path) -> None:
    """A catalogue that a newer Footnote has written is refused with advice."""
    path = tmp_path / "catalogue.db"
    await (await Catalogue.open(path)).close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    with pytest.raises(CatalogueError, match=r"newer Footnote.*update Footnote"):
        await Catalogue.open(path)


async def test_missing_folder(tmp_path: Path) -> None:
    """A catalogue whose folder doesn't exist can't be opened, and the message says so."""
    with pytest.raises(CatalogueError, match="can't be opened; check that its folder exists"):
        await Catalogue.open(tmp_path / "missing" / "catalogue.db")


async def test_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk is full nothing is stored, and the message says what to do."""
    path = tmp_path / "catalogue.db"
    await (await Catalogue.open(path)).close()
    connect = sqlite3.connect

    def connect_to_a_small_disk(*args: object, **kwargs: object) -> sqlite3.Connection:
        connection = connect(*args, **kwargs)  # type: ignore[call-overload]  # passed on as it is
        connection.execute("PRAGMA max_page_count = 60")
        assert isinstance(connection, sqlite3.Connection)
        return connection

    monkeypatch.setattr(sqlite3, "connect", connect_to_a_small_disk)
    catalogue = await Catalogue.open(path)
    draft = a_draft(an_article("Long", *[f"Paragraph {n} " + "long " * 100 for n in range(1000)]))
    with pytest.raises(CatalogueError, match="disk is full"):
        await catalogue.versions.store(draft)
    assert await catalogue.versions.stored("pending") == []
    await catalogue.close()


async def test_locked(open_catalogue: Catalogue, tmp_path: Path) -> None:
    """While another process writes, readers see what was there before."""
    with closing(sqlite3.connect(tmp_path / "catalogue.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        other.execute("DELETE FROM words")
        assert len(await open_catalogue.match(LOCAL, ["safe"], 10)) == 1
        other.execute("ROLLBACK")


async def test_closed(tmp_path: Path) -> None:
    """A closed catalogue says so, and can be closed again."""
    catalogue = await Catalogue.open(tmp_path / "catalogue.db")
    await catalogue.close()
    await catalogue.close()
    with pytest.raises(CatalogueError, match="is closed"):
        await catalogue.cards(LOCAL)


async def test_what_could_not_be_opened_can_be_later(tmp_path: Path) -> None:
    """A catalogue whose folder was missing, or whose disk was full, needs no new start."""
    database = SqliteDatabase(tmp_path / "folder" / "catalogue.db")
    with pytest.raises(CatalogueError, match="check that its folder exists"):
        await database.open()
    (tmp_path / "folder").mkdir()
    await database.open()
    assert await database.read(counting.corpora) == []
    await database.close()
