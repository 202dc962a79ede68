"""What a person may want to know: how this works, what it is, and what is kept about them."""

import io
import json
import math
from importlib.metadata import version
from pathlib import Path

import discord
from discord import app_commands
from discord.ext import commands

from bot.errors import Refused
from bot.localisation import Texts
from bot.parts import Parts
from bot.places import corpus_of
from bot.posting.acknowledging import acknowledge_change, acknowledge_privately
from bot.posting.delivery import NOBODY
from bot.render import people

_FILE_NAME = "footnote-about-you.json"
_HOURS = 24  # of a day

_everywhere = app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
_in_servers = app_commands.allowed_installs(guilds=True, users=False)


class PeopleCog(commands.Cog):
    """`/help`, `/about` and `/privacy`."""

    def __init__(self, parts: Parts) -> None:
        """Tell about `parts`."""
        self._parts = parts
        parts.router.on("privacy-copy", self._copy)
        parts.router.on("forget", self._ask_whether_to_forget)
        parts.router.on("forget-sure", self._forget)
        parts.router.on("cancel", self._put_away)

    @app_commands.command(name="help", description="What Footnote can do")
    @_everywhere
    @_in_servers
    async def help(self, interaction: discord.Interaction) -> None:
        """Show what there is, on one screen."""
        view = people.help(self._texts(interaction))
        await interaction.response.send_message(view=view, ephemeral=True)

    @app_commands.command(name="about", description="What answers here, and what it stores where")
    @_everywhere
    @_in_servers
    async def about(self, interaction: discord.Interaction) -> None:
        """Show the models, the counts, the queue and what is stored."""
        await acknowledge_privately(interaction)
        settings = self._parts.settings
        catalogue = await self._parts.assembly.catalogue()
        counts = await catalogue.counts(corpus_of(interaction.guild_id, interaction.user.id))
        view = people.about(
            self._texts(interaction),
            version=version("footnote"),
            model=_model_name(settings.model),
            embedding_model=_model_name(settings.embedding_model),
            articles=counts.articles,
            passages=counts.passages,
            waiting=self._parts.queue.waiting,
            running=self._parts.queue.running,
            answer_days=settings.answer_days,
            left_server_days=settings.left_server_days,
            elsewhere=settings.elsewhere,
        )
        await interaction.edit_original_response(view=view, allowed_mentions=NOBODY)

    @app_commands.command(
        name="privacy", description="What is kept about you, and how to delete it"
    )
    @_everywhere
    @_in_servers
    async def privacy(self, interaction: discord.Interaction) -> None:
        """Show what is kept about the person who asks."""
        await acknowledge_privately(interaction)
        kept = await self._parts.records.people.kept(interaction.user.id)
        settings = self._parts.settings
        view = people.privacy(
            self._texts(interaction),
            kept,
            days=settings.answer_days,
            backup_days=math.ceil(settings.backup_hours * settings.backups_kept / _HOURS),
            elsewhere=settings.elsewhere,
        )
        await interaction.edit_original_response(view=view, allowed_mentions=NOBODY)

    async def _copy(self, interaction: discord.Interaction, _arguments: tuple[str, ...]) -> None:
        """Send the person all that is kept about them, as a file for them alone."""
        await acknowledge_privately(interaction)
        kept = await self._parts.records.people.copy(interaction.user.id)
        content = json.dumps(kept, ensure_ascii=False, indent=1).encode()
        if len(content) > interaction.filesize_limit:
            raise Refused("copy-too-large")
        file = discord.File(io.BytesIO(content), filename=_FILE_NAME)
        await interaction.edit_original_response(attachments=[file], allowed_mentions=NOBODY)

    async def _ask_whether_to_forget(
        self, interaction: discord.Interaction, _arguments: tuple[str, ...]
    ) -> None:
        view = people.sure_to_forget(self._texts(interaction))
        await interaction.response.edit_message(view=view)

    async def _forget(self, interaction: discord.Interaction, _arguments: tuple[str, ...]) -> None:
        await acknowledge_change(interaction)
        await self._parts.forgetting.forget(interaction.user.id)
        view = people.forgotten(self._texts(interaction))
        await interaction.edit_original_response(view=view)

    async def _put_away(
        self, interaction: discord.Interaction, _arguments: tuple[str, ...]
    ) -> None:
        await acknowledge_change(interaction)
        await interaction.delete_original_response()

    def _texts(self, interaction: discord.Interaction) -> Texts:
        return self._parts.texts.texts(interaction.locale)


def _model_name(setting: str) -> str:
    """Return a model setting without the folders of the host's machine."""
    return setting if setting.startswith("hf:") else Path(setting).name
