"""Acknowledges interactions, which Discord wants within three seconds, before anything else."""

import discord

ACKNOWLEDGED = 40060
"""Code of Discord's answer to acknowledging again."""


async def acknowledge_privately(interaction: discord.Interaction) -> None:
    """Say that an answer comes, for the person alone."""
    await _defer(interaction, ephemeral=True, thinking=True)


async def acknowledge_change(interaction: discord.Interaction) -> None:
    """Say that the message that was clicked is going to change, or that nothing needs to."""
    await _defer(interaction, ephemeral=False, thinking=False)


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
