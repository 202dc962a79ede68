"""`/summarize`, the message command "Summarize", and the buttons that do the same."""

import discord
from discord import app_commands
from discord.ext import commands

from answer.models import Length
from bot.adding.adding import Adding
from bot.adding.intake import Intake
from bot.adding.wanted import READABLE
from bot.article_choice import choices, chosen, known
from bot.errors import Refused
from bot.messages.contents import Contents, contents_of
from bot.messages.plain_text import plain
from bot.parts import Parts
from bot.places import corpus_of
from bot.posting.acknowledging import acknowledge_privately
from bot.summaries.interaction_summaries import InteractionSummaries
from bot.summaries.unsaved import UnsavedArticle
from index.catalogue.catalogue import Catalogue
from index.models import ArticleCard

_FOCUS = 200  # characters
_WORTH_SUMMARISING = 300  # characters of a message
_EVERYWHERE = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=False)
_IN_SERVERS = app_commands.AppInstallationType(guild=True, user=False)


class SummariesCog(commands.Cog):
    """Summarises articles and messages."""

    def __init__(
        self,
        parts: Parts,
        client: commands.Bot,
        summaries: InteractionSummaries,
        intake: Intake,
        adding: Adding,
    ) -> None:
        """Summarise with `summaries`.

        Args:
            parts: the articles.
            client: where the message command is registered.
            summaries: shows them.
            intake: takes links that are new.
            adding: adds them.
        """
        self._parts = parts
        self._client = client
        self._summaries = summaries
        self._intake = intake
        self._adding = adding
        self._menu = app_commands.ContextMenu(
            name="Summarize",
            callback=self._summarise_message,
            allowed_contexts=_EVERYWHERE,
            allowed_installs=_IN_SERVERS,
        )
        parts.router.on("summarize", self._clicked)

    async def cog_load(self) -> None:
        """Register the message command."""
        self._client.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take the message command back."""
        self._client.tree.remove_command(self._menu.name, type=self._menu.type)

    @app_commands.command(
        name="summarize", description="Summarize an article in a few cited points"
    )
    @app_commands.describe(
        article="Its title", length="How many points", focus="What the points are to be about"
    )
    @app_commands.choices(
        length=[
            app_commands.Choice(name="Brief", value="brief"),
            app_commands.Choice(name="Standard", value="standard"),
            app_commands.Choice(name="Detailed", value="detailed"),
        ]
    )
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def summarize(
        self,
        interaction: discord.Interaction,
        article: str,
        length: Length = "standard",
        focus: app_commands.Range[str, 1, _FOCUS] | None = None,
    ) -> None:
        """Summarise an article."""
        await acknowledge_privately(interaction)
        corpus = corpus_of(interaction.guild_id, interaction.user.id)
        card = await chosen(await self._catalogue(), corpus, article)
        await self._summaries.check(interaction)
        await self._summaries.show(interaction, card, length=length, focus=focus)

    @summarize.autocomplete("article")
    async def _offer(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        corpus = corpus_of(interaction.guild_id, interaction.user.id)
        return await choices(await self._catalogue(), corpus, typed)

    async def _clicked(self, interaction: discord.Interaction, arguments: tuple[str, ...]) -> None:
        await acknowledge_privately(interaction)
        corpus = corpus_of(interaction.guild_id, interaction.user.id)
        card = await known(await self._catalogue(), corpus, arguments[0] if arguments else "")
        await self._summaries.check(interaction)
        await self._summaries.show(interaction, card)

    async def _summarise_message(
        self, interaction: discord.Interaction, message: discord.Message
    ) -> None:
        """Summarise the article a message links to or carries, else its text."""
        await acknowledge_privately(interaction)
        contents = contents_of(message)
        text = plain(contents.text)
        if contents.links or contents.files:
            card = await self._article_in(interaction, contents)
            if card is not None:
                await self._summaries.show(interaction, card)
            return
        if len(text) < _WORTH_SUMMARISING:
            raise Refused("nothing-to-summarise", kinds=READABLE)
        await self._summaries.check(interaction)
        unsaved = await self._unsaved(interaction, message, text)
        await self._summaries.show(
            interaction, unsaved.card, length="brief", unsaved=unsaved, place=message.jump_url
        )

    async def _article_in(
        self, interaction: discord.Interaction, contents: Contents
    ) -> ArticleCard | None:
        """Return the article of a message, added if it is new; None if it can't be."""
        await self._summaries.check(interaction)
        catalogue = await self._catalogue()
        corpus = corpus_of(interaction.guild_id, interaction.user.id)
        for link in contents.links:
            card = await catalogue.card_with_link(corpus, link)
            if card is not None:
                return card
        files = () if contents.links else contents.files[:1]
        jobs = await self._intake.take(
            interaction, links=contents.links[:1], files=files, counts=False
        )
        return await self._adding.ended(jobs[0]) if jobs else None

    async def _unsaved(
        self, interaction: discord.Interaction, message: discord.Message, text: str
    ) -> UnsavedArticle:
        texts = self._parts.texts.texts(interaction.guild_locale or interaction.locale)
        return await UnsavedArticle.read(
            self._parts.assembly.reader,
            text,
            title=texts("summary-message", name=message.author.display_name),
            corpus=corpus_of(interaction.guild_id, interaction.user.id),
            published=message.created_at.date().isoformat(),
        )

    async def _catalogue(self) -> Catalogue:
        return await self._parts.assembly.catalogue()
