"""Reindexing: vectors and words are made anew from the catalogue, and the need is noticed."""

import shutil
from pathlib import Path

import pytest

from index.errors import ReindexNeeded
from index.ingestion.reindexing import check, check_model, reindex
from index.models import PassageId
from index.vectors.seals import Seals
from tests import databases
from tests.index.fakes import BagOfWords
from tests.index.stores import LOCAL, OTHER, Store, an_article, contents, open_store

pytestmark = pytest.mark.usefixtures("each_database")

ARTICLES = [
    an_article("Rivers", "Rivers flow. They bend.", "Salmon climb them."),
    an_article("Hills", "Hills stand.", url="https://example.org/hills"),
]


async def fill(folder: Path) -> dict[str, object]:
    """Add the articles to two corpora; return the store's contents."""
    async with open_store(folder) as store:
        await store.ingestion.add(LOCAL, ARTICLES[0])
        await store.ingestion.add(LOCAL, ARTICLES[1])
        await store.ingestion.add(OTHER, ARTICLES[1])
        return await contents(store)


async def run_reindex(store: Store, embedder: BagOfWords | None = None) -> list[tuple[int, int]]:
    """Reindex a store; return the progress it reported."""
    reports: list[tuple[int, int]] = []
    await reindex(
        store.catalogue,
        store.vectors,
        embedder or store.embedder,
        lambda done, total: reports.append((done, total)),
    )
    return reports


async def test_nothing_to_do(tmp_path: Path) -> None:
    """An empty store and an undisturbed one pass the check."""
    async with open_store(tmp_path) as store:
        await check(store.catalogue, store.embedder)
    await fill(tmp_path)
    async with open_store(tmp_path) as store:
        await check(store.catalogue, store.embedder)


@pytest.mark.parametrize(
    "other", [BagOfWords(name="other"), BagOfWords(dimension=32)], ids=["name", "dimension"]
)
async def test_changed_model(tmp_path: Path, other: BagOfWords) -> None:
    """A changed model is noticed, and reindexing records the new one and makes its vectors."""
    await fill(tmp_path)
    async with open_store(tmp_path) as store:
        with pytest.raises(ReindexNeeded, match="run `footnote reindex`"):
            await check(store.catalogue, other)
        await run_reindex(store, other)
        await check(store.catalogue, other)
        stored = await store.vectors.vectors(LOCAL, await store.vectors.ids(LOCAL))
        assert {len(vector) for vector in stored.values()} == {other.dimension}
        with pytest.raises(ReindexNeeded):
            await check(store.catalogue, store.embedder)


async def test_deleted_vectors(tmp_path: Path) -> None:
    """Deleted vectors are stored again at the next start, and no text is embedded for it."""
    before = await fill(tmp_path)
    shutil.rmtree(tmp_path / "vectors")
    async with open_store(tmp_path, BagOfWords(fails_after=0)) as store:
        await store.ingestion.recover()
        await check(store.catalogue, store.embedder)
        assert await contents(store) == before


async def test_reindexing_embeds_nothing_twice(tmp_path: Path) -> None:
    """Reindexing restores the store exactly, and tells how far it is, without the model's help."""
    before = await fill(tmp_path)
    shutil.rmtree(tmp_path / "vectors")
    async with open_store(tmp_path, BagOfWords(fails_after=0)) as store:
        told = await run_reindex(store)  # of three articles, of which one has two passages
        assert (told[0], told[-1], len(told)) == ((0, 4), (4, 4), 4)
        assert told == sorted(told)
        await check(store.catalogue, store.embedder)
        assert await contents(store) == before


async def test_vectors_that_were_never_kept(tmp_path: Path) -> None:
    """Where the catalogue hasn't the vectors, and nothing else has, reindexing is asked for."""
    before = await fill(tmp_path)
    shutil.rmtree(tmp_path / "vectors")
    databases.change(
        tmp_path / "catalogue.db",
        "DELETE FROM vectors",
        "DELETE FROM meta WHERE key = 'all_vectors_kept'",
    )
    async with open_store(tmp_path) as store:
        await store.ingestion.recover()
        with pytest.raises(ReindexNeeded, match="3 articles are missing; run `footnote reindex`"):
            await check(store.catalogue, store.embedder)
        await run_reindex(store)
        await check(store.catalogue, store.embedder)
        assert await contents(store) == before


