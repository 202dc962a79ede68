"""A catalogue and a vector store in a folder, with ingestion into them, and what they hold."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from index.catalogue.catalogue import Catalogue
from index.catalogue.writing import Draft
from index.duplicates import sketch
from index.identity import article_id, version_id
from index.ingestion.ingestion import Ingestion
from index.ingestion.room import ANY, Most, Room, Storage
from index.models import ArticleCard, Corpus, ExtractedArticle
from index.ports import Embedder
from index.vectors import VectorStore
from index.vectors.folder import VectorFolder
from index.words import terms
from tests import databases
from tests.index.fakes import BagOfWords, cut_paragraphs

LOCAL = Corpus("local")
OTHER = Corpus("other")

NOTHING: dict[str, Any] = {"unfinished": [], "sightings": {"links": [], "visits": []}}
"""The contents of an empty store."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """The parts of the index that keep things, in a folder."""

    folder: Path
    catalogue: Catalogue
    vectors: VectorStore
    embedder: Embedder
    ingestion: Ingestion


@asynccontextmanager
async def open_store(
    folder: Path,
    embedder: Embedder | None = None,
    *,
    most: Mapping[Corpus, Most] | None = None,
    storage: Storage | None = None,
) -> AsyncIterator[Store]:
    """Open the store in `folder`, as a fresh process would, with room for so much in corpora."""
    embedder = embedder or BagOfWords()
    database = databases.at(folder / "catalogue.db")
    await database.open()
    catalogue = Catalogue(database)
    vectors = VectorFolder(folder / "vectors")
    try:
        yield Store(
            folder=folder,
            catalogue=catalogue,
            vectors=vectors,
            embedder=embedder,
            ingestion=Ingestion(
                catalogue=catalogue,
                vectors=vectors,
                embedder=embedder,
                cut=cut_paragraphs,
                room=Room(
                    catalogue, most=lambda corpus: (most or {}).get(corpus, ANY), storage=storage
                ),
            ),
        )
    finally:
        await vectors.close()
        await catalogue.close()


def an_article(
    title: str, *paragraphs: str, url: str | None = None, language: str = "en"
) -> ExtractedArticle:
    """Return an article of these paragraphs."""
    return ExtractedArticle(title=title, text="\n\n".join(paragraphs), url=url, language=language)


def a_draft(extracted: ExtractedArticle, corpus: Corpus = LOCAL) -> Draft:
    """Return a version of an article, cut into its paragraphs."""
    article = article_id(corpus, url=extracted.url, text=extracted.text)
    version = version_id(article, title=extracted.title, text=extracted.text)
    return Draft(
        corpus=corpus,
        article_id=article,
        id=version,
        extracted=extracted,
        passages=cut_paragraphs(extracted, article_id=article, version=version),
        sketch=sketch(extracted.text),
        created="2026-11-23T10:00:00.000000+00:00",
    )


async def contents(store: Store) -> dict[str, Any]:
    """Return everything a reader can find in a store, times and former versions left out."""
    found: dict[str, Any] = {
        "unfinished": await store.catalogue.versions.stored("pending", "retired"),
        "sightings": sightings(store.folder),
    }
    for corpus in await store.catalogue.corpora():
        articles = []
        for card in await store.catalogue.cards(corpus):
            passages = await store.catalogue.article_passages(corpus, card.id)
            words = sorted(set(terms(card.title + " ".join(p.text for p in passages), "en")))
            articles.append(
                {
                    **{key: value for key, value in asdict(card).items() if key != "added"},
                    "sketch": (await store.catalogue.versions.sketches(corpus))[card.id],
                    "version": await _latest(store, card),
                    "text": (await store.catalogue.article(corpus, card.id)).text,
                    "passages": passages,
                    "matches": await _matches(store, corpus, words),
                }
            )
        found[corpus] = sorted(articles, key=lambda each: str(each["id"]))
        found[f"vectors of {corpus}"] = sorted(await store.vectors.ids(corpus))
        found[f"words of {corpus}"] = await store.catalogue.passage_count(corpus)
    return found


def sightings(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return the links of all articles, and what servers called the states of their pages."""
    path = folder / "catalogue.db"
    return {
        "links": databases.rows(path, "SELECT article, link FROM aliases ORDER BY article, link"),
        "visits": databases.rows(
            path, "SELECT article, etag, last_modified FROM visits ORDER BY article"
        ),
    }


async def _latest(store: Store, card: ArticleCard) -> tuple[str, str, int]:
    """Return the last version in an article's history, after a look at all of them."""
    history = await store.catalogue.history(card.corpus, card.id)
    remembered = [(version.title, version.text_hash, version.words) for version in history]
    assert all(later != earlier for later, earlier in pairwise(remembered))
    return remembered[0]


async def _matches(store: Store, corpus: Corpus, words: list[str]) -> list[tuple[str, float]]:
    matches = await store.catalogue.match(corpus, words, 1000)
    return sorted((passage, round(score, 9)) for passage, score in matches)
