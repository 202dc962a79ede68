"""The catalogue: every article with its passages and sentences, in SQLite. The truth of the index.

What is read here is always the ready version of an article, and always of the corpus asked for;
`Catalogue.versions` is for what writes.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from index.catalogue import (
    counting,
    embeddings,
    exporting,
    finding,
    matching,
    mending,
    notes,
    reading,
)
from index.catalogue import history as histories
from index.catalogue.counting import CorpusState
from index.catalogue.database import Database
from index.catalogue.embeddings import Matrix, Rows
from index.catalogue.exporting import WholeArticle
from index.catalogue.mending import Mended
from index.catalogue.sqlite import SqliteDatabase
from index.catalogue.versions import Versions
from index.models import (
    Article,
    ArticleCard,
    ArticleId,
    ArticleVersion,
    Corpus,
    Counts,
    Passage,
    PassageId,
    QuotedPassage,
)

BODY_WEIGHT = 1.0
TITLE_WEIGHT = 1.0
FOUND_AT_MOST = 25  # of the articles that somebody may mean


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddingModel:
    """The model that the vectors were made with."""

    name: str
    dimension: int


class Catalogue:
    """The catalogue, to be opened with `Catalogue.open`. All methods raise CatalogueError.

    Attributes:
        versions: for what stores, indexes and deletes articles.
    """

    def __init__(self, database: Database) -> None:
        """Use an open database."""
        self._database = database
        self.versions = Versions(database)

    @classmethod
    async def open(cls, path: Path) -> Self:
        """Open the catalogue at `path`, making it if it is missing.

        Raises:
            CatalogueError: the file can't be opened, isn't a catalogue or is from the future.
        """
        database = SqliteDatabase(path)
        await database.open()
        return cls(database)

    async def close(self) -> None:
        """Close the catalogue; closing again does nothing."""
        await self._database.close()

    async def copy(self, path: Path) -> None:
        """Write a copy of the catalogue, as it is now, to a new SQLite file."""
        await self._database.copy(path)

    # Reading: ready versions of one corpus.

    async def corpora(self) -> list[Corpus]:
        """Return the corpora that have an article, in alphabetical order."""
        return await self._database.read(counting.corpora)

    async def cards(self, corpus: Corpus) -> list[ArticleCard]:
        """Return the articles of a corpus, oldest first."""
        return await self._database.read(reading.cards, corpus)

    async def card(self, corpus: Corpus, article_id: ArticleId) -> ArticleCard:
        """Return what is known of an article besides its text.

        Raises:
            UnknownArticle: the corpus has no such article.
        """
        return await self._database.read(reading.card, corpus, article_id)

    async def article(self, corpus: Corpus, article_id: ArticleId) -> Article:
        """Return an article with its text.

        Raises:
            UnknownArticle: the corpus has no such article.
        """
        return await self._database.read(reading.article, corpus, article_id)

    async def history(self, corpus: Corpus, article_id: ArticleId) -> tuple[ArticleVersion, ...]:
        """Return the versions that an article has had, the newest first.

        Raises:
            UnknownArticle: the corpus has no such article.
        """
        return await self._database.read(histories.history, corpus, article_id)

    async def whole_articles(
        self, corpus: Corpus, *, after: ArticleCard | None = None, limit: int
    ) -> list[WholeArticle]:
        """Return all that is known of some articles, those first that were added first.

        Args:
            corpus: where they are.
            after: the last that was returned before; None to begin.
            limit: the most articles.
        """
        return await self._database.read(exporting.whole_articles, corpus, after, limit)

    async def quoted(
        self, corpus: Corpus, article_id: ArticleId, quote: str, *, start: int
    ) -> QuotedPassage | None:
        """Return the passage in which a quote stands by now; None if it isn't in the article.

        Args:
            corpus: where the article is.
            article_id: the article.
            quote: the verbatim words.
            start: where they stood when they were quoted; of several places the nearest counts.

        Raises:
            UnknownArticle: the corpus has no such article.
        """
        return await self._database.read(reading.quoted, corpus, article_id, quote, start)

    async def counts(self, corpus: Corpus | None = None) -> Counts:
        """Return how many articles and passages a corpus has, or all corpora together."""
        return await self._database.read(counting.counts, corpus)

    async def find(
        self, corpus: Corpus, text: str, *, limit: int = FOUND_AT_MOST
    ) -> list[ArticleCard]:
        """Return the articles that `text`, of an id, a title or a link, may mean; best first."""
        return await self._database.read(finding.find, corpus, text, limit)

    async def latest(self, corpus: Corpus, *, limit: int = FOUND_AT_MOST) -> list[ArticleCard]:
        """Return the articles of a corpus that were added last, the last one first."""
        return await self._database.read(finding.latest, corpus, limit)

    async def card_with_link(self, corpus: Corpus, link: str) -> ArticleCard | None:
        """Return the article of a corpus with this link, however it is spelled; None if none."""
        return await self._database.read(finding.card_with_link, corpus, link)

    async def passages(
        self, corpus: Corpus, ids: Collection[PassageId]
    ) -> dict[PassageId, tuple[Passage, ArticleCard]]:
        """Return the passages with these ids and their articles, in the order of `ids`.

        Ids that the corpus doesn't have, or no longer has, are left out.
        """
        return await self._database.read(reading.passages, corpus, ids)

    async def article_passages(self, corpus: Corpus, article_id: ArticleId) -> tuple[Passage, ...]:
        """Return the passages of an article in reading order.

        Raises:
            UnknownArticle: the corpus has no such article.
        """
        return await self._database.read(reading.article_passages, corpus, article_id)

    async def match(
        self,
        corpus: Corpus,
        terms: Sequence[str],
        limit: int,
        *,
        article_ids: Collection[ArticleId] | None = None,
        body_weight: float = BODY_WEIGHT,
        title_weight: float = TITLE_WEIGHT,
    ) -> list[tuple[PassageId, float]]:
        """Return the passages with any of `terms` and their BM25 scores, best first.

        Scores are positive (Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25
        and Beyond, 2009, as SQLite's FTS5 computes it, k1 = 1.2, b = 0.75).

        Args:
            corpus: where to look.
            terms: as `index.words.terms` makes them; each counts once.
            limit: the most passages to return.
            article_ids: the only articles to look in; None for all.
            body_weight: how much an occurrence in the passage's text counts.
            title_weight: how much an occurrence in the title or the heading counts.
        """
        return await self._database.read(
            matching.match,
            corpus,
            terms,
            limit,
            article_ids=article_ids,
            body_weight=body_weight,
            title_weight=title_weight,
        )

    async def frequencies(self, corpus: Corpus, terms: Collection[str]) -> dict[str, int]:
        """Return in how many passages of the corpus each term occurs, 0 included.

        An occurrence in the title or the heading counts.
        """
        return await self._database.read(matching.frequencies, corpus, terms)

    async def similar_terms(self, corpus: Corpus, term: str) -> list[str]:
        """Return the corpus's terms that are spelled nearly like one, the likeliest first.

        They begin with the same letter; the fewer slips apart, and then the more frequent in the
        corpus, the likelier. Terms that only other corpora have don't count.
        """
        return await self._database.read(matching.similar_terms, corpus, term)

    async def sites(self, corpus: Corpus) -> list[str]:
        """Return the names of the sites that a corpus has articles of, in alphabetical order."""
        return await self._database.read(finding.sites, corpus)

    async def of_site(self, corpus: Corpus, site: str) -> list[ArticleId]:
        """Return the articles of a site, which is given by its name or by its host."""
        return await self._database.read(finding.of_site, corpus, site)

    async def passage_count(self, corpus: Corpus) -> int:
        """Return how many passages the corpus has."""
        return await self._database.read(counting.passage_count, corpus)

    async def passage_ids(
        self, corpus: Corpus, *, article_ids: Collection[ArticleId] | None = None
    ) -> set[PassageId]:
        """Return the ids of all passages of the corpus, or of some of its articles."""
        return await self._database.read(counting.passage_ids, corpus, article_ids=article_ids)

    async def state(self, corpus: Corpus) -> CorpusState:
        """Return what tells whether the corpus is as it was, at no cost worth mentioning."""
        return await self._database.read(counting.state, corpus)

    async def vectors(self, corpus: Corpus, ids: Collection[PassageId]) -> dict[PassageId, Rows]:
        """Return the vectors of passages of the corpus; those without one are left out."""
        return await self._database.read(embeddings.vectors, corpus, ids)

    async def matrix(self, corpus: Corpus) -> Matrix:
        """Return the vectors of all passages of the corpus."""
        return await self._database.read(embeddings.matrix, corpus)

    async def languages(self, corpus: Corpus) -> list[str]:
        """Return the languages of the corpus's articles, the most frequent first."""
        return await self._database.read(counting.languages, corpus)

    # What the doctor looks after.

    async def damage(self) -> str | None:
        """Return the first thing that is wrong with the database itself; None if it is whole."""
        return await self._database.damage()

    async def rebuild_indexes(self) -> None:
        """Make the database's indexes anew from its tables, after `damage` has found some."""
        await self._database.write(mending.rebuild_indexes)

    async def newest(self) -> str | None:
        """Return when an article was last added anywhere; None if there is none."""
        return await self._database.read(counting.newest)

    async def mend(self) -> Mended:
        """Mend rows that contradict each other; nothing that could be found is lost."""
        return await self._database.write(mending.mend)

    async def words_whole(self) -> bool:
        """Tell whether the word index can be read and fits the passages."""
        return await self._database.write(matching.words_whole)

    # The embedding model, and whether a reindexing is under way.

    async def embedding_model(self) -> EmbeddingModel | None:
        """Return the model that the vectors were made with; None before the first."""
        name, dimension = await self._database.read(
            notes.notes, "embedding_model", "embedding_dimension"
        )
        if name is None or dimension is None:
            return None
        return EmbeddingModel(name=name, dimension=int(dimension))

    async def record_embedding_model(self, model: EmbeddingModel) -> None:
        """Record the model that the vectors are made with."""
        await self._database.write(
            notes.set_notes,
            embedding_model=model.name,
            embedding_dimension=str(model.dimension),
        )

    async def reindexing(self) -> bool:
        """Return whether a reindexing was begun and hasn't ended."""
        return await self._database.read(notes.note, "reindexing") is not None

    async def begin_reindexing(self) -> None:
        """Empty the word index, and note that until the end nothing can be searched."""
        await self._database.write(notes.begin_reindexing)

    async def end_reindexing(self, model: EmbeddingModel) -> None:
        """Note that everything is indexed again, the vectors made with `model`."""
        await self._database.write(
            notes.set_notes,
            embedding_model=model.name,
            embedding_dimension=str(model.dimension),
            reindexing=None,
        )
