"""Where a reply of the bot appears and changes: a message of a channel, or a private response.

Steps are shown as often as Discord lets a message be edited, the last form always. What Discord
refuses for a moment is tried again, what it refuses for good goes where the person can still be
reached.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from http import HTTPStatus
from typing import Protocol, TypeVar

import aiohttp
import discord
from discord.ui import LayoutView

from bot.pacing import Pace
from bot.steps import Steps

Channel = (
    discord.TextChannel
    | discord.VoiceChannel
    | discord.StageChannel
    | discord.Thread
    | discord.DMChannel
    | discord.PartialMessageable
)
Deliver = Callable[[LayoutView], Awaitable[None]]
Result = TypeVar("Result")

NOBODY = discord.AllowedMentions.none()
UNREACHABLE = (discord.DiscordServerError, aiohttp.ClientError, OSError)
"""What passes: Discord has trouble, or the way to it."""

_PAUSES = (1.0, 5.0, 15.0)  # seconds before the last form is tried again

_INVALID_FORM = 50035  # code of Discord's answer to a malformed message

_log = logging.getLogger(__name__)


class Post(Protocol):
    """One reply of the bot. Whoever shows a step has to finish the post."""

    @property
    def is_reply(self) -> bool:
        """Whether it is a reply to the person's message, which shows what it is about."""
        ...

    async def show(self, view: LayoutView) -> None:
        """Let `view` be the form to show as soon as may be; returns without waiting for it."""
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
    """
    return _ChannelPost(
        channel,
        pace=pace,
        nonce=nonce,
        reply_to=reply_to,
        thinking=thinking,
        message_id=message_id,
        direct=direct,
        mentions=mentions,
    )


def interaction_post(
    interaction: discord.Interaction, *, pace: Pace, direct: Deliver | None = None
) -> Post:
    """Return the response to an interaction that was deferred.

    After 15 minutes, when Discord no longer takes it, what outlives it goes into the channel.
    """
    return _InteractionPost(interaction, pace=pace, direct=direct)


class _ChannelPost:
    def __init__(
        self,
        channel: Channel,
        *,
        pace: Pace,
        nonce: str,
        reply_to: discord.Message | discord.PartialMessage | None,
        thinking: discord.Interaction | None,
        message_id: int | None,
        direct: Deliver | None,
        mentions: discord.AllowedMentions,
    ) -> None:
        self._channel = channel
        self._pace = pace
        self._nonce = nonce
        self._reply_to = reply_to
        self._thinking = thinking
        self._message = None if message_id is None else channel.get_partial_message(message_id)
        self._direct = direct
        self._mentions = mentions
        self._instead: Post | None = None
        self._closed = False
        self._steps = Steps(lambda: pace.stream(channel.id), self._step)
        self.is_reply = reply_to is not None

    async def show(self, view: LayoutView) -> None:
        if self._instead is None:
            self._steps.show(view)
        else:
            await self._instead.show(view)

    async def finish(self, view: LayoutView, *, outlived: LayoutView | None = None) -> int | None:
        await self._steps.end()
        if self._instead is None:
            try:
                return await _insisting(lambda: self._last(view))
            except (discord.HTTPException, *UNREACHABLE) as error:
                _log_refusal(error)
            self._instead = self._other_place()
        if self._instead is not None:
            return await self._instead.finish(view, outlived=outlived)
        await _deliver(view, self._direct)
        return None

    async def _step(self, view: LayoutView) -> None:
        if self._closed:
            return
        try:
            if self._message is None:
                await self._create(view)
            else:
                await self._message.edit(view=view, allowed_mentions=NOBODY)
        except UNREACHABLE as error:
            _log_refusal(error)
        except discord.HTTPException as error:
            _log_refusal(error)
            self._closed = True
            if self._message is None:
                self._instead = self._other_place()
                if self._instead is not None:
                    await self._instead.show(view)

    async def _last(self, view: LayoutView) -> int:
        if self._message is not None:
            try:
                await self._message.edit(view=view, allowed_mentions=NOBODY)
            except UNREACHABLE:
                raise
            except discord.HTTPException as error:
                # Deleted meanwhile, in a thread that was archived, or too old to be edited.
                _log_refusal(error)
                self._message = None
                self._nonce += "+"
        if self._message is None:
            await self._create(view)
        assert self._message is not None  # noqa: S101 - `_create` sets it
        return self._message.id

    async def _create(self, view: LayoutView) -> None:
        if self._reply_to is None:
            message = await self._channel.send(
                view=view, nonce=self._nonce, allowed_mentions=self._mentions
            )
        else:
            reference = self._reply_to.to_reference(fail_if_not_exists=False)
            message = await self._channel.send(
                view=view, nonce=self._nonce, allowed_mentions=self._mentions, reference=reference
            )
        self.is_reply = message.reference is not None
        self._message = self._channel.get_partial_message(message.id)
        if self._thinking is not None:
            with suppress(discord.HTTPException, *UNREACHABLE):  # it goes by itself in time
                await self._thinking.delete_original_response()
            self._thinking = None

    def _other_place(self) -> Post | None:
        if self._thinking is None:
            return None
        return _InteractionPost(self._thinking, pace=self._pace, direct=self._direct)


class _InteractionPost:
    def __init__(
        self, interaction: discord.Interaction, *, pace: Pace, direct: Deliver | None
    ) -> None:
        self._interaction = interaction
        self._pace = pace
        self._direct = direct
        self._closed = False
        self._steps = Steps(lambda: pace.stream(interaction.id), self._step)
        self.is_reply = False

    async def show(self, view: LayoutView) -> None:
        self._steps.show(view)

    async def finish(self, view: LayoutView, *, outlived: LayoutView | None = None) -> int | None:
        await self._steps.end()
        if not self._interaction.is_expired():
            try:
                return await _insisting(lambda: self._last(view))
            except (discord.HTTPException, *UNREACHABLE) as error:
                _log_refusal(error)
        return await self._outlive(view, outlived)

    async def _step(self, view: LayoutView) -> None:
        if self._closed:
            return
        try:
            await self._interaction.edit_original_response(view=view, allowed_mentions=NOBODY)
        except UNREACHABLE as error:
            _log_refusal(error)
        except discord.HTTPException as error:
            _log_refusal(error)
            self._closed = True

    async def _last(self, view: LayoutView) -> None:
        try:
            await self._interaction.edit_original_response(view=view, allowed_mentions=NOBODY)
        except discord.NotFound as error:  # the person put it away, or it has expired
            _log_refusal(error)
            await self._interaction.followup.send(
                view=view, ephemeral=True, allowed_mentions=NOBODY
            )

    async def _outlive(self, view: LayoutView, outlived: LayoutView | None) -> int | None:
        channel = self._interaction.channel
        if isinstance(channel, Channel):
            post = channel_post(
                channel, pace=self._pace, nonce=f"{self._interaction.id}o", direct=self._direct
            )
            return await post.finish(view if outlived is None else outlived)
        await _deliver(view, self._direct)
        return None


async def _insisting(send: Callable[[], Awaitable[Result]]) -> Result:
    """Return what `send` returns, trying again while Discord can't be reached."""
    for pause in _PAUSES:
        try:
            return await send()
        except UNREACHABLE as error:
            _log_refusal(error)
        await asyncio.sleep(pause)
    return await send()


async def _deliver(view: LayoutView, direct: Deliver | None) -> None:
    if direct is None:
        return
    try:
        await direct(view)
    except (discord.HTTPException, *UNREACHABLE) as error:
        _log_refusal(error)


def _log_refusal(error: Exception) -> None:
    """Note what Discord refused; a malformed message is a mistake of ours."""
    if isinstance(error, discord.HTTPException):
        ours = error.status == HTTPStatus.BAD_REQUEST and error.code == _INVALID_FORM
        level = logging.ERROR if ours else logging.INFO
        _log.log(level, "Discord refused a message: %s %s", error.status, error.code)
    else:
        _log.info("Discord can't be reached: %s", type(error).__name__)
