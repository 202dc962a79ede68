"""Servers that come, go and have outages."""

from datetime import UTC, datetime, timedelta

from bot.places import guild_corpus
from tests.bot.discord.lab import Host, Lab, eventually


async def _is_due(lab: Lab) -> bool:
    soon = (datetime.now(UTC) + timedelta(minutes=1)).isoformat()
    return lab.guild.id in await lab.parts.records.guilds.due(soon)


async def _is_not_due(lab: Lab) -> bool:
    return not await _is_due(lab)


async def _articles(lab: Lab) -> int:
    catalogue = await lab.parts.assembly.catalogue()
    return len(await catalogue.cards(guild_corpus(lab.guild.id)))


async def test_a_server_that_removed_the_bot_is_due_after_a_time(lab: Lab) -> None:
    """From the removal the time runs after which articles go, and a new invitation stops it."""
    await lab.add_sample()
    lab.world.remove_guild(lab.guild)
    await eventually(lambda: _is_due(lab))
    lab.world.invite(lab.guild)
    await eventually(lambda: _is_not_due(lab))
    assert await _articles(lab) == 1


async def test_an_outage_is_no_removal(lab: Lab) -> None:
    """A server that is merely unavailable keeps everything."""
    await lab.add_sample()
    lab.world.unavailable(lab.guild)
    await lab.world.until(
        lambda: (guild := lab.client.get_guild(lab.guild.id)) is not None and guild.unavailable
    )
    assert not await _is_due(lab)


async def test_a_removal_while_offline_is_noticed(host: Host) -> None:
    """A server that removed the bot while it was away is noticed at the next start."""
    async with host.online() as lab:
        await lab.add_sample()
    lab.world.remove_guild(lab.guild)
    async with host.online() as lab:
        await eventually(lambda: _is_due(lab))


async def test_articles_go_when_the_time_is_over(host: Host) -> None:
    """With no days to keep them, the articles of a server go at the start after its removal."""
    async with host.online() as lab:
        await lab.add_sample()
        lab.world.remove_guild(lab.guild)
        await eventually(lambda: _is_due(lab))

    async def gone() -> bool:
        return await _articles(lab) == 0

    async with host.online(left_server_days=0) as lab:
        await eventually(gone)
