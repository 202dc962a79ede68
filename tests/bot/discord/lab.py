"""Starts the bot as its host would, but in the fake Discord and with models already loaded."""

import asyncio
import mimetypes
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
from discord import app_commands
from rich.console import Console

from answer.ports import Generator
from bot.assembly import Assembly
from bot.custom_ids import parse
from bot.errors import TOLD
from bot.online.client import FootnoteClient, make_client
from bot.online.running import make_parts, stay_connected
from bot.parts import Parts
from bot.places import corpus_of
from bot.records.models import AnswerId, AnswerRecord
from bot.settings import Settings
from bot.terminal.terminal import Terminal
from index.ports import Embedder
from tests.discordfake import Channel, FakeDiscord, FakeMessage, Guild, User, connected

_RECHECK = 0.02  # seconds
SAMPLES = Path(__file__).parents[3] / "samples"


@dataclass
class Models:
    """Models that were loaded before; each may be replaced."""

    loaded_embedder: Embedder
    loaded_generator: Generator

    async def embedder(self) -> Embedder:
        """Return the embedding model."""
        return self.loaded_embedder

    async def generator(self) -> Generator:
        """Return the generation model."""
        return self.loaded_generator

    async def reranker(self) -> None:
        """Return none: what it adds is tested where it is used."""


@dataclass(frozen=True)
class Lab:
    """The bot online, and who is there.

    Attributes:
        guild: the server "Lab", owned by alice; bob is a member without rights.
        general: a text channel of it.
    """

    world: FakeDiscord
    client: FootnoteClient
    parts: Parts
    guild: Guild
    general: Channel
    alice: User
    bob: User

    async def add_sample(self, name: str = "the-light-at-skarness.md") -> FakeMessage:
        """Let alice add a sample article, and return the message that says so."""
        kind = mimetypes.guess_type(name)[0] or "text/markdown"
        content = (SAMPLES / name).read_bytes()
        before = len(self.world.messages(self.general))
        await self.world.slash(self.alice, self.general, "article add", file=(name, content, kind))
        added = await self.world.until(
            lambda: next(
                (
                    message
                    for message in self.world.messages(self.general)[before:]
                    if "Summarize" in message.buttons
                ),
                None,
            ),
            timeout=60,
        )
        await eventually(self.is_idle)
        return added

    async def is_idle(self) -> bool:
        """Say whether every article is through, its job put away too."""
        return not await self.parts.records.jobs.pending()


async def record_shown(lab: Lab, message: FakeMessage) -> AnswerRecord | None:
    """Return what is kept of the answer that a message shows, as its buttons name it."""
    channel = message.channel
    guild_id = None if channel.guild is None else channel.guild.id
    person = channel.recipients[0].id if channel.recipients else 0
    ids = [parse(str(part.get("custom_id", ""))) for part in message.components]
    named = [one.arguments[0] for one in ids if one is not None and one.action == "follow-up"]
    if not named:
        return None
    return await lab.parts.records.answers.get(corpus_of(guild_id, person), AnswerId(named[0]))


async def eventually(holds: Callable[[], Awaitable[bool]], seconds: float = 10.0) -> None:
    """Wait until what has to be asked for holds.

    Raises:
        TimeoutError: it didn't in time.
    """
    async with asyncio.timeout(seconds):
        while not await holds():  # noqa: ASYNC110 - the records announce nothing
            await asyncio.sleep(_RECHECK)


class Host:
    """Somebody who can start the bot, again and again, over one data folder."""

    def __init__(self, world: FakeDiscord, folder: Path, models: Models) -> None:
        """Host the bot in `world`, with its data in `folder`; alice owns the server "Lab"."""
        self.world = world
        self.models = models
        self._folder = folder
        self._alice = world.user("alice")
        self._bob = world.user("bob")
        self._guild = world.guild("Lab", owner=self._alice)
        self._guild.join(self._bob)
        self._general = self._guild.text_channel("general")

    @asynccontextmanager
    async def online(self, *, content_intent: bool = True, **changed: Any) -> AsyncIterator[Lab]:
        """Run the bot, with changed settings, until the end of the block.

        Afterwards nothing may have gone wrong: see `tests.discordfake.connected`.
        """
        settings = Settings.model_validate(
            {
                "data_dir": self._folder,
                "fetch_networks": "127.0.0.0/8",
                "questions_per_minute": 0,
                **changed,
            }
        )
        quiet = Console(quiet=True)
        terminal = Terminal(quiet, notices=quiet)
        async with Assembly(settings, terminal, models=self.models) as assembly:
            parts = await make_parts(assembly)
            client = make_client(parts, content_intent=content_intent)
            told = (*TOLD, app_commands.AppCommandError, discord.HTTPException)
            async with connected(
                self.world,
                client,
                told=told,
                run=lambda: stay_connected(client, self.world.token),
            ):
                yield Lab(
                    world=self.world,
                    client=client,
                    parts=parts,
                    guild=self._guild,
                    general=self._general,
                    alice=self._alice,
                    bob=self._bob,
                )
