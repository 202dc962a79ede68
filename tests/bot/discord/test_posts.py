"""Posts reach their person whatever Discord refuses meanwhile, and nothing is posted twice."""

import discord
import pytest
from discord.ui import LayoutView

from bot.localisation import Localisation
from bot.posting.direct import direct_to
from bot.posting.posts import channel_post, interaction_post
from bot.render import layout
from tests.bot.discord.lab import Lab
from tests.bot.discord.watching import latest
from tests.discordfake import FakeInteraction, FakeMessage

GATEWAY_TROUBLE = 503  # which discord.py doesn't try again by itself
MESSAGES = "POST /channels/[0-9]+/messages"
EDITS = "PATCH /channels/[0-9]+/messages"


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Try again at once, and let messages change often."""
    monkeypatch.setattr("bot.posting.delivery._PAUSES", (0.0, 0.0))
    monkeypatch.setattr("bot.posting.pacing.INTERVAL", 0.05)


def form(text: str) -> LayoutView:
    """Return a message that says `text`, with a button."""
    button = layout.row(layout.button("Stop", "stop", "x"))
    return layout.message(None, layout.text(text), button)


def channel(lab: Lab) -> discord.TextChannel:
    """Return the channel "general" as discord.py knows it."""
    known = lab.client.get_channel(lab.general.id)
    assert isinstance(known, discord.TextChannel)
    return known


async def deferred(lab: Lab) -> tuple[FakeInteraction, discord.Interaction]:
    """Return an interaction of bob that was deferred, for him alone."""
    caught: list[discord.Interaction] = []

    async def catch(interaction: discord.Interaction, _arguments: tuple[str, ...]) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        caught.append(interaction)

    lab.parts.router._handlers["cancel"] = catch  # noqa: SLF001 - a button of the test's own
    message = await channel(lab).send(
        view=layout.message(None, layout.row(layout.button("Go", "cancel")))
    )
    clicked = await lab.world.click(
        lab.bob, next(one for one in lab.world.messages(lab.general) if one.id == message.id), "Go"
    )
    await lab.world.until(lambda: caught)
    await message.delete()
    return clicked, caught[0]


async def test_the_latest_step_wins(lab: Lab) -> None:
    """Steps that come at once are one message, which ends with the last form."""
    post = channel_post(channel(lab), pace=lab.parts.pace, nonce="1")
    for number in range(20):
        await post.show(form(f"step {number}"))
    await lab.world.until(lambda: latest(lab))
    for number in range(20, 40):
        await post.show(form(f"step {number}"))
    await lab.world.until(lambda: "step 39" in said(lab))
    assert await post.finish(form("done")) == lab.world.messages(lab.general)[0].id
    assert [message.text for message in lab.world.messages(lab.general)] == ["done"]
    assert lab.world.messages(lab.general)[0].edits <= 3


def said(lab: Lab) -> str:
    """Return what the bot's last message says; nothing if there is none."""
    message = latest(lab)
    return "" if message is None else message.text


async def test_nothing_but_a_last_form(lab: Lab) -> None:
    """A post without steps is one message, never edited."""
    assert await channel_post(channel(lab), pace=lab.parts.pace, nonce="1").finish(form("done"))
    assert said(lab) == "done"
    assert lab.world.messages(lab.general)[0].edits == 0


async def test_a_deleted_message_is_posted_anew(lab: Lab) -> None:
    """Who deletes a step still gets the last form, once."""
    post = channel_post(channel(lab), pace=lab.parts.pace, nonce="1")
    await post.show(form("step"))
    step = await lab.world.until(lambda: latest(lab))
    assert step is not None
    await lab.world.delete(step)
    await post.show(form("another step"))
    assert await post.finish(form("done"))
    assert [message.text for message in lab.world.messages(lab.general)] == ["done"]


async def test_a_deleted_channel_leads_to_direct_messages(lab: Lab) -> None:
    """The person gets the last form directly, without buttons that wouldn't work there."""
    texts = Localisation().texts("en")
    post = channel_post(
        channel(lab),
        pace=lab.parts.pace,
        nonce="1",
        direct=direct_to(lab.client, lab.bob.id, texts),
    )
    await post.show(form("step"))
    await lab.world.until(lambda: latest(lab))
    lab.world.delete_channel(lab.general)
    assert await post.finish(form("done")) is None
    direct = lab.world.messages(lab.world.dm(lab.bob))
    assert direct[0].text.startswith("This belongs where you asked")
    assert direct[1].text == "done"
    assert direct[1].buttons == []


