"""A backup has all of one moment, nothing that was deleted, and is never there by half."""

import asyncio
import sqlite3
import stat
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from bot.backups.archive import manifest_of, unpack, verify
from bot.backups.making import make
from bot.errors import UserError
from index.catalogue.inspection import inspect
from index.catalogue.schema import MIGRATIONS
from index.catalogue.sqlite import SqliteDatabase
from index.errors import CatalogueError
from tests.bot.backups.kept import fill, opened


async def test_while_the_bot_runs(tmp_path: Path) -> None:
    """Another process copies what is committed, also what only the write-ahead log has."""
    target = tmp_path / "backup.zip"
    async with opened(tmp_path / "bot") as database:
        await fill(database, "Salmon", "Trout")
        other = SqliteDatabase(tmp_path / "bot" / "catalogue.sqlite3")
        manifest = await make(other, target)
        await fill(database, "Pike")
    assert dict(manifest.counts) == {
        "articles": 2,
        "passages": 2,
        "answers": 2,
        "feeds": 0,
        "jobs": 0,
    }
    assert manifest_of(target) == manifest == verify(target)
    assert manifest.schema == len(MIGRATIONS)
    assert unpack(target, tmp_path / "copy.sqlite3") == manifest
    assert inspect(tmp_path / "copy.sqlite3", "it").counts == manifest.counts


async def test_private_and_alone(tmp_path: Path) -> None:
    """Only its user may read it, and nothing else is left beside it."""
    target = tmp_path / "backups" / "backup.zip"
    target.parent.mkdir()
    async with opened(tmp_path / "bot") as database:
        await fill(database, "Salmon")
        await make(database, target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert list(target.parent.iterdir()) == [target]


async def test_what_was_deleted_is_not_in_it(tmp_path: Path) -> None:
    """Not even on pages that SQLite keeps for later."""
    secret = "A pike called Gertrude. " * 2_000
    async with opened(tmp_path / "bot") as database:
        await database.write(lambda c: c.execute("PRAGMA secure_delete = OFF"))
        await database.write(
            lambda c: c.execute("INSERT INTO meta VALUES ('secret', ?)", (secret,))
        )
        await database.write(lambda c: c.execute("DELETE FROM meta WHERE key = 'secret'"))
        await make(database, tmp_path / "backup.zip")
    with closing(sqlite3.connect(tmp_path / "bot" / "catalogue.sqlite3")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"Gertrude" in (tmp_path / "bot" / "catalogue.sqlite3").read_bytes()
    unpack(tmp_path / "backup.zip", tmp_path / "copy.sqlite3")
    assert b"Gertrude" not in (tmp_path / "copy.sqlite3").read_bytes()


async def test_an_older_backup_is_replaced(tmp_path: Path) -> None:
    """But nothing that isn't one."""
    target = tmp_path / "backup.zip"
    async with opened(tmp_path / "bot") as database:
        await make(database, target)
        await fill(database, "Salmon")
        await make(database, target)
        assert manifest_of(target).counts["articles"] == 1
        target.write_text("My diary.")
        with pytest.raises(UserError, match="is no backup of Footnote; choose another name"):
            await make(database, target)
    assert target.read_text() == "My diary."


async def test_no_place_for_it(tmp_path: Path) -> None:
    """The sentence says which file can't be written, and why."""
    async with opened(tmp_path / "bot") as database:
        with pytest.raises(UserError, match=r"missing/b\.zip can't be written: No such file"):
            await make(database, tmp_path / "missing" / "b.zip")


async def test_a_damaged_catalogue(tmp_path: Path) -> None:
    """It makes no backup, so no sound one is replaced by it."""
    target, path = tmp_path / "backup.zip", tmp_path / "bot" / "catalogue.sqlite3"
    async with opened(tmp_path / "bot") as database:
        await fill(database, *(f"Fish {n}" for n in range(30)))
        await make(database, target)
    sound = target.read_bytes()
    content = bytearray(path.read_bytes())
    content[4096 * 3 :] = b"\xff" * (len(content) - 4096 * 3)
    path.write_bytes(content)
    with pytest.raises(CatalogueError, match="damaged"):
        await make(SqliteDatabase(path), target)
    assert target.read_bytes() == sound


async def test_nobody_waits_any_more(tmp_path: Path) -> None:
    """It is broken off, and nothing of it is left."""
    target = tmp_path / "backups" / "backup.zip"
    target.parent.mkdir()
    async with opened(tmp_path / "bot") as database:
        await fill(database, "Salmon")
        making = asyncio.create_task(make(database, target))
        while not list(target.parent.iterdir()):  # noqa: ASYNC110 - there is no event for a file
            await asyncio.sleep(0)
        making.cancel()
        with pytest.raises(asyncio.CancelledError):
            await making
    assert list(target.parent.iterdir()) == []


@pytest.mark.parametrize(
    "names", [["catalogue.sqlite3"], ["manifest.json"], ["catalogue.sqlite3", "../evil"]]
)
def test_another_zip(tmp_path: Path, names: list[str]) -> None:
    """An archive with anything less or more in it is no backup."""
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        for name in names:
            archive.writestr(name, "{}")
    with pytest.raises(UserError, match="is no backup of Footnote"):
        verify(tmp_path / "b.zip")


def _refused(backup: Path) -> bool:
    try:
        verify(backup)
    except UserError:
        return True
    return False


def _catalogue_in(backup: Path) -> bytes:
    with zipfile.ZipFile(backup) as archive:
        return archive.read("catalogue.sqlite3")


async def test_every_damaged_byte_is_found(tmp_path: Path) -> None:
    """A backup with another catalogue than it was made with, or cut off, isn't believed."""
    target = tmp_path / "backup.zip"
    async with opened(tmp_path / "bot") as database:
        await fill(database, "Salmon")
        await make(database, target)
    content, catalogue = target.read_bytes(), _catalogue_in(target)
    for at in range(100, len(content) - 800, len(content) // 25):
        target.write_bytes(content[:at] + bytes([content[at] ^ 0x55]) + content[at + 1 :])
        assert _refused(target) or _catalogue_in(target) == catalogue
    for end in (0, 10, len(content) // 2, len(content) - 1):
        target.write_bytes(content[:end])
        with pytest.raises(UserError):
            verify(target)


async def test_a_bomb(tmp_path: Path) -> None:
    """No more is unpacked than the manifest says, and a hash that doesn't fit is found."""
    target = tmp_path / "backup.zip"
    async with opened(tmp_path / "bot") as database:
        await make(database, target)
    with zipfile.ZipFile(target) as archive:
        manifest = archive.read("manifest.json")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("catalogue.sqlite3", bytes(50_000_000))
        archive.writestr("manifest.json", manifest)
    with pytest.raises(UserError, match="is damaged"):
        unpack(target, tmp_path / "copy.sqlite3")
    assert (tmp_path / "copy.sqlite3").stat().st_size < 3_000_000
