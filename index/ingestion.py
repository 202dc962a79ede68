"""Articles come into a corpus and leave it, each wholly or not at all.

An article is first stored as a pending version, then its vectors are stored, then it is made
ready, which is the moment it appears and any earlier version of it disappears. What is retired
loses its vectors first and its rows after. So whatever step a process dies at, the catalogue tells
what is to be cleaned away, and `Ingestion.recover` does it.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, Protocol

from index.catalogue import Catalogue
from index.catalogue_writing import Draft
from index.embedded import embed_version
from index.errors import ExtractionError, FailedIndex, UnknownArticle
from index.identity import article_id, version_id
from index.models import ArticleCard, ArticleId, Corpus, ExtractedArticle, Passage, VersionId
from index.ports import Embedder
from index.reindexing import check_model, model_of
from index.vectors import VectorStore

Outcome = Literal["added", "known", "updated"]

_log = logging.getLogger(__name__)


class Cut(Protocol):
    """Cuts an article into passages."""

    def __call__(
        self, article: ExtractedArticle, *, article_id: ArticleId, version: VersionId
    ) -> tuple[Passage, ...]:
        """Return the passages of `article` in reading order."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of an article that was to be added.

    Attributes:
        outcome: "added" if it is new, "known" if nothing changed, "updated" if it took the place
            of an earlier version.
    """

    card: ArticleCard
    outcome: Outcome


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Ingestion:
    """Brings articles into corpora and takes them out."""

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        vectors: VectorStore,
        embedder: Embedder,
        cut: Cut,
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        """Use these parts; `now` tells the time in UTC."""
        self._catalogue = catalogue
        self._vectors = vectors
        self._embedder = embedder
        self._cut = cut
        self._now = now
        self._locks: defaultdict[Corpus, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def add(self, corpus: Corpus, extracted: ExtractedArticle) -> Added:
        """Add an article to a corpus, or bring it up to date.

        An article is the same as one before if it has the same link or, having none, if its text
        is already in the corpus. If anything fails, what was searchable before stays so.

        Raises:
            ExtractionError: the article has no passage to index.
            ReindexNeeded: the corpus was indexed with another embedding model, or the vector
                store is damaged.
            VectorsError: the vectors can't be stored.
            CatalogueError: the catalogue can't be read or written.
        """
        _refuse_broken_text(extracted)
        async with self._locks[corpus]:
            await check_model(self._catalogue, self._embedder)
            article = article_id(corpus, url=extracted.url, text=extracted.text)
            version = version_id(article, title=extracted.title, text=extracted.text)
            same = await self._same(corpus, extracted, version)
            if same is not None:
                return Added(card=await self._catalogue.card(corpus, same), outcome="known")
            outcome: Outcome = "updated" if await self._has(corpus, article) else "added"
            if await self._catalogue.state(version) is None:
                await self._store(corpus, article, version, extracted)
            await self._finish(version)
            await self._tidy(corpus)
            card = await self._catalogue.card(corpus, article)
            return Added(card=card, outcome=outcome)

    async def remove(self, corpus: Corpus, article: ArticleId) -> None:
        """Take an article out of a corpus.

        Raises:
            UnknownArticle: the corpus has no such article.
            CatalogueError: the catalogue can't be read or written.
        """
        async with self._locks[corpus]:
            await self._catalogue.retire_article(corpus, article)
            await self._tidy(corpus)

    async def remove_corpus(self, corpus: Corpus) -> None:
        """Take all articles out of a corpus at once; one without any is fine.

        Raises:
            CatalogueError: the catalogue can't be read or written.
        """
        async with self._locks[corpus]:
            await self._catalogue.retire_corpus(corpus)
            try:
                await self._vectors.drop(corpus)
                await self._catalogue.delete_retired(corpus)
            except FailedIndex as error:
                _log.warning("A corpus that is gone is cleaned away at the next start: %s", error)

    async def recover(self) -> None:
        """Clean away what an earlier process was killed at; to be called at start.

        A version that was being added goes too, as that may be what killed the process.

        Raises:
            ReindexNeeded: the vectors are of another embedding model or damaged.
            VectorsError: the vectors can't be read or written.
            CatalogueError: the catalogue can't be read or written.
        """
        await check_model(self._catalogue, self._embedder)
        for version in await self._catalogue.stored_versions("pending"):
            await self._catalogue.retire_pending(version)
            _log.info("An article whose adding was interrupted is cleaned away.")
        for version in await self._catalogue.stored_versions("retired"):
            await self._delete_retired(version)
        corpora = await self._catalogue.corpora()
        for corpus in await self._vectors.corpora():
            if corpus not in corpora:
                await self._vectors.drop(corpus)
            elif await self._vectors.count(corpus) != await self._catalogue.passage_count(corpus):
                stray = await self._vectors.ids(corpus) - await self._catalogue.passage_ids(corpus)
                await self._vectors.delete(corpus, stray)

    async def _same(
        self, corpus: Corpus, extracted: ExtractedArticle, version: VersionId
    ) -> ArticleId | None:
        """Return the article of the corpus that `extracted` would change nothing of."""
        if await self._catalogue.state(version) == "ready":
            return article_id(corpus, url=extracted.url, text=extracted.text)
        if extracted.url is None:
            return await self._catalogue.article_with_text(corpus, extracted.text)
        return None

    async def _has(self, corpus: Corpus, article: ArticleId) -> bool:
        try:
            await self._catalogue.card(corpus, article)
        except UnknownArticle:
            return False
        return True

    async def _store(
        self,
        corpus: Corpus,
        article: ArticleId,
        version: VersionId,
        extracted: ExtractedArticle,
    ) -> None:
        """Cut the article and store it as a pending version."""
        passages = await asyncio.to_thread(
            self._cut, extracted, article_id=article, version=version
        )
        if not passages:
            raise ExtractionError(
                f"“{extracted.title}” holds no readable text; nothing was added.",
                key="extract-no-text",
                title=extracted.title,
            )
        if await self._catalogue.embedding_model() != model_of(self._embedder):
            await self._catalogue.record_embedding_model(model_of(self._embedder))
        await self._catalogue.store(
            Draft(
                corpus=corpus,
                article_id=article,
                id=version,
                extracted=extracted,
                passages=passages,
                created=self._now().isoformat(timespec="microseconds"),
            )
        )

    async def _finish(self, version: VersionId) -> None:
        """Take a pending version to the end, or leave no trace of it."""
        try:
            stored = await self._catalogue.stored_version(version)
            await embed_version(stored, embedder=self._embedder, vectors=self._vectors)
            await self._catalogue.make_ready(version)
        except BaseException:
            await self._discard(version)
            raise

    async def _discard(self, version: VersionId) -> None:
        """Undo a pending version; whatever of that fails is left to `recover`."""
        try:
            await self._catalogue.retire_pending(version)
            await self._delete_retired(version)
        except FailedIndex as error:
            _log.warning("An article that failed is cleaned away at the next start: %s", error)

    async def _tidy(self, corpus: Corpus) -> None:
        """Delete what is retired in a corpus; whatever of that fails is left to `recover`."""
        try:
            for version in await self._catalogue.stored_versions("retired", corpus=corpus):
                await self._delete_retired(version)
        except FailedIndex as error:
            _log.warning("An article that is gone is cleaned away at the next start: %s", error)

    async def _delete_retired(self, version: VersionId) -> None:
        if await self._catalogue.state(version) == "retired":
            stored = await self._catalogue.stored_version(version)
            await self._vectors.delete(stored.corpus, [passage.id for passage in stored.passages])
            await self._catalogue.delete(version)


def _refuse_broken_text(extracted: ExtractedArticle) -> None:
    try:
        f"{extracted.title}{extracted.text}".encode()
    except UnicodeEncodeError as error:
        raise ExtractionError(
            "The text has characters that aren't valid Unicode; save it as UTF-8 and try again.",
            key="extract-unicode",
        ) from error
