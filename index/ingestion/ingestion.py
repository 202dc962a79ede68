"""Articles come into a corpus and leave it, each wholly or not at all.

Several come and go at once, each with a claim on what it changes. How one of them is stored, so
that a process may die at any step of it, is told in `index.ingestion.storing`.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from index.catalogue.catalogue import Catalogue
from index.catalogue.links import Sighting
from index.catalogue.writing import Appeared, Draft, Past
from index.clock import utc_now
from index.errors import ExtractionError
from index.identity import version_id
from index.ingestion.emptying import Emptying
from index.ingestion.recognition import Arriving, Recognised, Recognition, arriving
from index.ingestion.recovery import recover
from index.ingestion.reindexing import check_model, model_of
from index.ingestion.room import Room
from index.ingestion.storing import Storing
from index.ingestion.underway import Claim, Underway
from index.models import ArticleCard, ArticleId, Corpus, ExtractedArticle, VersionId
from index.ports import Cut, Embedder
from index.shares import EVERYTHING, Share
from index.vectors import VectorStore

Outcome = Literal["added", "known", "updated"]

_AT_ONCE = 16  # articles between being cut and being ready; the others wait outside


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of an article that was to be added.

    Attributes:
        outcome: "added" if it is new, "known" if nothing changed, "updated" if it took the place
            of an earlier version.
        similar: other articles of the corpus that say much the same, the most similar first; none
            for an article that was known.
    """

    card: ArticleCard
    outcome: Outcome
    similar: tuple[ArticleCard, ...] = ()


