"""Acknowledges interactions, which Discord wants within three seconds, before anything else."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import discord

ACKNOWLEDGED = 40060
"""Code of Discord's answer to acknowledging again."""


class Acknowledgement:
    """The acknowledgement of an interaction, on its way to Discord."""

    def __init__(self, sending: asyncio.Task[None]) -> None:
        """Follow what is `sending` it."""
        self._sending = sending

    async def arrived(self) -> None:
        """Wait until Discord has it; what follows it may be sent then.

        Raises:
            discord.HTTPException: Discord refused it.
        """
        await asyncio.shield(self._sending)

    async def succeeds(self) -> bool:
        """Wait until Discord has answered, and say whether it has taken it."""
        await asyncio.wait({self._sending})
        return not self._sending.cancelled() and self._sending.exception() is None


async def acknowledge_privately(interaction: discord.Interaction) -> None:
    """Say that an answer comes, for the person alone."""
    await _defer(interaction, ephemeral=True, thinking=True)


async def acknowledge_change(interaction: discord.Interaction) -> None:
    """Say that the message that was clicked is going to change, or that nothing needs to."""
    await _defer(interaction, ephemeral=False, thinking=False)


async def while_acknowledging(
    interaction: discord.Interaction,
    work: Callable[[Acknowledgement], Coroutine[Any, Any, None]],
) -> None:
    """Say that an answer comes, for the person alone, and work on it meanwhile.

    What the work raises is raised when the acknowledgement has arrived, so that the person can be
    told. Where Discord refuses that, the work is broken off.

    Args:
        interaction: what is to be answered.
        work: answers it, and sends nothing before the acknowledgement has arrived.

    Raises:
        discord.HTTPException: Discord refused the acknowledgement.
    """
    sending = asyncio.create_task(acknowledge_privately(interaction), name="acknowledgement")
    working = asyncio.create_task(work(Acknowledgement(sending)), name="acknowledged work")
    try:
        await asyncio.wait({sending, working}, return_when=asyncio.FIRST_EXCEPTION)
        await sending
        await working
    finally:
        sending.cancel()
        working.cancel()
        await asyncio.gather(sending, working, return_exceptions=True)


async def _defer(interaction: discord.Interaction, *, ephemeral: bool, thinking: bool) -> None:
    """Defer the answer.

    Where Discord's word got lost on its way, discord.py has tried again by itself, and Discord has
    said that it knows; so that is no trouble.
    """
    try:
        await interaction.response.defer(ephemeral=ephemeral, thinking=thinking)
    except discord.HTTPException as error:
        if error.code != ACKNOWLEDGED:
            raise
