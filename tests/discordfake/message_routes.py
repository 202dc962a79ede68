"""Messages through the API, with the permissions that each request needs."""

from tests.discordfake.channels import FORUM, Channel
from tests.discordfake.components import EPHEMERAL
from tests.discordfake.messages import FakeMessage
from tests.discordfake.permissions import (
    ADD_REACTIONS,
    ATTACH_FILES,
    EMBED_LINKS,
    MANAGE_MESSAGES,
    READ_HISTORY,
    VIEW_CHANNEL,
    in_channel,
    sending,
)
from tests.discordfake.posting import post, remove, revise
from tests.discordfake.problems import (
    Json,
    Problem,
    Refusal,
    invalid,
    missing_access,
    missing_permissions,
    unknown,
)
from tests.discordfake.redaction import redacted
from tests.discordfake.requests import Answer, Request, Routes
from tests.discordfake.state import State
from tests.discordfake.uploads import attach, attach_anew

_MOST_LISTED = 50


def seen_channel(state: State, request: Request) -> Channel:
    """Return the channel of a request.

    Raises:
        Refusal: there is no such channel, or the bot doesn't see it.
    """
    channel = state.channels.get(request.number("channel_id"))
    if channel is None or channel.deleted:
        raise unknown("Channel")
    if channel.guild is not None and not (channel.guild.available and channel.guild.present):
        raise missing_access()
    if not in_channel(channel, state.bot) & VIEW_CHANNEL:
        raise missing_access()
    return channel


def require(state: State, channel: Channel, permissions: int) -> None:
    """Refuse unless the bot has all of `permissions` in the channel."""
    if in_channel(channel, state.bot) & permissions != permissions:
        raise missing_permissions()


def seen_message(state: State, request: Request) -> FakeMessage:
    """Return the message of a request; ephemeral ones can't be reached through the channel."""
    channel = seen_channel(state, request)
    message = state.messages.get(request.number("message_id"))
    gone = message is None or message.deleted or message.channel is not channel
    if message is None or gone or message.only_for is not None:
        raise unknown("Message")
    return message


def check_sending(state: State, channel: Channel, request: Request, body: Json) -> None:
    """Refuse a message that the bot may not send there."""
    require(state, channel, sending(channel))
    if body.get("embeds"):
        require(state, channel, EMBED_LINKS)
    if request.uploads:
        require(state, channel, ATTACH_FILES)
    for recipient in channel.recipients:
        if not recipient.direct_messages:
            raise Refusal(403, 50007, "Cannot send messages to this user")
    if (body.get("flags") or 0) & EPHEMERAL:
        state.violated(f"{request.line}: only answers to interactions can be ephemeral")


def _not_done(state: State, what: str) -> Refusal:
    state.violated(f"the fake doesn't do {what}")
    return Refusal(501, 0, f"the fake doesn't do {what}")


def _send(state: State, request: Request) -> Answer:
    channel, body = seen_channel(state, request), request.body
    if channel.kind == FORUM:
        raise Refusal(400, 50008, "Cannot send messages in a non-text channel")
    check_sending(state, channel, request, body)
    if channel.archived and channel.locked:
        raise Refusal(400, 50083, "Thread is archived")
    _check_reference(state, channel, body)
    nonce = f"{channel.id} {body['nonce']}" if body.get("enforce_nonce") else None
    if nonce in state.nonces:
        return 200, state.nonces[nonce].raw
    channel.archived = False
    message = post(state, channel, state.bot, body, attachments=attach(state, request, body))
    if nonce is not None:
        state.nonces[nonce] = message
    return 200, message.raw


def _check_reference(state: State, channel: Channel, body: Json) -> None:
    reference = body.get("message_reference")
    if reference is None:
        return
    if reference.get("type"):
        raise _not_done(state, "forwarding by the bot")
    replied = state.messages.get(int(reference["message_id"]))
    if replied is not None and not replied.deleted and replied.channel is channel:
        require(state, channel, READ_HISTORY)
        if replied.only_for is None:
            return
    elif reference.get("fail_if_not_exists") is False:
        return
    raise invalid([Problem("message_reference", "Unknown message", "fake")])


def _edit(state: State, request: Request) -> Answer:
    message, body = seen_message(state, request), request.body
    if message.author is not state.bot:
        raise Refusal(403, 50005, "Cannot edit a message authored by another user")
    if message.channel.archived:
        raise Refusal(400, 50083, "Thread is archived")
    attachments = attach_anew(state, request, body, message.raw["attachments"])
    revise(state, message, body, attachments)
    return 200, message.raw


def _get(state: State, request: Request) -> Answer:
    message = seen_message(state, request)
    require(state, message.channel, READ_HISTORY)
    return 200, redacted(state, message.raw, message.channel)


def _list(state: State, request: Request) -> Answer:
    channel = seen_channel(state, request)
    if not in_channel(channel, state.bot) & READ_HISTORY:
        return 200, []
    before = int(request.query.get("before", 1 << 63))
    after = int(request.query.get("after", 0))
    if "around" in request.query:
        raise _not_done(state, "listing messages around one")
    listed = [
        message.raw
        for message in state.messages.values()
        if message.channel is channel
        and not message.deleted
        and message.only_for is None
        and after < message.id < before
    ]
    listed.sort(key=lambda raw: int(raw["id"]), reverse="after" not in request.query)
    limited = listed[: int(request.query.get("limit", _MOST_LISTED))]
    limited.sort(key=lambda raw: int(raw["id"]), reverse=True)
    return 200, [redacted(state, raw, channel) for raw in limited]


def _delete(state: State, request: Request) -> Answer:
    message = seen_message(state, request)
    if message.author is not state.bot:
        if message.channel.guild is None:
            raise Refusal(403, 50003, "Cannot execute action on a DM channel")
        require(state, message.channel, MANAGE_MESSAGES)
    remove(state, message)
    return 204, None


def _type(state: State, request: Request) -> Answer:
    channel = seen_channel(state, request)
    require(state, channel, sending(channel))
    return 204, None


def _react(state: State, request: Request) -> Answer:
    message = seen_message(state, request)
    require(state, message.channel, ADD_REACTIONS | READ_HISTORY)
    message.reactions.append(request.text("emoji_name"))
    return 204, None


def _unreact(state: State, request: Request) -> Answer:
    message = seen_message(state, request)
    if request.text("emoji_name") not in message.reactions:
        raise Refusal(404, 10014, "Unknown Emoji")
    message.reactions.remove(request.text("emoji_name"))
    return 204, None


_MESSAGES = "/channels/{channel_id}/messages"
_MESSAGE = f"{_MESSAGES}/{{message_id}}"
_REACTION = f"{_MESSAGE}/reactions/{{emoji_name}}/@me"

ROUTES: Routes = {
    ("POST", _MESSAGES): _send,
    ("GET", _MESSAGES): _list,
    ("GET", _MESSAGE): _get,
    ("PATCH", _MESSAGE): _edit,
    ("DELETE", _MESSAGE): _delete,
    ("POST", "/channels/{channel_id}/typing"): _type,
    ("PUT", _REACTION): _react,
    ("DELETE", _REACTION): _unreact,
}
