"""Quotes in the passages they stand in by now."""

from dataclasses import replace

from bot.records.models import AnswerRecord, CitationRecord
from bot.render.passages import Shown
from index.catalogue import Catalogue
from index.errors import UnknownArticle
from index.models import Corpus


async def quoted_passages(catalogue: Catalogue, record: AnswerRecord) -> tuple[Shown, ...]:
    """Return all quotes of an answer in their passages."""
    return tuple(
        [await quoted_passage(catalogue, record.corpus, cited) for cited in record.citations]
    )


async def quoted_passage(catalogue: Catalogue, corpus: Corpus, citation: CitationRecord) -> Shown:
    """Return a quote in its passage, or alone if its article has changed there or is gone."""
    try:
        quoted = await catalogue.quoted(
            corpus, citation.article_id, citation.quote, start=citation.start
        )
    except UnknownArticle:
        return Shown(citation=citation, text=None)
    if quoted is None:
        return Shown(citation=citation, text=None)
    return Shown(
        citation=replace(citation, start=quoted.start, end=quoted.end),
        text=quoted.passage.text,
        start=quoted.passage.start,
        url=quoted.article.card.url,
    )
