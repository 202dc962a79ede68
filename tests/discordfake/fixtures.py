"""Fixtures: import them into a conftest to test through the fake."""

from collections.abc import AsyncIterator

import discord
import pytest
import pytest_asyncio
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.discordfake.guarding import guard_network
from tests.discordfake.rest import BASE
from tests.discordfake.spec import Spec, published_spec
from tests.discordfake.world import FakeDiscord

__all__ = ["loopback_only", "spec", "world"]


@pytest.fixture(scope="session")
def spec() -> Spec:
    """Discord's published spec."""
    return published_spec()


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing reaches beyond this machine."""
    guard_network(monkeypatch)


@pytest_asyncio.fixture
async def world(spec: Spec, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeDiscord]:
    """A running fake Discord that discord.py takes for the real one."""
    made = await FakeDiscord(spec).start()
    redirect(made, monkeypatch)
    yield made
    await made.stop()


def redirect(world: FakeDiscord, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the three cuts in discord.py that lead it to the fake."""
    monkeypatch.setattr(Route, "BASE", f"{world.http}{BASE}")
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(world.state.gateway_url))
    monkeypatch.setattr(discord.asset.Asset, "BASE", f"{world.http}/cdn")
