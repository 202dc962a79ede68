"""Takes what people want added, shows how far it is, and lets them change their minds."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime

import discord

from bot.adding.boards import Boards
from bot.adding.wanted import Wanted, check_number
from bot.adding.working import Askers, Working
from bot.errors import Refused
from bot.parts import Parts
from bot.places import corpus_of
from bot.records.models import Job, JobEnd, JobId
from bot.render.adding import Progress
from bot.rights import is_moderator
from index.models import ArticleCard, Corpus


class Adding:
    """Takes what people want added, and adds it, servers taking turns."""

    def __init__(self, parts: Parts, client: discord.Client, askers: Askers) -> None:
        """Add with `parts`, show how far it is with `client`, and tell `askers`."""
        self._parts = parts
        self._boards = Boards(parts, client)
        self._working = Working(parts, client, self._boards, askers)

    async def start(self) -> None:
        """Begin with what an earlier run left, as soon as the bot is online."""
        self._working.start()

    async def close(self) -> None:
        """Stop within seconds; what is under way and what waits goes on after the next start."""
        await self._working.close()
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
            Refused: it is more than the person may add now, or at once.
            CorpusFull: there is no room for it.
        """
        check_number(wanted)
        jobs = [await self._job(interaction, item) for item in wanted]
        taken = tuple(job.id for job in jobs if job.end is None)
        if not taken:
            await self._boards.tell(interaction, jobs)
            return ()
        new = [job for job in jobs if job.end is None and await self._is_new(job)]
        room = (await self._parts.assembly.index()).ingestion.room
        await self._parts.article_limits.take(
            room,
            corpus_of(interaction.guild_id, interaction.user.id),
            interaction.user.id,
            new=len(new),
            again=len(taken) - len(new),
        )
        with self._working.hidden(taken):
            await self._parts.records.jobs.add(*jobs)
            await self._boards.put_up(interaction, jobs, private=private)
        return taken

    async def check_room(
        self, interaction: discord.Interaction, *, new: int, again: int = 0
    ) -> None:
        """Refuse articles that will be refused anyway, before their files are fetched.

        Args:
            interaction: of the person.
            new: how many are to be added.
            again: how many are to take the place of one that is there.

        Raises:
            Refused: it is more than the person may add now.
            CorpusFull: there is no room for it.
        """
        room = (await self._parts.assembly.index()).ingestion.room
        corpus, user_id = corpus_of(interaction.guild_id, interaction.user.id), interaction.user.id
        await self._parts.article_limits.check(room, corpus, user_id, new=new, again=again)

    async def ended(self, job_id: JobId) -> ArticleCard | None:
        """Wait until a job that was just taken is through; return its article, None if it failed.

        Raises:
            Refused: "restarting": the bot stops before.
        """
        return await self._working.ended(job_id)

    async def under_way(self, corpus: Corpus) -> tuple[Progress, ...]:
        """Return how far those articles of a corpus are that aren't there yet."""
        steps = self._working.steps()
        return tuple(
            Progress(name=job.name, state=steps.get(job.id) or "waiting")
            for job in await self._parts.records.jobs.waiting(corpus)
            if job.kind != "refresh"
        )

    async def cancel(
        self, interaction: discord.Interaction, job_id: JobId, *, all_of_message: bool = False
    ) -> None:
        """Break a job off, and if wanted all that are shown with it.

        Args:
            interaction: of the person, in the place where the job was asked for.
            job_id: the job.
            all_of_message: whether to break off the others of its message, too.

        Raises:
            Refused: it is through, or somebody else asked for it.
        """
        corpus = corpus_of(interaction.guild_id, interaction.user.id)
        jobs = self._parts.records.jobs
        job = await jobs.get(corpus, job_id)
        if job is None:
            raise Refused("job-through")
        ids = await self._boards.beside(job) if all_of_message else (job.id,)
        waiting = [each for each in await jobs.waiting(corpus) if each.id in ids]
        if not waiting:
            raise Refused("job-through")
        if waiting[0].user_id != interaction.user.id and not is_moderator(interaction):
            raise Refused("not-your-job")
        await self._working.cancel(waiting)

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

    async def _is_new(self, job: Job) -> bool:
        """Say whether a job brings an article rather than another text of one that is there."""
        if job.article_id is not None or job.link is None:
            return job.article_id is None
        catalogue = await self._parts.assembly.catalogue()
        return await catalogue.card_with_link(job.corpus, job.link) is None
