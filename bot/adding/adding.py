"""Articles that people asked to add are added one after the other, across restarts.

Jobs are kept before they are acknowledged, and deleted when they are through. So nothing is lost
whenever the bot stops: what was interrupted is done again, which changes nothing of what was there.
"""

import asyncio
import logging
import secrets
from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Protocol

import discord

from bot.adding.board import Board
from bot.adding.boards import Boards
from bot.adding.ingesting import Ingesting, Step
from bot.adding.wanted import Wanted, check_number
from bot.errors import Refused
from bot.localisation import Texts
from bot.parts import Parts
from bot.places import corpus_of
from bot.posting.replies import sentence
from bot.records.models import Job, JobEnd, JobId
from index.models import ArticleCard, Corpus

_MOST_WAITING = 30  # articles of one person
_MOST_ATTEMPTS = 3  # at one job, when the process ended each time before it did

_log = logging.getLogger(__name__)


class Askers(Protocol):
    """Those whose questions found no answer."""

    async def article_added(self, corpus: Corpus, card: ArticleCard) -> None:
        """Tell those whose question the article answers."""
        ...


class Adding:
    """Takes what people want added, and adds it: one article at a time, servers taking turns."""

    def __init__(self, parts: Parts, client: discord.Client, askers: Askers) -> None:
        """Add with `parts`, show how far it is with `client`, and tell `askers`."""
        self._parts = parts
        self._client = client
        self._askers = askers
        self._ingesting = Ingesting(parts.assembly, parts.records)
        self._boards = Boards(parts, client)
        self._wake = asyncio.Event()
        self._hidden: set[JobId] = set()  # those without a message yet, and those that broke
        self._turns: dict[Corpus, int] = {}
        self._ended: dict[JobId, asyncio.Future[ArticleCard | None]] = {}
        self._worker: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin with what an earlier run left, as soon as the bot is online."""
        self._worker = asyncio.create_task(self._work(), name="adding")

    async def close(self) -> None:
        """Stop within seconds; what is under way and what waits goes on after the next start."""
        for ended in self._ended.values():
            if not ended.done():
                ended.set_exception(Refused("restarting"))
        if self._worker is not None:
            self._worker.cancel()
            with suppress(asyncio.CancelledError):
                await self._worker
        await self._boards.pause()

    async def add(
        self, interaction: discord.Interaction, wanted: Sequence[Wanted], *, private: bool = False
    ) -> tuple[JobId, ...]:
        """Take what a person wants added or refreshed; how it goes is shown in one message.

        Links that are known are not fetched: if nothing else is wanted, that is all there is to
        tell, and nothing is taken.

        Args:
            interaction: deferred with a response that only the person sees.
            wanted: at least one.
            private: whether only the person sees how it goes.

        Returns:
            The jobs that were taken.

        Raises:
            Refused: it is too much at once.
        """
        check_number(wanted)
        jobs = [await self._job(interaction, item) for item in wanted]
        taken = tuple(job.id for job in jobs if job.end is None)
        if not taken:
            await self._boards.tell(interaction, jobs)
            return ()
        await self._check_waiting(interaction.user.id, len(taken))
        self._hidden.update(taken)
        try:
            await self._parts.records.jobs.add(*jobs)
            await self._boards.put_up(interaction, jobs, private=private)
        finally:
            self._hidden.difference_update(taken)
            self._wake.set()
        return taken

    async def ended(self, job_id: JobId) -> ArticleCard | None:
        """Wait until a job that was just taken is through; return its article, None if it failed.

        Raises:
            Refused: "restarting": the bot stops before.
        """
        ended = self._ended.setdefault(job_id, asyncio.get_running_loop().create_future())
        return await ended

    async def _job(self, interaction: discord.Interaction, wanted: Wanted) -> Job:
        corpus = corpus_of(interaction.guild_id, interaction.user.id)
        end = None
        if wanted.kind == "link" and wanted.link is not None and wanted.title is None:
            catalogue = await self._parts.assembly.catalogue()
            card = await catalogue.card_with_link(corpus, wanted.link)
            end = None if card is None else JobEnd(state="known", article_id=card.id)
        return Job(
            id=JobId(secrets.token_hex(8)),
            kind=wanted.kind,
            corpus=corpus,
            guild_id=interaction.guild_id,
            channel_id=interaction.channel_id or 0,
            message_id=None,
            user_id=interaction.user.id,
            locale=str(interaction.locale),
            name=wanted.name,
            link=wanted.link,
            content=wanted.content,
            media_type=wanted.media_type,
            title=wanted.title,
            article_id=wanted.article_id,
            created=datetime.now(UTC).isoformat(timespec="microseconds"),
            end=end,
        )

    async def _check_waiting(self, user_id: int, more: int) -> None:
        pending = await self._parts.records.jobs.pending()
        if sum(job.user_id == user_id for job in pending) + more > _MOST_WAITING:
            raise Refused("too-many-articles-waiting", most=_MOST_WAITING)

    async def _work(self) -> None:
        await self._client.wait_until_ready()
        while True:
            self._wake.clear()
            job = None
            try:
                pending = await self._parts.records.jobs.pending()
                for gone in await self._boards.end_gone({each.id for each in pending}):
                    self._resolve(gone, None)
                job = self._next(pending)
                if job is not None:
                    await self._carry_out(job)
            except Exception as error:  # noqa: BLE001 - the others still have their turn
                name = type(error).__name__
                _log.error("An article wasn't taken to the end: %s", name, exc_info=error)
                if job is not None:
                    self._hidden.add(job.id)
                    self._resolve(job.id, None)
            if job is None:
                await self._wake.wait()

    def _next(self, pending: Collection[Job]) -> Job | None:
        """Return the first job of the server whose turn was longest ago."""
        first: dict[Corpus, Job] = {}
        for job in pending:
            if job.id not in self._hidden:
                first.setdefault(job.corpus, job)
        self._turns = {corpus: turn for corpus, turn in self._turns.items() if corpus in first}
        if not first:
            return None
        corpus = min(first, key=lambda each: self._turns.get(each, 0))
        self._turns[corpus] = max(self._turns.values(), default=0) + 1
        return first[corpus]

    async def _carry_out(self, job: Job) -> None:
        """Do a job, counted before, so that one that kills the process doesn't do it forever."""
        jobs = self._parts.records.jobs
        try:
            await jobs.set_attempts(job.id, job.attempts + 1)
            await self._attempt(job)
        except asyncio.CancelledError:
            await jobs.set_attempts(job.id, job.attempts)  # a stop in order is nothing to count
            raise

    async def _attempt(self, job: Job) -> None:
        board = await self._boards.of(job)
        end, card = await self._ingest(job, board)
        await board.end(job.id, end, card)
        self._resolve(job.id, card)
        last = job.attempts + 1 == _MOST_ATTEMPTS  # perhaps it was the askers, each time
        if card is not None and end.state != "known" and not last:
            await self._tell_askers(job.corpus, card)
        await self._parts.records.jobs.done(job.id, end)
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

    async def _ingest(self, job: Job, board: Board) -> tuple[JobEnd, ArticleCard | None]:
        async def tell(step: Step) -> None:
            await board.step(job.id, step)

        if job.attempts >= _MOST_ATTEMPTS:
            _log.warning("An article was given up: Footnote stopped %d times.", job.attempts)
            return _failed(board.texts, job, Refused("stopped-each-time")), None
        try:
            ingested = await self._ingesting.carry_out(job, tell)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told and logged
            return _failed(board.texts, job, error), None
        card = ingested.card
        return JobEnd(state=ingested.outcome, article_id=card.id, thin=ingested.thin), card


def _failed(texts: Texts, job: Job, error: Exception) -> JobEnd:
    told = sentence(texts, error)
    if job.kind == "refresh":
        told = f"{told} {texts('article-kept')}"
    return JobEnd(state="failed", sentence=told)
