"""Jobs that are held where a test wants to look at them, and what there is then."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.places import corpus_of
from index.models import ArticleCard
from index.ports import Vectors
from tests.bot.discord.lab import Host, Lab, Models, eventually
from tests.bot.discord.reading import message
from tests.discordfake import Channel, FakeMessage
from tests.index.fakes import BagOfWords


class Held(BagOfWords):
    """An embedder that waits to be let go, so that a test can look at what is under way.

    Attributes:
        only: what a text has to have in it to be held.
        broken: whether it fails where it would be held.
    """

    def __init__(self) -> None:
        """Hold whoever comes."""
        super().__init__()
        self.only = ""
        self.broken = False
        self.begun = asyncio.Event()
        self.go = asyncio.Event()

    async def embed(self, texts: Sequence[str], *, patient: bool = False) -> Vectors:
        """Return the vectors, once that is allowed."""
        if any(self.only in text for text in texts):
            self.begun.set()
            if self.broken:
                raise RuntimeError("the model broke")
            await self.go.wait()
        return await super().embed(texts, patient=patient)


@pytest.fixture
def held(host: Host) -> Held:
    """The embedder of the bot's next run."""
    held = Held()
    host.models = Models(held, host.models.loaded_generator)
    return held


def let_go(host: Host) -> None:
    """Let the runs after this one embed at once."""
    host.models = Models(BagOfWords(), host.models.loaded_generator)


async def articles(lab: Lab) -> list[ArticleCard]:
    """Return what the server "Lab" has."""
    catalogue = await lab.parts.assembly.catalogue()
    return await catalogue.cards(corpus_of(lab.guild.id, 0))


async def pending(lab: Lab) -> int:
    """Return how many jobs are kept."""
    return len(await lab.parts.records.jobs.pending())


async def all_through(lab: Lab) -> None:
    """Wait until no job is kept."""
    await eventually(lab.is_idle)


async def begin(lab: Lab, held: Held, *links: str, channel: Channel | None = None) -> FakeMessage:
    """Let alice add links, and wait until the first is being indexed; return the message."""
    where = channel or lab.general
    await lab.world.slash(lab.alice, where, "article add", link=" ".join(links))
    told = await message(lab, where, "Indexing")
    await held.begun.wait()
    return told


async def message_says(lab: Lab, shown: FakeMessage, text: str) -> None:
    """Wait until a message says something."""
    await lab.world.until(lambda: text in shown.text)