async def test_vectors_of_an_earlier_release(tmp_path: Path) -> None:
    """What only the vector store has is kept from now on, without embedding anything."""
    before = await fill(tmp_path)
    databases.change(
        tmp_path / "catalogue.db",
        "DELETE FROM vectors",
        "DELETE FROM meta WHERE key = 'all_vectors_kept'",
    )
    for seal in (tmp_path / "vectors").glob("*.seal"):
        seal.unlink()
    async with open_store(tmp_path, BagOfWords(fails_after=0)) as store:
        await store.ingestion.recover()
        await check(store.catalogue, store.embedder)
        assert await contents(store) == before
        assert await store.catalogue.vectors(LOCAL, await store.vectors.ids(LOCAL)) != {}
        assert set(await store.vectors.conditions()) == {LOCAL, OTHER}


async def test_damaged_vectors(tmp_path: Path) -> None:
    """Damaged vectors are noticed when they are needed, and reindexing replaces them."""
    before = await fill(tmp_path)
    (tmp_path / "vectors" / "chroma.sqlite3").write_bytes(b"garbage" * 1000)
    async with open_store(tmp_path) as store:
        with pytest.raises(ReindexNeeded, match="damaged"):
            await store.ingestion.add(LOCAL, an_article("New", "New text."))
        await run_reindex(store)
        assert await contents(store) == before


async def test_broken_graph(tmp_path: Path) -> None:
    """The graph that a killed process was writing is made anew alone, and embeds nothing."""
    before = await fill(tmp_path)
    graph = next(seal.folder for seal in Seals(tmp_path / "vectors").all() if seal.corpus == LOCAL)
    (tmp_path / "vectors" / graph / "index_metadata.pickle").write_bytes(b"torn")
    async with open_store(tmp_path, BagOfWords(fails_after=0)) as store:
        assert await store.vectors.conditions() == {LOCAL: "broken", OTHER: "settled"}
        await store.ingestion.recover()
        assert await store.vectors.conditions() == {LOCAL: "settled", OTHER: "settled"}
        assert await contents(store) == before


async def test_unsettled_vectors(tmp_path: Path) -> None:
    """After a kill, vectors that are too many go and those that are missing come back."""
    await fill(tmp_path)
    shutil.copytree(tmp_path, tmp_path / "killed")
    async with open_store(tmp_path / "killed") as store:
        before = await contents(store)
        some = sorted(await store.vectors.ids(LOCAL))[:2]
        await store.vectors.delete(LOCAL, some)
        vector = (await store.embedder.embed(["stray"]))[:1]
        await store.vectors.upsert(LOCAL, [PassageId("stray")], vector)
        shutil.copytree(store.folder, tmp_path / "later")
    async with open_store(tmp_path / "later", BagOfWords(fails_after=0)) as store:
        await store.ingestion.recover()
        assert await contents(store) == before


async def test_damaged_words(tmp_path: Path) -> None:
    """The word index is made anew too."""
    before = await fill(tmp_path)
    async with open_store(tmp_path) as store:
        await store.catalogue.begin_reindexing()
        assert await store.catalogue.match(LOCAL, ["river"], 10) == []
        await run_reindex(store)
        assert await contents(store) == before


async def test_interrupted(tmp_path: Path) -> None:
    """A reindexing that breaks off is noticed until one has ended, and nothing is added."""
    before = await fill(tmp_path)
    breaking = BagOfWords(name="another", fails_after=2)
    async with open_store(tmp_path) as store:
        with pytest.raises(RuntimeError):
            await run_reindex(store, breaking)
    async with open_store(tmp_path) as store:
        for _ in range(2):
            with pytest.raises(ReindexNeeded, match=r"interrupted; run `footnote reindex`"):
                await check(store.catalogue, store.embedder)
        with pytest.raises(ReindexNeeded):
            await check_model(store.catalogue, store.embedder)
        with pytest.raises(ReindexNeeded):
            await store.ingestion.add(LOCAL, an_article("New", "New text."))
        await run_reindex(store)
        assert await contents(store) == before


async def test_empty_store(tmp_path: Path) -> None:
    """Reindexing an empty store ends at once."""
    async with open_store(tmp_path) as store:
        assert await run_reindex(store) == [(0, 0)]
        await check(store.catalogue, store.embedder)
