"""Who is forgotten stays forgotten, also when an earlier backup is restored."""

import asyncio
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.forgetting import Forgetting
from bot.forgotten import Forgotten
from bot.places import user_corpus
from bot.records import Records
from bot.records.models import AnswerId, Kept
from index.catalogue.catalogue import Catalogue
from index.catalogue.sqlite import SqliteDatabase
from index.errors import CatalogueError
from index.feeds.store import FeedStore
from index.ingestion.emptying import Emptying
from index.models import Corpus
from tests.bot.records.values import ALICE, BOB, LAB_CORPUS, add_article, answer, note_adder
from tests.index.stores import open_store

NOTHING = Kept(questions=0, ratings=0, articles=0, open_questions=0)
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


class Host:
    """Somebody with a data folder.

    Attributes:
        folder: where everything is.
        catalogue, records: what is in it.
        forgetting: over both.
    """

    def __init__(self, folder: Path, database: SqliteDatabase, emptying: Emptying) -> None:
        """Open nothing."""
        self.folder = folder
        self.catalogue = Catalogue(database)
        self.records = Records(database)
        self.forgetting = Forgetting(
            people=self.records.people,
            feeds=FeedStore(database),
            corpora=emptying,
            forgotten=Forgotten(folder / "forgotten.jsonl"),
            now=lambda: NOW,
        )


@asynccontextmanager
async def _host(folder: Path) -> AsyncIterator[Host]:
    """Open a data folder as a process does."""
    async with open_store(folder) as store:
        database = SqliteDatabase(folder / "catalogue.db")
        await database.open()
        try:
            yield Host(folder, database, Emptying(store.catalogue, store.vectors))
        finally:
            await database.close()


async def _fill(host: Host) -> None:
    """Let Alice and Bob ask in the lab, and write to the bot directly."""
    for name, user_id in (("hers", ALICE), ("his", BOB)):
        await host.records.answers.save(answer(name, asker_id=user_id))
        own = await add_article(host.catalogue, user_corpus(user_id), "Diary")
        await note_adder(host.records, user_corpus(user_id), own, user_id)


async def test_it_is_told_what_is_deleted(tmp_path: Path) -> None:
    """What was kept is returned; afterwards nothing is, and others lost nothing."""
    async with _host(tmp_path) as host:
        await _fill(host)
        assert await host.records.people.everybody() == {ALICE, BOB}
        kept = await host.forgetting.forget(ALICE)
        assert (kept.questions, kept.articles) == (1, 1)
        assert await host.records.people.kept(ALICE) == NOTHING
        assert await host.records.people.everybody() == {BOB}
        assert await host.catalogue.corpora() == [user_corpus(BOB)]
        assert await host.forgetting.forget(ALICE) == NOTHING


async def test_an_earlier_backup_brings_nobody_back(tmp_path: Path) -> None:
    """Restored and started, it has nothing of who was forgotten since; once more, it's known."""
    backup = tmp_path / "backup.db"
    async with _host(tmp_path) as host:
        await _fill(host)
        await host.catalogue.copy(backup)
        await host.forgetting.forget(ALICE)
    (tmp_path / "catalogue.db").unlink()
    backup.rename(tmp_path / "catalogue.db")
    async with _host(tmp_path) as host:
        assert (await host.records.people.kept(ALICE)).questions == 1
        assert await host.forgetting.again() == 1
        assert await host.records.people.kept(ALICE) == NOTHING
        assert await host.catalogue.corpora() == [user_corpus(BOB)]
        await host.records.answers.save(answer("anew", asker_id=ALICE))
        assert await host.forgetting.again() == 0
        assert await host.records.answers.get(LAB_CORPUS, AnswerId("anew")) is not None


async def test_who_comes_back_after_it_is_not_forgotten_again(tmp_path: Path) -> None:
    """A backup from after somebody was forgotten has what they have done since."""
    backup = tmp_path / "backup.db"
    async with _host(tmp_path) as host:
        await _fill(host)
        await host.forgetting.forget(ALICE)
        await host.records.answers.save(answer("anew", asker_id=ALICE))
        await host.catalogue.copy(backup)
        await host.forgetting.forget(BOB)
    (tmp_path / "catalogue.db").unlink()
    backup.rename(tmp_path / "catalogue.db")
    async with _host(tmp_path) as host:
        assert await host.forgetting.again() == 1
        assert await host.records.people.everybody() == {ALICE}


async def test_what_was_broken_off_is_done_at_the_next_start(tmp_path: Path) -> None:
    """It is noted first, so that a failure or a kill in between doesn't leave a half."""

    class Stuck:
        async def remove_corpus(self, corpus: Corpus) -> None:
            raise CatalogueError(f"{corpus} can't be removed.")

    async with _host(tmp_path) as host:
        await _fill(host)
        stuck = Forgetting(
            people=host.records.people,
            feeds=Stuck(),
            corpora=Stuck(),
            forgotten=Forgotten(tmp_path / "forgotten.jsonl"),
        )
        with pytest.raises(CatalogueError):
            await stuck.forget(ALICE)
        assert user_corpus(ALICE) in await host.catalogue.corpora()
        assert await host.forgetting.again() == 1
        assert await host.catalogue.corpora() == [user_corpus(BOB)]


async def test_many_at_once(tmp_path: Path) -> None:
    """All of them are noted, each under a number of its own."""
    async with _host(tmp_path) as host:
        await asyncio.gather(*(host.forgetting.forget(user_id) for user_id in range(1, 21)))
        forgotten = Forgotten(tmp_path / "forgotten.jsonl")
        assert forgotten.last().number == 20
        assert forgotten.among(range(50), after=0) == set(range(1, 21))
        assert forgotten.among(range(50), after=18) < set(range(1, 21))


def test_the_file_names_nobody(tmp_path: Path) -> None:
    """It is for its user alone, has no id in it, and forgets for itself after a year."""
    path = tmp_path / "forgotten.jsonl"
    forgotten, today = Forgotten(path), NOW.date()
    assert forgotten.last().number == 0
    assert not path.exists()
    forgotten.add(ALICE, today=today - timedelta(days=401))
    forgotten.add(BOB, today=today)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert str(ALICE) not in path.read_text()
    assert str(BOB) not in path.read_text()
    assert forgotten.among((ALICE, BOB), after=0) == {BOB}
    assert forgotten.last().number == 2


@pytest.mark.parametrize("content", ["[]", "{}", '{"key": "zz"}', '{"key": "00"}\n{"number": 1}'])
def test_a_damaged_file_is_named(tmp_path: Path, content: str) -> None:
    """Nobody is forgotten by halves, and it is said what to do."""
    path = tmp_path / "forgotten.jsonl"
    path.write_text(content)
    with pytest.raises(UserError, match=r"forgotten\.jsonl.*can't be read\. Put it back"):
        Forgotten(path).add(ALICE, today=NOW.date())
    assert path.read_text() == content
