"""While the bot is online it backs itself up."""

import asyncio

import pytest

from bot.backups.archive import verify
from tests.bot.discord.lab import Host, eventually


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the first backup at once."""
    monkeypatch.setattr("bot.backups.rotation._AT_FIRST", 0.0)


async def test_a_bot_that_is_online(host: Host) -> None:
    """Its articles are in a sound backup before long."""
    async with host.online() as lab:
        await lab.add_sample()
        shelf = lab.client.parts.assembly.stores.shelf

        async def made() -> bool:
            return bool(await asyncio.to_thread(shelf.backups))

        await eventually(made)
        (backup,) = await asyncio.to_thread(shelf.backups)
    assert verify(backup.path).schema
