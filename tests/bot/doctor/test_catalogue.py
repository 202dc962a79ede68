"""A catalogue whose rows contradict each other is mended; a broken one is told with a way out."""

import io
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.backups.making import make_now
from bot.backups.shelf import AUTOMATIC, Shelf
from index.catalogue.mending import BELONGING
from index.catalogue.schema import MIGRATIONS, apply
from tests.bot.backups.kept import Clock
from tests.bot.doctor.patients import EVERYTHING, assembled, execute, findings, found
from tests.bot.records.values import job


async def test_all_is_well(patient: Path) -> None:
    """Nothing is found in a folder that is as it should be, nor in an empty one."""
    assert await findings(patient) == []
    assert await findings(patient / "new") == []
    assert await found(patient) == EVERYTHING


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (
            "INSERT INTO aliases VALUES ('local', 'https://a.example/', 'gone')",
            "mended 1 rows belonged to nothing and are deleted",
        ),
        (
            "INSERT INTO vectors VALUES (99, x'00', x'00')",
            "mended 1 rows belonged to nothing and are deleted",
        ),
        (
            "INSERT INTO articles VALUES ('a9', 'local', NULL, '2026-01-01')",
            "mended 1 articles had no text and are deleted",
        ),
        (
            "UPDATE sizes SET passages = 99 WHERE corpus = 'local'",
            "mended articles were counted wrongly in 1 places",
        ),
        (
            "DELETE FROM sizes WHERE corpus = 'other'",
            "mended articles were counted wrongly in 1 places",
        ),
        (
            "INSERT INTO sizes VALUES ('empty', 'en', 1, 1, 1, 1)",
            "mended articles were counted wrongly in 1 places",
        ),
    ],
)
async def test_rows_that_contradict_each_other(patient: Path, statement: str, told: str) -> None:
    """They are mended once, and everything is still found."""
    execute(patient, statement)
    assert told in await findings(patient)
    assert await findings(patient) == []
    assert await found(patient) == EVERYTHING


async def test_counts_are_exact(patient: Path) -> None:
    """What is counted anew is what was counted while articles were added."""

    def sizes() -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(patient / "catalogue.sqlite3")) as connection:
            return connection.execute(
                "SELECT corpus, language, articles, passages, bytes FROM sizes ORDER BY corpus"
            ).fetchall()

    before = sizes()
    execute(patient, "DELETE FROM sizes")
    await findings(patient)
    assert sizes() == before


def test_every_table_that_belongs_to_another_is_looked_at() -> None:
    """The doctor knows all foreign keys of the schema, owners before what they own."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for step in range(len(MIGRATIONS)):
            apply(connection, step)
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        expected = {
            (table, key[3], key[2], key[4])
            for (table,) in tables.fetchall()
            for key in connection.execute(f"PRAGMA foreign_key_list({table})")
        }
    assert set(BELONGING) == expected
    for number, (table, *_) in enumerate(BELONGING):
        assert table not in {owners for _, _, owners, _ in BELONGING[:number]}


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM words WHERE rowid = 1",
        "INSERT INTO words (rowid, body, title, corpus) VALUES (99, 'a', 'b', 'c')",
        "DELETE FROM words_data WHERE id > 10",
    ],
)
async def test_words_that_do_not_fit(patient: Path, statement: str) -> None:
    """Words without passage, passages without words and a broken index are made anew."""
    execute(patient, statement)
    assert await findings(patient) == [
        "mended the word index didn't fit the passages; it is made anew",
        "mended vectors and word index are made anew from the catalogue",
    ]
    assert await findings(patient) == []
    assert await found(patient) == EVERYTHING


async def test_a_schema_from_the_future(patient: Path) -> None:
    """It is left alone, and the sentence says what to do."""
    execute(patient, "PRAGMA user_version = 99")
    (told,) = await findings(patient)
    assert "written by a newer Footnote (schema 99" in told
    assert "update Footnote" in told


@pytest.mark.parametrize("where", [0, 3])
async def test_a_damaged_catalogue(patient: Path, where: int) -> None:
    """The newest backup that can be restored is named, with the command that restores it."""
    path, clock = patient / "catalogue.sqlite3", Clock()
    shelf, places = Shelf(patient / "backups", now=clock), []
    for _ in range(3):
        places.append(shelf.place(AUTOMATIC))
        make_now(path, places[-1])
        clock.pass_(days=1)
    places[2].write_bytes(places[2].read_bytes()[:-100])  # the newest one is damaged, too
    content = bytearray(path.read_bytes())
    content[where * 4096 :] = os.urandom(len(content) - where * 4096)
    path.write_bytes(content)
    told = [line for line in await findings(patient) if str(path) in line or "catalogue is" in line]
    assert len(told) == 1
    assert f"footnote restore '{places[1]}'" in told[0]


async def test_a_broken_index(patient: Path) -> None:
    """An index that lacks a row is made anew from its table."""
    path = patient / "catalogue.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        row = connection.execute(
            "DELETE FROM sqlite_schema WHERE name = 'feeds_by_due' "
            "RETURNING type, name, tbl_name, rootpage, sql"
        ).fetchone()
    execute(
        patient,
        "INSERT INTO feeds (id, corpus, url, title, added, due) VALUES ('f', 'local', "
        "'https://a.example/feed', 'Feed', '2026-01-01', '2026-01-02')",
    )
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) "
            "VALUES (?, ?, ?, ?, ?)",
            row,
        )
    (told,) = await findings(patient)
    assert told.startswith("mended the catalogue's indexes are made anew (")
    assert await findings(patient) == []


async def test_a_damaged_catalogue_without_a_backup(tmp_path: Path) -> None:
    """The sentence says so."""
    (tmp_path / "catalogue.sqlite3").write_bytes(b"no database at all" * 1000)
    (told,) = await findings(tmp_path)
    assert "There is no sound backup in the data folder" in told


async def test_a_backup_that_is_damaged(patient: Path) -> None:
    """It is found before it is needed."""
    place = Shelf(patient / "backups").place(AUTOMATIC)
    make_now(patient / "catalogue.sqlite3", place)
    assert await findings(patient) == []
    place.write_bytes(place.read_bytes()[:-100])
    (told,) = await findings(patient)
    assert told.startswith(f"wrong {place} is no backup of Footnote, or it is damaged")


async def test_a_restore_that_was_interrupted(patient: Path) -> None:
    """It is finished."""
    (patient / "new").mkdir()
    (patient / "catalogue.sqlite3").rename(patient / "new" / "restoring.sqlite3")
    assert await findings(patient / "new") == [
        "mended a restore that was interrupted is finished",
        "mended corpora whose vectors weren't whole, and are now: 2",
    ]
    assert await found(patient / "new") == EVERYTHING


async def test_jobs_that_wait(tmp_path: Path) -> None:
    """They are no fault: the bot goes on with them."""
    said = io.StringIO()
    async with assembled(tmp_path, said) as assembly:
        await (await assembly.records()).jobs.add(job("waiting"))
    assert await findings(tmp_path) == []


async def test_a_clock_that_is_wrong(patient: Path) -> None:
    """An article that was added in the future gives it away."""
    execute(patient, "UPDATE articles SET added = '2999-01-01T00:00:00+00:00'")
    (told,) = await findings(patient)
    assert told.startswith("wrong An article was added on 2999-01-01, but the clock says 2")
