"""A generation model whose wording and pace a test decides."""

import asyncio
from collections.abc import AsyncGenerator, Sequence

from engine.errors import ModelError


class ScriptedGenerator:
    """Writes the same reply, word by word, whenever a test lets it.

    Attributes:
        open: while it is cleared, the next word waits.
        begun: how many replies were begun.
        ended: how many were ended, whether they were written to their end or not.
        prompts: what the replies were to be made from.
        broken: whether it fails instead.
    """

    context_tokens = 4096
    parameters = 3_000_000_000

    def __init__(self, reply: str = "The wording of a model.", *, waits: bool = False) -> None:
        """Reply with `reply`, at once unless it `waits`."""
        self._reply = reply
        self.open = asyncio.Event()
        if not waits:
            self.open.set()
        self.begun = 0
        self.ended = 0
        self.prompts: list[str] = []
        self.broken = False

    async def count_tokens(self, *, system: str, user: str) -> int:
        """Return the number of words."""
        return len((system + " " + user).split())

    async def warm(self, *, system: str) -> None:
        """Have nothing to read."""
        del system

    async def generate(
        self,
        *,
        system: str,
        user: str,
        max_tokens: int,
        temperature: float = 0.0,
        stop: Sequence[str] = (),
    ) -> AsyncGenerator[str, None]:
        """Yield the reply in words; the first comes at once, the others once they may."""
        del system, max_tokens, temperature, stop
        self.begun += 1
        self.prompts.append(user)
        try:
            for number, word in enumerate(self._reply.split()):
                await asyncio.sleep(0)  # as a model that writes in a thread of its own lets others
                if number:
                    await self.open.wait()
                if self.broken:
                    raise ModelError("The model broke.")
                yield f"{word} "
        finally:
            self.ended += 1
