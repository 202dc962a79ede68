"""Waits for what the bot says."""

from tests.bot.discord.lab import Lab
from tests.discordfake import Channel, FakeMessage, User

PATIENCE = 20.0  # seconds, for the real model on a busy machine


def latest(lab: Lab, channel: Channel | None = None) -> FakeMessage | None:
    """Return the last message of the bot in a channel that everybody sees, if there is one."""
    own = [
        message
        for message in lab.world.messages(channel or lab.general)
        if message.author is lab.world.bot
    ]
    return own[-1] if own else None


async def shown(lab: Lab, part: str, channel: Channel | None = None) -> FakeMessage:
    """Wait until the last message of the bot says `part` or has such a button; return it."""

    def found() -> FakeMessage | None:
        message = latest(lab, channel)
        if message is not None and (part in message.text or part in message.buttons):
            return message
        return None

    message = await lab.world.until(found, timeout=PATIENCE)
    assert message is not None
    return message


async def asked(lab: Lab, user: User, question: str) -> FakeMessage:
    """Let somebody ask in "general" by command, and return the answer when it stands."""
    await lab.world.slash(user, lab.general, "ask", question=question)
    answer = await shown(lab, f"<@{user.id}> asked: {question}")
    await lab.world.until(lambda: "Follow up" in answer.buttons, timeout=PATIENCE)
    return answer
