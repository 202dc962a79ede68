"""What a person can do with summaries and comparisons in the terminal."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from typing import Any

from answer.comparing import MOST_ARTICLES
from answer.models import Comparison, Length, PartRead, PointFound, Summary
from answer.summarising import kept_summary
from bot.assembly import Assembly
from bot.errors import UserError
from bot.terminal.terminal import Terminal
from bot.terminal.wire import comparison_json, summary_json
from index.models import ArticleCard, ArticleId, Corpus

Find = Callable[[str], Awaitable[ArticleCard]]


class SummaryCommands:
    """The use cases of summaries and comparisons, over one corpus."""

    def __init__(self, assembly: Assembly, terminal: Terminal, corpus: Corpus, find: Find) -> None:
        """Work on `corpus` with the parts of `assembly`, and print on `terminal`.

        Args:
            assembly: what summarises.
            terminal: where it is shown.
            corpus: where the articles are.
            find: returns the article that a person means, or raises UserError.
        """
        self._assembly = assembly
        self._terminal = terminal
        self._corpus = corpus
        self._find = find

    async def summarize(
        self, articles: Sequence[str], *, length: Length, focus: str | None = None
    ) -> tuple[Summary, ...]:
        """Summarise articles one after the other, or what they say about `focus`; show it."""
        shown = []
        for card in [await self._find(article) for article in articles]:
            events = self._summary(card, length, focus)
            async with aclosing(events):
                shown.append(await self._terminal.summary(events))
        return tuple(shown)

    async def summarize_json(
        self, articles: Sequence[str], *, length: Length, focus: str | None = None
    ) -> dict[str, Any]:
        """Summarise as `summarize` does; return one JSON object, which lists several summaries."""
        made = []
        for card in [await self._find(article) for article in articles]:
            async with aclosing(self._summary(card, length, focus)) as events:
                made += [
                    summary_json(event) async for event in events if isinstance(event, Summary)
                ]
        return made[0] if len(made) == 1 else {"summaries": made}

    async def compare(
        self, articles: Sequence[str], *, length: Length, subject: str | None = None
    ) -> Comparison:
        """Compare articles, or what they say about `subject`, and show it."""
        ids = await self._compared(articles)
        comparing = (await self._assembly.answers()).comparing
        events = comparing.compare(self._corpus, ids, subject=subject, length=length)
        async with aclosing(events):
            return await self._terminal.comparison(events)

    async def compare_json(
        self, articles: Sequence[str], *, length: Length, subject: str | None = None
    ) -> dict[str, Any]:
        """Compare articles, or what they say about `subject`; return it as a JSON object."""
        ids = await self._compared(articles)
        comparing = (await self._assembly.answers()).comparing
        return comparison_json(
            await comparing.outcome(self._corpus, ids, subject=subject, length=length)
        )

    async def _summary(
        self, card: ArticleCard, length: Length, focus: str | None
    ) -> AsyncGenerator[PartRead | PointFound | Summary, None]:
        """Yield a summary and how far it is; one that is kept needs no model to be loaded."""
        kept = await kept_summary(
            await self._assembly.catalogue(),
            await self._assembly.shelf(),
            self._corpus,
            card.id,
            length=length,
            focus=focus,
        )
        if kept is not None:
            yield kept
            return
        summarising = (await self._assembly.answers()).summarising
        events = summarising.summarise(self._corpus, card.id, length=length, focus=focus)
        async with aclosing(events):
            async for event in events:
                yield event

    async def _compared(self, articles: Sequence[str]) -> list[ArticleId]:
        """Return the articles that are meant, each once.

        Raises:
            UserError: they are too few or too many, or one can't be found.
        """
        ids = list(dict.fromkeys([(await self._find(article)).id for article in articles]))
        if not 2 <= len(ids) <= MOST_ARTICLES:
            raise UserError(
                f"Name two to {MOST_ARTICLES} different articles to compare; "
                "`footnote articles` lists them all."
            )
        return ids
