"""The bot as Discord knows it: what it listens to, and who is told when something fails."""

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.adding.adding import Adding
from bot.adding.intake import Intake
from bot.arrivals import interaction_arrived
from bot.asking.asking import Asking
from bot.asking.interaction_questions import InteractionQuestions
from bot.asking.open_questions import OpenQuestions
from bot.cogs.answers import AnswersCog
from bot.cogs.articles import ArticlesCog
from bot.cogs.asking import AskingCog
from bot.cogs.comparisons import ComparisonsCog
from bot.cogs.evaluation import EvaluationCog
from bot.cogs.feeds import FeedsCog
from bot.cogs.guilds import GuildsCog
from bot.cogs.jobs import JobsCog
from bot.cogs.messages import MessagesCog
from bot.cogs.people import PeopleCog
from bot.cogs.saving import SavingCog
from bot.cogs.settings import SettingsCog
from bot.cogs.summaries import SummariesCog
from bot.feeds.announcing import Announcing
from bot.feeds.subscriptions import Subscriptions
from bot.online.command_sync import sync_commands
from bot.online.command_texts import CommandTexts
from bot.parts import Parts
from bot.posting.replies import reply_privately, sentence
from bot.render.people import told
from bot.retention import Retention
from bot.summaries.comparing import Comparisons
from bot.summaries.interaction_summaries import InteractionSummaries
from bot.summaries.summarising import Summaries
from bot.updating import Updater
from engine.errors import EngineError
from index.feeds.models import Feed
from index.models import ArticleCard

_FAREWELL_SECONDS = 6.0  # for answers under way; the whole of stopping has to take less than 10

_log = logging.getLogger(__name__)


