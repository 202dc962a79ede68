"""With the catalogue in PostgreSQL, the doctor, backups and restoring do the same."""

import io
from pathlib import Path

import psycopg
import pytest

from bot.backups.archive import verify
from bot.backups.making import make
from bot.backups.rotation import Rotation
from tests.bot.doctor.patients import (
    EVERYTHING,
    LOCAL,
    assembled,
    fill,
    findings,
    found,
)
from tests.index.stores import an_article


def _execute(url: str, *statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


async def test_rows_that_contradict_each_other(tmp_path: Path, postgres_url: str) -> None:
    """They are mended once, and everything is still found."""
    await fill(tmp_path, database_url=postgres_url)
    assert await findings(tmp_path, database_url=postgres_url) == []
    _execute(
        postgres_url,
        "INSERT INTO articles VALUES ('a9', 'local', NULL, '2026-01-01')",
        "UPDATE sizes SET passages = 99 WHERE corpus = 'local'",
        "DELETE FROM words WHERE number = 1",
    )
    assert await findings(tmp_path, database_url=postgres_url) == [
        "mended 1 articles had no text and are deleted",
        "mended articles were counted wrongly in 1 places",
        "mended the word index didn't fit the passages; it is made anew",
        "mended vectors and word index are made anew from the catalogue",
    ]
    assert await findings(tmp_path, database_url=postgres_url) == []
    assert await found(tmp_path, database_url=postgres_url) == EVERYTHING


async def test_there_and_back(tmp_path: Path, postgres_url: str) -> None:
    """A backup of the database is a file like any other, and can go back or into SQLite."""
    await fill(tmp_path / "data", database_url=postgres_url)
    backup = tmp_path / "backup.zip"
    async with assembled(tmp_path / "data", io.StringIO(), database_url=postgres_url) as assembly:
        manifest = await make(assembly.stores.unopened, backup)
        assert manifest.counts["articles"] == 3
        eel = an_article("Eel", "Eels wander.")
        await (await assembly.index()).ingestion.add(LOCAL, eel)
    async with assembled(tmp_path / "data", io.StringIO(), database_url=postgres_url) as assembly:
        restored = await (await assembly.stores.restoring()).restore(backup)
        assert restored.kept is not None
        assert verify(restored.kept).counts["articles"] == 4
    assert await found(tmp_path / "data", database_url=postgres_url) == EVERYTHING
    async with assembled(tmp_path / "moved", io.StringIO()) as assembly:
        await (await assembly.stores.restoring()).restore(backup)
    assert await found(tmp_path / "moved") == EVERYTHING
    assert await findings(tmp_path / "moved") == []


async def test_an_interrupted_restore(tmp_path: Path, postgres_url: str) -> None:
    """The next start finishes it."""
    await fill(tmp_path / "file")
    (tmp_path / "data").mkdir()
    (tmp_path / "file" / "catalogue.sqlite3").rename(tmp_path / "data" / "restoring.sqlite3")
    assert await found(tmp_path / "data", database_url=postgres_url) == EVERYTHING
    assert not (tmp_path / "data" / "restoring.sqlite3").exists()


async def test_one_of_several_processes_mends_nothing(tmp_path: Path, postgres_url: str) -> None:
    """Others may be in the middle of what it took for half done, so it says what to do."""
    (told,) = await findings(tmp_path, database_url=postgres_url, shards="0/2")
    assert told.startswith("wrong SHARDS is 0/2, so other processes share this catalogue.")
    assert await findings(tmp_path, database_url=postgres_url, shards="0/1") == []


@pytest.mark.parametrize(("shards", "made"), [("0/2", 1), ("1/2", 0)])
async def test_one_of_several_processes_backs_up(
    tmp_path: Path, postgres_url: str, shards: str, made: int
) -> None:
    """It is the one with the first shard."""
    await fill(tmp_path, database_url=postgres_url)
    said = io.StringIO()
    async with assembled(tmp_path, said, database_url=postgres_url, shards=shards) as assembly:
        rotation: Rotation = assembly.stores.rotation
        await rotation.round()
        assert len(assembly.stores.shelf.backups()) == made
