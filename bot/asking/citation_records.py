"""Quotes as they are kept, with links that open their pages at them."""

import asyncio
from collections.abc import Mapping, Sequence

from answer.models import Citation
from bot.records.models import CitationRecord, OtherArticle
from bot.render.fragments import page_link, quote_link
from index.catalogue.catalogue import Catalogue
from index.errors import UnknownArticle
from index.models import ArticleId, Corpus, RetrievedPassage


async def citation_records(
    catalogue: Catalogue, corpus: Corpus, citations: Sequence[Citation]
) -> tuple[CitationRecord, ...]:
    """Return citations to be kept; those of articles that are gone meanwhile have no link."""
    texts = {}
    for article_id in {cited.article.id for cited in citations if cited.article.url}:
        try:
            texts[article_id] = (await catalogue.article(corpus, article_id)).text
        except UnknownArticle:
            continue
    # A link is looked for all over the article's text, which takes a while in a long one.
    return await asyncio.to_thread(_records, citations, texts)


def passages_as_citations(passages: Sequence[RetrievedPassage]) -> tuple[Citation, ...]:
    """Return passages as quotes of their whole text, numbered from 1."""
    pages = [found.passage.page_at(found.passage.start) for found in passages]
    return tuple(
        Citation(
            marker=marker,
            article=found.article,
            quote=found.passage.text,
            start=found.passage.start,
            end=found.passage.end,
            page=page.label if page else None,
            page_number=page.number if page else None,
            also=found.also,
        )
        for marker, (found, page) in enumerate(zip(passages, pages, strict=True), start=1)
    )


def _records(
    citations: Sequence[Citation], texts: Mapping[ArticleId, str]
) -> tuple[CitationRecord, ...]:
    return tuple(
        CitationRecord(
            marker=cited.marker,
            article_id=cited.article.id,
            title=cited.article.title,
            site=cited.article.site,
            published=cited.article.published,
            link=_link(cited, texts.get(cited.article.id)),
            quote=cited.quote,
            start=cited.start,
            end=cited.end,
            page=cited.page,
            also=tuple(
                OtherArticle(article_id=card.id, title=card.title, site=card.site, url=card.url)
                for card in cited.also
            ),
        )
        for cited in citations
    )


def _link(cited: Citation, text: str | None) -> str | None:
    if text is None or cited.article.url is None:
        return None
    if cited.page is not None:
        return page_link(cited.article.url, cited.page_number)
    if text[cited.start : cited.end] != cited.quote:
        return None  # the article was refreshed meanwhile
    return quote_link(cited.article.url, cited.quote, text, start=cited.start)
