"""Takes away what a bot isn't shown without the message-content intent.

https://discord.com/developers/docs/events/gateway#message-content-intent
"""

from typing import Final

from tests.discordfake.channels import Channel
from tests.discordfake.problems import Json
from tests.discordfake.state import State

_EMPTY: Final[Json] = {"content": "", "embeds": [], "attachments": [], "components": []}


def redacted(state: State, message: Json, channel: Channel) -> Json:
    """Return a message as the API gives it to the bot."""
    if state.content_intent or channel.guild is None:
        return message
    return without_content(message, state.bot.id)


def without_content(message: Json, bot: int) -> Json:
    """Return a message of a server as a bot without the intent gets it.

    The bot's own messages, and those that mention it, stay whole.
    """
    own = message["author"]["id"] == str(bot)
    mentioned = any(user["id"] == str(bot) for user in message["mentions"])
    if not own and not mentioned:
        message = {**message, **_EMPTY}
        if "message_snapshots" in message:
            shown = [
                {"message": {**one["message"], **_EMPTY}} for one in message["message_snapshots"]
            ]
            message["message_snapshots"] = shown
    replied = message.get("referenced_message")
    if replied:
        message = {**message, "referenced_message": without_content(replied, bot)}
    return message