class FootnoteClient(commands.Bot):
    """Answers and keeps articles in Discord.

    Attributes:
        logged_in: whether Discord has accepted the token, and everything is set up.
    """

    def __init__(self, parts: Parts, *, content_intent: bool, **options: Any) -> None:
        """Serve with `parts`.

        Args:
            parts: shared by all cogs.
            content_intent: whether messages that don't mention the bot may be read.
            options: of `discord.Client`.
        """
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=_intents(content=content_intent),
            tree_cls=_Tree,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            chunk_guilds_at_startup=False,
            **options,
        )
        self.parts = parts
        self.logged_in = False
        self._open_questions = OpenQuestions(parts, self)
        self._asking = Asking(parts, self._open_questions)
        self._summaries = Summaries(parts)
        self._adding = Adding(parts, self, self._open_questions)
        self._announcing = Announcing(parts, self)
        self._unattended: list[asyncio.Task[None]] = []

    async def setup_hook(self) -> None:
        """Take commands and clicks, and start what runs beside the conversation.

        Nothing is asked of Discord here: what it refuses is tried again by who goes online.
        """
        updater = await self._updater()
        for cog in self._made_cogs(updater):
            await self.add_cog(cog)
        await self.tree.set_translator(CommandTexts(self.parts.texts))
        await self._adding.start()
        self._unattended = [
            asyncio.create_task(await self._retention(), name="retention"),
            asyncio.create_task(self._update(updater), name="updates"),
            asyncio.create_task(self._warm(), name="warming"),
            asyncio.create_task(self.parts.assembly.stores.rotation.run(), name="backups"),
        ]
        self.logged_in = True

    async def register_commands(self) -> None:
        """Tell Discord the commands, if they have changed; to be called when logged in.

        Of processes that share the work the one with the first shard does it for all.

        Raises:
            discord.HTTPException: Discord refused.
        """
        if not self.parts.assembly.shards.first:
            return
        if await sync_commands(self.tree, self.parts.settings.data_dir):
            _log.info("The commands were registered.")

    async def close(self) -> None:
        """Finish what is under way, or say that it isn't finished; then go offline."""
        if not self.is_closed():
            for task in self._unattended:
                task.cancel()
            await asyncio.gather(
                self._adding.close(),
                self.parts.works.close(_FAREWELL_SECONDS),
                *map(_ended, self._unattended),
            )
            await self._announcing.close()
        await super().close()

    async def on_message(self, message: discord.Message, /) -> None:
        """Leave messages to the cogs; there are no commands with a prefix."""

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Hand clicks, choices and submitted modals to who handles them."""
        clicked = (discord.InteractionType.component, discord.InteractionType.modal_submit)
        if interaction.type not in clicked:
            return
        interaction_arrived(self.parts, interaction)
        try:
            await self.parts.router.handle(interaction)
        except Exception as error:  # noqa: BLE001 - whatever it is, the person is told
            await self.failed(interaction, error)

    async def failed(self, interaction: discord.Interaction, error: BaseException) -> None:
        """Tell the person whose command or click ended in `error`, in a sentence."""
        cut_off = self.is_closed()  # nobody can be told any more
        if cut_off or interaction.type is discord.InteractionType.autocomplete:
            return
        texts = self.parts.texts.texts(interaction.locale)
        await reply_privately(interaction, told(texts, sentence(texts, error, self.parts.metrics)))

    def _made_cogs(self, updater: Updater) -> tuple[commands.Cog, ...]:
        parts = self.parts
        questions = InteractionQuestions(parts, self, self._asking)
        summaries = InteractionSummaries(parts, self, self._summaries, Comparisons(parts))
        intake = Intake(parts, self._adding)
        return (
            AskingCog(parts, self, questions),
            MessagesCog(parts, self, self._asking),
            AnswersCog(parts, questions),
            ArticlesCog(parts, intake, self._adding),
            JobsCog(parts, self._adding, intake),
            FeedsCog(parts, Subscriptions(parts, self, updater.wake)),
            SavingCog(parts, self, intake),
            SummariesCog(parts, self, summaries, intake, self._adding),
            ComparisonsCog(parts, summaries),
            EvaluationCog(parts),
            SettingsCog(parts, self),
            PeopleCog(parts),
            GuildsCog(parts, self),
        )

    async def _updater(self) -> Updater:
        assembly = self.parts.assembly
        return Updater(
            await assembly.following(),
            await assembly.taking(),
            await assembly.refreshing(),
            told=self._tell,
            checked=self.parts.metrics.checked,
            taken=self.parts.metrics.taken,
        )

    async def _tell(self, feed: Feed, card: ArticleCard) -> None:
        """Announce an article that a feed brought, and see which questions it answers."""
        await self._announcing.told(feed, card)
        await self._open_questions.article_added(feed.corpus, card)

    async def _update(self, updater: Updater) -> None:
        """Keep feeds and articles up to date, as soon as the bot is online."""
        await self.wait_until_ready()
        await updater.run()

    async def _warm(self) -> None:
        """Let the first answer find the model loaded, and the beginning of its prompt read."""
        try:
            await (await self.parts.assembly.answers()).warm()
        except EngineError as error:
            _log.warning("The generation model can't be made ready: %s", error)

    async def _retention(self) -> Coroutine[Any, Any, None]:
        return Retention(
            records=self.parts.records,
            feeds=await self.parts.assembly.following(),
            corpora=(await self.parts.assembly.index()).ingestion,
            forgetting=self.parts.forgetting,
            answer_days=self.parts.settings.answer_days,
            left_server_days=self.parts.settings.left_server_days,
        ).run()


class ShardedClient(FootnoteClient, discord.AutoShardedClient):
    """The same over several connections, one for each shard."""


def make_client(parts: Parts, *, content_intent: bool) -> FootnoteClient:
    """Return a client with the shards that the settings give this process.

    Args:
        parts: shared by all cogs.
        content_intent: whether messages that don't mention the bot may be read.
    """
    shards = parts.assembly.shards
    if len(shards.ids) == 1:
        return FootnoteClient(
            parts,
            content_intent=content_intent,
            shard_id=shards.ids[0],
            shard_count=shards.count,
        )
    return ShardedClient(
        parts,
        content_intent=content_intent,
        shard_ids=list(shards.ids),
        shard_count=shards.count,
    )


class _Tree(app_commands.CommandTree[FootnoteClient]):
    async def interaction_check(self, interaction: discord.Interaction[FootnoteClient], /) -> bool:
        interaction_arrived(interaction.client.parts, interaction)
        return True

    async def on_error(
        self,
        interaction: discord.Interaction[FootnoteClient],
        error: app_commands.AppCommandError,
        /,
    ) -> None:
        await interaction.client.failed(interaction, error)


async def _ended(task: "asyncio.Task[None]") -> None:
    """Wait until a task that was cancelled has ended."""
    with suppress(asyncio.CancelledError):
        await task


def _intents(*, content: bool) -> discord.Intents:
    intents = discord.Intents.none()
    intents.guilds = True
    intents.guild_messages = True
    intents.dm_messages = True
    intents.message_content = content
    return intents
