"""Two servers and their people: what one has is none of the other's business.

In everything that belongs to alice's server "Theirs", and to her direct messages, stands the word
`SECRET`, which nobody else ever writes. Whoever else is shown it was shown too much.
"""

import asyncio
import sqlite3
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import aclosing, asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.custom_ids import parse
from bot.places import guild_corpus, user_corpus
from bot.records.models import AnswerId
from index.models import Corpus
from tests.bot.discord.lab import Host, Lab, Models, eventually
from tests.bot.discord.library import BRIDGE, know, learn
from tests.bot.discord.pages import Pages
from tests.bot.discord.reading import SCRIPT, answer, html, message
from tests.bot.discord.scripted import ScriptedGenerator
from tests.discordfake import Channel, FakeDiscord, FakeMessage, User
from tests.index.fakes import BagOfWords

SECRET = "obsidian"  # noqa: S105 - a word, and no password
TITLE = "Vesperholm"
"""A word of a title that others may guess; what stands beside it they may not see."""

_TEXT = (
    "The obsidiankeeper of Vesperholm was Halvard Lind, who sold the seventh lock in 1911.\n\n"
    "The obsidian vault below the lock was opened with three keys, and one of them was lost."
)
_QUESTION = "Who was the obsidiankeeper of Vesperholm?"
PRIVATE = "Which obsidian key was lost?"
"""What alice asked so that nobody else sees it."""

_UNLIMITED: dict[str, Any] = {
    "questions_per_minute": 0,
    "server_questions_per_minute": 0,
    "person_articles_per_day": 0,
    "queue_length": 1_000,
    "queue_per_person": 1_000,
    "fetch_seconds": 3_600,
    "backup_hours": 0,
}
_CATALOGUE = "catalogue.sqlite3"

Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody in a channel."""

    user: User
    channel: Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """The bot online among neighbours.

    Attributes:
        theirs: alice in her server, and in her direct messages; nobody else's business.
        others: mallory, in a server of her own and in her direct messages.
        shown: what the bot showed alice, by a word for it.
        link: where an article of hers comes from.
    """

    lab: Lab
    theirs: tuple[Place, ...]
    others: tuple[Place, ...]
    shown: dict[str, FakeMessage]
    link: str

    @property
    def world(self) -> FakeDiscord:
        """The Discord in which they live."""
        return self.lab.world

    @property
    def corpora(self) -> tuple[Corpus, ...]:
        """The corpora that are alice's."""
        guild = self.theirs[0].channel.guild
        assert guild is not None
        return guild_corpus(guild.id), user_corpus(self.theirs[0].user.id)

    def things(self) -> dict[str, list[str]]:
        """Return the ids of all that is alice's, by the tables that they stand in."""
        with closing(self._catalogue()) as catalogue:
            return {
                table: [
                    str(row[0])
                    for row in catalogue.execute(
                        f"SELECT id FROM {table} WHERE corpus IN (?, ?)",  # noqa: S608 - our own
                        self.corpora,
                    )
                ]
                for table in ("articles", "answers", "jobs", "feeds", "eval_questions")
            }

    def ids(self) -> list[str]:
        """Return the ids of all that is alice's."""
        return [each for ids in self.things().values() for each in ids]

    def private_answer(self) -> AnswerId:
        """Return the id of the answer that alice alone may see."""
        parts = self.shown["private answer"].components
        named = (parse(str(part.get("custom_id", ""))) for part in parts)
        return AnswerId(next(one.arguments[0] for one in named if one is not None))

    def values(self) -> list[str]:
        """Return what a trespasser may try: alice's ids, and what else names what is hers."""
        places = [place.channel for place in self.theirs]
        guild = places[0].guild
        assert guild is not None
        numbers = [guild.id, self.theirs[0].user.id, *(place.id for place in places)]
        numbers += [message.id for message in self.shown.values()]
        parts = [part for message in self.shown.values() for part in message.components]
        named = [parse(str(part.get("custom_id", ""))) for part in parts]
        arguments = [argument for one in named if one is not None for argument in one.arguments]
        found = [*self.ids(), *arguments, *map(str, numbers), *self.corpora, TITLE, self.link]
        return list(dict.fromkeys(found))

    def rows(self) -> dict[str, list[Row]]:
        """Return every row of every table that is about what is alice's."""
        guild = self.theirs[0].channel.guild
        assert guild is not None
        keys: set[object] = {*self.ids(), *self.corpora, guild.id, self.theirs[0].user.id}
        with closing(self._catalogue()) as catalogue:
            tables = [
                str(row[0])
                for row in catalogue.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            ]
            return {table: sorted(_about(catalogue, table, keys), key=repr) for table in tables}

    def _catalogue(self) -> sqlite3.Connection:
        path = self.lab.parts.settings.data_dir / _CATALOGUE
        return sqlite3.connect(f"file:{path}?mode=ro", uri=True)


