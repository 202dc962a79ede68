"""Questions in messages: mentions, replies to answers, ask channels and direct messages."""

import logging

import discord
from discord.ext import commands
from discord.ui import LayoutView

from bot.arrivals import message_arrived
from bot.asking.addressing import Addressed, addressed
from bot.asking.asked_articles import without_links
from bot.asking.asking import Asking
from bot.asking.message_questions import inquiry_of
from bot.limits.windows import Window
from bot.localisation import Texts
from bot.messages.plain_text import has_words
from bot.parts import Parts
from bot.posting.delivery import REFUSALS
from bot.posting.direct import direct_to, send_directly
from bot.posting.posts import Post, channel_post
from bot.posting.public_texts import texts_by
from bot.posting.replies import sentence
from bot.records.models import GuildSettings
from bot.render import people
from bot.rights import check_may_ask, lacking, may_reply
from bot.throttle import Throttle

_REPEATED_WITHIN = 600.0  # seconds in which Discord may repeat an event, after a reconnect
_SAID_AGAIN = 60.0  # seconds after which a person is told once more why there is no answer
_SAID_HERE = 5  # that many people of one channel are told so within these seconds
_LACKING_AGAIN = 3_600.0
_LOCALES = 10_000

_log = logging.getLogger(__name__)


class MessagesCog(commands.Cog):
    """Answers messages with replies."""

    def __init__(self, parts: Parts, client: discord.Client, asking: Asking) -> None:
        """Answer with `asking`."""
        self._parts = parts
        self._client = client
        self._asking = asking
        self._answered = Throttle(seconds=_REPEATED_WITHIN)
        self._said = Throttle(seconds=_SAID_AGAIN)
        self._said_here = Window(most=_SAID_HERE, seconds=_SAID_AGAIN)
        self._said_what_lacks = Throttle(seconds=_LACKING_AGAIN)
        self._locales: dict[int, str] = {}

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Learn a person's language, which direct messages don't tell."""
        self._locales.pop(interaction.user.id, None)
        self._locales[interaction.user.id] = str(interaction.locale)
        if len(self._locales) > _LOCALES:
            del self._locales[next(iter(self._locales))]

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that is meant for the bot."""
        me = self._client.user
        direct = isinstance(message.channel, discord.DMChannel)
        if me is None or message.author.bot or (message.guild is None and not direct):
            return
        guild_id = None if message.guild is None else message.guild.id
        settings = await self._parts.records.guilds.settings(guild_id)
        asked = addressed(message, me, settings)
        if asked is None or not self._answered.allows(message.id):
            return
        message_arrived(self._parts)
        locale = self._locales.get(message.author.id, "en")
        texts = texts_by(settings, self._parts, self._client, guild_id, locale)
        if lacks := lacking(message):
            await self._say_what_lacks(message, lacks, texts)
            return
        try:
            await self._answer(message, asked, settings, texts)
        except Exception as error:  # noqa: BLE001 - whatever it is, the asker is told
            told = people.told(texts, sentence(texts, error, self._parts.metrics))
            await self._say(message, told, texts)

    async def _answer(
        self, message: discord.Message, asked: Addressed, settings: GuildSettings, texts: Texts
    ) -> None:
        check_may_ask(message, settings)
        if not has_words(asked.question):
            await self._say(message, people.help(texts), texts)
        elif not has_words(without_links(asked.question)):
            await self._say(message, people.told(texts, texts("ask-hint")), texts)
        else:
            inquiry = await inquiry_of(self._parts, message, asked, settings, texts)
            await self._asking.ask(inquiry, self._post(message, str(message.id), texts))

    async def _say(self, message: discord.Message, view: LayoutView, texts: Texts) -> None:
        """Reply with something other than an answer, once in a while only.

        One person is told it once, and one channel a few times: who floods it gets silence, for
        Discord takes few messages a minute there, and answers need them.
        """
        here = message.channel.id
        if not self._said_here.wait(here) and self._said.allows(message.author.id):
            self._said_here.take(here)
            await self._post(message, f"{message.id}s", texts).finish(view)

    def _post(self, message: discord.Message, nonce: str, texts: Texts) -> Post:
        guild_id = None if message.guild is None else message.guild.id
        return channel_post(
            self._client.get_partial_messageable(message.channel.id, guild_id=guild_id),
            pace=self._parts.pace,
            nonce=nonce,
            reply_to=message if may_reply(message) else None,
            direct=direct_to(self._client, message.author.id, texts),
        )

    async def _say_what_lacks(
        self, message: discord.Message, lacks: tuple[str, ...], texts: Texts
    ) -> None:
        """Tell directly which permissions the bot lacks where it was asked."""
        if not self._said_what_lacks.allows((message.channel.id, message.author.id)):
            return
        names = ", ".join(texts(f"permission-{name.replace('_', '-')}") for name in lacks)
        place = getattr(message.channel, "name", "")
        view = people.told(texts, texts("ask-lacking", place=place, permissions=names))
        try:
            await send_directly(self._client, message.author, view)
        except REFUSALS as error:
            _log.info("A person can't be told what is lacking: %s", type(error).__name__)
