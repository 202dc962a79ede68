"""Puts messages into channels, changes them and takes them away."""

from collections.abc import Sequence

from tests.discordfake import components as c
from tests.discordfake.channels import Channel
from tests.discordfake.mentions import find_mentions
from tests.discordfake.messages import FakeMessage
from tests.discordfake.people import User
from tests.discordfake.permissions import MENTION_EVERYONE, VIEW_CHANNEL, in_channel
from tests.discordfake.problems import Json
from tests.discordfake.snowflakes import new_id, now
from tests.discordfake.state import State

DEFAULT_KIND = 0
REPLY_KIND = 19
_OWN_FLAGS = c.EPHEMERAL | c.HAS_THREAD


def post(
    state: State,
    channel: Channel,
    author: User,
    body: Json,
    *,
    attachments: Sequence[Json] = (),
    kind: int = DEFAULT_KIND,
    only_for: User | None = None,
    extra: Json | None = None,
    number: int | None = None,
) -> FakeMessage:
    """Put a message into a channel and tell the bots.

    Args:
        state: where everything is.
        channel: where it goes.
        author: whose it is.
        body: what Discord's API takes for a message.
        attachments: the files of it, already kept.
        kind: Discord's number of the type.
        only_for: who alone sees it.
        extra: further properties of the payload.
        number: its id, if that must be a certain one.
    """
    replied = _replied(state, body)
    raw: Json = {
        "id": str(number or new_id()),
        "channel_id": str(channel.id),
        "type": REPLY_KIND if replied and kind == DEFAULT_KIND else kind,
        "author": author.payload(),
        "content": body.get("content") or "",
        "timestamp": now(),
        "edited_timestamp": None,
        "tts": bool(body.get("tts")),
        "mentions": [],
        "mention_roles": [],
        "mention_everyone": False,
        "attachments": list(attachments),
        "embeds": _stored_embeds(body),
        "components": c.as_stored(body.get("components") or [], attachments),
        "pinned": False,
        "flags": body.get("flags") or 0,
        **(extra or {}),
    }
    if replied:
        raw["message_reference"] = {
            "type": 0,
            "message_id": str(replied.id),
            "channel_id": str(channel.id),
            **({"guild_id": str(channel.guild.id)} if channel.guild else {}),
        }
        raw["referenced_message"] = _without_reference(replied)
    if body.get("nonce") is not None:
        raw["nonce"] = body["nonce"]
    message = FakeMessage(raw=raw, channel=channel, author=author, only_for=only_for)
    mention(state, message, body, replied)
    state.messages[message.id] = message
    channel.messages_sent += 1
    if only_for is None:
        channel.last_message = message.id
    state.honest(state.spec.check_model("MessageResponse", raw))
    announce(state, "MESSAGE_CREATE", message)
    return message


def revise(
    state: State, message: FakeMessage, body: Json, attachments: Sequence[Json] | None = None
) -> None:
    """Change a message as an edit says and tell the bots."""
    message.remember()
    raw = message.raw
    raw["flags"] &= ~c.LOADING
    if attachments is not None:
        raw["attachments"] = list(attachments)
    if "content" in body:
        raw["content"] = body["content"] or ""
    if body.get("flags") is not None:
        raw["flags"] = (raw["flags"] & _OWN_FLAGS) | body["flags"]
    if "embeds" in body:
        raw["embeds"] = _stored_embeds(body)
    if "components" in body:
        raw["components"] = c.as_stored(body["components"] or [], raw["attachments"])
    raw["edited_timestamp"] = now()
    mention(state, message, body, _replied(state, raw))
    announce(state, "MESSAGE_UPDATE", message)


def remove(state: State, message: FakeMessage) -> None:
    """Take a message away and tell the bots."""
    message.deleted = True
    gone: Json = {"id": str(message.id), "channel_id": str(message.channel.id)}
    if message.channel.guild is not None and message.only_for is None:
        gone["guild_id"] = str(message.channel.guild.id)
    if visible_to_bot(state, message.channel):
        state.dispatch("MESSAGE_DELETE", gone)
    state.changed.set()


def announce(state: State, event: str, message: FakeMessage) -> None:
    """Tell the bots of a message.

    An ephemeral one goes to the bot alone, without its server, as a direct message would.
    """
    payload, guild = dict(message.raw), message.channel.guild
    if guild is not None and message.only_for is None:
        payload["guild_id"] = str(guild.id)
        member = guild.members.get(message.author.id)
        if member is not None:
            payload["member"] = member.payload_alone()
    if message.only_for is not None or visible_to_bot(state, message.channel):
        state.dispatch(event, payload)
    state.changed.set()


def visible_to_bot(state: State, channel: Channel) -> bool:
    """Return whether the bot sees a channel."""
    return bool(in_channel(channel, state.bot) & VIEW_CHANNEL)


def mention(state: State, message: FakeMessage, body: Json, replied: FakeMessage | None) -> None:
    """Note whom a message notifies by what it says and replies to."""
    raw, allowed = message.raw, body.get("allowed_mentions")
    may = bool(in_channel(message.channel, message.author) & MENTION_EVERYONE)
    texts = [raw["content"], *c.texts(raw["components"])]
    guild = message.channel.guild
    found = find_mentions(texts, allowed, state.users, guild, may_mention_all=may)
    users = list(found.users)
    pings_author = allowed is None or allowed.get("replied_user")
    if replied is not None and pings_author and replied.author not in users:
        users.append(replied.author)
    raw["mentions"] = [user.payload() for user in users]
    raw["mention_roles"] = [str(role) for role in found.roles]
    raw["mention_everyone"] = found.everyone


def _replied(state: State, body: Json) -> FakeMessage | None:
    reference = body.get("message_reference")
    replied = state.messages.get(int(reference["message_id"])) if reference else None
    return None if replied is None or replied.deleted else replied


def _without_reference(message: FakeMessage) -> Json:
    return {key: value for key, value in message.raw.items() if key != "referenced_message"}


def _stored_embeds(body: Json) -> list[Json]:
    return [{"type": "rich", **embed} for embed in body.get("embeds") or []]
