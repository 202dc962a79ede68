"""Catalogues of earlier versions of Footnote become current ones with everything in them."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.records import Records
from bot.records.models import GuildSettings
from index.catalogue import Catalogue
from index.catalogue_database import Database
from index.models import ArticleId, Corpus, PassageId
from index.schema import MIGRATIONS
from tests.bot.records.values import note_adder

_APPLICATION_ID = 0x466F6F74
_TEXT = "Salmon swim upstream. They leap.\n\nTrout stay."


def _write_first_schema(path: Path) -> None:
    """Write a catalogue as the first release did: an article of two passages, and a note."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(MIGRATIONS[0])
        connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 1")
        connection.execute(
            "INSERT INTO articles VALUES ('a1', 'local', 'https://example.org/fish', '2026-01-02')"
        )
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


async def test_first_schema(tmp_path: Path) -> None:
    """A catalogue of the first release keeps its articles and can hold what Discord needs."""
    path = tmp_path / "catalogue.db"
    _write_first_schema(path)
    database = Database(path)
    await database.open()
    try:
        catalogue, records = Catalogue(database), Records(database)
        article = await catalogue.article(Corpus("local"), ArticleId("a1"))
        passages = await catalogue.article_passages(Corpus("local"), ArticleId("a1"))
        model = await catalogue.embedding_model()
        await records.guilds.save(1, GuildSettings(language="de"))
        await note_adder(records, Corpus("local"), ArticleId("a1"), 7)
        assert await records.guilds.settings(1) == GuildSettings(language="de")
        assert await records.people.adder(Corpus("local"), ArticleId("a1")) == 7
    finally:
        await database.close()
    assert (article.text, article.card.title, article.card.passages) == (_TEXT, "Fish", 2)
    assert [passage.id for passage in passages] == [PassageId("p1"), PassageId("p2")]
    assert [s.text for s in passages[0].sentences] == ["Salmon swim upstream.", "They leap."]
    assert model is not None
    assert (model.name, model.dimension) == ("bag", 64)


async def test_migrated_and_fresh_are_the_same(tmp_path: Path) -> None:
    """A catalogue that came forward has exactly the tables of one that was made today."""
    old, fresh = tmp_path / "old.db", tmp_path / "fresh.db"
    _write_first_schema(old)
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
