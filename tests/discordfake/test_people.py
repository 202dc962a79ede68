from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.discordfake import Channel, FakeDiscord, User, connected
from tests.discordfake.labbot import LabBot


@pytest.fixture
def alice(world: FakeDiscord) -> User:
    return world.user("alice")


@pytest.fixture
def general(world: FakeDiscord, alice: User) -> Channel:
    return world.guild("Lab", owner=alice).text_channel("general")


@pytest_asyncio.fixture
async def bot(world: FakeDiscord, general: Channel) -> AsyncIterator[LabBot]:
    assert general.guild is not None  # the bot logs in when the server is there
    client = LabBot()
    async with connected(world, client):
        yield client


@pytest.mark.usefixtures("bot")
async def test_a_slash_command_is_deferred_answered_and_followed_up(
    world: FakeDiscord, alice: User, general: Channel
) -> None:
    """A deferral becomes the answer; an ephemeral follow-up is seen by the asker alone."""
    interaction = await world.slash(alice, general, "ask", question="capital?")
    await world.until(lambda: interaction.followups)
    assert interaction.deferred
    assert interaction.response is not None
    assert interaction.response.text == "capital? Paris [1].\na footnote"
    assert interaction.response.buttons == ["Open", "More", "👍", "Off"]
    assert interaction.response.links == ["https://a.example/x"]
    assert [one.text for one in world.messages(general)] == [interaction.response.text]
    assert world.messages(general, alice)[-1].text == "a follow-up"
