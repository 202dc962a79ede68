"""Tells a person which permission the bot lacks where it could only answer privately."""

import discord

from bot.parts import Parts
from bot.posting.replies import reply_privately
from bot.render.people import told
from bot.rights import lacking


async def tell_what_is_lacking(parts: Parts, interaction: discord.Interaction) -> None:
    """Say which permissions the bot lacks to write in the channel, if it lacks any."""
    lacks = lacking(interaction)
    if lacks:
        texts = parts.texts.texts(interaction.locale)
        names = ", ".join(texts(f"permission-{name.replace('_', '-')}") for name in lacks)
        sentence = texts("settings-missing-permissions", permissions=names)
        await reply_privately(interaction, told(texts, sentence))
