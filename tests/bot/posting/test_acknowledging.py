"""Work begins while Discord is told that an answer comes."""

import asyncio
from dataclasses import dataclass, field
from typing import cast

import aiohttp
import discord
import pytest

from bot.posting.acknowledging import Acknowledgement, while_acknowledging


@dataclass
class Refusal:
    """What discord.py makes an error of."""

    status: int = 404
    reason: str = "Not Found"


@dataclass
class Response:
    """Takes an acknowledgement when a test lets it."""

    open: asyncio.Event = field(default_factory=asyncio.Event)
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    refuses: bool = False

    async def defer(self, *, ephemeral: bool, thinking: bool) -> None:
        """Take it, or refuse it."""
        assert ephemeral
        assert thinking
        self.asked.set()
        await self.open.wait()
        if self.refuses:
            raise discord.NotFound(cast(aiohttp.ClientResponse, Refusal()), None)


@dataclass
class Interaction:
    """What a person did."""

    response: Response = field(default_factory=Response)

    def known(self) -> discord.Interaction:
        """Return it as discord.py would give it."""
        return cast(discord.Interaction, self)


async def test_work_begins_before_the_acknowledgement_has_arrived() -> None:
    """What is to be sent waits for it, what is to be found out doesn't."""
    interaction, begun, sent = Interaction(), asyncio.Event(), asyncio.Event()

    async def work(acknowledgement: Acknowledgement) -> None:
        begun.set()
        await acknowledgement.arrived()
        sent.set()

    whole = asyncio.create_task(while_acknowledging(interaction.known(), work))
    await begun.wait()
    await interaction.response.asked.wait()
    for _ in range(5):
        await asyncio.sleep(0)
    assert not sent.is_set()
    interaction.response.open.set()
    await whole
    assert sent.is_set()


async def test_a_refusal_breaks_the_work_off() -> None:
    """Where Discord doesn't know the interaction, nobody waits for an answer."""
    interaction, ended = Interaction(Response(refuses=True)), asyncio.Event()

    async def work(acknowledgement: Acknowledgement) -> None:
        try:
            assert not await acknowledgement.succeeds()
            await asyncio.Event().wait()
        finally:
            ended.set()

    interaction.response.open.set()
    with pytest.raises(discord.NotFound):
        await while_acknowledging(interaction.known(), work)
    assert ended.is_set()


async def test_what_the_work_raises_waits_for_the_acknowledgement() -> None:
    """So that the person can be told by a second response."""
    interaction = Interaction()

    async def work(_acknowledgement: Acknowledgement) -> None:
        raise ValueError("no such article")

    whole = asyncio.create_task(while_acknowledging(interaction.known(), work))
    await interaction.response.asked.wait()
    for _ in range(5):
        await asyncio.sleep(0)
    assert not whole.done()
    interaction.response.open.set()
    with pytest.raises(ValueError, match="no such article"):
        await whole


async def test_a_refusal_goes_before_what_the_work_raises() -> None:
    """That is what the log has to say: the person can't be told either."""
    interaction = Interaction(Response(refuses=True))
    interaction.response.open.set()

    async def work(_acknowledgement: Acknowledgement) -> None:
        raise ValueError("no such article")

    with pytest.raises(discord.NotFound):
        await while_acknowledging(interaction.known(), work)


async def test_who_is_cancelled_leaves_nothing_behind() -> None:
    """Neither the work nor the acknowledgement goes on."""
    interaction, ended, begun = Interaction(), asyncio.Event(), asyncio.Event()

    async def work(acknowledgement: Acknowledgement) -> None:
        begun.set()
        try:
            await acknowledgement.arrived()
        finally:
            ended.set()

    whole = asyncio.create_task(while_acknowledging(interaction.known(), work))
    await begun.wait()
    whole.cancel()
    with pytest.raises(asyncio.CancelledError):
        await whole
    assert ended.is_set()
