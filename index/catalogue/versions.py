"""The versions of articles, in whatever state: for what stores, indexes and deletes them.

A version is stored as pending, becomes ready, which is when its article can be found, and ends as
retired; retired versions are deleted once their vectors are.
"""

from collections.abc import Collection, Sequence

from index.catalogue import details, embeddings, links, matching, notes, removing, writing
from index.catalogue import stored as reading
from index.catalogue.database import Database
from index.catalogue.embeddings import Embedded, Rows
from index.catalogue.links import Lead, Sighting
from index.catalogue.removing import RetiredVersion
from index.catalogue.stored import State, StoredVersion
from index.catalogue.writing import Appeared, Draft
from index.models import ArticleId, Corpus, ExtractedArticle, VersionId

_ALL_VECTORS_KEPT = "all_vectors_kept"
_AT_ONCE = 25  # versions deleted or completed in one transaction: readers wait meanwhile


class Versions:
    """All versions in a catalogue. All methods raise CatalogueError."""

    def __init__(self, database: Database) -> None:
        """Use the open database of a catalogue."""
        self._database = database

    # Which article is meant.

    async def with_text(self, corpus: Corpus, text_hash: str) -> ArticleId | None:
        """Return the first searchable article of the corpus whose text has this hash, if any."""
        return await self._database.read(reading.article_with_text, corpus, text_hash)

    async def leads(self, corpus: Corpus, known_links: Sequence[str]) -> list[Lead]:
        """Return the searchable articles that links lead to, in the order of the links."""
        return await self._database.read(links.leads, corpus, known_links)

    async def sketches(self, corpus: Corpus) -> dict[ArticleId, bytes]:
        """Return the sketches of the searchable articles of a corpus."""
        return await self._database.read(details.sketches, corpus)

    # Coming.

    async def states(self, article: ArticleId) -> dict[VersionId, State]:
        """Return the versions of an article and their states."""
        return await self._database.read(reading.states, article)

    async def stored(self, *states: State) -> list[VersionId]:
        """Return the versions in any of these states, oldest first."""
        return await self._database.read(reading.stored_versions, *states)

    async def version(self, version: VersionId) -> StoredVersion:
        """Return a version in whatever state.

        Raises:
            CatalogueError: there is none with this id.
        """
        return await self._database.read(reading.stored_version, version)

    async def store(self, draft: Draft) -> None:
        """Store a version with its passages; it stays invisible until it is made ready."""
        await self._database.write(writing.store, draft)

    async def make_ready(self, version: VersionId, sighting: Sighting | None = None) -> Appeared:
        """Make a stored version the one its article is searched by; retire the one before.

        In the same step the links that lead to the article are noted, the state of its page, and
        what is remembered of the version in the article's history.
        """
        return await self._database.write(writing.make_ready, version, sighting)

    async def see_again(
        self,
        article: ArticleId,
        sighting: Sighting,
        extracted: ExtractedArticle | None = None,
    ) -> None:
        """Note that an article was read again, whose title and text are the same.

        Args:
            article: the article.
            sighting: where it was read.
            extracted: what was read, for what else is known of it; None to leave that as it is.
        """
        await self._database.write(writing.see_again, article, sighting, extracted)

    async def index_words(self, version: VersionId) -> None:
        """Write the terms of a version's passages into the word index."""
        await self._database.write(matching.index_words, version)

    async def keep_vectors(self, embedded: Sequence[Embedded]) -> None:
        """Keep the vectors of stored passages, in place of any before."""
        await self._database.write(embeddings.keep, embedded)

    async def vectors_of_texts(self, hashes: Collection[bytes]) -> dict[bytes, Rows]:
        """Return the vectors that are known of texts, of any corpus and any version, by hash."""
        return await self._database.read(embeddings.of_texts, hashes)

    async def all_vectors_kept(self) -> bool:
        """Return whether it is noted that the vectors of all ready versions are kept."""
        return await self._database.read(notes.note, _ALL_VECTORS_KEPT) is not None

    async def note_all_vectors_kept(self) -> None:
        """Note that the vectors of all ready versions are kept; later ones come with theirs."""
        await self._database.write(notes.set_notes, **{_ALL_VECTORS_KEPT: "yes"})

    async def without_vectors(self) -> list[VersionId]:
        """Return the ready versions with a passage whose vector isn't kept, oldest first."""
        return await self._database.read(embeddings.without_vectors)

    async def complete(self) -> None:
        """Give the articles of an earlier release what has come to be stored since."""
        while await self._database.write(details.complete_details, _AT_ONCE) == _AT_ONCE:
            pass

    # Leaving.

    async def retire_pending(self, version: VersionId) -> None:
        """Retire a version unless it has become ready; it remains to be deleted."""
        await self._database.write(removing.retire_pending, version)

    async def unfinished(self) -> list[Corpus]:
        """Return the corpora with versions that are pending or retired."""
        return await self._database.read(removing.unfinished)

    async def retire_all_pending(self, corpus: Corpus) -> int:
        """Retire the pending versions of a corpus, which remain to be deleted; return how many."""
        return await self._database.write(removing.retire_all_pending, corpus)

    async def retire_article(self, corpus: Corpus, article: ArticleId) -> None:
        """Take an article out of every search; its versions remain to be deleted.

        Raises:
            UnknownArticle: the corpus has no such article.
        """
        await self._database.write(removing.retire_article, corpus, article)

    async def retire_corpus(self, corpus: Corpus) -> None:
        """Make all articles of a corpus disappear; their versions remain to be deleted."""
        await self._database.write(removing.retire_corpus, corpus)

    async def retired(
        self, *, corpus: Corpus | None = None, article: ArticleId | None = None
    ) -> list[RetiredVersion]:
        """Return some retired versions of an article, of a corpus or of all, if there are any."""
        return await self._database.read(removing.retired, _AT_ONCE, corpus=corpus, article=article)

    async def delete(self, versions: Sequence[VersionId]) -> None:
        """Delete retired versions, and the articles that have no other."""
        await self._database.write(removing.delete, versions)