class Ingestion:
    """Brings articles into corpora and takes them out.

    Attributes:
        room: tells whether there is any for more.
    """

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        vectors: VectorStore,
        embedder: Embedder,
        cut: Cut,
        room: Room | None = None,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        """Use these parts.

        Args:
            catalogue: where articles come into.
            vectors: where their vectors do.
            embedder: makes these.
            cut: makes passages of articles.
            room: tells how much may come in; None for any amount.
            now: tells the time in UTC.
        """
        self._catalogue = catalogue
        self._vectors = vectors
        self._embedder = embedder
        self._cut = cut
        self._now = now
        self._storing = Storing(catalogue=catalogue, vectors=vectors, embedder=embedder)
        self._emptying = Emptying(catalogue, vectors)
        self._recognition = Recognition(catalogue)
        self._underway = Underway()
        self.room = Room(catalogue) if room is None else room
        self._places = asyncio.Semaphore(_AT_ONCE)

    async def add(
        self,
        corpus: Corpus,
        extracted: ExtractedArticle,
        *,
        article_id: ArticleId | None = None,
        past: Past | None = None,
    ) -> Added:
        """Add an article to a corpus, or bring it up to date.

        It may be called for many articles at once. If anything fails, what was searchable before
        stays so.

        Args:
            corpus: where to.
            extracted: the article.
            article_id: the article to bring up to date, whatever links lead to it by now; None to
                recognise it by its links or, having none, by its text.
            past: what it takes over from another store, if it is new here; then it is told from
                others as exactly as it was there.

        Raises:
            UnknownArticle: there is no article with `article_id` in the corpus.
            ExtractionError: the article has no passage to index.
            CorpusFull: there is no room for it.
            ReindexNeeded: the corpus was indexed with another embedding model, or the vector
                store is damaged.
            VectorsError: the vectors can't be stored.
            CatalogueError: the catalogue can't be read or written.
        """
        _refuse_broken_text(extracted)
        async with self._places:
            coming = await asyncio.to_thread(arriving, extracted)
            if await check_model(self._catalogue, self._embedder) != model_of(self._embedder):
                await self._catalogue.record_embedding_model(model_of(self._embedder))
            async with self._recognised(corpus, coming, article_id, past) as recognised:
                return await self._add(corpus, coming, recognised, past)

    async def remove(self, corpus: Corpus, article: ArticleId) -> None:
        """Take an article out of a corpus, after what is being done to it.

        Raises:
            UnknownArticle: the corpus has no such article.
            CatalogueError: the catalogue can't be read or written.
        """
        async with self._underway.claimed(corpus, Claim(article=article)):
            await self._catalogue.versions.retire_article(corpus, article)
            self._recognition.sketches.forget(corpus, article)
            await self._storing.tidy(article)

    async def remove_corpus(self, corpus: Corpus) -> None:
        """Take all articles out of a corpus at once; one without any is fine.

        Articles that are being added are finished first, those that come after it stay.

        Raises:
            CatalogueError: the catalogue can't be read or written.
        """
        async with self._underway.claimed(corpus, Claim(everything=True)):
            try:
                await self._emptying.remove_corpus(corpus)
            finally:
                self._recognition.sketches.reload(corpus)

    async def recover(self, share: Share = EVERYTHING) -> None:
        """Clean away what an earlier process was killed at; to be called at start.

        Args:
            share: the corpora of this process, where others may be busy with theirs.

        Raises:
            ReindexNeeded: the vectors are of another embedding model or damaged.
            VectorsError: the vectors can't be read or written.
            CatalogueError: the catalogue can't be read or written.
        """
        await check_model(self._catalogue, self._embedder)
        await recover(self._catalogue, self._vectors, self._embedder, share)

    @asynccontextmanager
    async def _recognised(
        self, corpus: Corpus, coming: Arriving, named: ArticleId | None, past: Past | None
    ) -> AsyncIterator[Recognised]:
        """Yield which article it is, while nobody else may change that article."""
        claim = Claim(
            article=named,
            links=frozenset(coming.links),
            text_hash=coming.text_hash,
            sketch=coming.sketch,
        )
        async with self._underway.claimed(corpus, claim):
            if named is not None:
                await self._catalogue.card(corpus, named)
                yield Recognised(article=named)
                return
            exactly = past is not None
            recognised = await self._recognition.recognise(corpus, coming, exactly=exactly)
            while not await self._underway.take(corpus, claim, recognised.article):
                recognised = await self._recognition.recognise(corpus, coming, exactly=exactly)
            yield recognised

    async def _add(
        self, corpus: Corpus, coming: Arriving, recognised: Recognised, past: Past | None
    ) -> Added:
        versions = self._catalogue.versions
        article, extracted = recognised.article, coming.extracted
        if recognised.repeats:
            seen = Sighting(url=None, aliases=coming.links, at=self._time())
            await versions.see_again(article, seen)
            return Added(card=await self._catalogue.card(corpus, article), outcome="known")
        version = version_id(article, title=extracted.title, text=extracted.text)
        states = await versions.states(article)
        if states.get(version) == "ready":
            await versions.see_again(article, self._sighting(extracted), extracted)
            return Added(card=await self._catalogue.card(corpus, article), outcome="known")
        similar = await self._recognition.similar(corpus, coming, recognised)
        of_text = len(extracted.text.encode())
        is_new = "ready" not in states.values()
        if not is_new:
            of_text -= len((await self._catalogue.article(corpus, article)).text.encode())
        async with self.room.taken(corpus, articles=int(is_new), of_text=of_text):
            await self._storing.delete_leftovers(article, states)
            draft = await asyncio.to_thread(self._draft, corpus, article, version, coming)
            draft = replace(draft, past=past)
            appeared = await self._appear(draft)
        return Added(
            card=appeared.card,
            outcome="added" if appeared.replaced is None else "updated",
            similar=similar,
        )

    def _draft(
        self, corpus: Corpus, article: ArticleId, version: VersionId, coming: Arriving
    ) -> Draft:
        """Cut an article into passages, which takes a while for a long one."""
        extracted = coming.extracted
        passages = self._cut(extracted, article_id=article, version=version)
        if not passages:
            raise ExtractionError(
                f"“{extracted.title}” holds no readable text; nothing was added.",
                key="extract-no-text",
                title=extracted.title,
            )
        return Draft(
            corpus=corpus,
            article_id=article,
            id=version,
            extracted=extracted,
            passages=passages,
            sketch=coming.sketch,
            created=self._time(),
        )

    async def _appear(self, draft: Draft) -> Appeared:
        sketches = self._recognition.sketches
        try:
            appeared = await self._storing.store(draft, self._sighting(draft.extracted))
        except BaseException:
            sketches.reload(draft.corpus)  # who gives up at the last moment may still find it ready
            raise
        sketches.note(draft.corpus, draft.article_id, draft.sketch)
        return appeared

    def _sighting(self, extracted: ExtractedArticle) -> Sighting:
        return Sighting(
            url=extracted.url,
            aliases=extracted.aliases,
            validators=extracted.validators,
            at=self._time(),
        )

    def _time(self) -> str:
        return self._now().isoformat(timespec="microseconds")


def _refuse_broken_text(extracted: ExtractedArticle) -> None:
    try:
        f"{extracted.title}{extracted.text}".encode()
    except UnicodeEncodeError as error:
        raise ExtractionError(
            "The text has characters that aren't valid Unicode; save it as UTF-8 and try again.",
            key="extract-unicode",
        ) from error
