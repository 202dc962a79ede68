"""`/feed`: add, list and remove, and the buttons that do the same."""

import discord
from discord import app_commands
from discord.ext import commands
from discord.ui import LayoutView

from bot.feeds.subscriptions import Subscriptions
from bot.localisation import Texts
from bot.parts import Parts
from bot.posting.acknowledging import acknowledge_change, acknowledge_privately
from bot.posting.replies import reply_privately
from bot.render import feeds, limits
from bot.render.layout import fitted
from index.feeds.models import Feed

_LAST_PAGE = 1_000

Choices = list[app_commands.Choice[str]]


class FeedsCog(commands.Cog):
    """What people can do with the feeds of a place."""

    feed = app_commands.Group(
        name="feed",
        description="The feeds whose new articles are added by themselves",
        allowed_contexts=app_commands.AppCommandContext(
            guild=True, dm_channel=True, private_channel=False
        ),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )

    def __init__(self, parts: Parts, subscriptions: Subscriptions) -> None:
        """Let people change `subscriptions`."""
        self._parts = parts
        self._subscriptions = subscriptions
        parts.router.on("feeds", self._turned)
        parts.router.on("feed-remove", self._clicked_remove)
        parts.router.on("feed-remove-sure", self._remove)

    @feed.command(name="add", description="Follow a feed: its new articles are added by themselves")
    @app_commands.describe(
        link="The feed's link (RSS, Atom, JSON Feed), or a page that has a feed",
        channel="Where each new article is announced in a line",
    )
    async def add(
        self,
        interaction: discord.Interaction,
        link: str,
        channel: discord.TextChannel | discord.Thread | None = None,
    ) -> None:
        """Follow the feed behind a link."""
        await acknowledge_privately(interaction)
        followed, channel_id = await self._subscriptions.add(interaction, link, channel)
        view = feeds.followed(self._texts(interaction), followed, channel_id)
        await reply_privately(interaction, view)

    @feed.command(name="list", description="List the feeds that are followed here")
    async def list(self, interaction: discord.Interaction) -> None:
        """Show the first page of the feeds."""
        await acknowledge_privately(interaction)
        await reply_privately(interaction, await self._page(interaction, 0))

    @feed.command(name="remove", description="Follow a feed no longer")
    @app_commands.describe(feed="Its title")
    async def remove(self, interaction: discord.Interaction, feed: str) -> None:
        """Ask whether to follow a feed no longer."""
        await acknowledge_privately(interaction)
        chosen = await self._subscriptions.chosen(interaction, feed)
        await self._ask_whether_to_remove(interaction, chosen)

    @remove.autocomplete("feed")
    async def _offer(self, interaction: discord.Interaction, typed: str) -> Choices:
        return [
            app_commands.Choice(name=fitted(feed.title, limits.CHOICE_NAME), value=feed.id)
            for feed in (await self._subscriptions.offered(interaction, typed))[: limits.CHOICES]
        ]

    async def _turned(self, interaction: discord.Interaction, arguments: tuple[str, ...]) -> None:
        await acknowledge_change(interaction)
        page = arguments[0] if arguments else ""
        number = min(int(page), _LAST_PAGE) if page.isdecimal() else 0
        await interaction.edit_original_response(view=await self._page(interaction, number))

    async def _clicked_remove(
        self, interaction: discord.Interaction, arguments: tuple[str, ...]
    ) -> None:
        await acknowledge_privately(interaction)
        await self._ask_whether_to_remove(interaction, await self._known(interaction, arguments))

    async def _remove(self, interaction: discord.Interaction, arguments: tuple[str, ...]) -> None:
        await acknowledge_change(interaction)
        feed = await self._known(interaction, arguments)
        await self._subscriptions.remove(interaction, feed)
        view = feeds.removed(self._texts(interaction), feed)
        await interaction.edit_original_response(view=view)

    async def _ask_whether_to_remove(self, interaction: discord.Interaction, feed: Feed) -> None:
        await self._subscriptions.check_may_remove(interaction, feed)
        view = feeds.sure_to_remove(self._texts(interaction), feed)
        await reply_privately(interaction, view)

    async def _page(self, interaction: discord.Interaction, page: int) -> LayoutView:
        listed = await self._subscriptions.listed(interaction)
        return feeds.listing(self._texts(interaction), listed, page, most=self._subscriptions.most)

    async def _known(self, interaction: discord.Interaction, arguments: tuple[str, ...]) -> Feed:
        return await self._subscriptions.known(interaction, arguments[0] if arguments else "")

    def _texts(self, interaction: discord.Interaction) -> Texts:
        return self._parts.texts.texts(interaction.locale)
