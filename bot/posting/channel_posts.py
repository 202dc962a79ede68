"""Posts that are regular messages of a channel."""

from contextlib import suppress
from typing import Protocol

import discord
from discord.ui import LayoutView

from bot.posting.acknowledging import Acknowledgement
from bot.posting.delivery import (
    NOBODY,
    REFUSALS,
    Channel,
    Deliver,
    deliver,
    insisting,
    log_refusal,
    passes,
)
from bot.posting.pacing import Pace
from bot.posting.steps import Form, Steps
from index.tracing import stage


class Response(Protocol):
    """The private response to an interaction, which can take the place of a message."""

    async def show(self, form: Form, *, minor: bool = False) -> None:
        """Show a step."""
        ...

    async def finish(self, view: LayoutView, *, outlived: LayoutView | None = None) -> int | None:
        """Show the last form."""
        ...

    async def withdraw(self) -> None:
        """Take the promise of a response back."""
        ...


class ChannelPost:
    """A message of a channel, which appears with the first step.

    Attributes:
        is_reply: whether it is a reply to the person's message.
    """

    def __init__(
        self,
        channel: Channel,
        *,
        pace: Pace,
        nonce: str,
        reply_to: discord.Message | discord.PartialMessage | None = None,
        response: Response | None = None,
        message_id: int | None = None,
        direct: Deliver | None = None,
        mentions: discord.AllowedMentions = NOBODY,
        after: Acknowledgement | None = None,
    ) -> None:
        """Show it in `channel`; see `bot.posting.posts.channel_post`."""
        self._channel = channel
        self._nonce = nonce
        self._reply_to = reply_to
        self._response = response
        self._message = None if message_id is None else channel.get_partial_message(message_id)
        self._stale: discord.PartialMessage | None = None  # another takes its place
        self._direct = direct
        self._mentions = mentions
        self._closed = False
        self._may_stand = False
        self._after = after
        self._steps = Steps(lambda: pace.stream(channel.id), self._step, after)
        self.is_reply = reply_to is not None

    async def show(self, form: Form, *, minor: bool = False) -> None:
        """Let `form` be shown as soon as may be."""
        if not self._closed:
            self._steps.show(form, minor=minor)
        elif self._instead is not None:
            await self._instead.show(form, minor=minor)

    async def finish(self, view: LayoutView, *, outlived: LayoutView | None = None) -> int | None:
        """Show the last form: here, else as the response, else directly.

        Raises:
            discord.HTTPException: the acknowledgement was refused that had to arrive before.
        """
        with stage("discord"):
            return await self._finish(view, outlived)

    async def _finish(self, view: LayoutView, outlived: LayoutView | None) -> int | None:
        await self._steps.end()
        if self._after is not None:
            await self._after.arrived()
        if self._instead is None or not self._closed:
            try:
                return await insisting(lambda: self._last(view))
            except REFUSALS as error:
                log_refusal(error)
        if self._instead is not None:
            return await self._instead.finish(view, outlived=outlived)
        await deliver(view, self._direct)
        return None

    @property
    def _instead(self) -> Response | None:
        """What takes the message's place, as long as the message never stood."""
        return self._response if self._message is None else None

    async def _step(self, view: LayoutView) -> None:
        try:
            if self._message is None:
                await self._create(view)
            else:
                await self._message.edit(view=view, allowed_mentions=NOBODY)
        except REFUSALS as error:
            log_refusal(error)
            self._closed = self._closed or not passes(error)
            if self._closed and self._instead is not None:
                await self._instead.show(view)

    async def _last(self, view: LayoutView) -> int:
        if self._message is not None:
            try:
                await self._message.edit(view=view, allowed_mentions=NOBODY)
                return self._message.id
            except REFUSALS as error:
                if passes(error):
                    raise
                # Deleted meanwhile, in a thread that was archived, or too old to be edited.
                log_refusal(error)
                self._stale, self._message = self._message, None
                self._nonce += "+"
        message_id = await self._create(view)
        if self._stale is not None:
            with suppress(*REFUSALS):  # most often it is gone
                await self._stale.delete()
            self._stale = None
        return message_id

    async def _create(self, view: LayoutView) -> int:
        """Send the message. One that stands already, though Discord said otherwise, is edited.

        Discord tells them by the nonce, and answers with the first.
        """
        try:
            message = await self._send(view)
        except REFUSALS as error:
            self._may_stand = self._may_stand or passes(error)
            raise
        self.is_reply = message.reference is not None
        self._message = self._channel.get_partial_message(message.id)
        if self._may_stand:
            await self._message.edit(view=view, allowed_mentions=NOBODY)
            self._may_stand = False
        if self._response is not None:
            await self._response.withdraw()
            self._response = None
        return message.id

    async def _send(self, view: LayoutView) -> discord.Message:
        if self._reply_to is None:
            return await self._channel.send(
                view=view, nonce=self._nonce, allowed_mentions=self._mentions
            )
        reference = self._reply_to.to_reference(fail_if_not_exists=False)
        return await self._channel.send(
            view=view, nonce=self._nonce, allowed_mentions=self._mentions, reference=reference
        )
