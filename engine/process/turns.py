"""Whose turn it is: many at a time, but those that may crash everything one at a time."""

import asyncio
from collections import deque


class Turn:
    """A place among those that are under way."""

    def __init__(self, turns: "Turns", *, alone: bool) -> None:
        """Hold a place until it is left."""
        self._turns: Turns | None = turns
        self._alone = alone

    def leave(self) -> None:
        """Make room for others; leaving twice changes nothing."""
        if self._turns is not None:
            self._turns.left(alone=self._alone)
            self._turns = None


class Turns:
    """Gives places: to any number together, or to one alone, for which the others wait."""

    def __init__(self) -> None:
        """Let nobody wait yet."""
        self._together = 0
        self._alone = False
        self._suspects = 0
        self._waiting: deque[asyncio.Future[None]] = deque()

    async def turn(self, *, alone: bool) -> Turn:
        """Return a place once there is one.

        Args:
            alone: whether nobody else may have one meanwhile. Who wants this goes first.
        """
        self._suspects += alone
        try:
            while self._alone or (self._together if alone else self._suspects):
                await self._change()
        finally:
            self._suspects -= alone
            self._tell()
        if alone:
            self._alone = True
        else:
            self._together += 1
        return Turn(self, alone=alone)

    def left(self, *, alone: bool) -> None:
        """Take back a place; for `Turn` only."""
        if alone:
            self._alone = False
        else:
            self._together -= 1
        self._tell()

    async def _change(self) -> None:
        change: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(change)
        try:
            await change
        finally:
            if change in self._waiting:
                self._waiting.remove(change)

    def _tell(self) -> None:
        """Let all that wait look again, in the order in which they came."""
        while self._waiting:
            change = self._waiting.popleft()
            if not change.done():
                change.set_result(None)
