"""What reaches a person when the place where they asked doesn't take it any more."""

import secrets

import discord
from discord.ui import LayoutView

from bot.localisation import Texts
from bot.posting.delivery import NOBODY, Deliver
from bot.render.bare import without_buttons
from bot.render.people import told

_NONCE_BYTES = 12


def direct_to(client: discord.Client, user_id: int, texts: Texts) -> Deliver:
    """Return what sends a message to a person directly, and says why it comes there.

    Its buttons stay behind, as they work in the place they belong to only.
    """

    async def deliver(view: LayoutView) -> None:
        person = discord.Object(user_id)
        await send_directly(client, person, told(texts, texts("direct-instead")))
        await send_directly(client, person, without_buttons(view))

    return deliver


async def send_directly(
    client: discord.Client, person: discord.abc.Snowflake, view: LayoutView
) -> None:
    """Send a message to a person, once, however often discord.py has to try.

    Raises:
        discord.HTTPException: Discord doesn't take it.
    """
    channel = await client.create_dm(person)
    nonce = secrets.token_hex(_NONCE_BYTES)
    await channel.send(view=view, nonce=nonce, allowed_mentions=NOBODY)
