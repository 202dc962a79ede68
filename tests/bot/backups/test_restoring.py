"""Restoring checks everything before it replaces anything, and is done whole or not at all."""

import asyncio
import json
import sqlite3
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from bot.backups.archive import manifest_of, verify
from bot.backups.making import make
from bot.backups.shelf import Shelf
from bot.errors import UserError
from index.errors import VectorsError
from tests.bot.backups.kept import NotedVectors, fill, opened, restoring, titles


@pytest.fixture
async def backup(tmp_path: Path) -> Path:
    """Return a backup of an article about salmon; the folder "new" has one about trout."""
    path = tmp_path / "backup.zip"
    async with opened(tmp_path / "old") as database:
        await fill(database, "Salmon")
        await make(database, path)
    async with opened(tmp_path / "new") as database:
        await fill(database, "Trout")
    return path


def _repacked(backup: Path, change: Callable[[sqlite3.Connection], object]) -> None:
    """Change the catalogue in a backup as somebody would who wants it believed."""
    copied = backup.with_suffix(".sqlite3")
    with zipfile.ZipFile(backup) as archive:
        copied.write_bytes(archive.read("catalogue.sqlite3"))
        manifest = json.loads(archive.read("manifest.json"))
    with closing(sqlite3.connect(copied, isolation_level=None)) as connection:
        change(connection)
    content = copied.read_bytes()
    manifest |= {"bytes": len(content), "sha256": sha256(content).hexdigest()}
    with zipfile.ZipFile(backup, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("catalogue.sqlite3", content)
        archive.writestr("manifest.json", json.dumps(manifest))


async def test_restored(tmp_path: Path, backup: Path) -> None:
    """What was backed up is there, the vectors aren't, and what was there before is kept."""
    vectors = NotedVectors()
    restored = await restoring(tmp_path / "new", vectors).restore(backup)
    assert await titles(tmp_path / "new") == ["Salmon"]
    assert vectors.cleared == 1
    assert restored.manifest == manifest_of(backup)
    assert restored.kept is not None
    assert restored.kept.name == "before-restore-20260601T120000Z.zip"
    await restoring(tmp_path / "new", vectors).restore(restored.kept)
    assert await titles(tmp_path / "new") == ["Trout"]


async def test_into_an_empty_folder(tmp_path: Path, backup: Path) -> None:
    """So a bot moves to another machine; there is nothing to keep."""
    (tmp_path / "empty").mkdir()
    restored = await restoring(tmp_path / "empty", NotedVectors()).restore(backup)
    assert restored.kept is None
    assert await titles(tmp_path / "empty") == ["Salmon"]


async def test_over_a_damaged_catalogue(tmp_path: Path, backup: Path) -> None:
    """It can't be backed up, so it is put aside as it is."""
    path = tmp_path / "new" / "catalogue.sqlite3"
    path.write_bytes(b"SQLite format 3\0" + b"rubbish" * 4096)
    damaged = path.read_bytes()
    restored = await restoring(tmp_path / "new", NotedVectors()).restore(backup)
    assert restored.kept is not None
    assert restored.kept.read_bytes() == damaged
    assert await titles(tmp_path / "new") == ["Salmon"]


def _from_the_future(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA user_version = 99")


def _of_another_program(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA application_id = 1")


def _without_a_table(connection: sqlite3.Connection) -> None:
    connection.execute("DROP TABLE jobs")


def _with_a_trigger(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TRIGGER spy AFTER INSERT ON answers BEGIN DELETE FROM articles; END")


def _with_another_trigger(connection: sqlite3.Connection) -> None:
    connection.execute("DROP TRIGGER article_appears")
    connection.execute(
        "CREATE TRIGGER article_appears AFTER UPDATE ON versions BEGIN DELETE FROM answers; END"
    )


def _with_a_broken_index(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute(
        "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema "
        "WHERE name = 'answers_by_time') WHERE name = 'answers_by_asker'"
    )


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_from_the_future, "newer Footnote"),
        (_of_another_program, "no catalogue of Footnote"),
        (_without_a_table, "“jobs_by_message” is missing"),
        (_with_a_trigger, "“spy” that Footnote never made"),
        (_with_another_trigger, "“article_appears” that Footnote made otherwise"),
        (_with_a_broken_index, "damaged"),
    ],
)
async def test_what_is_refused(
    tmp_path: Path, backup: Path, change: Callable[[sqlite3.Connection], object], told: str
) -> None:
    """A backup whose hash fits but whose catalogue can't be trusted changes nothing."""
    _repacked(backup, change)
    before = sorted(path.name for path in (tmp_path / "new").iterdir())
    with pytest.raises(Exception, match=told):
        await restoring(tmp_path / "new", NotedVectors()).restore(backup)
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == before
    assert await titles(tmp_path / "new") == ["Trout"]


async def test_rows_without_their_article(tmp_path: Path, backup: Path) -> None:
    """They are no reason to refuse a backup, but are told."""
    _repacked(backup, lambda c: c.execute("INSERT INTO adders VALUES ('gone', 7)"))
    restored = await restoring(tmp_path / "new", NotedVectors()).restore(backup)
    assert restored.orphans == 1


async def test_no_such_file(tmp_path: Path, backup: Path) -> None:
    """The sentence names it."""
    missing = backup.with_name("missing.zip")
    with pytest.raises(UserError, match=r"missing\.zip can't be restored: No such file"):
        await restoring(tmp_path / "new", NotedVectors()).restore(missing)


async def test_vectors_that_stay(tmp_path: Path, backup: Path) -> None:
    """Until they are gone the old catalogue isn't replaced, which the next start tries again."""
    vectors = NotedVectors()
    vectors.stuck = True
    with pytest.raises(VectorsError):
        await restoring(tmp_path / "new", vectors).restore(backup)
    vectors.stuck = False
    assert await restoring(tmp_path / "new", vectors).finish()
    assert await titles(tmp_path / "new") == ["Salmon"]
    assert not await restoring(tmp_path / "new", vectors).finish()


def _steps(root: Path) -> list[Path]:
    return sorted(root.glob("step*"), key=lambda path: int(path.name[4:]))


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


async def test_killed_at_any_step(tmp_path: Path, backup: Path) -> None:
    """The next start finds the old catalogue or the new one, whole, and nothing half done."""
    killing = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bot.backups.killed", str(tmp_path), str(backup)
    )
    assert await killing.wait() == 0
    found = []
    for folder in _steps(tmp_path):
        await restoring(folder, NotedVectors()).finish()
        found.append((await titles(folder))[0])
        assert _names(folder) <= {"catalogue.sqlite3", "backups"}
        for kept in Shelf(folder / "backups").backups():
            verify(kept.path)
    assert found == sorted(found, reverse=True)  # from one step on it is the new one
    assert found.count("Trout") > 10
    assert found.count("Salmon") > 3
