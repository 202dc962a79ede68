"""What answering needs from outside."""

from collections.abc import AsyncGenerator, Sequence
from typing import Protocol

from index.models import Corpus, RetrievedPassage


class Retriever(Protocol):
    """Finds the passages of a corpus that may answer a question."""

    async def retrieve(
        self, corpus: Corpus, question: str, *, limit: int = 10
    ) -> tuple[RetrievedPassage, ...]:
        """Return up to `limit` passages of `corpus`, best first.

        Raises:
            index.errors.ReindexNeeded: the vectors can't be compared with the question's.
        """
        ...


class Generator(Protocol):
    """A language model that continues a prompt."""

    @property
    def context_tokens(self) -> int:
        """The most tokens that prompt and continuation may have together."""
        ...

    async def count_tokens(self, *, system: str, user: str) -> int:
        """Return the tokens of the prompt made of the two texts, chat template included."""
        ...

    def generate(
        self,
        *,
        system: str,
        user: str,
        max_tokens: int,
        temperature: float = 0.0,
        stop: Sequence[str] = (),
    ) -> AsyncGenerator[str, None]:
        """Stream the model's reply piece by piece; closing the iterator stops the model.

        Neither text is read as control tokens, whatever it contains. Deterministic at
        temperature 0.

        Raises:
            engine.errors.PromptTooLong: prompt and `max_tokens` don't fit into the context.
            engine.errors.ModelError: the model failed.
        """
        ...


class Verifier(Protocol):
    """Judges whether a text says what a claim says."""

    async def support(self, claim: str, evidence: Sequence[str]) -> tuple[float, ...]:
        """Return, for each evidence text, how well it supports the claim: 0 not at all, 1 fully."""
        ...
