"""Posts that are responses to interactions."""

from contextlib import suppress

import discord
from discord.ui import LayoutView

from bot.posting.acknowledging import Acknowledgement
from bot.posting.channel_posts import ChannelPost
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


class ResponsePost:
    """The response to an interaction that was deferred.

    Attributes:
        is_reply: always False: a response replies to no message.
    """

    is_reply = False

    def __init__(
        self,
        interaction: discord.Interaction,
        *,
        pace: Pace,
        direct: Deliver | None = None,
        after: Acknowledgement | None = None,
    ) -> None:
        """Respond to `interaction`; see `bot.posting.posts.interaction_post`."""
        self._interaction = interaction
        self._pace = pace
        self._direct = direct
        self._closed = False
        self._after = after
        self._steps = Steps(lambda: pace.stream(interaction.id), self._step, after)

    async def show(self, form: Form, *, minor: bool = False) -> None:
        """Let `form` be shown as soon as may be."""
        if not self._closed:
            self._steps.show(form, minor=minor)

    async def finish(self, view: LayoutView, *, outlived: LayoutView | None = None) -> int | None:
        """Show the last form: here, else in the channel, else directly.

        Raises:
            discord.HTTPException: the acknowledgement was refused that had to arrive before.
        """
        with stage("discord"):
            return await self._finish(view, outlived)

    async def _finish(self, view: LayoutView, outlived: LayoutView | None) -> int | None:
        await self._steps.end()
        if self._after is not None:
            await self._after.arrived()
        if not self._interaction.is_expired():
            try:
                await insisting(lambda: self._last(view))
                return None
            except REFUSALS as error:
                log_refusal(error)
        message_id = await self._beyond(view if outlived is None else outlived)
        if message_id is None:
            await deliver(view, self._direct)
        return message_id

    async def withdraw(self) -> None:
        """Take the promise of a response back; where that fails it goes by itself in time."""
        with suppress(*REFUSALS):
            await self._interaction.delete_original_response()

    async def _step(self, view: LayoutView) -> None:
        try:
            await self._interaction.edit_original_response(view=view, allowed_mentions=NOBODY)
        except REFUSALS as error:
            log_refusal(error)
            self._closed = not passes(error)

    async def _last(self, view: LayoutView) -> None:
        try:
            await self._interaction.edit_original_response(view=view, allowed_mentions=NOBODY)
        except discord.NotFound as error:  # the person put it away, or its time is over
            log_refusal(error)
            await self._interaction.followup.send(
                view=view, ephemeral=True, allowed_mentions=NOBODY
            )

    async def _beyond(self, view: LayoutView) -> int | None:
        """Show a view in the channel; return the message, None if that can't be."""
        channel = self._interaction.channel
        if not isinstance(channel, Channel):
            return None
        post = ChannelPost(channel, pace=self._pace, nonce=f"{self._interaction.id}o")
        return await post.finish(view)
