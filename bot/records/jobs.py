"""Articles that people asked to add, kept until they are added, so that a restart loses none."""

import json
from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from bot.records.models import NOBODY, Job, JobEnd, JobId
from index.catalogue.connection import Connection
from index.catalogue.database import Database
from index.models import Corpus
from index.shares import EVERYTHING, Share

_READ = (
    "SELECT id, kind, corpus, guild_id, channel_id, message_id, user_id, locale, name, link, "
    "media_type, title, article_id, created, attempts, outcome FROM jobs "
)
# As `_outcome` writes it; a quotation mark within a text is written with a backslash before it.
_PASTEABLE = '%"pasteable": true%'


class Jobs:
    """Jobs in the order they were added. All methods raise CatalogueError."""

    def __init__(self, database: Database, share: Share = EVERYTHING) -> None:
        """Use an open database.

        Args:
            database: where jobs are kept.
            share: whose jobs this process does.
        """
        self._database = database
        self._share = share

    async def add(self, *jobs: Job) -> None:
        """Keep new jobs, all of them or none."""
        await self._database.write(_add, jobs)

    async def pending(self) -> list[Job]:
        """Return the jobs of this process that aren't through, without their contents."""
        return [job for job in await self._database.read(_pending) if self._share.owns(job.corpus)]

    async def get(self, corpus: Corpus, job_id: JobId) -> Job | None:
        """Return a job of a corpus without its content; None if there is none, or no longer."""
        return await self._database.read(_get, corpus, job_id)

    async def waiting(self, corpus: Corpus) -> list[Job]:
        """Return the jobs of a corpus that aren't through, without their contents."""
        return await self._database.read(_waiting, corpus)

    async def is_pending(self, job_id: JobId) -> bool:
        """Say whether a job isn't through; it isn't pending either once it was deleted."""
        return await self._database.read(_is_pending, job_id)

    async def content(self, job_id: JobId) -> bytes | None:
        """Return the bytes of a job's file or text; None for links, and once it is through."""
        return await self._database.read(_content, job_id)

    async def of_message(self, message_id: int) -> list[Job]:
        """Return the jobs that a message shows, without their contents.

        Those that are through are among them for as long as one of them isn't.
        """
        return await self._database.read(_of_message, message_id)

    async def set_message(self, ids: Collection[JobId], message_id: int) -> None:
        """Note the message that shows these jobs."""
        await self._database.write(_set_message, ids, message_id)

    async def set_attempts(self, job_id: JobId, attempts: int) -> None:
        """Note how often a job was begun without an end."""
        await self._database.write(_set_attempts, job_id, attempts)

    async def done(self, job_id: JobId, end: JobEnd) -> None:
        """Note what became of a job, whose content is deleted.

        With the last job of its message, all of them are deleted; a job without a message at once.
        Only those whose text may be pasted stay, without the name of who asked, until `prune`.
        """
        await self._database.write(_done, job_id, end)

    async def prune(self, before: str) -> int:
        """Delete what stayed of jobs from before a time; return how many there were."""
        return await self._database.write(_prune, before)


def _add(connection: Connection, jobs: Collection[Job]) -> None:
    connection.executemany(
        "INSERT INTO jobs (id, kind, corpus, guild_id, channel_id, message_id, user_id, locale, "
        "name, link, media_type, title, article_id, created, attempts, outcome, content) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                job.id,
                job.kind,
                job.corpus,
                job.guild_id,
                job.channel_id,
                job.message_id,
                job.user_id,
                job.locale,
                job.name,
                job.link,
                job.media_type,
                job.title,
                job.article_id,
                job.created,
                job.attempts,
                None if job.end is None else _outcome(job.end),
                job.content,
            )
            for job in jobs
        ],
    )


def _pending(connection: Connection) -> list[Job]:
    rows = connection.execute(_READ + "WHERE outcome IS NULL ORDER BY number")
    return [_job(row) for row in rows]


def _get(connection: Connection, corpus: Corpus, job_id: JobId) -> Job | None:
    row = connection.execute(_READ + "WHERE id = ? AND corpus = ?", (job_id, corpus)).fetchone()
    return None if row is None else _job(row)


def _waiting(connection: Connection, corpus: Corpus) -> list[Job]:
    rows = connection.execute(
        _READ + "WHERE corpus = ? AND outcome IS NULL ORDER BY number", (corpus,)
    )
    return [_job(row) for row in rows]


def _is_pending(connection: Connection, job_id: JobId) -> bool:
    row = connection.execute("SELECT 1 FROM jobs WHERE id = ? AND outcome IS NULL", (job_id,))
    return row.fetchone() is not None


def _content(connection: Connection, job_id: JobId) -> bytes | None:
    row = connection.execute("SELECT content FROM jobs WHERE id = ?", (job_id,)).fetchone()
    return None if row is None else row[0]


def _of_message(connection: Connection, message_id: int) -> list[Job]:
    rows = connection.execute(_READ + "WHERE message_id = ? ORDER BY number", (message_id,))
    return [_job(row) for row in rows]


def _set_message(connection: Connection, ids: Collection[JobId], message_id: int) -> None:
    connection.execute(
        "UPDATE jobs SET message_id = ? WHERE id IN (SELECT value FROM json_each(?))",
        (message_id, json.dumps(list(ids))),
    )


def _set_attempts(connection: Connection, job_id: JobId, attempts: int) -> None:
    connection.execute("UPDATE jobs SET attempts = ? WHERE id = ?", (attempts, job_id))


def _done(connection: Connection, job_id: JobId, end: JobEnd) -> None:
    connection.execute(
        "UPDATE jobs SET outcome = ?, content = NULL, "
        "user_id = CASE WHEN ? THEN ? ELSE user_id END WHERE id = ?",
        (_outcome(end), end.pasteable, NOBODY, job_id),
    )
    connection.execute(
        "DELETE FROM jobs WHERE outcome NOT LIKE ? AND NOT EXISTS (SELECT 1 FROM jobs other "
        "WHERE other.message_id = jobs.message_id AND other.outcome IS NULL)",
        (_PASTEABLE,),
    )


def _prune(connection: Connection, before: str) -> int:
    return connection.execute(
        "DELETE FROM jobs WHERE outcome IS NOT NULL AND created < ?", (before,)
    ).rowcount


def _outcome(end: JobEnd) -> str:
    return json.dumps(asdict(end))


def _job(row: tuple[Any, ...]) -> Job:
    (
        job_id,
        kind,
        corpus,
        guild_id,
        channel_id,
        message_id,
        user_id,
        locale,
        name,
        link,
        media_type,
        title,
        article_id,
        created,
        attempts,
        outcome,
    ) = row
    return Job(
        id=job_id,
        kind=kind,
        corpus=corpus,
        guild_id=guild_id,
        channel_id=channel_id,
        message_id=message_id,
        user_id=user_id,
        locale=locale,
        name=name,
        link=link,
        media_type=media_type,
        title=title,
        article_id=article_id,
        created=created,
        attempts=attempts,
        end=None if outcome is None else JobEnd(**json.loads(outcome)),
    )
