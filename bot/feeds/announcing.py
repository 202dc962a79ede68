"""Tells channels what feeds bring: what comes within a minute in one message."""

import asyncio
import logging
import secrets
from contextlib import suppress

import discord

from bot.feeds.channels import channel_state
from bot.parts import Parts
from bot.posting.delivery import NOBODY, REFUSALS, log_refusal
from bot.posting.public_texts import public_texts
from bot.records.models import Announcement
from bot.render import feeds
from index.errors import CatalogueError
from index.feeds.models import Feed
from index.models import ArticleCard

GATHERING = 60.0  # seconds
_FAREWELL_SECONDS = 3.0
_NONCE_BYTES = 12

_log = logging.getLogger(__name__)


class Announcing:
    """Announces articles in the channels that were chosen for their feeds.

    What can't be announced isn't tried again: the article is there all the same, and the list of
    feeds says what is wrong.
    """

    def __init__(self, parts: Parts, client: discord.Client) -> None:
        """Announce with `client`, where and in which language `parts` say."""
        self._parts = parts
        self._client = client
        self._closing = asyncio.Event()
        self._waiting: dict[int, list[ArticleCard]] = {}  # by channel
        self._tasks: dict[int, asyncio.Task[None]] = {}

    async def told(self, feed: Feed, card: ArticleCard) -> None:
        """Announce a new article of a feed soon, if a channel was chosen for it."""
        try:
            announcement = await self._parts.records.announcements.get(feed.id)
        except CatalogueError as error:
            _log.error("It isn't known where an article is to be announced: %s", error)
            return
        if announcement is None or announcement.channel_id is None:
            return
        channel_id = announcement.channel_id
        self._waiting.setdefault(channel_id, []).append(card)
        if channel_id not in self._tasks:
            self._tasks[channel_id] = asyncio.create_task(
                self._announce(announcement, channel_id), name="announcements"
            )

    async def close(self) -> None:
        """Announce what still waits, if that is done within seconds."""
        self._closing.set()
        if not self._tasks:
            return
        _, late = await asyncio.wait(self._tasks.values(), timeout=_FAREWELL_SECONDS)
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late)

    async def _announce(self, announcement: Announcement, channel_id: int) -> None:
        """Announce in a channel what comes until a minute is over, or the bot stops."""
        try:
            while self._waiting.get(channel_id):
                with suppress(TimeoutError):
                    async with asyncio.timeout(GATHERING):
                        await self._closing.wait()
                await self._send(announcement, channel_id)
        finally:
            self._waiting.pop(channel_id, None)
            del self._tasks[channel_id]

    async def _send(self, announcement: Announcement, channel_id: int) -> None:
        articles = self._waiting.pop(channel_id)
        guild_id = announcement.guild_id
        if guild_id is None:
            return
        state = channel_state(self._client, guild_id, channel_id)
        if state.gone or state.lacking:
            _log.info("%d articles can't be announced in their channel.", len(articles))
            return
        try:
            texts = await public_texts(self._parts, self._client, guild_id, "en")
            await self._client.get_partial_messageable(channel_id, guild_id=guild_id).send(
                view=feeds.announced(texts, articles),
                nonce=secrets.token_hex(_NONCE_BYTES),
                allowed_mentions=NOBODY,
            )
        except REFUSALS as error:
            log_refusal(error)
        except CatalogueError as error:
            _log.error("The language of a server isn't known: %s", error)
