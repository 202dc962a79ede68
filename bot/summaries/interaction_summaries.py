"""Summaries and comparisons asked for by commands and buttons."""

import discord

from answer.models import Length
from bot.parts import Parts
from bot.posting.interaction_replies import reply_to
from bot.posting.lacking import tell_what_is_lacking
from bot.rights import check_may_ask
from bot.summaries.comparing import Comparisons, ComparisonWish
from bot.summaries.summarising import Summaries, Wish
from bot.summaries.unsaved import UnsavedArticle
from index.models import ArticleCard


class InteractionSummaries:
    """Shows what people want whose interactions were deferred, for the person alone."""

    def __init__(
        self,
        parts: Parts,
        client: discord.Client,
        summaries: Summaries,
        comparisons: Comparisons,
    ) -> None:
        """Summarise with `summaries`, compare with `comparisons`."""
        self._parts = parts
        self._client = client
        self._summaries = summaries
        self._comparisons = comparisons

    async def check(self, interaction: discord.Interaction) -> None:
        """Refuse who may not have summaries and comparisons here, or asks too often.

        Raises:
            Refused: it is so.
        """
        settings = await self._parts.records.guilds.settings(interaction.guild_id)
        check_may_ask(interaction, settings)
        self._parts.cooldowns.take(interaction.user.id, interaction.guild_id)

    async def show(
        self,
        interaction: discord.Interaction,
        card: ArticleCard,
        *,
        length: Length = "standard",
        focus: str | None = None,
        unsaved: UnsavedArticle | None = None,
        place: str | None = None,
    ) -> None:
        """Summarise in a message of the channel; where that can't be, in the response.

        Args:
            interaction: whose person was checked.
            card: the article.
            length: how many points there may be.
            focus: what they are to be about.
            unsaved: the article itself where it is in no corpus.
            place: where the text stands if it has no link.

        Raises:
            Refused: the queue is full, or the bot stops.
        """
        settings = await self._parts.records.guilds.settings(interaction.guild_id)
        reply = reply_to(self._parts, self._client, interaction, settings)
        wish = Wish(
            card=card,
            guild_id=interaction.guild_id,
            channel_id=interaction.channel_id or 0,
            asker_id=interaction.user.id,
            texts=reply.texts,
            private=reply.private,
            length=length,
            focus=focus,
            unsaved=unsaved,
            place=place,
        )
        await self._summaries.summarise(wish, reply.post)
        await tell_what_is_lacking(self._parts, interaction)

    async def compare(
        self,
        interaction: discord.Interaction,
        cards: tuple[ArticleCard, ...],
        *,
        subject: str | None = None,
    ) -> None:
        """Compare in a message of the channel; where that can't be, in the response.

        Args:
            interaction: whose person was checked.
            cards: two or more different articles.
            subject: what to compare them on.

        Raises:
            Refused: the queue is full, or the bot stops.
        """
        settings = await self._parts.records.guilds.settings(interaction.guild_id)
        reply = reply_to(self._parts, self._client, interaction, settings)
        wish = ComparisonWish(
            cards=cards,
            guild_id=interaction.guild_id,
            channel_id=interaction.channel_id or 0,
            asker_id=interaction.user.id,
            texts=reply.texts,
            private=reply.private,
            subject=subject,
        )
        await self._comparisons.compare(wish, reply.post)
        await tell_what_is_lacking(self._parts, interaction)
