"""Puts up the messages that show how far articles are, and finds them again after a restart."""

import asyncio
import logging
from collections.abc import Collection, Sequence
from contextlib import suppress

import discord

from bot.adding.board import Board, Shown, first_view
from bot.adding.ending import Ending
from bot.errors import Refused
from bot.localisation import Texts
from bot.parts import Parts
from bot.posting.delivery import NOBODY, REFUSALS, Channel, Deliver
from bot.posting.direct import direct_to
from bot.posting.lacking import tell_what_is_lacking
from bot.posting.posts import Post, channel_post, interaction_post
from bot.posting.public_texts import public_texts
from bot.records import models
from bot.records.models import Job, JobEnd, JobId
from bot.rights import may_post
from index.errors import UnknownArticle
from index.models import ArticleCard, ArticleId

_log = logging.getLogger(__name__)


class Boards:
    """The boards of the jobs that aren't through."""

    def __init__(self, parts: Parts, client: discord.Client) -> None:
        """Show messages with `client`."""
        self._parts = parts
        self._client = client
        self._boards: dict[JobId, Board] = {}
        self._finding = asyncio.Lock()  # so that jobs of one message get one board

    async def put_up(
        self, interaction: discord.Interaction, jobs: Sequence[Job], *, private: bool
    ) -> None:
        """Show new jobs in a message of the channel, or where that can't be, privately.

        Args:
            interaction: deferred with a response that only the person sees.
            jobs: those that were asked for together, kept already.
            private: whether only the person is to see them.
        """
        shown = await self._shown(jobs)
        message_id = None
        if not private and may_post(interaction):
            message_id = await self._send(jobs[0], shown)
        if message_id is None:
            board = self._private(interaction, shown)
            await self._respond(interaction, shown)
            if not private:
                await tell_what_is_lacking(self._parts, interaction)
        else:
            await self._parts.records.jobs.set_message([job.id for job in jobs], message_id)
            board = await self._public(shown, message_id)
            with suppress(*REFUSALS):  # it goes by itself in time
                await interaction.delete_original_response()
        self._boards.update((job.id, board) for job in jobs if job.end is None)

    async def tell(self, interaction: discord.Interaction, jobs: Sequence[Job]) -> None:
        """Show jobs that had ended before they began to the person of a deferred interaction."""
        await self._private(interaction, await self._shown(jobs)).show()

    async def of(self, job: Job) -> Board:
        """Return the board that shows a job."""
        async with self._finding:
            if job.id not in self._boards:
                jobs = await self._together(job)
                board = await self._public(await self._shown(jobs), job.message_id)
                self._boards.update((each.id, board) for each in jobs if each.end is None)
            return self._boards[job.id]

    async def beside(self, job: Job) -> Collection[JobId]:
        """Return the jobs that are shown together with a job, and the job itself."""
        board = self._boards.get(job.id)
        if board is not None:
            return board.jobs
        return [each.id for each in await self._together(job)]

    async def end_gone(self, pending: Collection[JobId]) -> tuple[JobId, ...]:
        """Show that jobs were deleted before they were through; return them.

        Args:
            pending: the jobs that are there.
        """
        gone = tuple(job_id for job_id in self._boards if job_id not in pending)
        for job_id in gone:
            board = self._boards.pop(job_id)
            sentence = board.texts.error(Refused("job-gone"))
            await board.end(job_id, Ending(end=JobEnd(state="failed", sentence=sentence)))
        return gone

    def drop(self, job_id: JobId) -> None:
        """Forget a job that is through."""
        self._boards.pop(job_id, None)

    async def pause(self) -> None:
        """Show on every message that changes that what isn't through goes on later."""
        await asyncio.gather(*(board.pause() for board in set(self._boards.values())))

    async def _together(self, job: Job) -> Sequence[Job]:
        """Return the jobs of a job's message; the job alone if it was forgotten meanwhile."""
        if job.message_id is not None:
            jobs = await self._parts.records.jobs.of_message(job.message_id)
            if any(each.id == job.id for each in jobs):
                return jobs
        return [job]

    async def _shown(self, jobs: Sequence[Job]) -> list[Shown]:
        return [
            Shown(
                job=job,
                card=await self._card(job, job.end.article_id if job.end else None),
                similar=await self._card(job, job.end.similar if job.end else None),
            )
            for job in jobs
        ]

    async def _card(self, job: Job, article_id: ArticleId | None) -> ArticleCard | None:
        """Return an article of a job's corpus; None if there is none, or it was removed since."""
        if article_id is None:
            return None
        catalogue = await self._parts.assembly.catalogue()
        try:
            return await catalogue.card(job.corpus, article_id)
        except UnknownArticle:
            return None

    async def _send(self, job: Job, shown: Sequence[Shown]) -> int | None:
        """Show jobs in their channel; return the message, None if Discord doesn't take it."""
        view = first_view(await self._texts(job), shown)
        try:
            message = await self._channel(job).send(
                view=view, nonce=str(job.id), allowed_mentions=NOBODY
            )
        except REFUSALS as error:
            _log.warning("The progress can't be shown in its channel: %s", type(error).__name__)
            return None
        return message.id

    async def _respond(self, interaction: discord.Interaction, shown: Sequence[Shown]) -> None:
        """Show jobs in the response, which has to stand before anything can follow it."""
        view = first_view(self._parts.texts.texts(interaction.locale), shown)
        with suppress(*REFUSALS):  # the end is told all the same
            await interaction.edit_original_response(view=view, allowed_mentions=NOBODY)

    async def _public(self, shown: Sequence[Shown], message_id: int | None) -> Board:
        job = next((each.job for each in shown if each.job.end is None), shown[0].job)

        def post() -> Post:
            return channel_post(
                self._channel(job),
                pace=self._parts.pace,
                nonce=f"{job.id}+",
                message_id=message_id,
                direct=self._direct(job),
            )

        return Board(await self._texts(job), shown, post)

    def _private(self, interaction: discord.Interaction, shown: Sequence[Shown]) -> Board:
        job = shown[0].job

        def post() -> Post:
            return interaction_post(interaction, pace=self._parts.pace, direct=self._direct(job))

        return Board(self._parts.texts.texts(interaction.locale), shown, post)

    async def _texts(self, job: Job) -> Texts:
        return await public_texts(self._parts, self._client, job.guild_id, job.locale)

    def _channel(self, job: Job) -> Channel:
        return self._client.get_partial_messageable(job.channel_id, guild_id=job.guild_id)

    def _direct(self, job: Job) -> Deliver | None:
        """Return what shows a message to the person alone, where a server's channel is closed."""
        if job.guild_id is None or job.user_id == models.NOBODY:
            return None
        return direct_to(self._client, job.user_id, self._parts.texts.texts(job.locale))
