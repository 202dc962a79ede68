"""What is being changed in the corpora, so that two changes of one article follow each other."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from index.duplicates import SIMILAR, resemblance
from index.models import ArticleId, Corpus


@dataclass(slots=True, eq=False, kw_only=True)
class Claim:
    """A change of a corpus, by what may tell which article it is about.

    Attributes:
        article: the article, where it is known.
        links: what leads to it.
        text_hash: of its text; empty for no text.
        sketch: of its text; similar articles come one after the other, to notice each other.
        everything: whether all articles of the corpus are changed.
        granted: whether the change is being made; it waits until then.
        over: set when it was made, or given up.
    """

    article: ArticleId | None = None
    links: frozenset[str] = frozenset()
    text_hash: str = ""
    sketch: bytes = b""
    everything: bool = False
    granted: bool = False
    over: asyncio.Event = field(default_factory=asyncio.Event)

    def clashes(self, other: "Claim") -> bool:
        """Tell whether both may be about the same article."""
        return (
            self.everything
            or other.everything
            or (self.article is not None and self.article == other.article)
            or not self.links.isdisjoint(other.links)
            or (self.text_hash != "" and self.text_hash == other.text_hash)
            or resemblance(self.sketch, other.sketch) >= SIMILAR
        )


class Underway:
    """The changes under way. First come, first served; what doesn't clash goes on together.

    Nobody waits for ever: a claim waits for those that are granted and for those that wait
    longer, and whoever takes an article waits for nobody any more.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._claims: defaultdict[Corpus, list[Claim]] = defaultdict(list)

    @asynccontextmanager
    async def claimed(self, corpus: Corpus, claim: Claim) -> AsyncIterator[None]:
        """Wait for the claims that this one clashes with, then hold it inside `async with`."""
        claims = self._claims[corpus]
        claims.append(claim)
        try:
            while (other := self._in_the_way(claim, claims)) is not None:
                await other.over.wait()
            claim.granted = True
            yield
        finally:
            claims.remove(claim)
            claim.over.set()
            if not claims:
                self._claims.pop(corpus, None)

    async def take(self, corpus: Corpus, claim: Claim, article: ArticleId) -> bool:
        """Let a granted claim be about an article too, if nobody else changes that at the moment.

        Returns:
            True if it is; False after waiting for who changed it, as much may have changed.
        """
        for other in self._claims[corpus]:
            if other is not claim and other.granted and other.article == article:
                await other.over.wait()
                return False
        claim.article = article
        return True

    def _in_the_way(self, claim: Claim, claims: list[Claim]) -> Claim | None:
        earlier = True
        for other in claims:
            if other is claim:
                earlier = False
            elif (other.granted or earlier) and claim.clashes(other):
                return other
        return None
