"""What reaches a person when the place where they asked doesn't take it any more."""

import discord
from discord.ui import LayoutView

from bot.localisation import Texts
from bot.posting.delivery import NOBODY, Deliver
from bot.render.bare import without_buttons
from bot.render.people import told


def direct_to(client: discord.Client, user_id: int, texts: Texts) -> Deliver:
    """Return what sends a message to a person directly, and says why it comes there.

    Its buttons stay behind, as they work in the place they belong to only.
    """

    async def deliver(view: LayoutView) -> None:
        channel = await client.create_dm(discord.Object(user_id))
        await channel.send(view=told(texts, texts("direct-instead")), allowed_mentions=NOBODY)
        await channel.send(view=without_buttons(view), allowed_mentions=NOBODY)

    return deliver
