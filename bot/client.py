"""The bot as Discord knows it: what it listens to, and who is told when something fails."""

import logging
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs.guilds import GuildsCog
from bot.cogs.people import PeopleCog
from bot.cogs.settings import SettingsCog
from bot.command_sync import sync_commands
from bot.command_texts import CommandTexts
from bot.parts import Parts
from bot.render.people import told
from bot.replies import reply_privately, sentence

_log = logging.getLogger(__name__)


class FootnoteClient(commands.Bot):
    """Answers and keeps articles in Discord."""

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

    async def setup_hook(self) -> None:
        """Register commands and buttons, and start what runs beside the conversation."""
        parts = self.parts
        for cog in (
            GuildsCog(parts, self),
            PeopleCog(parts),
            SettingsCog(parts, self),
        ):
            await self.add_cog(cog)
        await self.tree.set_translator(CommandTexts(parts.texts))
        if await sync_commands(self.tree, parts.settings.data_dir):
            _log.info("The commands were registered.")

    async def on_message(self, message: discord.Message, /) -> None:
        """Leave messages to the cogs; there are no commands with a prefix."""

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Hand clicks, choices and submitted modals to who handles them."""
        clicked = (discord.InteractionType.component, discord.InteractionType.modal_submit)
        if interaction.type not in clicked:
            return
        try:
            await self.parts.router.handle(interaction)
        except Exception as error:  # noqa: BLE001 - whatever it is, the person is told
            await self.failed(interaction, error)

    async def failed(self, interaction: discord.Interaction, error: BaseException) -> None:
        """Tell the person whose command or click ended in `error`, in a sentence."""
        texts = self.parts.texts.texts(interaction.locale)
        await reply_privately(interaction, told(texts, sentence(texts, error)))


class _Tree(app_commands.CommandTree[FootnoteClient]):
    async def on_error(
        self,
        interaction: discord.Interaction[FootnoteClient],
        error: app_commands.AppCommandError,
        /,
    ) -> None:
        await interaction.client.failed(interaction, error)


def _intents(*, content: bool) -> discord.Intents:
    intents = discord.Intents.none()
    intents.guilds = True
    intents.guild_messages = True
    intents.dm_messages = True
    intents.message_content = content
    return intents
