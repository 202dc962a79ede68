"""What a database's index of words has to do: which passages have which terms."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.models import ArticleId, Corpus, PassageId, VersionId

Numbers = NDArray[np.int64]
"""Row numbers of passages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageTerms:
    """The terms of a passage, in their order.

    Attributes:
        number: the passage's row.
        body: those of its text, joined by spaces.
        title: those of the article's title and of the passage's heading.
    """

    number: int
    body: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """The passages of a corpus with a term.

    Attributes:
        numbers: the newest of them, at most `index.catalogue.shortlist.GATHERED`.
        frequency: how many there are, estimated from the newest where they are more.
    """

    numbers: Numbers
    frequency: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What passages are looked for.

    Attributes:
        corpus: where they are.
        terms: of which they have one at least.
        article_ids: the only articles to look in; None for all.
        body_weight: how much an occurrence in the passage's text counts.
        title_weight: how much one in the title or the heading counts.
    """

    corpus: Corpus
    terms: Collection[str]
    article_ids: Collection[ArticleId] | None
    body_weight: float
    title_weight: float


class WordIndex(Protocol):
    """The terms of all passages, as `index.words.terms` makes them."""

    @property
    def ranks(self) -> int:
        """How many passages of a corpus the database ranks quickly by itself; 0 for none."""
        ...

    def ranked(self, search: Search, limit: int) -> list[tuple[PassageId, float]]:
        """Return the passages that are looked for and their BM25 scores, best first.

        It is asked of corpora with no more passages than `ranks` says.
        """
        ...

    def postings(self, corpus: Corpus, wanted: Collection[str]) -> dict[str, Posting]:
        """Return the passages of a corpus with each term.

        Where rarer terms have very many, those of frequent ones may be left out.
        """
        ...

    def frequencies(self, corpus: Corpus, wanted: Collection[str]) -> dict[str, int]:
        """Return in how many passages of a corpus each term occurs; an estimate if very many."""
        ...

    def spelled(self, corpus: Corpus, beginning: str, shortest: int, longest: int) -> list[str]:
        """Return terms of some length with this beginning, among them all of the corpus."""
        ...

    def terms_of(self, numbers: Sequence[int]) -> Iterable[PassageTerms]:
        """Return the terms of passages by their row numbers."""
        ...

    def write(self, corpus: Corpus, passages: Sequence[PassageTerms]) -> None:
        """Add passages that aren't in it."""
        ...

    def delete(self, version: VersionId) -> None:
        """Take out the passages of a version."""
        ...

    def clear(self) -> None:
        """Take out everything, even where it is damaged."""
        ...

    def whole(self) -> bool:
        """Tell whether it can be read and has all ready passages, and none that never were."""
        ...
