"""Catalogues of earlier versions of Footnote become current ones with everything in them."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.records import Records
from bot.records.models import GuildSettings
from index.catalogue.catalogue import Catalogue
from index.catalogue.schema import MIGRATIONS
from index.catalogue.sqlite import SqliteDatabase
from index.ingestion.reindexing import reindex
from index.models import ArticleId, Corpus, PassageId
from tests.bot.records.values import note_adder
from tests.index.stores import an_article, open_store

_LOCAL = Corpus("local")
_APPLICATION_ID = 0x466F6F74
_TEXT = "Salmon swim upstream. They leap.\n\nTrout stay."


_LINK = "https://example.org/fish?utm_source=letter"


def _write_schema(path: Path, version: int) -> None:
    """Write a catalogue as an earlier release did: an article of two passages, and a note."""
    with closing(sqlite3.connect(path)) as connection:
        for migration in MIGRATIONS[:version]:
            connection.executescript(migration)
        connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("INSERT INTO articles VALUES ('a1', 'local', ?, '2026-01-02')", (_LINK,))
        connection.execute(
            "INSERT INTO versions VALUES ('v1', 'a1', 'ready', 'Fish', 'Example', NULL, NULL, "
            "'en', 7, 'hash', '2026-01-02', ?)",
            (_TEXT,),
        )
        connection.executescript(
            """
            INSERT INTO passages VALUES
                (1, 'p1', 'v1', 0, 0, 32, ''), (2, 'p2', 'v1', 1, 34, 45, '');
            INSERT INTO sentences VALUES (1, 0, 21), (1, 22, 32), (2, 34, 45);
            INSERT INTO meta VALUES ('embedding_model', 'bag'), ('embedding_dimension', '64');
            """
        )


@pytest.mark.parametrize("version", [1, 2, 3, 4])
async def test_earlier_schema(tmp_path: Path, version: int) -> None:
    """A catalogue of an earlier release keeps its articles and can hold what Discord needs."""
    path = tmp_path / "catalogue.db"
    _write_schema(path, version)
    database = SqliteDatabase(path)
    await database.open()
    try:
        catalogue, records = Catalogue(database), Records(database)
        article = await catalogue.article(_LOCAL, ArticleId("a1"))
        passages = await catalogue.article_passages(_LOCAL, ArticleId("a1"))
        model = await catalogue.embedding_model()
        await records.guilds.save(1, GuildSettings(language="de"))
        await note_adder(records, _LOCAL, ArticleId("a1"), 7)
        assert await records.guilds.settings(1) == GuildSettings(language="de")
        assert await records.people.adder(_LOCAL, ArticleId("a1")) == 7
    finally:
        await database.close()
    assert (article.text, article.card.title, article.card.passages) == (_TEXT, "Fish", 2)
    assert (article.card.subtitle, article.card.modified) == (None, None)
    assert [passage.id for passage in passages] == [PassageId("p1"), PassageId("p2")]
    assert [s.text for s in passages[0].sentences] == ["Salmon swim upstream.", "They leap."]
    assert passages[0].pages == ()
    assert model is not None
    assert (model.name, model.dimension) == ("bag", 64)


async def test_what_discord_remembered(tmp_path: Path) -> None:
    """What people asked for and who added what, which the second release knew, is still there."""
    path = tmp_path / "catalogue.db"
    _write_schema(path, 2)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO adders VALUES ('a1', 7)")
        connection.execute("INSERT INTO guilds (id, language) VALUES (1, 'de')")
        connection.commit()
    database = SqliteDatabase(path)
    await database.open()
    try:
        records = Records(database)
        assert await records.people.adder(_LOCAL, ArticleId("a1")) == 7
        assert await records.guilds.settings(1) == GuildSettings(language="de")
    finally:
        await database.close()


@pytest.mark.parametrize("version", [1, 2])
async def test_earlier_articles_get_what_they_lack(tmp_path: Path, version: int) -> None:
    """They have a history, are found by their links, and are recognised when they come again."""
    _write_schema(tmp_path / "catalogue.db", version)
    async with open_store(tmp_path) as store:
        await reindex(store.catalogue, store.vectors, store.embedder)
        await store.ingestion.recover()
        (first,) = await store.catalogue.history(_LOCAL, ArticleId("a1"))
        assert (first.title, first.since, first.words) == ("Fish", "2026-01-02", 7)
        for link in (_LINK, "https://example.org/fish", "https://example.org/fish?fbclid=1"):
            card = await store.catalogue.card_with_link(_LOCAL, link)
            assert card is not None
            assert card.id == "a1"
        again = an_article("Fish", _TEXT, "More.", url="https://example.org/fish")
        copy = an_article("Fish again", _TEXT, "More.", url="https://b.example/fish")
        similar = await store.ingestion.add(_LOCAL, copy)
        assert [card.id for card in similar.similar] == ["a1"]
        updated = await store.ingestion.add(_LOCAL, again)
        assert (updated.outcome, updated.card.id) == ("updated", "a1")
        assert len(await store.catalogue.history(_LOCAL, ArticleId("a1"))) == 2


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
async def test_migrated_and_fresh_are_the_same(tmp_path: Path, version: int) -> None:
    """A catalogue that came forward has exactly the tables of one that was made today."""
    old, fresh = tmp_path / "old.db", tmp_path / "fresh.db"
    _write_schema(old, version)
    schemas = []
    for path in (old, fresh):
        await (await Catalogue.open(path)).close()
        with closing(sqlite3.connect(path)) as connection:
            schema = connection.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY name")
            schemas.append(
                (schema.fetchall(), connection.execute("PRAGMA user_version").fetchone())
            )
    assert schemas[0] == schemas[1]
    assert schemas[0][1] == (len(MIGRATIONS),)
