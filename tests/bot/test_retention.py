"""Old answers and the servers that left long ago are deleted every day, and nothing else."""

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.forgetting import Forgetting
from bot.forgotten import Forgotten
from bot.records import Records
from bot.records.models import AnswerId, JobEnd, JobId
from bot.retention import Retention
from index.errors import CatalogueError
from index.models import Corpus
from tests import databases
from tests.bot.records.values import ALICE, CLUB, CLUB_CORPUS, LAB, LAB_CORPUS, answer, job

pytestmark = pytest.mark.usefixtures("each_database")

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


class RemovedCorpora:
    """Corpora whose removal is noted, with the corpora that refuse to go.

    Attributes:
        removed: in order, each as often as it was removed.
        stuck: those whose removal fails.
    """

    def __init__(self) -> None:
        """Remove everything that is asked for."""
        self.removed: list[Corpus] = []
        self.stuck: set[Corpus] = set()

    async def remove_corpus(self, corpus: Corpus) -> None:
        """Note the removal, or fail."""
        if corpus in self.stuck:
            raise CatalogueError("The disk is full.")
        self.removed.append(corpus)


class Days:
    """Lets the days of a test pass one by one.

    Attributes:
        now: the time.
    """

    def __init__(self) -> None:
        """Begin now."""
        self.now = NOW
        self._pauses: asyncio.Queue[float] = asyncio.Queue()
        self._over = asyncio.Event()

    async def pause(self, seconds: float) -> None:
        """Wait until the test lets the time pass."""
        self._over.clear()
        self._pauses.put_nowait(seconds)
        await self._over.wait()

    async def paused(self) -> float:
        """Wait until somebody waits, and return how long they will."""
        return await self._pauses.get()

    def pass_(self, seconds: float) -> None:
        """Let the time pass."""
        self.now += timedelta(seconds=seconds)
        self._over.set()


@pytest.fixture
async def records(tmp_path: Path) -> AsyncIterator[Records]:
    """Records in a database of their own."""
    database = databases.at(tmp_path / "catalogue.db")
    await database.open()
    yield Records(database)
    await database.close()


def _retention(
    records: Records, corpora: RemovedCorpora, days: Days, feeds: RemovedCorpora | None = None
) -> Retention:
    feeds = feeds or RemovedCorpora()
    return Retention(
        records=records,
        feeds=feeds,
        corpora=corpora,
        forgetting=Forgetting(
            people=records.people,
            feeds=feeds,
            corpora=corpora,
            forgotten=Forgotten(Path("/nowhere/forgotten.jsonl")),
        ),
        answer_days=90,
        left_server_days=30,
        now=lambda: days.now,
        pause=days.pause,
    )


def _ago(days: int) -> str:
    return (NOW - timedelta(days=days)).isoformat()


async def test_a_round(records: Records, caplog: pytest.LogCaptureFixture) -> None:
    """A round deletes answers, questions and servers past their time, and logs no contents."""
    corpora = RemovedCorpora()
    for name, age in (("old", 91), ("young", 89)):
        await records.answers.save(answer(name, created=_ago(age), question=f"secret {name}"))
        await records.questions.add(
            corpus=LAB_CORPUS,
            guild_id=LAB,
            channel_id=5,
            asker_id=ALICE,
            question=f"secret {name}",
            created=_ago(age),
        )
    await records.guilds.left(CLUB, _ago(31))
    await records.answers.save(answer("club", corpus=CLUB_CORPUS, created=_ago(1)))
    await records.guilds.left(LAB, _ago(29))
    with caplog.at_level(logging.INFO, "bot.retention"):
        await _retention(records, corpora, Days()).round()
    assert await records.answers.get(LAB_CORPUS, AnswerId("old")) is None
    assert await records.answers.get(LAB_CORPUS, AnswerId("young")) is not None
    assert await records.answers.get(CLUB_CORPUS, AnswerId("club")) is None
    assert [each.question for each in await records.questions.open(LAB_CORPUS)] == ["secret young"]
    assert corpora.removed == [CLUB_CORPUS]
    assert await records.guilds.due(NOW.isoformat()) == [LAB]
    assert [record.message for record in caplog.records] == [
        "Deleted 1 old answers and 1 old open questions.",
        f"Deleted everything of server {CLUB}, which removed the bot.",
    ]


async def test_failed_deletion_is_repeated(
    records: Records, caplog: pytest.LogCaptureFixture
) -> None:
    """A server whose articles can't be deleted stays due, and the others are deleted."""
    corpora = RemovedCorpora()
    corpora.stuck.add(LAB_CORPUS)
    await records.guilds.left(LAB, _ago(32))
    await records.guilds.left(CLUB, _ago(31))
    retention = _retention(records, corpora, Days())
    await retention.round()
    assert corpora.removed == [CLUB_CORPUS]
    assert [record.message for record in caplog.records] == [
        "What is no longer to be kept could not be deleted: The disk is full."
    ]
    assert await records.guilds.due(NOW.isoformat()) == [LAB]
    corpora.stuck.clear()
    await retention.round()
    assert corpora.removed == [CLUB_CORPUS, LAB_CORPUS]
    assert await records.guilds.due(NOW.isoformat()) == []


async def test_feeds_go_before_the_articles(records: Records) -> None:
    """So that they bring nothing new; where that fails, the articles wait for the next time."""
    corpora, feeds = RemovedCorpora(), RemovedCorpora()
    feeds.stuck.add(LAB_CORPUS)
    await records.guilds.left(LAB, _ago(32))
    retention = _retention(records, corpora, Days(), feeds)
    await retention.round()
    assert (feeds.removed, corpora.removed) == ([], [])
    feeds.stuck.clear()
    await retention.round()
    assert (feeds.removed, corpora.removed) == ([LAB_CORPUS], [LAB_CORPUS])


async def test_failed_pages_are_kept_as_long_as_answers(records: Records) -> None:
    """Then their text can't be pasted any more."""
    for name, age in (("old", 91), ("young", 89)):
        await records.jobs.add(job(name, created=_ago(age)))
        await records.jobs.done(JobId(name), JobEnd(state="failed", pasteable=True))
    await _retention(records, RemovedCorpora(), Days()).round()
    assert await records.jobs.get(LAB_CORPUS, JobId("old")) is None
    assert await records.jobs.get(LAB_CORPUS, JobId("young")) is not None


async def test_every_day(records: Records) -> None:
    """There is a round at once and one every day, until it is cancelled."""
    corpora, days = RemovedCorpora(), Days()
    await records.guilds.left(LAB, _ago(31))
    await records.guilds.left(CLUB, _ago(29))
    running = asyncio.create_task(_retention(records, corpora, days).run())
    removed = []
    for _ in range(3):
        seconds = await days.paused()
        removed.append(list(corpora.removed))
        assert seconds == 24 * 60 * 60
        days.pass_(seconds)
    await days.paused()
    running.cancel()
    await asyncio.wait([running])
    assert running.cancelled()
    assert removed == [[LAB_CORPUS], [LAB_CORPUS], [LAB_CORPUS, CLUB_CORPUS]]