async def test_nobody_left_to_tell(lab: Lab) -> None:
    """Where the person takes no direct messages either, the post ends quietly."""
    lab.bob.direct_messages = False
    texts = Localisation().texts("en")
    post = channel_post(
        channel(lab),
        pace=lab.parts.pace,
        nonce="1",
        direct=direct_to(lab.client, lab.bob.id, texts),
    )
    lab.world.delete_channel(lab.general)
    assert await post.finish(form("done")) is None


async def test_a_closed_channel_leads_to_the_response(lab: Lab) -> None:
    """Where the bot may not write, steps and last form stand in the deferred response."""
    clicked, interaction = await deferred(lab)
    lab.guild.deny(lab.general, discord.Permissions(send_messages=True))
    post = channel_post(channel(lab), pace=lab.parts.pace, nonce="1", thinking=interaction)
    await post.show(form("step"))
    await lab.world.until(lambda: response(clicked).text == "step")
    await post.show(form("another step"))
    await lab.world.until(lambda: response(clicked).text == "another step")
    assert await post.finish(form("done")) is None
    assert response(clicked).text == "done"


def response(clicked: FakeInteraction) -> FakeMessage:
    """Return the response to an interaction."""
    assert clicked.response is not None
    return clicked.response


async def test_the_promise_goes_when_the_message_stands(lab: Lab) -> None:
    """The deferred response disappears for a regular message."""
    clicked, interaction = await deferred(lab)
    post = channel_post(channel(lab), pace=lab.parts.pace, nonce="1", thinking=interaction)
    assert await post.finish(form("done"))
    assert response(clicked).deleted


@pytest.mark.parametrize("requests", [MESSAGES, EDITS])
async def test_trouble_at_discord_is_sat_out(lab: Lab, requests: str) -> None:
    """A last form that fails with a 5xx is sent again."""
    post = channel_post(channel(lab), pace=lab.parts.pace, nonce="1")
    if requests == EDITS:
        await post.show(form("step"))
        await lab.world.until(lambda: latest(lab))
    lab.world.fail_next(requests, GATEWAY_TROUBLE, times=2)
    assert await post.finish(form("done"))
    assert [message.text for message in lab.world.messages(lab.general)] == ["done"]


async def test_a_lost_answer_posts_nothing_twice(lab: Lab) -> None:
    """A message that was posted although Discord said otherwise is found by its nonce."""
    lab.world.fail_next(MESSAGES, GATEWAY_TROUBLE, done=True)
    post = channel_post(channel(lab), pace=lab.parts.pace, nonce="1")
    assert await post.finish(form("done"))
    assert [message.text for message in lab.world.messages(lab.general)] == ["done"]


async def test_a_lost_step_becomes_the_last_form(lab: Lab) -> None:
    """A step that stands although Discord said otherwise doesn't stay in its place."""
    lab.world.fail_next(MESSAGES, GATEWAY_TROUBLE, done=True)
    post = channel_post(channel(lab), pace=lab.parts.pace, nonce="1")
    await post.show(form("step"))
    await lab.world.until(lambda: said(lab) == "step")
    assert await post.finish(form("done"))
    assert [message.text for message in lab.world.messages(lab.general)] == ["done"]


@pytest.mark.parametrize("requests", [MESSAGES, EDITS])
async def test_rate_limits_are_waited_for(lab: Lab, requests: str) -> None:
    """A 429 only delays a message."""
    post = channel_post(channel(lab), pace=lab.parts.pace, nonce="1")
    if requests == EDITS:
        await post.show(form("step"))
        await lab.world.until(lambda: said(lab) == "step")
    lab.world.fail_next(requests, 429, headers={"Retry-After": "0.05"}, times=2)
    assert await post.finish(form("done"))
    assert [message.text for message in lab.world.messages(lab.general)] == ["done"]


