"""Points that are kept, so that a summary that was made once is there at once the next time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from answer.models import Length
from index.models import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPoint:
    """A point, and the span of the article's text that it cites."""

    text: str
    start: int
    end: int


class Shelf(Protocol):
    """Keeps the points of articles until an article or the models change."""

    async def kept(
        self, article: Article, *, length: Length, focus: str | None
    ) -> tuple[KeptPoint, ...] | None:
        """Return the points of an article with this text; None if none are kept."""
        ...

    async def keep(
        self, article: Article, points: Sequence[KeptPoint], *, length: Length, focus: str | None
    ) -> None:
        """Keep the points of an article, unless it has another text meanwhile."""
        ...


class EmptyShelf:
    """Keeps nothing; for texts that are in no corpus."""

    async def kept(
        self, article: Article, *, length: Length, focus: str | None
    ) -> tuple[KeptPoint, ...] | None:
        """Return None."""
        del article, length, focus
        return None

    async def keep(
        self, article: Article, points: Sequence[KeptPoint], *, length: Length, focus: str | None
    ) -> None:
        """Keep nothing."""
        del article, points, length, focus
