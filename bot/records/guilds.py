"""How servers want the bot to be, and which of them have removed it."""

import json
from collections.abc import Collection

from bot.places import guild_corpus
from bot.records.models import GuildSettings
from index.catalogue.connection import Connection
from index.catalogue.database import Database
from index.shares import EVERYTHING, Share


class Guilds:
    """Servers by their Discord ids. Times are ISO 8601 in UTC. All methods raise CatalogueError."""

    def __init__(self, database: Database, share: Share = EVERYTHING) -> None:
        """Use an open database.

        Args:
            database: where servers are kept.
            share: which servers this process sees; nothing is concluded about the others.
        """
        self._database = database
        self._share = share

    async def settings(self, guild_id: int | None) -> GuildSettings:
        """Return a server's settings; the defaults until some are saved, and without a server."""
        if guild_id is None:
            return GuildSettings()
        return await self._database.read(_settings, guild_id)

    async def save(self, guild_id: int, settings: GuildSettings) -> None:
        """Save a server's settings in place of those before."""
        await self._database.write(_save, guild_id, settings)

    async def left(self, guild_id: int, at: str) -> None:
        """Note that a server has removed the bot; an earlier note of it stays."""
        await self._database.write(_left, [guild_id], at)

    async def joined(self, guild_id: int) -> None:
        """Note that the bot is in a server."""
        await self._database.write(_joined, [guild_id])

    async def present(self, guild_ids: Collection[int], at: str) -> None:
        """Note that the bot is in these servers, and has been removed from all others it was in.

        Args:
            guild_ids: every server the bot is in, the unavailable ones too.
            at: when this was seen; takes the place of the unknown time of removal.
        """
        await self._database.write(_present, guild_ids, at, self._share)

    async def due(self, before: str) -> list[int]:
        """Return the servers that removed the bot before a time and haven't invited it since."""
        due = await self._database.read(_due, before)
        return [guild_id for guild_id in due if self._share.owns(guild_corpus(guild_id))]

    async def forget(self, guild_id: int) -> None:
        """Delete everything that is remembered of a server, also who added its articles."""
        await self._database.write(_forget, guild_id)


def _settings(connection: Connection, guild_id: int) -> GuildSettings:
    row = connection.execute(
        "SELECT ask_channels, questions_channel, asking_roles, adding_roles, language, style "
        "FROM guilds WHERE id = ?",
        (guild_id,),
    ).fetchone()
    if row is None:
        return GuildSettings()
    ask_channels, questions_channel, asking_roles, adding_roles, language, style = row
    return GuildSettings(
        ask_channels=frozenset(json.loads(ask_channels)),
        questions_channel=questions_channel,
        asking_roles=frozenset(json.loads(asking_roles)),
        adding_roles=frozenset(json.loads(adding_roles)),
        language=language,
        style=style,
    )


def _save(connection: Connection, guild_id: int, settings: GuildSettings) -> None:
    connection.execute(
        "INSERT INTO guilds (id, ask_channels, questions_channel, asking_roles, adding_roles, "
        "language, style) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
        "ask_channels = excluded.ask_channels, questions_channel = excluded.questions_channel, "
        "asking_roles = excluded.asking_roles, adding_roles = excluded.adding_roles, "
        "language = excluded.language, style = excluded.style",
        (
            guild_id,
            json.dumps(sorted(settings.ask_channels)),
            settings.questions_channel,
            json.dumps(sorted(settings.asking_roles)),
            json.dumps(sorted(settings.adding_roles)),
            settings.language,
            settings.style,
        ),
    )


def _left(connection: Connection, guild_ids: Collection[int], at: str) -> None:
    connection.executemany(
        "INSERT INTO guilds (id, gone) VALUES (?, ?) "
        "ON CONFLICT (id) DO UPDATE SET gone = coalesce(guilds.gone, excluded.gone)",
        [(guild_id, at) for guild_id in guild_ids],
    )


def _joined(connection: Connection, guild_ids: Collection[int]) -> None:
    connection.executemany(
        "INSERT INTO guilds (id) VALUES (?) ON CONFLICT (id) DO UPDATE SET gone = NULL",
        [(guild_id,) for guild_id in guild_ids],
    )


def _present(connection: Connection, guild_ids: Collection[int], at: str, share: Share) -> None:
    rows = connection.execute("SELECT id FROM guilds WHERE gone IS NULL").fetchall()
    known = {guild_id for (guild_id,) in rows if share.owns(guild_corpus(guild_id))}
    _left(connection, known.difference(guild_ids), at)
    _joined(connection, guild_ids)


def _due(connection: Connection, before: str) -> list[int]:
    rows = connection.execute("SELECT id FROM guilds WHERE gone < ? ORDER BY gone", (before,))
    return [guild_id for (guild_id,) in rows]


def _forget(connection: Connection, guild_id: int) -> None:
    corpus = guild_corpus(guild_id)
    for statement in (
        "DELETE FROM answers WHERE corpus = ?",  # and with them their ratings
        "DELETE FROM questions WHERE corpus = ?",
        "DELETE FROM eval_questions WHERE corpus = ?",
        "DELETE FROM jobs WHERE corpus = ?",
        "DELETE FROM adders WHERE article IN (SELECT id FROM articles WHERE corpus = ?)",
    ):
        connection.execute(statement, (corpus,))
    connection.execute("DELETE FROM guilds WHERE id = ?", (guild_id,))
