"""Passages of several versions are embedded together, and each version gets all of its vectors."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from index.catalogue.catalogue import Catalogue
from index.catalogue.stored import StoredVersion
from index.catalogue.versions import Versions
from index.errors import VectorsError
from index.ingestion.batching import Batching
from index.models import Corpus, PassageId
from index.ports import Vectors
from index.vectors import VectorStore
from index.vectors.folder import VectorFolder
from tests.index.fakes import BagOfWords
from tests.index.stores import LOCAL, OTHER, a_draft, an_article, open_store


class Watched(BagOfWords):
    """A bag of words that embeds when it may, and keeps what it was given at a time."""

    def __init__(self, *, fails_after: int | None = None) -> None:
        """Embed at once until told otherwise."""
        super().__init__(fails_after=fails_after)
        self.batches: list[list[str]] = []
        self.may = asyncio.Event()
        self.may.set()
        self.asked = asyncio.Event()

    async def embed(self, texts: Sequence[str], *, patient: bool = False) -> Vectors:
        """Embed, once it may."""
        self.batches.append(list(texts))
        self.asked.set()
        await self.may.wait()
        return await super().embed(texts, patient=patient)


class Broken(VectorFolder):
    """A vector store that stores nothing for one corpus."""

    async def upsert(self, corpus: Corpus, ids: Sequence[PassageId], vectors: Vectors) -> None:
        """Fail for `OTHER`.

        Raises:
            VectorsError: the corpus is `OTHER`.
        """
        if corpus == OTHER:
            raise VectorsError("The disk is full.")
        await super().upsert(corpus, ids, vectors)


@pytest.fixture
async def vectors(tmp_path: Path) -> AsyncIterator[VectorStore]:
    """A vector store."""
    store = Broken(tmp_path / "vectors")
    yield store
    await store.close()


@pytest.fixture
async def truth(tmp_path: Path) -> AsyncIterator[Versions]:
    """Where vectors are kept."""
    catalogue = await Catalogue.open(tmp_path / "catalogue.db")
    yield catalogue.versions
    await catalogue.close()


def a_version(title: str, passages: int, corpus: Corpus = LOCAL) -> StoredVersion:
    """Return a version of so many passages."""
    paragraphs = [f"Paragraph {number} of {title}." for number in range(passages)]
    return a_draft(an_article(title, *paragraphs), corpus).stored


async def test_every_passage_gets_its_vector(vectors: VectorStore, truth: Versions) -> None:
    """Whatever shares a batch, each passage is stored in its corpus with the vector of its text."""
    embedder = Watched()
    batching = Batching(embedder=embedder, versions=truth, vectors=vectors)
    versions = [a_version(f"Title {number}", number) for number in range(0, 90, 15)]
    await asyncio.gather(*(batching.index(version) for version in versions))
    assert max(len(batch) for batch in embedder.batches) == 64
    assert len(embedder.batches) < len(versions)
    for version in versions:
        ids = [passage.id for passage in version.passages]
        stored = await vectors.vectors(LOCAL, ids)
        texts = [f"{version.title}\n{passage.text}" for passage in version.passages]
        expected = await BagOfWords().embed(texts)
        for identity, row in zip(ids, expected, strict=True):
            assert stored[identity] == pytest.approx(row, abs=1e-3)


async def test_turns(vectors: VectorStore, truth: Versions) -> None:
    """A short version doesn't wait for a long one that came before it."""
    embedder = Watched()
    batching = Batching(embedder=embedder, versions=truth, vectors=vectors)
    long, short = a_version("Long", 300), a_version("Short", 2)
    both = [asyncio.create_task(batching.index(version)) for version in (long, short)]
    await both[1]
    assert not both[0].done()
    assert "Short\nParagraph 0 of Short." in embedder.batches[0]
    await both[0]


