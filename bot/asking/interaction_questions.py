"""Questions from commands, buttons and windows."""

import discord

from bot.asking.asking import Asking
from bot.asking.inquiries import Inquiry
from bot.parts import Parts
from bot.places import corpus_of
from bot.posting.acknowledging import Acknowledgement
from bot.posting.interaction_replies import reply_to
from bot.posting.lacking import tell_what_is_lacking
from bot.records.models import AnswerRecord
from bot.rights import check_may_ask, may_add
from index.models import ArticleCard


class InteractionQuestions:
    """Answers what people ask by interactions, which are being deferred for the person alone."""

    def __init__(self, parts: Parts, client: discord.Client, asking: Asking) -> None:
        """Answer with `asking`."""
        self._parts = parts
        self._client = client
        self._asking = asking

    async def ask(
        self,
        interaction: discord.Interaction,
        question: str,
        acknowledgement: Acknowledgement,
        *,
        private: bool = False,
        article: ArticleCard | None = None,
        parent: AnswerRecord | None = None,
        about: str = "",
    ) -> None:
        """Answer in a message of the channel; where that can't be, or privately, in the response.

        Args:
            interaction: what was asked by.
            question: what was asked.
            acknowledgement: its deferral, before which nothing is sent.
            private: whether the asker wants to see the answer alone.
            article: the only article to answer from; None for all.
            parent: the answer that this follows up.
            about: a text that the question is about.

        Raises:
            Refused: it isn't answered.
        """
        settings = await self._parts.records.guilds.settings(interaction.guild_id)
        check_may_ask(interaction, settings)
        private = private or (parent is not None and parent.private)
        reply = reply_to(
            self._parts,
            self._client,
            interaction,
            settings,
            private=private,
            after=acknowledgement,
        )
        inquiry = Inquiry(
            corpus=corpus_of(interaction.guild_id, interaction.user.id),
            guild_id=interaction.guild_id,
            channel_id=interaction.channel_id or 0,
            asker_id=interaction.user.id,
            question=question.strip(),
            texts=reply.texts,
            private=reply.private,
            style=settings.style,
            article=article,
            parent=None if parent is None else parent.id,
            about=about or None,
            may_add=may_add(interaction, settings),
        )
        await self._asking.ask(inquiry, reply.post)
        if not private:
            await tell_what_is_lacking(self._parts, interaction)
