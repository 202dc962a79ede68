"""The composition root: builds the parts from the settings, each when it is first needed.

Listing articles needs no model and asking needs both, so parts are made lazily, once, and closed
together, last made first closed.
"""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta
from functools import cached_property
from types import TracebackType
from typing import Self

from answer.evidence import SentenceFinder
from answer.ports import Generator
from answer.summarising import METHOD
from bot.answers import Answers, Index, answers_of
from bot.forgetting import Corpora, Forgetting
from bot.forgotten import Forgotten
from bot.limits.places import most_of
from bot.limits.storage import FolderStorage
from bot.local_models import LocalModels, Models
from bot.reading import Reader
from bot.records import Records
from bot.records.summaries import KeptSummaries, SummaryShelf
from bot.served_models import place_of
from bot.settings import Settings
from bot.shards import Shards
from bot.stores import Stores
from bot.terminal.terminal import Terminal
from index.catalogue.catalogue import Catalogue
from index.catalogue.visits import Visits
from index.extraction.extractor import ArticleExtractor
from index.feeds.following import Following
from index.feeds.store import FeedStore
from index.feeds.taking import Taking
from index.fetching.fetcher import PageFetcher
from index.fetching.limits import FetchLimits
from index.ingestion import reindexing
from index.ingestion.ingestion import Ingestion
from index.ingestion.room import Room
from index.passages import cut
from index.ports import Embedder, Extractor, Fetcher, Reranker
from index.reading import LinkReader
from index.refreshing import Refreshing
from index.remembering import RememberingEmbedder, RememberingReranker
from index.reranking import RerankingRetrieval
from index.retrieval import Retrieval

_OF_MODELS = (
    "model",
    "embedding_model",
    "reranker_model",
    "model_url",
    "embedding_url",
    "context_tokens",
    "threads",
    "gpu_layers",
)

RELOADED = (
    "model",
    "model_url",
    "model_token",
    "hf_token",
    "context_tokens",
    "threads",
    "gpu_layers",
    "cache_megabytes",
    "unload_minutes",
    "wording",
)
"""The settings that `Assembly.reload` changes."""


