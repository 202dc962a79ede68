"""Twenty questions at once, with the real models."""

import asyncio
from collections import Counter

from tests.bot.discord.lab import Host, Lab, record_shown
from tests.bot.discord.library import know
from tests.discordfake import Channel, FakeInteraction, FakeMessage, User

QUESTIONS = (
    "Who has steered the ferry since 2009?",
    "What does a return ticket cost?",
    "When does the ferry leave the harbour of Tarn?",
    "How deep is the sea?",
)
WITHIN = 3.0  # seconds in which Discord wants every interaction acknowledged
PATIENCE = 120.0
HEARTBEAT = 0.5  # seconds
GRACE = 2.0


async def test_twenty_questions_at_once(host: Host) -> None:
    """Five people in three servers: each is acknowledged in time and answered once, in fair order.

    All the while the bot's heart beats in time.
    """
    host.world.gateway.interval = HEARTBEAT
    async with host.online(parallel=2, queue_per_person=4) as lab:
        people = [lab.alice, lab.bob, *(lab.world.user(name) for name in ("cleo", "dan", "eve"))]
        places = [await opened(lab, name, people) for name in ("one", "two", "three")]
        asked = await asyncio.gather(
            *(
                lab.world.slash(person, places[(number + row) % 3], "ask", question=question)
                for row, question in enumerate(QUESTIONS)
                for number, person in enumerate(people)
            )
        )
        await lab.world.until(lambda: done(lab, places, len(asked)), timeout=PATIENCE)
        assert all(one.acknowledged is not None and one.acknowledged < WITHIN for one in asked)
        assert sum(len(own(lab, place)) for place in places) == len(asked)
        for place in places:
            check_each_answered_once(lab, place, asked)
        await check_fair_order(lab, places)
        assert lab.world.heartbeats
        assert lab.world.gateway.late(GRACE) == []


async def opened(lab: Lab, name: str, people: list[User]) -> Channel:
    """Return a channel of a new server with everybody in it and an article known."""
    guild = lab.world.guild(name, owner=lab.alice)
    for person in people:
        guild.join(person)
    channel = guild.text_channel("general")
    await know(lab, guild=guild)
    return channel


def own(lab: Lab, place: Channel) -> list[FakeMessage]:
    """Return the bot's messages in a channel."""
    return [one for one in lab.world.messages(place) if one.author is lab.world.bot]


def done(lab: Lab, places: list[Channel], many: int) -> bool:
    """Say whether there are so many messages of the bot, all in their last form."""
    messages = [message for place in places for message in own(lab, place)]
    return len(messages) == many and all("Follow up" in one.buttons for one in messages)


def check_each_answered_once(lab: Lab, place: Channel, asked: list[FakeInteraction]) -> None:
    """Check that the answers in a channel are to the questions asked there."""
    wanted = Counter(
        (one.user.id, one.payload["data"]["options"][0]["value"])
        for one in asked
        if one.channel is place
    )
    got = Counter(
        (user.id, question)
        for message in own(lab, place)
        for question in QUESTIONS
        for user in {one.user for one in asked}
        if f"<@{user.id}> asked: {question}" in message.text
    )
    assert got == wanted


async def check_fair_order(lab: Lab, places: list[Channel]) -> None:
    """Check that the servers were served in turns as long as all of them waited.

    Two work at a time and an abstention is quicker than an answer, so that a server may be ahead
    by a few, but not by all its questions.
    """
    records = [
        (record.created, place.id)
        for place in places
        for message in own(lab, place)
        if (record := await record_shown(lab, message)) is not None
    ]
    served: Counter[int] = Counter({place.id: 0 for place in places})
    for _, place_id in sorted(records)[: 3 * min(Counter(place for _, place in records).values())]:
        served[place_id] += 1
        assert max(served.values()) - min(served.values()) <= 3
