"""What goes wrong in the bot fails the test that runs it."""

import asyncio

import discord
import pytest

from tests.discordfake import Channel, FakeDiscord, User, connected
from tests.discordfake.labbot import LabBot


class Faulty(LabBot):
    """Does what it should not."""

    def __init__(self, fault: str) -> None:
        """Do it on the next message or command."""
        super().__init__()
        self.fault = fault
        self.tree.clear_commands(guild=None)
        if fault in ("silence", "twice"):
            self.tree.command(name="quiet", description="Misbehaves")(self.misbehave)

    async def misbehave(self, interaction: discord.Interaction) -> None:
        """Say nothing, or acknowledge again and again."""
        for _ in range(2 if self.fault == "twice" else 0):
            await self.http.request(
                discord.http.Route(
                    "POST",
                    "/interactions/{interaction_id}/{webhook_token}/callback",
                    interaction_id=interaction.id,
                    webhook_token=interaction.token,
                ),
                json={"type": 5},
            )

    async def on_message(self, message: discord.Message) -> None:
        """Do it."""
        self.heard.append(message)
        if self.fault == "error":
            raise LookupError("lost")
        if self.fault == "task":
            self.left = asyncio.create_task(asyncio.Event().wait(), name="forgotten")
        if self.fault == "content":
            await message.channel.send("x" * 2001)


@pytest.mark.parametrize(
    ("fault", "noticed"),
    [
        ("error", "lost"),
        ("task", "forgotten"),
        ("content", "2001 characters"),
        ("silence", "nobody answered 'quiet'"),
        ("twice", "acknowledged twice"),
    ],
)
async def test_faults_of_the_bot_fail_the_test(
    world: FakeDiscord, alice: User, general: Channel, fault: str, noticed: str
) -> None:
    """Errors in handlers, forgotten tasks, violations and silence are all noticed."""
    world.state.acknowledge_within = 0.1
    bot = Faulty(fault)
    with pytest.raises(AssertionError, match=noticed):
        await _provoke(world, alice, general, bot)
    if fault == "task":
        bot.left.cancel()


async def _provoke(world: FakeDiscord, alice: User, general: Channel, bot: Faulty) -> None:
    async with connected(world, bot):
        if bot.fault in ("silence", "twice"):
            await world.slash(alice, general, "quiet")
        else:
            await world.say(alice, general, "hello")
            await world.until(lambda: bot.heard)


@pytest.mark.parametrize("told", [(), (LookupError,)])
async def test_errors_of_commands_are_noticed_unless_they_are_told(
    world: FakeDiscord, alice: User, general: Channel, told: tuple[type[Exception], ...]
) -> None:
    """An error is noticed even if the bot swallows it, but one meant for people is none."""
    bot = LabBot()

    @bot.tree.command(description="Fails")
    async def fail(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("failing")
        raise LookupError

    @bot.tree.error
    async def swallow(interaction: discord.Interaction, error: Exception) -> None:
        del interaction, error

    async def use() -> None:
        async with connected(world, bot, told=told):
            await world.answered(await world.slash(alice, general, "fail"))

    if told:
        await use()
    else:
        with pytest.raises(AssertionError, match="LookupError"):
            await use()


async def test_waiting_in_vain_tells_the_story(
    world: FakeDiscord, alice: User, general: Channel, bot: LabBot
) -> None:
    """A condition that doesn't come true fails with what happened instead."""
    await world.say(alice, general, f"{world.bot.mention} hello")
    await world.until(lambda: len(world.messages(general)) == 2)
    with pytest.raises(AssertionError, match=r"(?s)POST /channels.*Paris"):
        await world.until(lambda: False, timeout=0.05)
    del bot
