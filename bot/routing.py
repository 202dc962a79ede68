"""Hands clicks, choices and submitted modals to who handles them, by what their id says.

Views are drawn and never kept: every click is found by its id alone, so buttons of messages from
before a restart work like those of today, and nothing piles up in memory.
"""

from collections.abc import Awaitable, Callable
from typing import Any, cast

import discord

from bot.custom_ids import Action, parse
from bot.errors import Refused

Handler = Callable[[discord.Interaction, tuple[str, ...]], Awaitable[None]]


class Router:
    """Handlers of components and modals by action."""

    def __init__(self) -> None:
        """Know no action yet."""
        self._handlers: dict[Action, Handler] = {}

    def on(self, action: Action, handler: Handler) -> None:
        """Let `handler` have what is clicked or submitted with `action`."""
        if action in self._handlers:
            raise ValueError(f"two handlers for {action}")
        self._handlers[action] = handler

    async def handle(self, interaction: discord.Interaction) -> None:
        """Let a click or a submitted modal be handled, by what its id says.

        Raises:
            Refused: nobody handles it; it comes from an older Footnote.
        """
        clicked = cast("dict[str, Any]", interaction.data or {})
        found = parse(str(clicked.get("custom_id", "")))
        handler = None if found is None else self._handlers.get(found.action)
        if found is None or handler is None:
            raise Refused("button-gone")
        await handler(interaction, found.arguments)
