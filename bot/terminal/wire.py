"""Answers and summaries as JSON objects: the contract of `--json` and `--batch`."""

from typing import Any

from answer.models import (
    Abstention,
    Answer,
    Citation,
    Claim,
    Comparison,
    Disagreement,
    Seconds,
    Summary,
)
from index.models import ExtractedArticle, RetrievedPassage

RETRIEVED_LIMIT = 10


def outcome_json(outcome: Answer | Abstention, *, id_: str | int | None = None) -> dict[str, Any]:
    """Return the object `footnote ask --json` prints; the same keys whether or not it abstained."""
    disagreements: tuple[Disagreement, ...] = ()
    if isinstance(outcome, Answer):
        text, claims, citations = outcome.text, outcome.claims, outcome.citations
        disagreements = outcome.disagreements
    else:
        contradicting = outcome.contradicted_by
        text, claims = outcome.reason, ()
        citations = () if contradicting is None else (contradicting,)
    return {
        **({"id": id_} if id_ is not None else {}),
        "question": outcome.question,
        "abstained": isinstance(outcome, Abstention),
        "kind": outcome.kind if isinstance(outcome, Abstention) else "answer",
        "answer": text,
        "claims": [_claim_json(claim) for claim in claims],
        "disagreements": [_disagreement_json(each) for each in disagreements],
        "citations": [_citation_json(citation) for citation in citations],
        "retrieved": [_passage_json(passage) for passage in outcome.retrieved[:RETRIEVED_LIMIT]],
        "seconds": _seconds_json(outcome.seconds),
        "prompt_tokens": outcome.prompt_tokens,
    }


def summary_json(summary: Summary) -> dict[str, Any]:
    """Return the object `footnote summarize --json` prints."""
    return {
        "article_id": summary.article.id,
        "title": summary.article.title,
        "focus": summary.focus,
        "summary": summary.text,
        "points": [_claim_json(point) for point in summary.points],
        "citations": [_citation_json(citation) for citation in summary.citations],
    }


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """Return the object `footnote compare --json` prints."""
    return {
        "subject": comparison.subject,
        "articles": [
            {
                "article_id": each.article.id,
                "title": each.article.title,
                "points": [_claim_json(point) for point in each.points],
            }
            for each in comparison.articles
        ],
        "shared": [[_claim_json(claim) for claim in group] for group in comparison.shared],
        "disagreements": [_disagreement_json(each) for each in comparison.disagreements],
        "citations": [_citation_json(citation) for citation in comparison.citations],
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


def _seconds_json(seconds: Seconds) -> dict[str, Any]:
    stages = {name: round(spent, 4) for name, spent in seconds.stages.items()}
    return {
        "retrieve": round(seconds.retrieve, 4),
        "first_token": round(seconds.first_token, 4),
        "total": round(seconds.total, 4),
        **({"stages": stages} if stages else {}),
    }


def _claim_json(claim: Claim) -> dict[str, Any]:
    return {"text": claim.text, "citations": list(claim.citations)}


def _disagreement_json(disagreement: Disagreement) -> list[dict[str, Any]]:
    return [{"words": side.words, "citation": side.marker} for side in disagreement.sides]


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