def _about(catalogue: sqlite3.Connection, table: str, keys: set[object]) -> Iterator[Row]:
    """Yield the rows of a table that have one of the keys, and no other corpus than theirs."""
    found = catalogue.execute(f"SELECT * FROM {table}")  # noqa: S608 - names from the database
    names = [column[0] for column in found.description]
    corpus = names.index("corpus") if "corpus" in names else None
    for row in found:
        if corpus is not None and row[corpus] not in keys:
            continue
        if not keys.isdisjoint(row):
            yield row


class _Patient(ScriptedGenerator):
    """A model that keeps alice waiting once it is told to, and nobody else."""

    holds = False

    async def generate(self, **asked: Any) -> AsyncGenerator[str, None]:
        """Yield the reply; about what is secret, only once it may."""
        if self.holds and SECRET in asked["user"]:
            await self.open.wait()
        async with aclosing(super().generate(**asked)) as pieces:
            async for piece in pieces:
                yield piece


@asynccontextmanager
async def neighbours(world: FakeDiscord, folder: Path, pages: Pages) -> AsyncIterator[Neighbours]:
    """Let the bot be online among neighbours, and alice have one of everything."""
    model = _Patient("")
    host = Host(world, folder, Models(BagOfWords(), model))
    async with host.online(**_UNLIMITED) as lab:
        mallory = world.user("mallory")
        own = world.guild("Hers", owner=mallory).text_channel("general")
        found = Neighbours(
            lab=lab,
            theirs=(Place(lab.alice, lab.general), Place(lab.alice, world.dm(lab.alice))),
            others=(Place(mallory, own), Place(mallory, world.dm(mallory))),
            shown={},
            link=pages.put("vesper", html("Another page")),
        )
        await world.until(lambda: lab.client.get_guild(own.guild.id) if own.guild else None)
        for place in found.others:
            corpus = _corpus(place)
            await learn(lab, corpus, BRIDGE, title="The bridge", url=pages.link("bridge"))
        await _furnish(found, pages)
        model.open.clear()
        model.holds = True
        await _keep_waiting(found, pages)
        try:
            yield found
        finally:
            model.open.set()
            pages.held["slow"].set()


def _corpus(place: Place) -> Corpus:
    guild = place.channel.guild
    return user_corpus(place.user.id) if guild is None else guild_corpus(guild.id)


async def _furnish(found: Neighbours, pages: Pages) -> None:
    """Let alice have one of everything that has an id."""
    lab, world, shown = found.lab, found.world, found.shown
    (alice, general), direct = (lab.alice, lab.general), found.theirs[1].channel
    title = f"{TITLE} obsidiankeeper"
    await know(lab, _TEXT, title=title, url=found.link)
    await know(lab, _TEXT, title=title, url=None, user=alice)
    world.state.acknowledge_within = 30.0
    await world.slash(alice, general, "ask", question=_QUESTION)
    shown["answer"] = await message(lab, general, "Follow up")
    private = await world.slash(alice, general, "ask", question=PRIVATE, private=True)
    shown["private answer"] = await answer(lab, private, "Follow up")
    await world.slash(alice, direct, "ask", question=_QUESTION)
    shown["direct answer"] = await message(lab, direct, "Follow up")
    summary = await world.slash(alice, general, "summarize", article=title)
    shown["summary"] = await message(lab, general, "obsidian", after=shown["answer"])
    await world.until(lambda: summary.acknowledged is not None)
    known = await world.slash(
        alice, general, "eval add", question="Is it of obsidian?", answer="obsidian glass"
    )
    shown["question"] = await answer(lab, known)
    pages.types["feed"] = "application/rss+xml"
    feed = pages.put(
        "feed", "<rss version='2.0'><channel><title>obsidian news</title></channel></rss>"
    )
    shown["feed"] = await answer(lab, await world.slash(alice, general, "feed add", link=feed))
    await world.slash(alice, general, "article add", link=pages.put("wall", SCRIPT))
    shown["failed job"] = await message(lab, general, "Paste the text", after=shown["summary"])
    await eventually(lab.is_idle)


async def _keep_waiting(found: Neighbours, pages: Pages) -> None:
    """Let alice wait for an answer and for an article, which both take long."""
    lab, world, shown = found.lab, found.world, found.shown
    alice, general = lab.alice, lab.general
    pages.held["slow"] = asyncio.Event()
    slow = pages.link("slow").replace(
        "127.0.0.1", "localhost"
    )  # as another site, not to be in the way
    await world.slash(alice, general, "article add", link=slow)
    shown["job"] = await message(lab, general, "Cancel", after=shown["failed job"])
    await world.until(lambda: "slow" in pages.asked)
    await world.slash(alice, general, "ask", question=_QUESTION)
    shown["work"] = await message(lab, general, "Writing the answer", after=shown["job"])
