"""Answers that only the person who clicked or asked sees, whatever was answered before."""

import logging

import discord
from discord import app_commands
from discord.ui import LayoutView

from bot.errors import TOLD
from bot.localisation import Texts
from bot.metrics.metrics import Metrics
from bot.posting.acknowledging import ACKNOWLEDGED
from bot.posting.delivery import NOBODY, REFUSALS, log_refusal
from bot.references import begin_reference, reference

_log = logging.getLogger(__name__)


async def reply_privately(interaction: discord.Interaction, view: LayoutView) -> None:
    """Show `view` to the person of `interaction` alone.

    Where Discord doesn't take it, because it came too late or the person is gone, nobody is left
    to be told.
    """
    try:
        if interaction.response.is_done():
            await _follow(interaction, view)
        else:
            await _respond(interaction, view)
    except REFUSALS as error:
        log_refusal(error)


async def _respond(interaction: discord.Interaction, view: LayoutView) -> None:
    try:
        await interaction.response.send_message(view=view, ephemeral=True, allowed_mentions=NOBODY)
    except discord.HTTPException as error:
        if error.code != ACKNOWLEDGED:
            raise
        await _follow(interaction, view)


async def _follow(interaction: discord.Interaction, view: LayoutView) -> None:
    await interaction.followup.send(view=view, ephemeral=True, allowed_mentions=NOBODY)


def sentence(texts: Texts, error: BaseException, metrics: Metrics) -> str:
    """Return what to tell the person whose command or click ended in `error`, and count it.

    Mistakes of ours are logged with their place in the code, without what was asked. The person
    is told the reference by which the host finds them.
    """
    if isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    metrics.failed(error)
    if isinstance(error, TOLD):
        return texts.error(error)
    if isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
        return texts("error-commands-changed")
    if isinstance(error, app_commands.MissingPermissions):
        return texts("error-moderators-only")
    if isinstance(error, discord.Forbidden):
        return texts("error-forbidden")
    if isinstance(error, discord.HTTPException):
        _log.warning("Discord refused a request: %s %s.", error.status, error.code)
        return texts("error-discord")
    name = reference() or begin_reference()
    _log.error("Something inside Footnote failed: %s", type(error).__name__, exc_info=error)
    return texts("error-inside", reference=name)
