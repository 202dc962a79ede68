"""Where a reply of the bot appears and changes: a message of a channel, or a private response.

Steps are shown as often as Discord lets a message be edited, the last form always. What Discord
refuses for a moment is tried again, what it refuses for good goes where the person can still be
reached.
"""

from typing import Protocol

import discord
from discord.ui import LayoutView

from bot.posting.acknowledging import Acknowledgement
from bot.posting.channel_posts import ChannelPost
from bot.posting.delivery import NOBODY, Channel, Deliver
from bot.posting.pacing import Pace
from bot.posting.response_posts import ResponsePost
from bot.posting.steps import Form


class Post(Protocol):
    """One reply of the bot. Whoever shows a step has to finish the post."""

    @property
    def is_reply(self) -> bool:
        """Whether it is a reply to the person's message, which shows what it is about."""
        ...

    async def show(self, form: Form, *, minor: bool = False) -> None:
        """Let `form` be shown as soon as may be; returns without waiting for it.

        Args:
            form: the step.
            minor: whether the step isn't worth a message if more follows in a moment.
        """
        ...

    async def finish(self, view: LayoutView, *, outlived: LayoutView | None = None) -> int | None:
        """Show the last form, whatever it takes.

        Args:
            view: the last form.
            outlived: what to put into the channel where `view` is for one person only and
                Discord no longer takes it; None for a view that everybody there may see.

        Returns:
            The id of the message if it is a regular one of a channel, None if it isn't or if
            nothing could be shown.
        """
        ...


def channel_post(
    channel: Channel,
    *,
    pace: Pace,
    nonce: str,
    reply_to: discord.Message | discord.PartialMessage | None = None,
    thinking: discord.Interaction | None = None,
    message_id: int | None = None,
    direct: Deliver | None = None,
    mentions: discord.AllowedMentions = NOBODY,
    after: Acknowledgement | None = None,
) -> Post:
    """Return a regular message of `channel`.

    Args:
        channel: where it appears.
        pace: how often it may change.
        nonce: at most 24 characters that no other post has, such as the id of what it answers:
            with it, Discord takes a message once, however often it is sent.
        reply_to: the message that it replies to.
        thinking: the interaction whose deferred private response goes when the message stands,
            and takes its place where the channel is closed to the bot.
        message_id: the message to go on with, from before a restart.
        direct: what takes the last form where nothing else is left.
        mentions: who is notified.
        after: what has to have arrived before anything is sent.
    """
    response = None
    if thinking is not None:
        response = ResponsePost(thinking, pace=pace, direct=direct, after=after)
    return ChannelPost(
        channel,
        pace=pace,
        nonce=nonce,
        reply_to=reply_to,
        response=response,
        message_id=message_id,
        direct=direct,
        mentions=mentions,
        after=after,
    )


def interaction_post(
    interaction: discord.Interaction,
    *,
    pace: Pace,
    direct: Deliver | None = None,
    after: Acknowledgement | None = None,
) -> Post:
    """Return the response to an interaction that was deferred, or is just being.

    After 15 minutes, when Discord no longer takes it, what outlives it goes into the channel.
    """
    return ResponsePost(interaction, pace=pace, direct=direct, after=after)
