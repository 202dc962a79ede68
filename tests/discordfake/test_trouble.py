"""Things go wrong, and the fake says so."""

import asyncio
import io
import json
import time
from collections.abc import Callable

import aiohttp
import discord
import pytest

from tests.discordfake import Channel, FakeDiscord, User
from tests.discordfake.labbot import LabBot


@pytest.fixture
def naps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long discord.py would have slept between its tries."""
    slept: list[float] = []

    class Clock:
        """asyncio for `discord.http`, without its sleep."""

        def __getattr__(self, name: str) -> object:
            return getattr(asyncio, name)

        async def sleep(self, seconds: float) -> None:
            """Note and go on."""
            slept.append(seconds)

    monkeypatch.setattr("discord.http.asyncio", Clock())
    return slept


def place(bot: LabBot, channel: Channel) -> discord.TextChannel:
    """Return a channel as the client knows it."""
    found = bot.get_channel(channel.id)
    assert isinstance(found, discord.TextChannel)
    return found


async def test_a_request_that_fails_is_tried_again(
    world: FakeDiscord, general: Channel, bot: LabBot, naps: list[float]
) -> None:
    """Errors of the server and rate limits go by, and the message is sent once."""
    world.fail_next(r"POST /channels/\d+/messages", 502, times=2)
    world.fail_next(r"POST /channels/\d+/messages", 429, headers={"Retry-After": "0.2"})
    await place(bot, general).send("hello")
    assert naps == [1, 3, 0.2]
    assert [message.text for message in world.messages(general)] == ["hello"]
    assert [request.status for request in world.sent("POST .*/messages")] == [502, 502, 429, 200]


@pytest.mark.usefixtures("naps")
@pytest.mark.parametrize(("nonce", "count"), [("n-1", 1), (None, 2)])
async def test_an_answer_that_is_lost_shows_who_posts_twice(
    world: FakeDiscord, general: Channel, bot: LabBot, nonce: str | None, count: int
) -> None:
    """What was done in spite of the error is done again, unless a nonce is enforced."""
    world.fail_next(r"POST /channels/\d+/messages", 500, done=True)
    body = {"content": "hello"} | ({"nonce": nonce, "enforce_nonce": True} if nonce else {})
    route = discord.http.Route("POST", "/channels/{channel_id}/messages", channel_id=general.id)
    await bot.http.request(route, json=body)
    assert len(world.messages(general)) == count


async def test_any_refusal_can_be_had(world: FakeDiscord, general: Channel, bot: LabBot) -> None:
    """A test may let a request fail as it likes."""
    world.fail_next("POST .*/messages", 400, {"code": 50035, "message": "Invalid Form Body"})
    with pytest.raises(discord.HTTPException) as refused:
        await place(bot, general).send("hello")
    assert (refused.value.status, refused.value.code) == (400, 50035)


@pytest.mark.parametrize(
    ("wrong", "what"),
    [
        (lambda: discord.ui.LayoutView(), "Cannot send an empty message"),
        (lambda: _view(discord.ui.TextDisplay("x" * 4001)), "maxLength 4000"),
        (lambda: _view(*[discord.ui.TextDisplay("x" * 2500)] * 2), "5000 characters"),
    ],
)
async def test_what_discord_forbids_is_refused_and_recorded(
    world: FakeDiscord,
    general: Channel,
    bot: LabBot,
    wrong: Callable[[], discord.ui.LayoutView],
    what: str,
) -> None:
    """The client gets the error that Discord gives, and the test gets to know the fault."""
    world.expect_violations = True
    with pytest.raises(discord.HTTPException):
        await place(bot, general).send(view=wrong())
    assert what in str(world.violations[0])


def _view(*items: discord.ui.TextDisplay[discord.ui.LayoutView]) -> discord.ui.LayoutView:
    view = discord.ui.LayoutView(timeout=None)
    for item in items:
        view.add_item(item)
    return view


async def test_what_the_fake_does_not_do_is_recorded(
    world: FakeDiscord, general: Channel, bot: LabBot
) -> None:
    """No operation succeeds only because nobody has thought of it."""
    world.expect_violations = True
    with pytest.raises(discord.HTTPException) as refused:
        await place(bot, general).invites()
    assert refused.value.status == 501
    assert "doesn't do GET /channels/{channel_id}/invites" in str(world.violations)
    with pytest.raises(discord.HTTPException):
        await bot.http.request(discord.http.Route("GET", "/nowhere"))
    assert "no GET in the spec" in str(world.violations[1])


async def test_rate_limits_are_counted(world: FakeDiscord, general: Channel, bot: LabBot) -> None:
    """Six messages in five seconds are one too many, which a test can look for."""
    for number in range(6):
        await place(bot, general).send(str(number))
    [excess] = world.limits.exceeded
    assert excess.line == f"POST /channels/{general.id}/messages"
    assert len(world.messages(general)) == 6


async def test_rate_limits_can_be_enforced(
    world: FakeDiscord, general: Channel, bot: LabBot
) -> None:
    """The headers make the client wait; who doesn't heed them is refused with 429."""
    world.limits.enforced = True
    world.limits.scale = 0.02
    started = time.monotonic()
    await asyncio.gather(*(place(bot, general).send(str(number)) for number in range(7)))
    assert time.monotonic() - started >= 0.1
    assert world.limits.refused == []
    world.limits.scale = 1
    url = f"{world.http}/api/v10/channels/{general.id}/messages"
    headers = {"Authorization": f"Bot {world.token}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        for _ in range(6):
            async with session.post(url, json={"content": "hasty"}) as response:
                status = response.status
    assert status == 429
    assert len(world.limits.refused) >= 1


async def test_gone_things_are_unknown(
    world: FakeDiscord, alice: User, general: Channel, bot: LabBot
) -> None:
    """Deleted messages and channels are refused with their numbers."""
    channel = place(bot, general)
    message = await channel.send("hello")
    await world.delete(world.messages(general)[0])
    with pytest.raises(discord.NotFound) as refused:
        await message.edit(content="again")
    assert refused.value.code == 10008
    with pytest.raises(discord.HTTPException) as invalid:
        await message.reply("what?")
    assert invalid.value.code == 50035
    world.delete_channel(general)
    with pytest.raises(discord.NotFound) as unknown:
        await channel.send("hello")
    assert unknown.value.code == 10003
    del alice


async def test_an_answer_that_comes_too_late_is_refused(
    world: FakeDiscord, alice: User, general: Channel, bot: LabBot
) -> None:
    """After three seconds (here less) nothing can be acknowledged any more."""
    world.expect_violations = world.expect_errors = True
    world.state.acknowledge_within = -1
    interaction = await world.slash(alice, general, "ask", question="why?")
    await world.until(lambda: world.violations)
    assert "was acknowledged after" in str(world.violations[0])
    assert interaction.acknowledged is None
    del bot


async def test_the_token_of_an_interaction_runs_out(
    world: FakeDiscord, alice: User, general: Channel, bot: LabBot
) -> None:
    """After fifteen minutes neither edits nor follow-ups are possible."""
    interaction = await world.slash(alice, general, "ask", question="why?")
    await world.until(lambda: interaction.followups)
    interaction.expire()
    route = discord.http.Route(
        "GET",
        "/webhooks/{webhook_id}/{webhook_token}/messages/@original",
        webhook_id=world.bot.id,
        webhook_token=interaction.token,
    )
    with pytest.raises(discord.HTTPException) as refused:
        await bot.http.request(route)
    assert refused.value.code == 50027


async def test_uploads_that_are_not_listed_are_recorded(
    world: FakeDiscord, general: Channel, bot: LabBot
) -> None:
    """A file that the message doesn't mention among its attachments wouldn't be shown."""
    world.expect_violations = True
    form = aiohttp.FormData({"payload_json": json.dumps({"content": "a"})}, quote_fields=False)
    form.add_field("files[0]", b"hello", filename="a.txt", content_type="text/plain")
    url = f"{world.http}/api/v10/channels/{general.id}/messages"
    headers = {"Authorization": f"Bot {world.token}"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.post(url, data=form) as response,
    ):
        assert response.status == 200
    assert "files[0]" in str(world.violations)
    with pytest.raises(discord.HTTPException) as refused:
        await place(bot, general).send(file=discord.File(io.BytesIO(bytes(11 << 20)), "big"))
    assert refused.value.status == 413


async def test_nothing_but_this_machine_is_reached() -> None:
    """Other hosts can't be connected to, nor their names resolved."""
    with pytest.raises(AssertionError, match="reach"):
        await asyncio.open_connection("192.0.2.1", 80)
    with pytest.raises(AssertionError, match="resolve"):
        await asyncio.open_connection("discord.com", 443)


async def test_files_can_expire(
    world: FakeDiscord, alice: User, general: Channel, bot: LabBot
) -> None:
    """The link of an attachment stops working once it is forgotten."""
    await world.say(alice, general, "look", attachments=[("a.txt", b"a", "text/plain")])
    await world.until(lambda: bot.heard)
    [attachment] = bot.heard[0].attachments
    assert await attachment.read() == b"a"
    world.state.files.forget(attachment.id)
    with pytest.raises(discord.NotFound):
        await attachment.read()
