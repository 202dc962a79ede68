"""Which messages are meant for the bot, and what they ask."""

from dataclasses import dataclass

import discord

from bot.asking.answer_messages import answer_shown_by
from bot.messages.contents import contents_of
from bot.messages.plain_text import has_words, is_command, plain
from bot.records.models import AnswerId, GuildSettings

_OF_PEOPLE = {discord.MessageType.default, discord.MessageType.reply}


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressed:
    """What a message asks.

    Attributes:
        question: its text; empty if it has no words.
        answer_id: the answer of the bot that it replies to.
        about: the text of another person's message that it replies to; empty if there is none.
    """

    question: str
    answer_id: AnswerId | None
    about: str


def addressed(
    message: discord.Message, me: discord.ClientUser, settings: GuildSettings
) -> Addressed | None:
    """Return what a message asks; None if it isn't meant for the bot.

    Meant for it is what mentions it, every direct message, and if they have words what replies to
    one of its answers and what stands in an ask channel or a thread of one.
    """
    if message.author.bot or message.webhook_id or message.type not in _OF_PEOPLE:
        return None
    own = _own_ids(message, me)
    replied = _replied(message)
    by_me = replied is not None and replied.author.id == me.id
    answer_id = answer_shown_by(replied) if replied is not None and by_me else None
    question = plain(message.content, own=own, names=_names(message))
    if not (message.guild is None or _mentions(message, own)):
        asked_here = _in_ask_channel(message, settings) and not is_command(message.content)
        if not (has_words(question) and (asked_here or answer_id is not None)):
            return None
    about = "" if replied is None or by_me else plain(contents_of(replied).text, own=own)
    if not has_words(question):
        question, about = (about, "") if has_words(about) else ("", "")
    return Addressed(question=question, answer_id=answer_id, about=about)


def _own_ids(message: discord.Message, me: discord.ClientUser) -> set[int]:
    """Return the ids of the bot and of the role that Discord made for it, often taken for it."""
    role = None if message.guild is None else message.guild.self_role
    return {me.id} if role is None else {me.id, role.id}


def _mentions(message: discord.Message, own: set[int]) -> bool:
    """Say whether the text mentions the bot; to reply to it isn't enough."""
    return not own.isdisjoint((*message.raw_mentions, *message.raw_role_mentions))


def _replied(message: discord.Message) -> discord.Message | None:
    if message.type is not discord.MessageType.reply or message.reference is None:
        return None
    resolved = message.reference.resolved
    return resolved if isinstance(resolved, discord.Message) else None


def _in_ask_channel(message: discord.Message, settings: GuildSettings) -> bool:
    channel = message.channel
    parent = channel.parent_id if isinstance(channel, discord.Thread) else channel.id
    return not settings.ask_channels.isdisjoint((channel.id, parent))


def _names(message: discord.Message) -> dict[int, str]:
    return {
        **{person.id: person.display_name for person in message.mentions},
        **{role.id: role.name for role in message.role_mentions},
        **{channel.id: channel.name for channel in message.channel_mentions},
    }
