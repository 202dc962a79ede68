"""Quotes in the passages they stand in by now."""

from dataclasses import replace

from bot.records.models import AnswerRecord, CitationRecord
from bot.render.passages import Change, Shown
from index.catalogue.catalogue import Catalogue
from index.quotations import find_quotation


async def quoted_passages(catalogue: Catalogue, record: AnswerRecord) -> tuple[Shown, ...]:
    """Return all quotes of an answer in their passages."""
    return tuple([await quoted_passage(catalogue, record, cited) for cited in record.citations])


async def by_now(catalogue: Catalogue, record: AnswerRecord) -> AnswerRecord:
    """Return an answer with those of its quotes marked that their articles no longer have."""
    citations = [
        replace(cited, link=None, changed=True) if shown.change is not None else cited
        for cited, shown in zip(
            record.citations, await quoted_passages(catalogue, record), strict=True
        )
    ]
    return replace(record, citations=tuple(citations))


async def quoted_passage(
    catalogue: Catalogue, record: AnswerRecord, citation: CitationRecord
) -> Shown:
    """Return a quote of an answer in its passage, or what became of it since."""
    found = await find_quotation(
        catalogue,
        record.corpus,
        citation.article_id,
        citation.quote,
        start=citation.start,
        cited=record.created,
    )
    if found.article is None:
        return Shown(citation=citation, text=None, change=Change(gone=True))
    if found.state == "changed":
        dates = tuple(version.since for version in found.versions)
        # Its link would look for words that the page no longer has.
        citation, change = replace(citation, link=None), Change(dates=dates)
    else:
        change = None
    url = found.article.card.url
    if found.passage is None:
        return Shown(citation=citation, text=None, url=url, change=change)
    return Shown(
        citation=replace(citation, start=found.start, end=found.end),
        text=found.passage.text,
        start=found.passage.start,
        url=url,
        change=change,
    )
