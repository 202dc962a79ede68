"""Jobs are done, several at once, across restarts.

Jobs are kept before they are acknowledged, and deleted when they are through. So nothing is lost
whenever the bot stops: what was interrupted is done again, which changes nothing of what was there.
"""

import asyncio
import logging
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

import discord

from bot.adding.boards import Boards
from bot.adding.ending import Ending, cancelled, failed, ingested
from bot.adding.ingesting import Ingested, Ingesting, Step
from bot.adding.turns import MOST_ATTEMPTS, Turns, site_of
from bot.errors import Refused
from bot.parts import Parts
from bot.records.models import Job, JobId
from bot.references import referenced
from index.models import ArticleCard, Corpus

_AT_ONCE = 4
_OF_ONE_CORPUS = 3

_log = logging.getLogger(__name__)


class Askers(Protocol):
    """Those whose questions found no answer."""

    async def article_added(self, corpus: Corpus, card: ArticleCard) -> None:
        """Tell those whose question the article answers."""
        ...


@dataclass(slots=True, kw_only=True)
class _UnderWay:
    """A job that has begun.

    Attributes:
        step: how far it is; None before the first.
        part: what can be broken off by cancelling it: everything before the article is there.
        whole: the same and what people are told.
    """

    job: Job
    part: "asyncio.Task[Ingested | Ending]"
    step: Step | None = None
    whole: "asyncio.Task[None] | None" = None


