"""A store of each earlier version opens, answers, keeps everything, and is backed up before."""

import sqlite3
import tarfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from rich.console import Console

from answer.models import Answer
from bot.assembly import Assembly
from bot.backups.archive import manifest_of, verify
from bot.records.models import AnswerId, GuildSettings
from bot.settings import Settings
from bot.terminal.terminal import Terminal
from engine.weights import Weights
from index.catalogue.schema import MIGRATIONS
from index.catalogue.sqlite import SqliteDatabase
from index.errors import CatalogueError
from index.models import Corpus
from tests.bot.records.values import ALICE, BOB, LAB, LAB_CORPUS

STORES = Path(__file__).parent / "stores"
EARLIER = range(1, len(MIGRATIONS))
LOCAL = Corpus("local")


def _extract(schema: int, folder: Path) -> None:
    with tarfile.open(STORES / f"schema-{schema}.tar.gz") as archive:
        archive.extractall(folder, filter="data")


@asynccontextmanager
async def _opened(folder: Path, weights: Weights) -> AsyncIterator[Assembly]:
    converted = folder / "models" / "bundled" / weights.path.name
    if weights.path.is_file():  # so that it isn't converted again
        converted.parent.mkdir(parents=True)
        converted.hardlink_to(weights.path)
    settings = Settings(data_dir=folder, reranker_model="off", wording="quotes")
    console = Console(quiet=True)
    async with Assembly(settings, Terminal(console, notices=console)) as assembly:
        yield assembly


def _rows(path: Path) -> dict[str, int]:
    """Return how many rows each table of a catalogue has that people would miss."""
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' "
            "AND name NOT LIKE 'words%' AND name NOT LIKE 'sqlite%'"
        ).fetchall()
        return {
            name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608 - read above
            for (name,) in names
        }


def test_there_is_a_store_of_each_schema() -> None:
    """Who brings another schema adds a store of the one before."""
    assert {path.name for path in STORES.glob("*.gz")} == {f"schema-{n}.tar.gz" for n in EARLIER}


@pytest.mark.parametrize("schema", EARLIER)
async def test_an_earlier_store(tmp_path: Path, schema: int, embedding_weights: Weights) -> None:
    """It answers from its articles, lacks nothing it had, and was backed up as it was."""
    _extract(schema, tmp_path)
    before = _rows(tmp_path / "catalogue.sqlite3")
    async with _opened(tmp_path, embedding_weights) as assembly:
        answering = (await assembly.answers()).answering
        outcome = await answering.outcome(LOCAL, "When did electricity come to the lighthouse?")
        catalogue = await assembly.catalogue()
        (light, ferry) = await catalogue.cards(LOCAL)
        assert isinstance(outcome, Answer)
        assert outcome.citations[0].article.id == light.id
        text = (await catalogue.article(LOCAL, light.id)).text
        for passage in await catalogue.article_passages(LOCAL, light.id):
            assert text[passage.start : passage.end] == passage.text
        assert [len(await catalogue.history(LOCAL, card.id)) for card in (light, ferry)] == [1, 1]
        counts = await catalogue.counts(LOCAL)
        assert (counts.articles, counts.passages) == (2, 39)
        assert counts.bytes > len(text)
        backup = assembly.stores.shelf.newest_sound()
    after = _rows(tmp_path / "catalogue.sqlite3")
    assert {name: after[name] for name in before if name != "meta"} == {
        name: count for name, count in before.items() if name != "meta"
    }
    assert backup is not None
    assert backup.reason == f"before-upgrade-{schema}"
    assert manifest_of(backup.path).schema == schema
    assert verify(backup.path).counts["articles"] == 2


@pytest.mark.parametrize("schema", EARLIER[1:])
async def test_what_was_remembered(tmp_path: Path, schema: int) -> None:
    """Settings, conversations, ratings, questions and jobs are as they were."""
    _extract(schema, tmp_path)
    async with _opened(tmp_path, Weights(path=tmp_path, name="none")) as assembly:
        records, catalogue = await assembly.records(), await assembly.catalogue()
        settings = await records.guilds.settings(LAB)
        assert settings == GuildSettings(language="de", ask_channels=frozenset({5}))
        asked = await records.answers.conversation(AnswerId("second"))
        assert [each.question for each in asked] == ["Do they leap?", "And why?"]
        assert asked[0].citations[0].quote == "They leap."
        (rating,) = await records.answers.ratings(AnswerId("second"))
        assert (rating.user_id, rating.good, rating.reason) == (BOB, False, "wrong")
        assert [each.question for each in await records.questions.open(LAB_CORPUS)] == [
            "Do pikes leap?"
        ]
        (job,) = await records.jobs.pending()
        assert await records.jobs.content(job.id) == b"# Pikes\n\nPikes wait among the reeds."
        light = (await catalogue.cards(LOCAL))[0]
        assert await records.people.adder(LOCAL, light.id) == ALICE
        feeds = await (await assembly.following()).feeds(LOCAL)
        assert [(feed.title, feed.waiting) for feed in feeds] == [("Fish news", 1)][: schema >= 3]
        kept = await records.eval_questions.all(LOCAL)
        assert len(kept) == int(schema >= 4)


async def test_an_upgrade_that_fails(tmp_path: Path) -> None:
    """It leaves the catalogue exactly as it was, whatever step it failed at."""
    _extract(2, tmp_path)
    path = tmp_path / "catalogue.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE summaries (mine TEXT)")  # in the way of the fourth step
    before = path.read_bytes()
    database = SqliteDatabase(path)
    with pytest.raises(CatalogueError, match="summaries"):
        await database.open()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
        assert "feeds" not in tables
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert _rows(path)["articles"] == 2
    assert len(path.read_bytes()) == len(before)


async def test_no_upgrade_without_a_backup(tmp_path: Path) -> None:
    """Where none can be made, nothing is changed."""
    _extract(1, tmp_path)
    (tmp_path / "backups").write_text("in the way")
    async with _opened(tmp_path, Weights(path=tmp_path, name="none")) as assembly:
        with pytest.raises(Exception, match="backups can't be made"):
            await assembly.catalogue()
    with closing(sqlite3.connect(tmp_path / "catalogue.sqlite3")) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
