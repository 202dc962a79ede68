"""Questions from commands, buttons and windows."""

import discord

from bot.asking.asking import Asking
from bot.asking.inquiries import Inquiry
from bot.parts import Parts
from bot.places import corpus_of
from bot.posting.delivery import Channel
from bot.posting.direct import direct_to
from bot.posting.lacking import tell_what_is_lacking
from bot.posting.posts import Post, channel_post, interaction_post
from bot.posting.public_texts import public_texts
from bot.records.models import AnswerRecord, GuildSettings
from bot.rights import check_may_ask, may_add, may_post
from index.models import ArticleCard


class InteractionQuestions:
    """Answers what people ask by interactions, which have to be deferred, for the person alone."""

    def __init__(self, parts: Parts, client: discord.Client, asking: Asking) -> None:
        """Answer with `asking`."""
        self._parts = parts
        self._client = client
        self._asking = asking

    async def ask(
        self,
        interaction: discord.Interaction,
        question: str,
        *,
        private: bool = False,
        article: ArticleCard | None = None,
        parent: AnswerRecord | None = None,
        about: str = "",
    ) -> None:
        """Answer in a message of the channel; where that can't be, or privately, in the response.

        Raises:
            Refused: it isn't answered.
        """
        settings = await self._settings(interaction)
        check_may_ask(interaction, settings)
        private = private or (parent is not None and parent.private)
        alone = private or not may_post(interaction) or not isinstance(interaction.channel, Channel)
        locale = str(interaction.locale)
        texts = self._parts.texts.texts(locale)
        if not alone:
            guild_id = interaction.guild_id
            texts = await public_texts(self._parts, self._client, guild_id, locale)
        inquiry = Inquiry(
            corpus=corpus_of(interaction.guild_id, interaction.user.id),
            guild_id=interaction.guild_id,
            channel_id=interaction.channel_id or 0,
            asker_id=interaction.user.id,
            question=question.strip(),
            texts=texts,
            private=alone,
            style=settings.style,
            article=article,
            parent=None if parent is None else parent.id,
            about=about or None,
            may_add=may_add(interaction, settings),
        )
        await self._asking.ask(inquiry, self._post(interaction, alone=alone))
        if not private:
            await tell_what_is_lacking(self._parts, interaction)

    def _post(self, interaction: discord.Interaction, *, alone: bool) -> Post:
        pace, channel = self._parts.pace, interaction.channel
        texts = self._parts.texts.texts(interaction.locale)
        direct = direct_to(self._client, interaction.user.id, texts)
        if alone or not isinstance(channel, Channel):
            return interaction_post(interaction, pace=pace, direct=direct)
        nonce = str(interaction.id)
        return channel_post(channel, pace=pace, nonce=nonce, thinking=interaction, direct=direct)

    async def _settings(self, interaction: discord.Interaction) -> GuildSettings:
        if interaction.guild_id is None:
            return GuildSettings()
        return await self._parts.records.guilds.settings(interaction.guild_id)
