"""`/compare`: what several articles say, what they share, and where they disagree."""

import discord
from discord import app_commands
from discord.ext import commands

from answer.comparing import MOST_ARTICLES
from bot.article_choice import choices, chosen
from bot.errors import Refused
from bot.parts import Parts
from bot.places import corpus_of
from bot.posting.acknowledging import acknowledge_privately
from bot.summaries.interaction_summaries import InteractionSummaries

_SUBJECT = 200  # characters


class ComparisonsCog(commands.Cog):
    """Compares articles."""

    def __init__(self, parts: Parts, summaries: InteractionSummaries) -> None:
        """Compare with `summaries`; `parts` has the articles."""
        self._parts = parts
        self._summaries = summaries

    @app_commands.command(name="compare", description="Compare what several articles say")
    @app_commands.describe(
        first="The title of an article",
        second="The title of another",
        third="The title of one more",
        fourth="The title of one more",
        about="What to compare them on",
    )
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def compare(
        self,
        interaction: discord.Interaction,
        first: str,
        second: str,
        third: str | None = None,
        fourth: str | None = None,
        about: app_commands.Range[str, 1, _SUBJECT] | None = None,
    ) -> None:
        """Compare articles."""
        await acknowledge_privately(interaction)
        catalogue = await self._parts.assembly.catalogue()
        corpus = corpus_of(interaction.guild_id, interaction.user.id)
        named = [each for each in (first, second, third, fourth) if each is not None]
        cards = {
            card.id: card for card in [await chosen(catalogue, corpus, each) for each in named]
        }
        if len(cards) < 2:
            raise Refused("nothing-to-compare", most=MOST_ARTICLES)
        await self._summaries.check(interaction)
        await self._summaries.compare(interaction, tuple(cards.values()), subject=about)

    @compare.autocomplete("first")
    @compare.autocomplete("second")
    @compare.autocomplete("third")
    @compare.autocomplete("fourth")
    async def _offer(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        corpus = corpus_of(interaction.guild_id, interaction.user.id)
        return await choices(await self._parts.assembly.catalogue(), corpus, typed)
