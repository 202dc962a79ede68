"""The feeds of servers and of direct messages: who may follow one, and who may let go of it."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import discord

from bot.errors import Refused
from bot.feeds.channels import Announceable, channel_state, check_may_announce
from bot.messages.links import links_typed
from bot.parts import Parts
from bot.places import corpus_of
from bot.records.models import Announcement
from bot.render.feeds import Listed
from bot.rights import check_may_add, is_moderator
from index.feeds.following import MOST_FEEDS, Following
from index.feeds.models import Feed, Followed
from index.models import Corpus, FeedId

_SHOWN = 100  # characters of what was typed, in a sentence


class Subscriptions:
    """Which place follows which feed. Whoever may add articles may add feeds.

    A feed is removed by who added it, or by a moderator. Its articles are announced in channels
    that the person moderates.

    Attributes:
        most: how many feeds a server, or a person in direct messages, may follow.
    """

    def __init__(self, parts: Parts, client: discord.Client, wake: Callable[[], object]) -> None:
        """Follow feeds.

        Args:
            parts: what follows them, and what is noted of them.
            client: knows the channels.
            wake: lets the articles of a new feed be added now.
        """
        self._parts = parts
        self._client = client
        self._wake = wake
        self.most = parts.settings.server_feeds or MOST_FEEDS
        self._coming: Counter[Corpus] = Counter()

    async def add(
        self, interaction: discord.Interaction, link: str, channel: Announceable | None
    ) -> tuple[Followed, int | None]:
        """Follow a feed; return it, and the channel that it is announced in.

        A feed that is followed already gets the channel, if one is given.

        Args:
            interaction: deferred.
            link: of the feed, or of a page that names its feed.
            channel: where new articles are to be announced.

        Raises:
            Refused: the person may not, there are too many feeds, or the channel can't be used.
            FailedIndex: there is no feed behind the link, or it can't be read.
        """
        await self.check_may_add(interaction)
        if channel is not None:
            texts = self._parts.texts.texts(interaction.locale)
            check_may_announce(interaction, channel, texts)
        self._parts.cooldowns.take(interaction.user.id)
        corpus = corpus_of(interaction.guild_id, interaction.user.id)
        url = _one_link(link)
        following = await self._following()
        there = len(await following.feeds(corpus))
        with self._place(corpus, there):
            followed = await following.add(corpus, url)
        noted = await self._note(interaction, followed, channel)
        self._wake()
        return followed, noted

    async def check_may_add(self, interaction: discord.Interaction) -> None:
        """Refuse who may not add articles, and so no feeds.

        Raises:
            Refused: the server lets other roles add.
        """
        settings = await self._parts.records.guilds.settings(interaction.guild_id)
        check_may_add(interaction, settings)

    async def listed(self, interaction: discord.Interaction) -> list[Listed]:
        """Return the feeds of a place, and what is wrong with their channels."""
        corpus = corpus_of(interaction.guild_id, interaction.user.id)
        return [await self._listed(feed) for feed in await (await self._following()).feeds(corpus)]

    async def offered(self, interaction: discord.Interaction, typed: str) -> list[Feed]:
        """Return the feeds that may be meant by what was typed so far; all, if that is nothing."""
        corpus = corpus_of(interaction.guild_id, interaction.user.id)
        following = await self._following()
        if typed.strip():
            return await following.find(corpus, typed)
        return await following.feeds(corpus)

    async def chosen(self, interaction: discord.Interaction, value: str) -> Feed:
        """Return the feed with that id, or the one that is meant by what was typed.

        Raises:
            Refused: "no-such-feed" or "several-feeds": none fits here, or several do.
        """
        found = await self.offered(interaction, value or " ")
        exact = [feed for feed in found if value in (feed.id, feed.title, feed.url)]
        if len(exact) == 1 or len(found) == 1:
            return (exact or found)[0]
        typed = value[:_SHOWN]
        raise Refused("several-feeds" if found else "no-such-feed", feed=typed)

    async def known(self, interaction: discord.Interaction, feed_id: str) -> Feed:
        """Return the feed that a button is about.

        Raises:
            UnknownFeed: this place doesn't follow it, or no longer.
        """
        corpus = corpus_of(interaction.guild_id, interaction.user.id)
        return await (await self._following()).feed(corpus, FeedId(feed_id))

    async def check_may_remove(self, interaction: discord.Interaction, feed: Feed) -> None:
        """Refuse who neither added a feed nor moderates.

        Raises:
            Refused: "not-your-feed".
        """
        noted = await self._parts.records.announcements.get(feed.id)
        adder = None if noted is None else noted.user_id
        if not (is_moderator(interaction) or interaction.user.id == adder):
            raise Refused("not-your-feed", title=feed.title)

    async def remove(self, interaction: discord.Interaction, feed: Feed) -> None:
        """Follow a feed no longer; its articles stay.

        Raises:
            Refused: "not-your-feed": the person neither added it nor moderates.
            UnknownFeed: it isn't followed any more.
        """
        await self.check_may_remove(interaction, feed)
        await (await self._following()).remove(feed.corpus, feed.id)

    @contextmanager
    def _place(self, corpus: Corpus, there: int) -> Iterator[None]:
        """Hold a place for one more feed while it is looked at.

        Raises:
            Refused: "feeds-full".
        """
        if there + self._coming[corpus] >= self.most:
            raise Refused("feeds-full", most=self.most)
        self._coming[corpus] += 1
        try:
            yield
        finally:
            self._coming[corpus] -= 1
            if not self._coming[corpus]:
                del self._coming[corpus]

    async def _note(
        self, interaction: discord.Interaction, followed: Followed, channel: Announceable | None
    ) -> int | None:
        """Note who added a feed and where it is announced; return the channel."""
        announcements = self._parts.records.announcements
        before = await announcements.get(followed.feed.id)
        noted = Announcement(
            guild_id=interaction.guild_id,
            channel_id=None if channel is None else channel.id,
            user_id=interaction.user.id,
        )
        if before is not None:
            if channel is None:
                return before.channel_id
            noted = Announcement(
                guild_id=before.guild_id, channel_id=channel.id, user_id=before.user_id
            )
        await announcements.set(followed.feed.id, noted)
        return noted.channel_id

    async def _listed(self, feed: Feed) -> Listed:
        noted = await self._parts.records.announcements.get(feed.id)
        if noted is None or noted.guild_id is None or noted.channel_id is None:
            return Listed(feed=feed)
        state = channel_state(self._client, noted.guild_id, noted.channel_id)
        return Listed(
            feed=feed,
            channel_id=noted.channel_id,
            lacking=state.lacking,
            channel_gone=state.gone,
        )

    async def _following(self) -> Following:
        return await self._parts.assembly.following()


def _one_link(typed: str) -> str:
    """Return the only link in what was typed.

    Raises:
        Refused: there is none, or there are several.
    """
    links, others = links_typed(typed)
    if others or not links:
        raise Refused("no-link-typed", typed=(others or (typed,))[0][:_SHOWN])
    if len(links) > 1:
        raise Refused("one-feed")
    return links[0]
