"""What it takes to get a message to Discord: whom it notifies, what passes, what is tried again."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import TypeVar

import aiohttp
import discord
from discord.ui import LayoutView

Channel = (
    discord.TextChannel
    | discord.VoiceChannel
    | discord.StageChannel
    | discord.Thread
    | discord.DMChannel
    | discord.PartialMessageable
)
Deliver = Callable[[LayoutView], Awaitable[None]]
Result = TypeVar("Result")

NOBODY = discord.AllowedMentions.none()
REFUSALS = (discord.HTTPException, aiohttp.ClientError, OSError)
"""What comes of requests that Discord doesn't take, or that don't get there."""

_PAUSES = (1.0, 5.0, 15.0)  # seconds before a request is tried again
_INVALID_FORM = 50035  # code of Discord's answer to a malformed message

_log = logging.getLogger(__name__)


def passes(error: Exception) -> bool:
    """Say whether a refusal passes: Discord, or the way to it, has trouble for a while."""
    if isinstance(error, discord.HTTPException):
        return error.status >= HTTPStatus.INTERNAL_SERVER_ERROR or (
            error.status == HTTPStatus.TOO_MANY_REQUESTS
        )
    return isinstance(error, REFUSALS)


async def insisting(send: Callable[[], Awaitable[Result]]) -> Result:
    """Return what `send` returns, tried again for a while when a refusal passes."""
    for pause in _PAUSES:
        try:
            return await send()
        except REFUSALS as error:
            if not passes(error):
                raise
            log_refusal(error)
        await asyncio.sleep(pause)
    return await send()


async def deliver(view: LayoutView, direct: Deliver | None) -> None:
    """Show the person a message by `direct`, if there is such a way; no other is left then."""
    if direct is None:
        return
    try:
        await direct(view)
    except REFUSALS as error:
        log_refusal(error)


def log_refusal(error: Exception) -> None:
    """Note what Discord refused; a malformed message is a mistake of ours."""
    if isinstance(error, discord.HTTPException):
        ours = error.status == HTTPStatus.BAD_REQUEST and error.code == _INVALID_FORM
        level = logging.ERROR if ours else logging.INFO
        _log.log(level, "Discord refused a message: %s %s", error.status, error.code)
    else:
        _log.info("Discord can't be reached: %s", type(error).__name__)
