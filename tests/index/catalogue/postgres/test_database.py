"""What a PostgreSQL database does when others change the same, when it is away, and when shared."""

import asyncio
import threading
from pathlib import Path

import psycopg
import pytest

from index.catalogue import notes
from index.catalogue.catalogue import Catalogue
from index.catalogue.connection import Connection
from index.catalogue.postgres.claims import Claim
from index.catalogue.postgres.database import PostgresDatabase
from index.catalogue.sqlite import SqliteDatabase
from index.errors import CatalogueError
from index.models import Corpus
from tests.index.stores import LOCAL, OTHER, a_draft, an_article

_TEXT = "Bridges stand. Old café 50% 🌉 bridges\0 are rare."


async def test_changes_of_the_same_row_are_all_kept(postgres_url: str) -> None:
    """When two processes change one row at once, one of them does its change again."""
    first, second = PostgresDatabase(postgres_url), PostgresDatabase(postgres_url)
    await first.open()
    await second.open()
    both_read = threading.Barrier(2)
    attempts: list[int] = []

    def add_one(connection: Connection) -> None:
        before = int(notes.note(connection, "number") or 0)
        attempts.append(before)
        if len(attempts) <= 2:
            both_read.wait(timeout=60)
        notes.set_notes(connection, number=str(before + 1))

    await asyncio.gather(first.write(add_one), second.write(add_one))
    assert await first.read(notes.note, "number") == "2"
    assert attempts == [0, 0, 1]
    await first.close()
    await second.close()


async def test_a_lost_connection_is_made_anew(postgres_url: str) -> None:
    """After the server has ended all connections, reading and writing go on."""
    database = PostgresDatabase(postgres_url, Claim(ids=(0,), count=1))
    await database.open()
    await database.write(notes.set_notes, kept="yes")
    assert await database.read(notes.note, "kept") == "yes"
    with psycopg.connect(postgres_url) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert await database.read(notes.note, "kept") == "yes"
    await database.write(notes.set_notes, kept="again")
    assert await database.read(notes.note, "kept") == "again"
    with pytest.raises(CatalogueError, match="Another Footnote is using"):
        await PostgresDatabase(postgres_url, Claim(ids=(0,), count=1)).open()
    await database.close()


async def test_a_failure_takes_everything_back(postgres_url: str) -> None:
    """A change that fails on its way leaves nothing behind, and the next one works."""
    database = PostgresDatabase(postgres_url)
    await database.open()

    def fail(connection: Connection) -> None:
        notes.set_notes(connection, half="done")
        connection.execute("INSERT INTO versions (id) VALUES (?)", ("v",))

    with pytest.raises(CatalogueError, match="PostgreSQL says: null value"):
        await database.write(fail)
    assert await database.read(notes.note, "half") is None
    await database.write(notes.set_notes, half="whole")
    assert await database.read(notes.note, "half") == "whole"
    await database.close()


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (Claim(ids=(0, 1), count=4), Claim(ids=(1, 2), count=4), "with shard 1 of 4"),
        (Claim(ids=(0,), count=2), Claim(ids=(1,), count=4), "among 2, this one among 4"),
        (Claim(ids=(0,), count=1), Claim(ids=(0,), count=1), "with shard 0 of 1"),
    ],
)
async def test_shards_are_held_by_one_process(
    postgres_url: str, first: Claim, second: Claim, told: str
) -> None:
    """A second process with some of the same shards is refused, until the first one ends."""
    database = PostgresDatabase(postgres_url, first)
    await database.open()
    with pytest.raises(CatalogueError, match=told):
        await PostgresDatabase(postgres_url, second).open()
    await database.close()
    later = PostgresDatabase(postgres_url, second)
    await later.open()
    await later.close()


async def test_two_processes_begin_at_once(postgres_url: str) -> None:
    """When two processes open an empty database at once, one of them makes the tables."""
    databases = [PostgresDatabase(postgres_url, Claim(ids=(n,), count=4)) for n in range(4)]
    await asyncio.gather(*(database.open() for database in databases))
    await databases[0].write(notes.set_notes, made="once")
    assert [await each.read(notes.note, "made") for each in databases] == ["once"] * 4
    for database in databases:
        await database.close()


async def test_different_shards_share_a_database(postgres_url: str) -> None:
    """Processes with different shards have the database open at once, and see each other's."""
    first = PostgresDatabase(postgres_url, Claim(ids=(0, 2), count=3))
    second = PostgresDatabase(postgres_url, Claim(ids=(1,), count=3))
    await first.open()
    await second.open()
    await first.write(notes.set_notes, seen="by all")
    assert await second.read(notes.note, "seen") == "by all"
    await first.close()
    await second.close()


