"""The buttons of articles that are being added, or that couldn't be."""

import discord
from discord.ext import commands

from bot.adding.adding import Adding
from bot.adding.intake import Intake
from bot.messages.submitted import files_of, text_of
from bot.parts import Parts
from bot.posting.acknowledging import acknowledge_change, acknowledge_privately
from bot.records.models import JobId
from bot.render import modals


class JobsCog(commands.Cog):
    """Lets people cancel what they wait for, and paste what couldn't be read."""

    def __init__(self, parts: Parts, adding: Adding, intake: Intake) -> None:
        """Cancel what `adding` does, and hand what is pasted to `intake`."""
        self._parts = parts
        self._adding = adding
        self._intake = intake
        parts.router.on("cancel-job", self._cancel)
        parts.router.on("cancel-jobs", self._cancel_all)
        parts.router.on("paste", self._open_window)
        parts.router.on("pasted", self._window_sent)

    async def _cancel(self, interaction: discord.Interaction, arguments: tuple[str, ...]) -> None:
        await acknowledge_change(interaction)
        await self._adding.cancel(interaction, _job(arguments))

    async def _cancel_all(
        self, interaction: discord.Interaction, arguments: tuple[str, ...]
    ) -> None:
        await acknowledge_change(interaction)
        await self._adding.cancel(interaction, _job(arguments), all_of_message=True)

    async def _open_window(
        self, interaction: discord.Interaction, arguments: tuple[str, ...]
    ) -> None:
        failed = _job(arguments)
        await self._intake.check_before_window(interaction, failed=failed)
        texts = self._parts.texts.texts(interaction.locale)
        await interaction.response.send_modal(modals.add_article(texts, failed=failed))

    async def _window_sent(
        self, interaction: discord.Interaction, arguments: tuple[str, ...]
    ) -> None:
        await acknowledge_privately(interaction)
        await self._intake.paste(
            interaction,
            _job(arguments),
            files=files_of(interaction, modals.FILES),
            text=text_of(interaction, modals.TEXT),
            title=text_of(interaction, modals.TITLE) or None,
        )


def _job(arguments: tuple[str, ...]) -> JobId:
    return JobId(arguments[0] if arguments else "")