async def test_steps_that_fail_are_left_out(lab: Lab) -> None:
    """A step that Discord doesn't take is no reason to stop."""
    lab.world.fail_next(MESSAGES, GATEWAY_TROUBLE)
    post = channel_post(channel(lab), pace=lab.parts.pace, nonce="1")
    await post.show(form("lost"))
    await lab.world.until(lambda: lab.world.sent(MESSAGES))
    await post.show(form("step"))
    await lab.world.until(lambda: said(lab) == "step")
    assert await post.finish(form("done"))


async def test_trouble_that_stays_leads_to_direct_messages(lab: Lab) -> None:
    """Who can't be told in the channel after several tries is told directly."""
    texts = Localisation().texts("en")
    direct = direct_to(lab.client, lab.bob.id, texts)
    lab.world.fail_next(f"POST /channels/{lab.general.id}/messages", GATEWAY_TROUBLE, times=3)
    post = channel_post(channel(lab), pace=lab.parts.pace, nonce="1", direct=direct)
    assert await post.finish(form("done")) is None
    assert "done" in [message.text for message in lab.world.messages(lab.world.dm(lab.bob))]


async def test_a_reply_to_a_deleted_message_is_no_reply(lab: Lab) -> None:
    """It is posted all the same, and the post knows that nothing shows the question."""
    question = await lab.world.say(lab.bob, lab.general, "a question")
    await lab.world.delete(question)
    partial = channel(lab).get_partial_message(question.id)
    post = channel_post(channel(lab), pace=lab.parts.pace, nonce="1", reply_to=partial)
    assert post.is_reply
    assert await post.finish(form("done"))
    assert not post.is_reply


async def test_a_response_is_edited(lab: Lab) -> None:
    """Steps and last form take the place of the promise."""
    clicked, interaction = await deferred(lab)
    post = interaction_post(interaction, pace=lab.parts.pace)
    await post.show(form("step"))
    await lab.world.until(lambda: response(clicked).text == "step")
    assert await post.finish(form("done")) is None
    assert response(clicked).text == "done"


async def test_a_response_that_was_put_away_comes_again(lab: Lab) -> None:
    """The last form is a new private message if the person dismissed the steps."""
    clicked, interaction = await deferred(lab)
    post = interaction_post(interaction, pace=lab.parts.pace)
    await post.show(form("step"))
    await lab.world.until(lambda: response(clicked).text == "step")
    await lab.world.delete(response(clicked))
    assert await post.finish(form("done")) is None
    assert [(one.text, one.ephemeral) for one in clicked.followups] == [("done", True)]


async def test_what_outlives_a_token_becomes_a_message(lab: Lab) -> None:
    """After fifteen minutes the last form, or what stands for it, goes into the channel."""
    for outlived, expected in ((None, "done"), (form("it is ready"), "it is ready")):
        clicked, interaction = await deferred(lab)
        post = interaction_post(interaction, pace=lab.parts.pace)
        clicked.expire()
        assert await post.finish(form("done"), outlived=outlived)
        assert said(lab) == expected


async def test_what_finds_its_channel_closed_reaches_its_person(lab: Lab) -> None:
    """The form itself is sent directly then, not what stands for it in a channel."""
    clicked, interaction = await deferred(lab)
    direct = direct_to(lab.client, lab.bob.id, Localisation().texts("en"))
    post = interaction_post(interaction, pace=lab.parts.pace, direct=direct)
    lab.guild.deny(lab.general, discord.Permissions(send_messages=True))
    clicked.expire()
    assert await post.finish(form("done"), outlived=form("it is ready")) is None
    assert said(lab) == ""
    assert lab.world.messages(lab.world.dm(lab.bob))[-1].text == "done"


async def test_a_message_from_before_a_restart_goes_on(lab: Lab) -> None:
    """A post can be continued by the id of its message."""
    first = await channel_post(channel(lab), pace=lab.parts.pace, nonce="1").finish(form("step"))
    again = channel_post(channel(lab), pace=lab.parts.pace, nonce="2", message_id=first)
    assert await again.finish(form("done")) == first
    assert [message.text for message in lab.world.messages(lab.general)] == ["done"]