async def test_moving_there_and_back(postgres_url: str, tmp_path: Path) -> None:
    """A catalogue of a file is the same after it was moved to a server, and back to a file."""
    file = SqliteDatabase(tmp_path / "one.sqlite3")
    await file.open()
    await _add_articles(Catalogue(file))
    before = await _everything(Catalogue(file))
    await file.close()
    server = PostgresDatabase(postgres_url)
    await server.fill(tmp_path / "one.sqlite3")
    await server.open()
    there = await _everything(Catalogue(server))
    await server.copy(tmp_path / "two.sqlite3")
    await _add_articles(Catalogue(server), title="Later")
    assert (await Catalogue(server).counts()).articles == 4
    await server.close()
    back = SqliteDatabase(tmp_path / "two.sqlite3")
    await back.open()
    assert await back.damage() is None
    assert await _everything(Catalogue(back)) == before
    await back.close()
    assert there == before


async def test_filling_replaces_everything(postgres_url: str, tmp_path: Path) -> None:
    """What was in the database before it was filled is gone, and its words with it."""
    file = SqliteDatabase(tmp_path / "one.sqlite3")
    await file.open()
    await file.close()
    server = PostgresDatabase(postgres_url)
    await server.open()
    await _add_articles(Catalogue(server))
    await server.close()
    again = PostgresDatabase(postgres_url)
    await again.fill(tmp_path / "one.sqlite3")
    await again.open()
    assert await Catalogue(again).corpora() == []
    assert await Catalogue(again).frequencies(LOCAL, ["bridg"]) == {"bridg": 0}
    await again.close()


async def test_copying_an_empty_database(postgres_url: str, tmp_path: Path) -> None:
    """A database that was never opened is copied to a catalogue with nothing in it."""
    await PostgresDatabase(postgres_url).copy(tmp_path / "copy.sqlite3")
    copied = SqliteDatabase(tmp_path / "copy.sqlite3")
    await copied.open()
    assert await Catalogue(copied).corpora() == []
    await copied.close()


async def test_what_is_no_catalogue_fills_nothing(postgres_url: str, tmp_path: Path) -> None:
    """A file that is no catalogue is refused, and what is in the database stays."""
    server = PostgresDatabase(postgres_url)
    await server.open()
    await server.write(notes.set_notes, kept="yes")
    (tmp_path / "junk").write_bytes(b"junk" * 1000)
    with pytest.raises(CatalogueError, match="can't be read"):
        await PostgresDatabase(postgres_url).fill(tmp_path / "junk")
    assert await server.read(notes.note, "kept") == "yes"
    await server.close()


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("postgresql://me:hunter2@127.0.0.1:1/x", "can't be reached"),
        ("hunter2 is no link", "can't be read"),
        ("postgresql://me:hunter2@127.0.0.1:nonsense/x", "can't be"),
    ],
)
async def test_no_password_is_told(url: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is wrong with a link, the sentence doesn't have its password."""
    monkeypatch.setattr("index.catalogue.postgres.session._PAUSES", ())
    with pytest.raises(CatalogueError, match=told) as caught:
        await PostgresDatabase(url).open()
    assert "hunter2" not in str(caught.value)


async def test_no_such_database(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that there isn't is told from a server that is away."""
    monkeypatch.setattr("index.catalogue.postgres.session._PAUSES", ())
    with pytest.raises(CatalogueError, match="there is no such database"):
        await PostgresDatabase(postgres_url.replace("/test_", "/no_test_")).open()


async def _add_articles(catalogue: Catalogue, title: str = "Bridges") -> None:
    for corpus in (LOCAL, OTHER):
        draft = a_draft(
            an_article(title, _TEXT, f"More of {title}.", url=f"https://x.org/{title}"), corpus
        )
        await catalogue.versions.store(draft)
        await catalogue.versions.make_ready(draft.id)


async def _everything(catalogue: Catalogue) -> dict[Corpus, object]:
    return {
        corpus: (
            await catalogue.cards(corpus),
            [
                (await catalogue.article(corpus, card.id), await catalogue.history(corpus, card.id))
                for card in await catalogue.cards(corpus)
            ],
            await catalogue.frequencies(corpus, ["bridg", "café", "rare", "absent"]),
            [passage for passage, _ in await catalogue.match(corpus, ["rare"], 10)],
            await catalogue.counts(corpus),
            await catalogue.versions.sketches(corpus),
        )
        for corpus in await catalogue.corpora()
    }
