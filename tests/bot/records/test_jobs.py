"""Jobs outlive the process, in their order, until all of their message are through."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.records import Records
from bot.records.models import NOBODY, Job, JobEnd, JobId
from index.catalogue.sqlite import SqliteDatabase
from index.errors import CatalogueError
from index.models import ArticleId
from tests.bot.records.values import CLUB_CORPUS, LAB_CORPUS, ends, job, jobs

ADDED = JobEnd(state="added", article_id=ArticleId("a1"))
FAILED = JobEnd(state="failed", sentence="The page can't be had.")


async def test_across_processes(tmp_path: Path) -> None:
    """What was to be added is still there after a restart, in the order it was asked for."""
    wanted = [
        job("z", created="2026-05-02T10:00:00+00:00"),
        job("m", kind="file", name="fish.pdf", content=bytes(range(256)), media_type="text/plain"),
        job("a", kind="text", content=b"", title="Pasted"),
    ]
    for part in (wanted[:2], wanted[2:]):
        database = SqliteDatabase(tmp_path / "catalogue.db")
        await database.open()
        await Records(database).jobs.add(*part)
        await database.close()
    database = SqliteDatabase(tmp_path / "catalogue.db")
    await database.open()
    records = Records(database)
    assert await records.jobs.pending() == [replace(each, content=None) for each in wanted]
    contents = [await records.jobs.content(each.id) for each in wanted]
    await database.close()
    assert contents == [None, bytes(range(256)), b""]


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50
)
@given(wanted=jobs, message_id=st.integers(1, 2**63 - 1), end=ends)
async def test_round_trip(records: Records, wanted: Job, message_id: int, end: JobEnd) -> None:
    """Every value of a job comes back, also how it ended while another of its message waits."""
    wanted, other = replace(wanted, message_id=message_id), job("other", message_id=message_id)
    await records.jobs.add(wanted, other)
    assert await records.jobs.pending() == [replace(wanted, content=None), other]
    assert await records.jobs.content(wanted.id) == wanted.content
    await records.jobs.done(wanted.id, end)
    through = replace(wanted, content=None, end=end)
    assert await records.jobs.of_message(message_id) == [through, other]
    assert await records.jobs.pending() == [other]
    assert await records.jobs.content(wanted.id) is None
    await records.jobs.done(other.id, end)
    assert await records.jobs.of_message(message_id) == []


async def test_all_or_none(records: Records) -> None:
    """Jobs of which one can't be kept are all not kept."""
    await records.jobs.add(job("one"))
    with pytest.raises(CatalogueError):
        await records.jobs.add(job("two"), job("one"))
    assert [each.id for each in await records.jobs.pending()] == ["one"]


async def test_messages(records: Records) -> None:
    """The jobs that a message shows are found by it, also those that were through at once."""
    await records.jobs.add(job("one"), job("two", end=ADDED), job("other"))
    await records.jobs.set_message([JobId("one"), JobId("two")], 77)
    assert [each.id for each in await records.jobs.of_message(77)] == ["one", "two"]
    assert [each.id for each in await records.jobs.pending()] == ["one", "other"]


async def test_attempts(tmp_path: Path) -> None:
    """How often a job was begun is kept at once, and outlives the process."""
    database = SqliteDatabase(tmp_path / "catalogue.db")
    await database.open()
    await Records(database).jobs.add(job("one"), job("two"))
    await Records(database).jobs.set_attempts(JobId("one"), 2)
    other = SqliteDatabase(tmp_path / "catalogue.db")
    await other.open()
    assert [each.attempts for each in await Records(other).jobs.pending()] == [2, 0]
    await other.close()
    await database.close()


async def test_through(records: Records) -> None:
    """With the last job of a message all go; a job without a message goes alone."""
    await records.jobs.add(*(job(each, message_id=77) for each in ("one", "two")))
    await records.jobs.add(job("alone"), job("waits"), job("elsewhere", message_id=88))
    await records.jobs.done(JobId("one"), FAILED)
    await records.jobs.done(JobId("alone"), ADDED)
    assert [each.end for each in await records.jobs.of_message(77)] == [FAILED, None]
    assert [each.id for each in await records.jobs.pending()] == ["two", "waits", "elsewhere"]
    await records.jobs.done(JobId("two"), ADDED)
    await records.jobs.done(JobId("two"), ADDED)
    assert await records.jobs.of_message(77) == []
    assert [each.id for each in await records.jobs.pending()] == ["waits", "elsewhere"]


async def test_jobs_of_a_corpus(records: Records) -> None:
    """A job is found in its own corpus only, as long as it is kept."""
    club = job("club", corpus=CLUB_CORPUS)
    await records.jobs.add(job("a", message_id=1), club, job("b", message_id=1))
    assert [each.id for each in await records.jobs.waiting(LAB_CORPUS)] == ["a", "b"]
    assert await records.jobs.get(CLUB_CORPUS, JobId("a")) is None
    assert await records.jobs.get(CLUB_CORPUS, JobId("club")) == club
    await records.jobs.done(JobId("a"), FAILED)
    assert [each.id for each in await records.jobs.waiting(LAB_CORPUS)] == ["b"]
    failed = await records.jobs.get(LAB_CORPUS, JobId("a"))
    assert failed is not None
    assert failed.end == FAILED
    await records.jobs.done(JobId("b"), FAILED)
    assert await records.jobs.get(LAB_CORPUS, JobId("a")) is None


async def test_what_may_be_pasted_is_kept_for_a_time(records: Records) -> None:
    """With its link, but without who asked; the others of its message go as always."""
    old, young = "2026-05-01T10:00:00+00:00", "2026-05-03T10:00:00+00:00"
    for name, created in (("old", old), ("young", young)):
        walled = job(name, link="https://a.example/", message_id=1, created=created)
        await records.jobs.add(walled, job(f"{name} too", message_id=1, created=created))
        await records.jobs.done(walled.id, replace(FAILED, pasteable=True))
        await records.jobs.done(JobId(f"{name} too"), ADDED)
    waiting = job("waiting", created=old)
    await records.jobs.add(waiting)
    kept = await records.jobs.get(LAB_CORPUS, JobId("old"))
    assert kept is not None
    assert (kept.link, kept.user_id) == ("https://a.example/", NOBODY)
    assert await records.jobs.get(LAB_CORPUS, JobId("old too")) is None
    assert await records.jobs.prune("2026-05-02T10:00:00+00:00") == 1
    assert await records.jobs.get(LAB_CORPUS, JobId("old")) is None
    assert await records.jobs.get(LAB_CORPUS, JobId("young")) is not None
    assert await records.jobs.pending() == [waiting]


def test_contents_stay_out_of_logs() -> None:
    """How a job is printed tells nothing of its content."""
    assert "secret" not in repr(job("one", content=b"secret"))