async def test_repeated_texts(vectors: VectorStore, truth: Versions) -> None:
    """A text that several passages have is embedded once in a batch, and stored for each."""
    embedder = Watched()
    batching = Batching(embedder=embedder, versions=truth, vectors=vectors)
    corpora = (LOCAL, Corpus("third"))
    versions = [a_draft(an_article("Same", "The same."), corpus).stored for corpus in corpora]
    await asyncio.gather(*(batching.index(version) for version in versions))
    assert embedder.batches == [["Same\nThe same."]]
    for version in versions:
        assert await vectors.ids(version.corpus) == {version.passages[0].id}


async def test_known_texts(tmp_path: Path) -> None:
    """A text is embedded once, in whatever corpus, version and process it comes again."""
    link = "https://example.org/same"
    article = an_article("Same", "It stays.", "It goes.", url=link)
    later = an_article("Same", "It stays.", "It came.", url=link)
    for corpus, version, expected in (
        (LOCAL, article, ["Same\nIt stays.", "Same\nIt goes."]),
        (OTHER, article, []),
        (LOCAL, later, ["Same\nIt came."]),
    ):
        embedder = Watched()
        async with open_store(tmp_path, embedder) as store:
            await store.ingestion.add(corpus, version)
            assert embedder.texts == expected
            stored = await store.vectors.vectors(corpus, list(await store.vectors.ids(corpus)))
            assert len(stored) == 2


async def test_a_broken_model_fails_what_it_was_asked(
    vectors: VectorStore, truth: Versions
) -> None:
    """Those in the batch get the model's error, and what comes later is embedded all the same."""
    embedder = Watched(fails_after=0)
    batching = Batching(embedder=embedder, versions=truth, vectors=vectors)
    failing = await asyncio.gather(
        *(batching.index(a_version(title, 100)) for title in ("A", "B")), return_exceptions=True
    )
    assert [str(error) for error in failing] == ["the model broke"] * 2
    embedder.fails_after = None
    await batching.index(a_version("C", 3))
    assert await vectors.count(LOCAL) == 3


async def test_a_broken_store_fails_its_own_corpus(vectors: VectorStore, truth: Versions) -> None:
    """What shares a batch with passages that can't be stored is stored."""
    batching = Batching(embedder=Watched(), versions=truth, vectors=vectors)
    kept, failed = await asyncio.gather(
        batching.index(a_version("Kept", 3)),
        batching.index(a_version("Failed", 3, OTHER)),
        return_exceptions=True,
    )
    assert kept is None
    assert isinstance(failed, VectorsError)
    assert await vectors.count(LOCAL) == 3


async def test_nothing_is_stored_for_who_has_given_up(
    vectors: VectorStore, truth: Versions
) -> None:
    """A version whose indexing was cancelled leaves no vector; its batch goes on."""
    embedder = Watched()
    embedder.may.clear()
    batching = Batching(embedder=embedder, versions=truth, vectors=vectors)
    wanted, unwanted = a_version("Wanted", 3), a_version("Unwanted", 200)
    tasks = [asyncio.create_task(batching.index(version)) for version in (unwanted, wanted)]
    await embedder.asked.wait()
    tasks[0].cancel()
    embedder.may.set()
    await tasks[1]
    assert await vectors.ids(LOCAL) == {passage.id for passage in wanted.passages}
    assert len(embedder.batches) == 1


async def test_one_batch_is_stored_while_the_next_is_embedded(
    tmp_path: Path, truth: Versions
) -> None:
    """The model doesn't wait for the disk."""
    second_asked = asyncio.Event()

    class Slow(VectorFolder):
        async def upsert(self, corpus: Corpus, ids: Sequence[PassageId], vectors: Vectors) -> None:
            await second_asked.wait()
            await super().upsert(corpus, ids, vectors)

    class Second(BagOfWords):
        async def embed(self, texts: Sequence[str], *, patient: bool = False) -> Vectors:
            if self.texts:
                second_asked.set()
            return await super().embed(texts, patient=patient)

    store = Slow(tmp_path / "vectors")
    batching = Batching(embedder=Second(), versions=truth, vectors=store)
    await asyncio.wait_for(batching.index(a_version("Long", 100)), 30)
    assert await store.count(LOCAL) == 100
    await store.close()
