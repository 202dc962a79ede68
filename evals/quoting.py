"""Answers made of quotes alone: what retrieval, evidence and abstention do, soon.

The generation model takes most of a question's time and changes little of what is measured, since
what it may not say is replaced by the quotes.
"""

from collections.abc import AsyncGenerator, Sequence

from bot.local_models import LocalModels
from index.ports import Embedder, Reranker


class SilentGenerator:
    """A generation model into which no prompt fits, so that it is never asked."""

    @property
    def context_tokens(self) -> int:
        """No prompt fits."""
        return 0

    @property
    def parameters(self) -> int:
        """It has no weights."""
        return 0

    async def count_tokens(self, *, system: str, user: str) -> int:
        """Return how many words the two texts have."""
        return len(system.split()) + len(user.split())

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
        """Say nothing."""
        del system, user, max_tokens, temperature, stop
        said: tuple[str, ...] = ()
        for piece in said:
            yield piece


class QuotingModels:
    """The models of the settings but for the one that words answers."""

    def __init__(self, models: LocalModels) -> None:
        """Embed and rank as `models` do."""
        self._models = models

    async def embedder(self) -> Embedder:
        """Return the embedding model."""
        return await self._models.embedder()

    async def reranker(self) -> Reranker | None:
        """Return the reranking model, if there is one."""
        return await self._models.reranker()

    async def generator(self) -> SilentGenerator:
        """Return what says nothing."""
        return SilentGenerator()
