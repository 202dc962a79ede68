"""Quotes that were cited, found again in their articles as these are by now."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from index.catalogue.catalogue import Catalogue
from index.errors import UnknownArticle
from index.models import Article, ArticleId, ArticleVersion, Corpus, Passage
from index.nearest import nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """What became of a quote.

    Attributes:
        state: whether it stands in its article, was changed in it, or its article is gone.
        article: the article by now; None if it is gone.
        passage: where the quote stands or, if it was changed, what comes nearest to it; None if
            nothing does.
        start: where in the article's text the quote, or what comes nearest to it, starts.
        end: where it ends.
        versions: of a changed quote, the versions of its article since it was cited, oldest first;
            the last one no longer has it.
    """

    state: Literal["stands", "changed", "gone"]
    article: Article | None = None
    passage: Passage | None = None
    start: int = 0
    end: int = 0
    versions: tuple[ArticleVersion, ...] = ()


async def find_quotation(
    catalogue: Catalogue,
    corpus: Corpus,
    article_id: ArticleId,
    quote: str,
    *,
    start: int,
    cited: str,
) -> Quotation:
    """Return where a quote stands by now, or what took its place.

    Args:
        catalogue: has the article.
        corpus: where the article is.
        article_id: the article.
        quote: the verbatim words.
        start: where they stood when they were cited.
        cited: ISO 8601 time (UTC) at which they were.

    Raises:
        CatalogueError: the catalogue can't be read.
    """
    try:
        quoted = await catalogue.quoted(corpus, article_id, quote, start=start)
        if quoted is not None:
            return Quotation(
                state="stands",
                article=quoted.article,
                passage=quoted.passage,
                start=quoted.start,
                end=quoted.end,
            )
        article = await catalogue.article(corpus, article_id)
        passages = await catalogue.article_passages(corpus, article_id)
        history = await catalogue.history(corpus, article_id)
    except UnknownArticle:
        return Quotation(state="gone")
    # In a long article this takes a while.
    found = await asyncio.to_thread(nearest, quote, passages, article.card.language)
    if found is None:
        return Quotation(state="changed", article=article, versions=_since(history, cited))
    return Quotation(
        state="stands" if found.same else "changed",
        article=article,
        passage=found.passage,
        start=found.start,
        end=found.end,
        versions=() if found.same else _since(history, cited),
    )


def _since(history: tuple[ArticleVersion, ...], cited: str) -> tuple[ArticleVersion, ...]:
    """Return the versions after a time, oldest first, and the last one in any case.

    Args:
        history: newest first.
        cited: the time, ISO 8601.
    """
    after = [each for each in history if _time(each.since) > _time(cited)]
    return tuple(reversed(after or history[:1]))


def _time(written: str) -> datetime:
    time = datetime.fromisoformat(written)
    return time if time.tzinfo else time.replace(tzinfo=UTC)
