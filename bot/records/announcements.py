"""Who added a feed, and where its new articles are announced."""

from bot.records.models import Announcement
from index.catalogue.connection import Connection
from index.catalogue.database import Database
from index.models import FeedId


class Announcements:
    """What is noted of feeds while they are followed. All methods raise CatalogueError."""

    def __init__(self, database: Database) -> None:
        """Use an open database."""
        self._database = database

    async def set(self, feed_id: FeedId, announcement: Announcement) -> None:
        """Note who added a feed and where it is announced; of a feed that is gone, nothing."""
        await self._database.write(_set, feed_id, announcement)

    async def get(self, feed_id: FeedId) -> Announcement | None:
        """Return what was noted of a feed; None if nothing was, or the feed is gone."""
        return await self._database.read(_get, feed_id)


def _set(connection: Connection, feed_id: FeedId, announcement: Announcement) -> None:
    connection.execute(
        "INSERT INTO announcements (feed, guild_id, channel_id, user_id) "
        "SELECT id, ?, ?, ? FROM feeds WHERE id = ? ON CONFLICT (feed) DO UPDATE SET "
        "guild_id = excluded.guild_id, channel_id = excluded.channel_id, "
        "user_id = excluded.user_id",
        (announcement.guild_id, announcement.channel_id, announcement.user_id, feed_id),
    )


def _get(connection: Connection, feed_id: FeedId) -> Announcement | None:
    row = connection.execute(
        "SELECT guild_id, channel_id, user_id FROM announcements WHERE feed = ?", (feed_id,)
    ).fetchone()
    if row is None:
        return None
    guild_id, channel_id, user_id = row
    return Announcement(guild_id=guild_id, channel_id=channel_id, user_id=user_id)
