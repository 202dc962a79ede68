"""A process with several of Discord's shards, and one with some of them."""

from functools import partial

import pytest

from bot.errors import UserError
from tests.bot.discord.lab import Host, Lab, eventually
from tests.bot.discord.library import know
from tests.bot.discord.scripted import ScriptedGenerator
from tests.bot.discord.watching import PATIENCE, shown
from tests.discordfake import Guild
from tests.discordfake.test_shards import guild_on

QUESTION = "Who has steered the ferry since 2009?"


@pytest.fixture
def quick_identify(monkeypatch: pytest.MonkeyPatch) -> None:
    """The client doesn't wait for five seconds before it opens its second session."""

    async def hook(self: object, shard: int | None, *, initial: bool = False) -> None:
        del self, shard, initial

    monkeypatch.setattr("discord.Client.before_identify_hook", hook)


@pytest.mark.usefixtures("quick_identify")
async def test_several_shards_in_one_process(host: Host) -> None:
    """Servers of every shard are served, and direct messages."""
    host.models.loaded_generator = ScriptedGenerator()
    async with host.online(shards="0,1/2") as lab:
        assert sorted(said["shard"] for said in lab.world.gateway.identifies) == [[0, 2], [1, 2]]
        await know(lab)
        for number in range(2):
            guild = guild_on(lab.world, lab.alice, number, 2)
            await eventually(partial(_knows, lab, guild))
            channel = guild.text_channel("general")
            await lab.world.slash(lab.alice, channel, "ask", question=QUESTION)
            await shown(lab, "no articles", channel)
        await lab.world.slash(lab.bob, lab.general, "ask", question=QUESTION)
        answer = await shown(lab, "Follow up")
        assert "Mirelle Dossin" in answer.text
        dm = lab.world.dm(lab.bob)
        await lab.world.slash(lab.bob, dm, "ask", question=QUESTION)
        await lab.world.until(lambda: lab.world.messages(dm, lab.bob), timeout=PATIENCE)


async def test_other_shards_need_a_shared_database(host: Host) -> None:
    """Without DATABASE_URL a process can't have only some of the shards."""
    with pytest.raises(UserError, match=r"SHARDS is 1/2.*DATABASE_URL"):
        async with host.online(shards="1/2"):
            pass


async def _knows(lab: Lab, guild: Guild) -> bool:
    return lab.client.get_guild(guild.id) is not None
