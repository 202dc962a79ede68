"""How jobs end: what is remembered of it, and the articles that are shown then."""

from dataclasses import dataclass

from bot.adding.ingesting import Ingested
from bot.localisation import Texts
from bot.metrics.metrics import Metrics
from bot.posting.replies import sentence
from bot.records.models import Job, JobEnd
from index.models import ArticleCard

_PASTEABLE = frozenset(
    {
        "extract-consent",
        "extract-empty",
        "extract-error",
        "extract-no-text",
        "extract-none",
        "extract-paywall",
        "extract-script",
        "fetch-forbidden",
        "fetch-log-in",
        "fetch-payment",
    }
)
"""What is wrong with pages that a person can read all the same, by the keys of the errors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How a job ended.

    Attributes:
        end: what is remembered of it.
        card: the article, if there is one.
        similar: another article that says much the same.
    """

    end: JobEnd
    card: ArticleCard | None = None
    similar: ArticleCard | None = None


def ingested(result: Ingested) -> Ending:
    """Return how a job ended that has its article."""
    similar = result.similar[0] if result.similar else None
    return Ending(
        end=JobEnd(
            state=result.outcome,
            article_id=result.card.id,
            thin=result.thin,
            similar=None if similar is None else similar.id,
        ),
        card=result.card,
        similar=similar,
    )


def failed(texts: Texts, job: Job, error: Exception, metrics: Metrics) -> Ending:
    """Return how a job ended that an error broke off, told in `texts` and counted."""
    told = sentence(texts, error, metrics)
    if job.kind == "refresh":
        told = f"{told} {texts('article-kept')}"
    pasteable = job.kind in ("link", "refresh") and getattr(error, "key", None) in _PASTEABLE
    return Ending(end=JobEnd(state="failed", sentence=told, pasteable=pasteable))


def cancelled() -> Ending:
    """Return how a job ended that a person broke off."""
    return Ending(end=JobEnd(state="cancelled"))
