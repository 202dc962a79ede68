"""Questions that no article answers are gathered, and answered when one is added that does."""

import asyncio
import logging
from dataclasses import replace

import discord

from answer.models import Abstention, Answer
from bot.asking.answer_records import answer_record
from bot.asking.inquiries import Inquiry
from bot.errors import TOLD, Refused
from bot.parts import Parts
from bot.posting.delivery import NOBODY, REFUSALS
from bot.posting.posts import channel_post
from bot.posting.public_texts import public_texts
from bot.records.models import NOBODY as NO_PERSON
from bot.records.models import AnswerRecord, OpenQuestion
from bot.render import asking
from index.models import ArticleCard, Corpus

_BUSY_SECONDS = 5.0  # before a full queue is tried again

GuildChannel = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread

_log = logging.getLogger(__name__)


class OpenQuestions:
    """The questions channels of servers."""

    def __init__(self, parts: Parts, client: discord.Client) -> None:
        """Keep questions in the records of `parts` and show them with `client`."""
        self._parts = parts
        self._client = client

    async def gather(self, record: AnswerRecord, searched: str) -> None:
        """Show an unanswered question in the server's questions channel, if it is new there.

        Args:
            record: the abstention.
            searched: the question, made to stand alone.
        """
        if record.guild_id is None or record.private:
            return
        channel = await self._questions_channel(record.guild_id)
        asked_in = self._channel(record.guild_id, record.channel_id)
        if channel is None or asked_in is None or not _known_to_readers(asked_in, channel):
            return
        opened = await self._parts.records.questions.add(
            corpus=record.corpus,
            guild_id=record.guild_id,
            channel_id=record.channel_id,
            asker_id=record.asker_id,
            question=searched,
            created=record.created,
        )
        if opened is None:
            return
        texts = await public_texts(self._parts, self._client, record.guild_id, "en")
        place = _link(record.guild_id, record.channel_id, record.message_id)
        view = asking.open_question(texts, searched, record.asker_id, place)
        post = channel_post(channel, pace=self._parts.pace, nonce=f"{record.id}q")
        message_id = await post.finish(view)
        if message_id is not None:
            await self._parts.records.questions.set_message(opened.id, message_id)

    async def article_added(self, corpus: Corpus, card: ArticleCard) -> None:
        """Ask the open questions of a corpus of an article alone, and tell whom it answers."""
        for opened in await self._parts.records.questions.open(corpus):
            try:
                await self._try(opened, card)
            except TOLD as error:
                _log.warning("An open question was passed over: %s", type(error).__name__)

    async def _try(self, opened: OpenQuestion, card: ArticleCard) -> None:
        outcome = await self._outcome(opened, card)
        channel = await self._questions_channel(opened.guild_id)
        channel = channel or self._channel(opened.guild_id, opened.channel_id)
        if not isinstance(outcome, Answer) or channel is None:
            return
        inquiry = Inquiry(
            corpus=opened.corpus,
            guild_id=opened.guild_id,
            channel_id=channel.id,
            asker_id=opened.asker_id,
            question=opened.question,
            texts=await public_texts(self._parts, self._client, opened.guild_id, "en"),
        )
        catalogue = await self._parts.assembly.catalogue()
        answers = self._parts.records.answers
        record = await answer_record(catalogue, inquiry, answers.new_id(), outcome)
        await answers.save(record)
        message_id = await self._tell(opened, channel, inquiry, record)
        if message_id is None:
            await answers.delete(record.corpus, record.id)
            return
        await answers.set_message(record.id, message_id)
        await self._parts.records.questions.close(opened.id)
        await self._mark_answered(opened, inquiry, replace(record, message_id=message_id))

    async def _outcome(self, opened: OpenQuestion, card: ArticleCard) -> Answer | Abstention:
        """Return what the article says, in a turn of the queue that counts for nobody."""
        answering = (await self._parts.assembly.answers()).answering
        settings = await self._parts.records.guilds.settings(opened.guild_id)
        while True:
            try:
                async with self._parts.queue.turn(corpus=opened.corpus, user_id=NO_PERSON):
                    return await answering.outcome(
                        opened.corpus, opened.question, article=card.id, style=settings.style
                    )
            except Refused:
                await asyncio.sleep(_BUSY_SECONDS)

    async def _tell(
        self, opened: OpenQuestion, channel: GuildChannel, inquiry: Inquiry, record: AnswerRecord
    ) -> int | None:
        """Show the asker the answer, below the question where that is gathered in the channel."""
        asker = discord.AllowedMentions(
            everyone=False, roles=False, replied_user=False, users=[discord.Object(opened.asker_id)]
        )
        asked = None
        if opened.message_id is not None:
            asked = channel.get_partial_message(opened.message_id)
        post = channel_post(
            channel,
            pace=self._parts.pace,
            nonce=f"{opened.id}-answered",
            reply_to=asked,
            mentions=asker,
        )
        return await post.finish(asking.answered(inquiry.texts, record, asker_id=opened.asker_id))

    async def _mark_answered(
        self, opened: OpenQuestion, inquiry: Inquiry, record: AnswerRecord
    ) -> None:
        channel = await self._questions_channel(opened.guild_id)
        answer = _link(opened.guild_id, record.channel_id, record.message_id)
        if channel is None or opened.message_id is None or answer is None:
            return
        view = asking.closed_question(inquiry.texts, opened.question, opened.asker_id, answer)
        try:
            message = channel.get_partial_message(opened.message_id)
            await message.edit(view=view, allowed_mentions=NOBODY)
        except REFUSALS as error:
            _log.info("An open question can't be marked: %s", type(error).__name__)

    async def _questions_channel(self, guild_id: int) -> GuildChannel | None:
        settings = await self._parts.records.guilds.settings(guild_id)
        if settings.questions_channel is None:
            return None
        return self._channel(guild_id, settings.questions_channel)

    def _channel(self, guild_id: int, channel_id: int) -> GuildChannel | None:
        """Return a channel or a thread of the server; None if it is gone, or holds no messages."""
        guild = self._client.get_guild(guild_id)
        channel = None if guild is None else guild.get_channel_or_thread(channel_id)
        return channel if isinstance(channel, GuildChannel) else None


def _known_to_readers(asked_in: GuildChannel, channel: GuildChannel) -> bool:
    """Say whether every role that sees `channel` sees `asked_in` too, so that nothing leaks."""
    if isinstance(asked_in, discord.Thread) and asked_in.is_private():
        return False
    return all(
        asked_in.permissions_for(role).view_channel
        for role in channel.guild.roles
        if channel.permissions_for(role).view_channel
    )


def _link(guild_id: int, channel_id: int, message_id: int | None) -> str | None:
    if message_id is None:
        return None
    return f"https://discord.com/channels/{guild_id}/{channel_id}/{message_id}"
