"""Answers and summaries as JSON objects: the contract of `--json` and `--batch`."""

from typing import Any

from answer.models import Abstention, Answer, Citation, Summary
from index.models import ExtractedArticle, RetrievedPassage

RETRIEVED_LIMIT = 10


def outcome_json(outcome: Answer | Abstention, *, id_: str | int | None = None) -> dict[str, Any]:
    """Return the object `footnote ask --json` prints; the same keys whether or not it abstained."""
    if isinstance(outcome, Answer):
        text, claims, citations = outcome.text, outcome.claims, outcome.citations
    else:
        text, claims, citations = outcome.reason, (), ()
    return {
        **({"id": id_} if id_ is not None else {}),
        "question": outcome.question,
        "abstained": isinstance(outcome, Abstention),
        "answer": text,
        "claims": [{"text": claim.text, "citations": list(claim.citations)} for claim in claims],
        "citations": [_citation_json(citation) for citation in citations],
        "retrieved": [_passage_json(passage) for passage in outcome.retrieved[:RETRIEVED_LIMIT]],
        "seconds": {
            "retrieve": round(outcome.seconds.retrieve, 4),
            "first_token": round(outcome.seconds.first_token, 4),
            "total": round(outcome.seconds.total, 4),
        },
        "prompt_tokens": outcome.prompt_tokens,
    }


def summary_json(summary: Summary) -> dict[str, Any]:
    """Return the object `footnote summarize --json` prints."""
    return {
        "article_id": summary.article.id,
        "title": summary.article.title,
        "focus": summary.focus,
        "summary": summary.text,
        "points": [
            {"text": point.text, "citations": list(point.citations)} for point in summary.points
        ],
        "citations": [_citation_json(citation) for citation in summary.citations],
    }


def extracted_json(extracted: ExtractedArticle) -> dict[str, Any]:
    """Return the object `footnote extract --json` prints."""
    return {
        "title": extracted.title,
        "subtitle": extracted.subtitle,
        "byline": extracted.author,
        "site": extracted.site,
        "published": extracted.published,
        "modified": extracted.modified,
        "language": extracted.language,
        "url": extracted.url,
        "thin": extracted.thin,
        "text": extracted.text,
    }


def _citation_json(citation: Citation) -> dict[str, Any]:
    return {
        "marker": citation.marker,
        "article": citation.article.title,
        "article_id": citation.article.id,
        "url": citation.article.url,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "page": citation.page,
        "also": [
            {"article": card.title, "article_id": card.id, "url": card.url}
            for card in citation.also
        ],
    }


def _passage_json(retrieved: RetrievedPassage) -> dict[str, Any]:
    return {
        "article": retrieved.article.title,
        "text": retrieved.passage.text,
        "start": retrieved.passage.start,
        "end": retrieved.passage.end,
        "score": round(retrieved.score, 4),
    }
