"""Summaries asked for by commands and buttons."""

import discord

from answer.models import Length
from bot.parts import Parts
from bot.posting.interaction_replies import reply_to
from bot.posting.lacking import tell_what_is_lacking
from bot.rights import check_may_ask
from bot.summaries.summarising import Summaries, Wish
from bot.summaries.unsaved import UnsavedArticle
from index.models import ArticleCard


class InteractionSummaries:
    """Shows summaries to people whose interactions were deferred, for the person alone."""

    def __init__(self, parts: Parts, client: discord.Client, summaries: Summaries) -> None:
        """Summarise with `summaries`."""
        self._parts = parts
        self._client = client
        self._summaries = summaries

    async def check(self, interaction: discord.Interaction) -> None:
        """Refuse who may not have summaries here, or asks too often.

        Raises:
            Refused: it is so.
        """
        settings = await self._parts.records.guilds.settings(interaction.guild_id)
        check_may_ask(interaction, settings)
        self._parts.cooldowns.take(interaction.user.id)

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
        reply = await reply_to(self._parts, self._client, interaction)
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
