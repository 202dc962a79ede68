"""One job of adding: get what was asked for, read it, add it to its corpus."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from bot.assembly import Assembly
from bot.errors import Refused
from bot.records import Records
from bot.records.models import Job
from index.files import file_page
from index.ingestion.ingestion import Outcome
from index.models import ArticleCard, ArticleId, ExtractedArticle, Thin

Step = Literal["fetching", "reading", "indexing"]
Tell = Callable[[Step], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """What became of a job.

    Attributes:
        thin: why the text may not be the whole article; None where nothing speaks for that.
        similar: other articles that say much the same, the most similar first.
    """

    card: ArticleCard
    outcome: Outcome
    thin: Thin | None
    similar: tuple[ArticleCard, ...] = ()


class Ingesting:
    """Carries out jobs. A job that was interrupted may be carried out again."""

    def __init__(self, assembly: Assembly, records: Records) -> None:
        """Read and add with the parts of `assembly`."""
        self._assembly = assembly
        self._records = records

    async def carry_out(self, job: Job, tell: Tell) -> Ingested:
        """Add or refresh the article of a job, telling each step before it begins.

        It may be cancelled. What is to be remembered of the job beside the article is left to
        `conclude`.

        Raises:
            FailedIndex: the article can't be had, read or added, or one to refresh is gone.
            EngineError: the embedding model failed.
            Refused: "job-gone": it was deleted with all that was kept of somebody.
        """
        if job.kind == "refresh" and job.article_id is not None:
            return await self._refreshed(job, job.article_id, tell)
        extracted = await self._read(job, tell)
        index = await self._assembly.index()
        await self._about_to_index(job, tell)
        added = await index.ingestion.add(job.corpus, extracted)
        return Ingested(
            card=added.card, outcome=added.outcome, thin=extracted.thin, similar=added.similar
        )

    async def conclude(self, job: Job, ingested: Ingested) -> Ingested:
        """Return what became of a job as if it had never been interrupted; note who asked.

        A job that is carried out again finds the article that it added itself.
        """
        if ingested.outcome == "known" and job.kind != "refresh":
            adder = await self._records.people.adder(job.corpus, ingested.card.id)
            asked = datetime.fromisoformat(job.created)
            since = datetime.fromisoformat(ingested.card.added) >= asked
            if since and adder in (None, job.user_id):
                ingested = replace(ingested, outcome="added")
        if ingested.outcome == "added":
            await self._records.people.record_adder(job.corpus, ingested.card.id, job.id)
        return ingested

    async def _read(self, job: Job, tell: Tell) -> ExtractedArticle:
        if job.kind == "link":
            return await self._fetched(job, tell)
        await tell("reading")
        reader = self._assembly.reader
        content = await self._records.jobs.content(job.id)
        if content is None:
            raise Refused("job-gone")
        if job.kind == "file":
            page = file_page(content, name=job.name, content_type=job.media_type)
            return await reader.page(page, title=job.title, url=job.link)
        return await reader.text(content.decode("utf-8"), title=job.title, url=job.link)

    async def _fetched(self, job: Job, tell: Tell) -> ExtractedArticle:
        await tell("fetching")
        return await self._assembly.link_reader.read(
            job.link or "", title=job.title, fetched=lambda: tell("reading")
        )

    async def _refreshed(self, job: Job, article_id: ArticleId, tell: Tell) -> Ingested:
        await tell("fetching")
        refreshing = await self._assembly.refreshing()
        refreshed = await refreshing.refresh(
            job.corpus, article_id, read=lambda: self._about_to_index(job, tell)
        )
        outcome: Outcome = "updated" if refreshed.outcome == "updated" else "known"
        return Ingested(card=refreshed.card, outcome=outcome, thin=None)

    async def _about_to_index(self, job: Job, tell: Tell) -> None:
        """Tell that what was read is going to be indexed, unless nobody wants it any more.

        Raises:
            Refused: "job-gone".
        """
        await tell("indexing")
        # Asked last: who deletes a job and then its corpus waits for what is being added to it.
        if not await self._records.jobs.is_pending(job.id):
            raise Refused("job-gone")
