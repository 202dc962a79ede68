"""The message command "Save article": adds what a message links to, carries or says."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.adding.intake import Intake
from bot.adding.wanted import READABLE
from bot.errors import Refused
from bot.messages.contents import contents_of
from bot.messages.plain_text import plain
from bot.parts import Parts
from bot.posting.acknowledging import acknowledge_privately
from bot.render import limits, modals

_WORTH_SAVING = 200  # characters of a text


class SavingCog(commands.Cog):
    """Saves the articles of messages."""

    def __init__(self, parts: Parts, client: commands.Bot, intake: Intake) -> None:
        """Hand what is to be added to `intake`; the command is registered with `client`."""
        self._parts = parts
        self._client = client
        self._intake = intake
        self._command = app_commands.ContextMenu(
            name="Save article",
            callback=self._save,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=False
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        )

    async def cog_load(self) -> None:
        """Register the command."""
        self._client.tree.add_command(self._command)

    async def cog_unload(self) -> None:
        """Take the command back."""
        self._client.tree.remove_command(self._command.name, type=self._command.type)

    async def _save(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Add the links and files of a message; offer to save a long text."""
        contents = contents_of(message)
        if contents.links or contents.files:
            await acknowledge_privately(interaction)
            await self._intake.take(interaction, links=contents.links, files=contents.files)
            return
        text = plain(contents.text)
        if len(text) < _WORTH_SAVING:
            raise Refused("nothing-to-save", kinds=READABLE)
        if limits.length(text) > limits.INPUT_VALUE:  # a window would cut it
            await acknowledge_privately(interaction)
            await self._intake.take(interaction, text=text)
            return
        await self._intake.check_before_window(interaction)
        texts = self._parts.texts.texts(interaction.locale)
        await interaction.response.send_modal(modals.add_article(texts, text=text))