class Working:
    """Does what is kept, each job from its beginning to its end."""

    def __init__(
        self, parts: Parts, client: discord.Client, boards: Boards, askers: Askers
    ) -> None:
        """Work as soon as `client` is online.

        Args:
            parts: what is kept, and what adds articles.
            client: the bot.
            boards: show how far the jobs are.
            askers: are told of every article.
        """
        self._parts = parts
        self._client = client
        self._boards = boards
        self._askers = askers
        self._ingesting = Ingesting(parts.assembly, parts.records)
        self._turns = Turns(at_once=_AT_ONCE, of_one_corpus=_OF_ONE_CORPUS)
        self._under_way: dict[JobId, _UnderWay] = {}
        self._hidden: set[JobId] = set()  # those without a message yet
        self._put_aside: set[JobId] = set()  # those that broke, or are being cancelled
        self._ended: dict[JobId, asyncio.Future[ArticleCard | None]] = {}
        self._wake = asyncio.Event()
        self._beginning: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin with what an earlier run left, as soon as the bot is online."""
        self._beginning = asyncio.create_task(self._begin_all(), name="adding")

    async def close(self) -> None:
        """Stop within seconds; what is under way and what waits goes on after the next start."""
        for ended in self._ended.values():
            if not ended.done():
                ended.set_exception(Refused("restarting"))
        tasks = [self._beginning, *(each.whole for each in self._under_way.values())]
        stopped = [task for task in tasks if task is not None]
        for task in stopped:
            task.cancel()
        if stopped:
            await asyncio.wait(stopped)

    @contextmanager
    def hidden(self, jobs: Collection[JobId]) -> Iterator[None]:
        """Let jobs wait until they have a message, at the end of the block."""
        self._hidden.update(jobs)
        try:
            yield
        finally:
            self._hidden.difference_update(jobs)
            self._wake.set()

    async def ended(self, job_id: JobId) -> ArticleCard | None:
        """Wait until a job is through; return its article, None if it failed.

        Raises:
            Refused: "restarting": the bot stops before.
        """
        ended = self._ended.setdefault(job_id, asyncio.get_running_loop().create_future())
        return await ended

    def steps(self) -> Mapping[JobId, Step | None]:
        """Return how far the jobs are that have begun."""
        return {job_id: under_way.step for job_id, under_way in self._under_way.items()}

    async def cancel(self, jobs: Sequence[Job]) -> None:
        """Break jobs off, or take them out of the line; what is through stays as it is.

        Args:
            jobs: as they have just been read, so that none of them ended since.
        """
        in_line = []
        for job in jobs:
            under_way = self._under_way.get(job.id)
            if under_way is not None:
                under_way.part.cancel()
            elif job.id not in self._put_aside:
                in_line.append(job)
        self._put_aside.update(job.id for job in in_line)
        for job in in_line:
            await self._end(job, cancelled())

    async def _begin_all(self) -> None:
        await self._client.wait_until_ready()
        while True:
            self._wake.clear()
            try:
                await self._begin_those_whose_turn_it_is()
            except Exception as error:  # noqa: BLE001 - the next have their turn all the same
                name = type(error).__name__
                _log.error("The jobs that wait weren't looked at: %s", name, exc_info=error)
            await self._wake.wait()

    async def _begin_those_whose_turn_it_is(self) -> None:
        # From here to the last job that begins nothing is awaited, so that what was read holds.
        pending = await self._parts.records.jobs.pending()
        ids = {job.id for job in pending}
        self._put_aside &= ids
        while (job := self._next(pending)) is not None:
            self._begin(job)
        for gone in await self._boards.end_gone(ids | self._under_way.keys()):
            self._resolve(gone, None)

    def _next(self, pending: Collection[Job]) -> Job | None:
        out = {*self._hidden, *self._put_aside, *self._under_way}
        begun = self._under_way.values()
        sites = (site_of(each.job) for each in begun if each.step in (None, "fetching"))
        return self._turns.next(
            [job for job in pending if job.id not in out],
            [each.job for each in begun],
            {site for site in sites if site is not None},
        )

    def _begin(self, job: Job) -> None:
        with referenced():  # whoever asked for it was told theirs long ago
            part = asyncio.create_task(self._ingest(job), name="an article")
            under_way = _UnderWay(job=job, part=part)
            self._under_way[job.id] = under_way
            under_way.whole = asyncio.create_task(self._carry_out(job, part), name="a job")

    async def _carry_out(self, job: Job, part: "asyncio.Task[Ingested | Ending]") -> None:
        try:
            await self._attempt(job, part)
        except asyncio.CancelledError:
            # A stop in order is nothing to count.
            await self._parts.records.jobs.set_attempts(job.id, job.attempts)
            raise
        except Exception as error:  # noqa: BLE001 - the others go on
            name = type(error).__name__
            _log.error("An article wasn't taken to the end: %s", name, exc_info=error)
            self._put_aside.add(job.id)
            self._resolve(job.id, None)
        finally:
            del self._under_way[job.id]
            self._wake.set()

    async def _attempt(self, job: Job, part: "asyncio.Task[Ingested | Ending]") -> None:
        try:
            await asyncio.wait({part})
        except asyncio.CancelledError:
            part.cancel()
            await asyncio.wait({part})
            raise
        if part.cancelled():
            ending = cancelled()
        else:
            done = part.result()
            # What is noted of an article that is there can't be cancelled any more.
            if isinstance(done, Ingested):
                done = ingested(await self._ingesting.conclude(job, done))
            ending = done
        await self._end(job, ending)

    async def _ingest(self, job: Job) -> Ingested | Ending:
        """Do a job, counted before, so that one that kills the process doesn't do it forever."""
        await self._parts.records.jobs.set_attempts(job.id, job.attempts + 1)
        board = await self._boards.of(job)
        if job.attempts >= MOST_ATTEMPTS:
            _log.warning("An article was given up: Footnote stopped %d times.", job.attempts)
            stopped = Refused("stopped-each-time")
            return failed(board.texts, job, stopped, self._parts.metrics)

        async def tell(step: Step) -> None:
            self._under_way[job.id].step = step
            self._wake.set()  # another may fetch from the site now
            await board.step(job.id, step)

        try:
            return await self._ingesting.carry_out(job, tell)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told and logged
            return failed(board.texts, job, error, self._parts.metrics)

    async def _end(self, job: Job, ending: Ending) -> None:
        """Tell how a job ended, and put it away."""
        board = await self._boards.of(job)
        await board.end(job.id, ending)
        self._resolve(job.id, ending.card)
        last = job.attempts + 1 == MOST_ATTEMPTS  # perhaps it was the askers, each time
        if ending.card is not None and ending.end.state != "known" and not last:
            await self._tell_askers(job.corpus, ending.card)
        await self._parts.records.jobs.done(job.id, ending.end)
        self._parts.metrics.handled(ending.end)
        self._boards.drop(job.id)

    async def _tell_askers(self, corpus: Corpus, card: ArticleCard) -> None:
        try:
            await self._askers.article_added(corpus, card)
        except Exception as error:  # noqa: BLE001 - the article is there, whoever waits for it
            name = type(error).__name__
            _log.error("Open questions weren't asked again: %s", name, exc_info=error)

    def _resolve(self, job_id: JobId, card: ArticleCard | None) -> None:
        ended = self._ended.pop(job_id, None)
        if ended is not None and not ended.done():
            ended.set_result(card)
