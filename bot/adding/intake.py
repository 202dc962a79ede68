"""What people give to be added: whether they may, what is in it, and the bytes of their files."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

import discord

from bot.adding.adding import Adding
from bot.adding.wanted import (
    MOST_AT_ONCE,
    SentFile,
    Wanted,
    check_number,
    of_card,
    of_file,
    of_link,
    of_text,
)
from bot.article_choice import known
from bot.errors import Refused
from bot.messages.links import links_typed
from bot.parts import Parts
from bot.places import corpus_of
from bot.queue import FairQueue
from bot.records.models import Job, JobId
from bot.rights import check_may_add, is_moderator
from index.models import ArticleCard, ArticleId

_BEFORE_WINDOW_SECONDS = 1.5  # of the three that Discord waits
_WITH_FILES = 4  # people whose files are in memory at a time
_WAIT_WITH_FILES = 500


class Intake:
    """Takes articles from people. Interactions are deferred before something is taken."""

    def __init__(self, parts: Parts, adding: Adding) -> None:
        """Hand what is taken to `adding`."""
        self._parts = parts
        self._adding = adding
        self._files = FairQueue(width=_WITH_FILES, length=_WAIT_WITH_FILES, per_user=MOST_AT_ONCE)

    async def check_may_add(self, interaction: discord.Interaction) -> None:
        """Refuse who may not add here.

        Raises:
            Refused: the server lets other roles add.
        """
        settings = await self._parts.records.guilds.settings(interaction.guild_id)
        check_may_add(interaction, settings)

    async def check_before_window(
        self,
        interaction: discord.Interaction,
        instead_of: ArticleId | None = None,
        *,
        failed: JobId | None = None,
    ) -> None:
        """Refuse who may not add, or not replace an article, before they write something.

        A window has to open within seconds. If the catalogue is too busy to say, it opens all the
        same, for what is sent is checked again.

        Raises:
            Refused: the person may not, or there is no such article or failed job.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(_BEFORE_WINDOW_SECONDS):
                await self.check_may_add(interaction)
                if failed is not None:
                    job = await self.check_failed(interaction, failed)
                    instead_of = job.article_id
                if instead_of is not None:
                    corpus = corpus_of(interaction.guild_id, interaction.user.id)
                    catalogue = await self._parts.assembly.catalogue()
                    await self.check_may_change(
                        interaction, await known(catalogue, corpus, instead_of)
                    )

    async def check_may_change(self, interaction: discord.Interaction, card: ArticleCard) -> None:
        """Refuse who neither added an article nor moderates.

        Raises:
            Refused: "not-your-article".
        """
        adder = await self._parts.records.people.adder(card.corpus, card.id)
        if not (is_moderator(interaction) or interaction.user.id == adder):
            raise Refused("not-your-article", title=card.title)

    async def take(
        self,
        interaction: discord.Interaction,
        *,
        links: Sequence[str] = (),
        files: Sequence[SentFile] = (),
        text: str = "",
        title: str | None = None,
        counts: bool = True,
    ) -> tuple[JobId, ...]:
        """Add links, files and a text, shown together.

        Args:
            interaction: of the person.
            links: to pages.
            files: that were sent.
            text: that was pasted.
            title: of the only one of them.
            counts: whether it is one of the few things that a person may want in a minute; not
                where it is a part of something that was counted.

        Raises:
            Refused: the person may not, there is nothing, too much, or a file can't be read.
        """
        await self.check_may_add(interaction)
        if counts:
            self._parts.cooldowns.take(interaction.user.id)
        check_number([*links, *files])
        if not (links or files or text):
            raise Refused("nothing-to-add")
        if title is not None and len(links) + len(files) + bool(text) > 1:
            raise Refused("one-title")
        wanted = [of_link(link, title=title) for link in links]
        if text:
            wanted.append(of_text(text, title=title))
        async with self._with_files(interaction, files):
            given = [await self._file(file, title) for file in files]
            wanted[len(links) : len(links)] = given
            return await self._adding.add(interaction, wanted)

    async def take_typed(
        self,
        interaction: discord.Interaction,
        typed: str,
        *,
        files: Sequence[SentFile] = (),
        title: str | None = None,
    ) -> None:
        """Add files and what was typed where links or a text are asked for.

        Raises:
            Refused: as `take` does.
        """
        links, others = links_typed(typed)
        text = typed if others else ""
        await self.take(
            interaction, links=() if text else links, files=files, text=text, title=title
        )

    async def replace(
        self,
        interaction: discord.Interaction,
        card: ArticleCard,
        *,
        files: Sequence[SentFile] = (),
        text: str = "",
        title: str | None = None,
    ) -> None:
        """Let a text or a file take the place of what an article's page gave.

        Raises:
            Refused: the person may not, there is nothing or too much, or the file can't be read.
        """
        await self._check(interaction)
        await self.check_may_change(interaction, card)
        async with self._with_files(interaction, files, new=False):
            given = await self._one(files, text, title or card.title)
            await self._adding.add(interaction, [replace(given, link=card.url)])

    async def check_failed(self, interaction: discord.Interaction, job_id: JobId) -> Job:
        """Return a job whose page couldn't be read, so that its text may be pasted.

        Raises:
            Refused: "paste-gone": there is no such job here, or no longer.
        """
        corpus = corpus_of(interaction.guild_id, interaction.user.id)
        job = await self._parts.records.jobs.get(corpus, job_id)
        if job is None or job.end is None or not job.end.pasteable:
            raise Refused("paste-gone")
        return job

    async def paste(
        self,
        interaction: discord.Interaction,
        job_id: JobId,
        *,
        files: Sequence[SentFile] = (),
        text: str = "",
        title: str | None = None,
    ) -> None:
        """Add the text of a page that couldn't be read, as the article behind its link.

        If an article was to be read anew, or somebody has added it meanwhile, the text takes its
        place.

        Raises:
            Refused: the person may not add, or not change the article, there is nothing or too
                much, the file can't be read, or it isn't known any more which page it was.
        """
        await self._check(interaction)
        job = await self.check_failed(interaction, job_id)
        card = await self._card_of(job)
        if card is not None:
            await self.check_may_change(interaction, card)
        given_title = title or job.title or (None if card is None else card.title)
        async with self._with_files(interaction, files, new=card is None):
            given = await self._one(files, text, given_title)
            await self._adding.add(interaction, [replace(given, link=job.link)])

    async def refresh(self, interaction: discord.Interaction, card: ArticleCard) -> None:
        """Read an article anew from its link, shown to the person alone.

        Raises:
            Refused: the person may not, or the article has no link.
        """
        await self._check(interaction)
        await self._adding.add(interaction, [of_card(card)], private=True)

    async def _card_of(self, job: Job) -> ArticleCard | None:
        """Return the article that a job was about, None while there is none."""
        catalogue = await self._parts.assembly.catalogue()
        if job.article_id is not None:
            return await known(catalogue, job.corpus, job.article_id)
        return None if job.link is None else await catalogue.card_with_link(job.corpus, job.link)

    async def _check(self, interaction: discord.Interaction) -> None:
        await self.check_may_add(interaction)
        self._parts.cooldowns.take(interaction.user.id)

    @asynccontextmanager
    async def _with_files(
        self, interaction: discord.Interaction, files: Sequence[SentFile], *, new: bool = True
    ) -> AsyncIterator[None]:
        """Hold files in memory inside `async with`: a few people's at a time, places in turns.

        Args:
            interaction: of the person.
            files: as they were sent; if there are none, nothing is waited for.
            new: whether they bring articles rather than other texts of those that are there.

        Raises:
            Refused, CorpusFull: they wouldn't be taken anyway.
        """
        if not files:
            yield
            return
        await self._adding.check_room(
            interaction, new=len(files) * new, again=len(files) * (not new)
        )
        corpus = corpus_of(interaction.guild_id, interaction.user.id)
        async with self._files.turn(corpus=corpus, user_id=interaction.user.id):
            yield

    async def _one(self, files: Sequence[SentFile], text: str, title: str | None) -> Wanted:
        """Return the one text that was given.

        Raises:
            Refused: there is none, or several.
        """
        given = [await self._file(file, title) for file in files[:1]]
        given += [of_text(text, title=title)] if text else []
        if len(given) != 1:
            raise Refused("one-text" if given else "nothing-to-add")
        return given[0]

    async def _file(self, file: SentFile, title: str | None) -> Wanted:
        return await of_file(
            file,
            fetcher=self._parts.assembly.fetcher,
            most_bytes=self._parts.settings.fetch_bytes,
            title=title,
        )
