"""What the index needs from outside."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.models import (
    ArticleId,
    Corpus,
    ExtractedArticle,
    FetchedPage,
    Passage,
    RetrievedPassage,
    Validators,
    VersionId,
)

Vectors = NDArray[np.float32]

NO_VALIDATORS = Validators()
"""Nothing is known of the page's state, so it is got in any case."""


class Embedder(Protocol):
    """Turns texts into vectors of meaning."""

    @property
    def name(self) -> str:
        """Identifies the model; another name means vectors that can't be compared."""
        ...

    @property
    def dimension(self) -> int:
        """Length of the vectors."""
        ...

    async def embed(self, texts: Sequence[str], *, patient: bool = False) -> Vectors:
        """Return one unit-length row per text, shape (len(texts), dimension).

        Args:
            texts: what to embed; texts longer than the model's context are cut at its end.
            patient: whether others may go first, as questions do before articles.
        """
        ...


class Reranker(Protocol):
    """Reads a question and a text together and tells whether the text answers it."""

    @property
    def name(self) -> str:
        """Identifies the model."""
        ...

    async def score(self, question: str, texts: Sequence[str]) -> Vectors:
        """Return one number per text, shape (len(texts),): the log-odds that it answers.

        Question and text are cut where they are longer than the model's context together.
        """
        ...


class Retriever(Protocol):
    """Finds the passages of a corpus that may answer a question."""

    async def retrieve(
        self,
        corpus: Corpus,
        question: str,
        *,
        article: ArticleId | None = None,
        limit: int = 10,
    ) -> tuple[RetrievedPassage, ...]:
        """Return up to `limit` passages of `corpus`, or of one of its articles, best first.

        Raises:
            index.errors.UnknownArticle: there is no such article in `corpus`.
            index.errors.ReindexNeeded: the vectors can't be compared with the question's.
        """
        ...


class Fetcher(Protocol):
    """Gets the bytes behind a link."""

    async def fetch(self, link: str) -> FetchedPage:
        """Return the page behind `link`, which a person asked for.

        Raises:
            index.errors.FetchError: the link is malformed, or the page can't be had.
        """
        ...

    async def revisit(
        self, link: str, validators: Validators = NO_VALIDATORS
    ) -> FetchedPage | None:
        """Return a page or a feed that is looked after; None if it hasn't changed.

        The site's robots.txt is obeyed.

        Args:
            link: what to get.
            validators: what the server called the state that is known.

        Raises:
            index.errors.FetchError: the link is malformed, the page can't be had, or its site
                doesn't want robots there.
        """
        ...


class Extractor(Protocol):
    """Gets the article out of a page."""

    async def extract(self, page: FetchedPage) -> ExtractedArticle:
        """Return the article in `page`.

        Raises:
            index.errors.ExtractionError: the page holds no readable article.
        """
        ...


class Cut(Protocol):
    """Cuts an article into passages."""

    def __call__(
        self, article: ExtractedArticle, *, article_id: ArticleId, version: VersionId
    ) -> tuple[Passage, ...]:
        """Return the passages of `article` in reading order."""
        ...
