from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.discordfake import Channel, FakeDiscord, Guild, User, connected
from tests.discordfake.fixtures import loopback_only, spec, world
from tests.discordfake.labbot import LabBot

__all__ = ["loopback_only", "spec", "world"]


@pytest.fixture
def alice(world: FakeDiscord) -> User:
    """The owner of the server "Lab"."""
    return world.user("alice", locale="de")


@pytest.fixture
def lab(world: FakeDiscord, alice: User) -> Guild:
    """A server."""
    return world.guild("Lab", owner=alice, locale="es-ES")


@pytest.fixture
def bob(world: FakeDiscord, lab: Guild) -> User:
    """A member without rights."""
    return lab.join(world.user("bob")).user


@pytest.fixture
def general(lab: Guild) -> Channel:
    """A text channel of it."""
    return lab.text_channel("general")


@pytest_asyncio.fixture
async def bot(world: FakeDiscord, general: Channel) -> AsyncIterator[LabBot]:
    """The lab bot, online."""
    assert general.id in world.state.channels  # it logs in when the server is there
    client = LabBot()
    async with connected(world, client):
        yield client