class Assembly:
    """Every part of Footnote over one data folder, which no other process may use meanwhile.

    Parts are made one after the other: who wants to use them from several tasks asks once for
    `answers` and `records` before. All methods raise the errors in `bot.errors.TOLD`.
    """

    def __init__(
        self, settings: Settings, terminal: Terminal, *, models: Models | None = None
    ) -> None:
        """Build from `settings`.

        Args:
            settings: what the host set.
            terminal: shows conversions and downloads.
            models: used, and left open, instead of those that the settings name.
        """
        self.settings = settings
        self._terminal = terminal
        self._open_parts = AsyncExitStack()
        self._own_models = LocalModels(settings, terminal)
        self._models: Models = models or self._own_models
        self._stores = Stores(settings, self._open_parts)
        self._catalogue: Catalogue | None = None
        self._records: Records | None = None
        self._following: Following | None = None
        self._taking: Taking | None = None
        self._refreshing: Refreshing | None = None
        self._index: Index | None = None
        self._answers: Answers | None = None
        self._remembering_reranker: RememberingReranker | None = None

    async def __aenter__(self) -> Self:
        """Open nothing yet."""
        self._open_parts.push_async_callback(self._own_models.close)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close every part that was made."""
        await self._open_parts.aclose()

    @property
    def local_models(self) -> LocalModels:
        """The models that the settings name, even if others were given to this assembly."""
        return self._own_models

    @property
    def stores(self) -> Stores:
        """Where articles, records, vectors and backups lie."""
        return self._stores

    @cached_property
    def shards(self) -> Shards:
        """Which of Discord's shards this process has.

        Raises:
            UserError: there are no such shards.
        """
        return Shards.parse(self.settings.shards)

    @cached_property
    def extractor(self) -> Extractor:
        """What gets articles out of pages."""
        return ArticleExtractor()

    @cached_property
    def fetcher(self) -> Fetcher:
        """What gets pages from links; made once, since it reads all trusted certificates."""
        return PageFetcher(
            limits=FetchLimits(
                seconds=self.settings.fetch_seconds, bytes=self.settings.fetch_bytes
            ),
            allowed_networks=self.settings.fetch_networks,
            allowed_hosts=self.settings.fetch_hosts,
            proxy=self.settings.fetch_proxy,
            contact=self.settings.fetch_contact,
        )

    @cached_property
    def link_reader(self) -> LinkReader:
        """What reads articles from links."""
        return LinkReader(self.fetcher, self.extractor)

    @cached_property
    def reader(self) -> Reader:
        """What reads articles from links, files and pasted text."""
        return Reader(self.fetcher, self.extractor, self.settings.fetch_bytes)

    async def catalogue(self) -> Catalogue:
        """Return the catalogue; the data folder is ours from now on."""
        if self._catalogue is None:
            self._catalogue = Catalogue(await self._stores.database())
        return self._catalogue

    async def records(self) -> Records:
        """Return what the bot remembers besides articles."""
        if self._records is None:
            self._records = Records(await self._stores.database(), self.shards)
        return self._records

    async def forgetting(self, corpora: Corpora | None = None) -> Forgetting:
        """Return what forgets people.

        Args:
            corpora: takes articles away; None for what adds them, too.
        """
        return Forgetting(
            people=(await self.records()).people,
            feeds=await self.following(),
            corpora=(await self.index()).ingestion if corpora is None else corpora,
            forgotten=Forgotten(self.settings.data_dir / "forgotten.jsonl"),
        )

    async def following(self) -> Following:
        """Return what follows feeds."""
        if self._following is None:
            self._following = Following(
                store=FeedStore(await self._stores.database(), self.shards),
                fetcher=self.fetcher,
                interval=timedelta(minutes=self.settings.feed_minutes),
            )
        return self._following

    async def taking(self) -> Taking:
        """Return what adds the articles that feeds announce."""
        if self._taking is None:
            self._taking = Taking(
                store=FeedStore(await self._stores.database(), self.shards),
                reader=self.link_reader,
                extractor=self.extractor,
                ingestion=(await self.index()).ingestion,
                catalogue=await self.catalogue(),
                per_day=self.settings.feed_articles_per_day,
            )
        return self._taking

    async def refreshing(self) -> Refreshing:
        """Return what reads articles anew from their links."""
        if self._refreshing is None:
            days = self.settings.refresh_days
            self._refreshing = Refreshing(
                catalogue=await self.catalogue(),
                visits=Visits(await self._stores.database(), self.shards),
                reader=self.link_reader,
                ingestion=(await self.index()).ingestion,
                interval=timedelta(days=days) if days else None,
            )
        return self._refreshing

    async def embedder(self) -> Embedder:
        """Return the embedding model, loaded."""
        return await self._models.embedder()

    async def generator(self) -> Generator:
        """Return the generation model, loaded."""
        return await self._models.generator()

    async def reranker(self) -> Reranker | None:
        """Return the reranking model, which remembers what it has read; None if none is wanted."""
        loaded = await self._models.reranker()
        if loaded is not None and self._remembering_reranker is None:
            self._remembering_reranker = RememberingReranker(loaded)
        return self._remembering_reranker

    async def index(self) -> Index:
        """Return what adds and finds, after finishing what a killed process left."""
        if self._index is None:
            catalogue = await self.catalogue()
            # The models are loaded in a process of their own while vectors are opened in this one.
            vectors, embedder, _ = await asyncio.gather(
                self._stores.vectors(), self.embedder(), self.reranker()
            )
            room = Room(
                catalogue,
                most=most_of(self.settings),
                storage=FolderStorage(
                    self.settings.data_dir, most=int(self.settings.storage_megabytes * 1_000_000)
                ),
            )
            ingestion = Ingestion(
                catalogue=catalogue, vectors=vectors, embedder=embedder, cut=cut, room=room
            )
            await ingestion.recover(self.shards)
            await reindexing.check(catalogue, embedder)
            remembering = RememberingEmbedder(embedder)
            retrieval = Retrieval(catalogue=catalogue, vectors=vectors, embedder=remembering)
            self._index = await self._with_reranker(
                Index(
                    ingestion=ingestion,
                    first_retrieval=retrieval,
                    retrieval=retrieval,
                    finder=SentenceFinder(embedder=remembering, statistics=catalogue),
                    embedder=remembering,
                )
            )
        return self._index

    async def answers(self) -> Answers:
        """Return what answers and summarises; after a `reload` that may be another."""
        if self._answers is None:
            self._answers = await self._made_answers(self.settings)
        return self._answers

    async def reload(self, settings: Settings) -> None:
        """Have other settings' generation model answer from now on.

        Only what `RELOADED` names of them counts. Answers under way are finished as they were
        begun. Models that were given to this assembly stay.

        Raises:
            EngineError: the model can't be had; the one before it goes on answering.
        """
        settings = self.settings.model_copy(
            update={name: getattr(settings, name) for name in RELOADED}
        )
        await self._own_models.reload(settings)
        if self._answers is not None:
            self._answers = await self._made_answers(settings)
        self.settings = settings

    async def _made_answers(self, settings: Settings) -> Answers:
        return answers_of(
            await self.index(),
            await self.catalogue(),
            generator=None if settings.wording == "quotes" else await self.generator(),
            shelf=await self._shelf(settings),
            settings=settings,
        )

    async def shelf(self) -> SummaryShelf:
        """Return where summaries made with these models are kept."""
        return await self._shelf(self.settings)

    async def beside(self, settings: Settings) -> "Assembly":
        """Return what answers from the same articles as `settings` say.

        Models that they don't change are shared; others are closed with the returned assembly,
        which has to be closed before this one. The embedding model has to be the same.
        """
        same = all(getattr(settings, name) == getattr(self.settings, name) for name in _OF_MODELS)
        other = Assembly(settings, self._terminal, models=self._models if same else None)
        index = await self.index()
        other._stores, other._catalogue = self._stores, self._catalogue
        other._index = await other._with_reranker(index)
        return other

    async def reindex(self, progress: Callable[[int, int], None]) -> int:
        """Rebuild vectors and word index from the catalogue; return the number of passages."""
        return await reindexing.reindex(
            await self.catalogue(), await self._stores.vectors(), await self.embedder(), progress
        )

    async def _shelf(self, settings: Settings) -> SummaryShelf:
        kept = KeptSummaries(await self._stores.database())
        model = f"{settings.model}{place_of(settings)}"
        made = (METHOD, settings.embedding_model, model, settings.wording)
        return kept.shelf(" ".join(map(str, made)))

    async def _with_reranker(self, index: Index) -> Index:
        """Return the index as the reranking model of these settings, or its absence, makes it."""
        reranker = await self.reranker()
        first = index.first_retrieval
        return replace(
            index,
            retrieval=first if reranker is None else RerankingRetrieval(first, reranker),
            finder=SentenceFinder(
                embedder=index.embedder, statistics=await self.catalogue(), reranker=reranker
            ),
        )
