"""What answering needs from outside."""

from collections.abc import AsyncGenerator, Sequence
from typing import Protocol

from answer.models import FoundEvidence
from index.models import Article, ArticleId, Corpus, Passage, RetrievedPassage


class Speller(Protocol):
    """Knows how the articles of a corpus spell their words."""

    async def respelled(self, corpus: Corpus, question: str) -> str:
        """Return the question with misspelled words as the articles of `corpus` spell them."""
        ...


class EvidenceFinder(Protocol):
    """Finds the few sentences that answer a question."""

    async def find(self, question: str, retrieved: Sequence[RetrievedPassage]) -> FoundEvidence:
        """Return the evidence in the retrieved passages and how likely it answers."""
        ...


class ArticleReader(Protocol):
    """Reads the articles of a corpus."""

    async def article(self, corpus: Corpus, article_id: ArticleId) -> Article:
        """Return an article.

        Raises:
            index.errors.UnknownArticle: there is no such article in `corpus`.
        """
        ...

    async def article_passages(self, corpus: Corpus, article_id: ArticleId) -> tuple[Passage, ...]:
        """Return the passages of an article in their order."""
        ...


class Generator(Protocol):
    """A language model that continues a prompt."""

    @property
    def context_tokens(self) -> int:
        """The most tokens that prompt and continuation may have together."""
        ...

    @property
    def parameters(self) -> int:
        """How many weights the model has, by which it is told what it can do."""
        ...

    async def count_tokens(self, *, system: str, user: str) -> int:
        """Return the tokens of the prompt made of the two texts, chat template included."""
        ...

    async def warm(self, *, system: str) -> None:
        """Read the beginning of the prompts with this system text, so that they start at once."""
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

    async def support(self, claim: str, evidence: str, *, language: str) -> float:
        """Return how well the evidence, in `language`, supports the claim: 0 not, 1 fully."""
        ...
