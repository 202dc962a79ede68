"""The vector store: exact neighbours, one corpus at a time, and clear errors when damaged."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest

from index.errors import ReindexNeeded, VectorsError
from index.models import Corpus, PassageId
from index.ports import Vectors
from index.vectors import VectorStore
from index.vectors.folder import VectorFolder
from tests.index.stores import LOCAL, OTHER


def unit_rows(count: int, dimension: int = 16, seed: int = 0) -> Vectors:
    """Return reproducible unit vectors."""
    rows = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    unit: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


def some_ids(count: int) -> list[PassageId]:
    """Return as many ids of passages."""
    return [PassageId(f"{number:016x}") for number in range(count)]


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[VectorStore]:
    """An empty vector store."""
    store = VectorFolder(tmp_path / "vectors")
    yield store
    await store.close()


async def test_neighbours(store: VectorStore) -> None:
    """Search returns the nearest vectors with their cosine similarities, best first."""
    ids, rows = some_ids(300), unit_rows(300)
    await store.upsert(LOCAL, ids, rows)
    for query in unit_rows(5, seed=1):
        found = await store.search(LOCAL, query, 10)
        best = np.argsort(-(rows @ query))[:10]
        assert [identity for identity, _ in found] == [ids[at] for at in best]
        assert [score for _, score in found] == pytest.approx(rows[best] @ query, abs=1e-5)


async def test_empty(store: VectorStore) -> None:
    """An unknown corpus is an empty one."""
    assert await store.search(LOCAL, unit_rows(1)[0], 5) == []
    assert await store.count(LOCAL) == 0
    assert await store.ids(LOCAL) == set()
    assert await store.vectors(LOCAL, some_ids(1)) == {}
    assert await store.conditions() == {}
    await store.upsert(LOCAL, [], unit_rows(1)[:0])
    await store.delete(LOCAL, some_ids(1))
    await store.drop(LOCAL)


async def test_corpora_are_apart(store: VectorStore) -> None:
    """What is stored, searched, deleted and dropped in one corpus leaves the other alone."""
    ids, rows = some_ids(4), unit_rows(4)
    await store.upsert(LOCAL, ids[:2], rows[:2])
    await store.upsert(OTHER, ids[2:], rows[2:])
    assert {identity for identity, _ in await store.search(LOCAL, rows[2], 10)} == set(ids[:2])
    assert await store.vectors(LOCAL, ids[2:]) == {}
    await store.delete(LOCAL, ids)
    assert await store.ids(OTHER) == set(ids[2:])
    assert set(await store.conditions()) == {LOCAL, OTHER}
    await store.drop(LOCAL)
    assert set(await store.conditions()) == {OTHER}
    assert await store.count(OTHER) == 2


async def test_stored_again(store: VectorStore) -> None:
    """Storing a vector again replaces it, and it comes back as it was stored."""
    ids, rows = some_ids(3), unit_rows(3)
    await store.upsert(LOCAL, ids, rows)
    await store.upsert(LOCAL, ids[:1], rows[2:])
    stored = await store.vectors(LOCAL, [*ids, PassageId("unknown")])
    assert await store.count(LOCAL) == 3
    assert set(stored) == set(ids)
    np.testing.assert_allclose(stored[ids[0]], rows[2], atol=1e-6)
    np.testing.assert_allclose(stored[ids[1]], rows[1], atol=1e-6)


async def test_more_than_one_batch(store: VectorStore) -> None:
    """As many vectors as one likes are stored, read and deleted at once."""
    ids, rows = some_ids(6000), unit_rows(6000, dimension=4)
    await store.upsert(LOCAL, ids, rows)
    assert await store.ids(LOCAL) == set(ids)
    assert len(await store.vectors(LOCAL, ids)) == 6000
    await store.delete(LOCAL, ids[1:])
    assert await store.ids(LOCAL) == {ids[0]}


async def test_reopening(tmp_path: Path) -> None:
    """A store that was closed is opened again in the same process with all it held."""
    ids, rows = some_ids(20), unit_rows(20)
    for size in (10, 20):
        store = VectorFolder(tmp_path / "vectors")
        await store.upsert(LOCAL, ids[:size], rows[:size])
        await store.close()
        await store.close()
    store = VectorFolder(tmp_path / "vectors")
    assert await store.ids(LOCAL) == set(ids)
    assert (await store.search(LOCAL, rows[3], 1))[0][0] == ids[3]
    await store.close()


async def test_settings_file_is_not_chromas(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The settings file of the current folder is not Chroma's to read."""
    (tmp_path / ".env").write_text("ALLOW_RESET=not-a-boolean\n")
    monkeypatch.chdir(tmp_path)
    store = VectorFolder(tmp_path / "vectors")
    assert await store.count(LOCAL) == 0
    await store.close()


async def test_garbage_is_reported_and_cleared(tmp_path: Path) -> None:
    """A damaged store asks for reindexing, again and again, until it is cleared."""
    folder = tmp_path / "vectors"
    folder.mkdir()
    (folder / "chroma.sqlite3").write_bytes(b"garbage" * 1000)
    store = VectorFolder(folder)
    for _ in range(2):
        with pytest.raises(ReindexNeeded, match="vectors are damaged; run `footnote reindex`"):
            await store.count(LOCAL)
    await store.clear()
    await store.upsert(LOCAL, some_ids(2), unit_rows(2))
    assert await store.count(LOCAL) == 2
    await store.close()


async def test_file_in_the_way(tmp_path: Path) -> None:
    """A file where the folder belongs is treated as a damaged store."""
    (tmp_path / "vectors").write_text("in the way")
    store = VectorFolder(tmp_path / "vectors")
    with pytest.raises(ReindexNeeded):
        await store.count(LOCAL)
    await store.clear()
    assert await store.count(LOCAL) == 0
    await store.close()


async def test_deleted_while_open(store: VectorStore, tmp_path: Path) -> None:
    """When the folder disappears under an open store, writing asks for reindexing."""
    await store.upsert(LOCAL, some_ids(2), unit_rows(2))
    shutil.rmtree(tmp_path / "vectors")
    with pytest.raises(ReindexNeeded):
        await store.upsert(LOCAL, some_ids(3), unit_rows(3))
    await store.clear()
    assert await store.count(LOCAL) == 0


async def test_other_dimension(store: VectorStore) -> None:
    """Vectors of another length than those stored ask for reindexing."""
    await store.upsert(LOCAL, some_ids(2), unit_rows(2))
    with pytest.raises(ReindexNeeded):
        await store.search(LOCAL, unit_rows(1, dimension=8)[0], 1)


async def test_unwritable(tmp_path: Path) -> None:
    """A folder that can't be made is no reason to reindex, and the message says why."""
    (tmp_path / "file").touch()
    store = VectorFolder(tmp_path / "file" / "vectors")
    with pytest.raises(VectorsError, match="can't be made: Not a directory"):
        await store.count(LOCAL)
    await store.close()


async def test_conditions(store: VectorStore, tmp_path: Path) -> None:
    """What is being changed is unsettled, also for who comes after a kill, until it is closed."""
    await store.upsert(LOCAL, some_ids(2), unit_rows(2))
    await store.upsert(OTHER, some_ids(2), unit_rows(2))
    assert await store.conditions() == {LOCAL: "unsettled", OTHER: "unsettled"}
    shutil.copytree(tmp_path / "vectors", tmp_path / "killed")
    await store.close()
    assert await VectorFolder(tmp_path / "vectors").conditions() == {
        LOCAL: "settled",
        OTHER: "settled",
    }
    later = VectorFolder(tmp_path / "killed")
    await later.upsert(LOCAL, some_ids(3), unit_rows(3))
    await later.settle(OTHER)
    await later.close()
    assert await VectorFolder(tmp_path / "killed").conditions() == {
        LOCAL: "unsettled",
        OTHER: "settled",
    }


async def test_changed_again(tmp_path: Path) -> None:
    """What was settled is unsettled from the first change on, by adding or by deleting."""
    for change in range(2):
        store = VectorFolder(tmp_path / "vectors")
        await store.upsert(LOCAL, some_ids(2), unit_rows(2))
        await store.close()
        store = VectorFolder(tmp_path / "vectors")
        assert await store.count(LOCAL) == 2
        assert await store.conditions() == {LOCAL: "settled"}
        if change:
            await store.delete(LOCAL, some_ids(1))
        else:
            await store.upsert(LOCAL, some_ids(1), unit_rows(1))
        assert await store.conditions() == {LOCAL: "unsettled"}
        await store.close()
        assert await VectorFolder(tmp_path / "vectors").conditions() == {LOCAL: "settled"}


async def test_broken_and_dropped(tmp_path: Path) -> None:
    """A graph that isn't as it was sealed is told, can be dropped, and leaves no file behind."""
    store = VectorFolder(tmp_path / "vectors")
    await store.upsert(LOCAL, some_ids(2_500), unit_rows(2_500, dimension=4))
    await store.upsert(OTHER, some_ids(2), unit_rows(2))
    await store.close()
    data = next((tmp_path / "vectors").glob("*/index_metadata.pickle"))
    data.write_bytes(data.read_bytes()[:-100])
    store = VectorFolder(tmp_path / "vectors")
    assert await store.conditions() == {LOCAL: "broken", OTHER: "settled"}
    await store.drop(LOCAL)
    assert not data.parent.exists()
    assert await store.conditions() == {OTHER: "settled"}
    await store.upsert(LOCAL, some_ids(2), unit_rows(2))
    assert (await store.search(LOCAL, unit_rows(2)[1], 1))[0][0] == some_ids(2)[1]
    await store.close()


async def test_written_graph_is_read_again(tmp_path: Path) -> None:
    """What Chroma has written, and what it only has in its log, is found after reopening."""
    ids, rows = some_ids(2_300), unit_rows(2_300)
    store = VectorFolder(tmp_path / "vectors")
    for start in range(0, 2_300, 100):
        await store.upsert(LOCAL, ids[start : start + 100], rows[start : start + 100])
    await store.close()
    store = VectorFolder(tmp_path / "vectors")
    assert await store.conditions() == {LOCAL: "settled"}
    for at in (0, 1_999, 2_299):
        assert (await store.search(LOCAL, rows[at], 1))[0][0] == ids[at]
    await store.close()


async def test_more_corpora_than_are_open(
    store: VectorStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever has been closed meanwhile is opened again with all it held."""
    monkeypatch.setattr("index.vectors.folder._OPEN_AT_MOST", 3)
    corpora = [Corpus(f"server {number}") for number in range(8)]
    rows = unit_rows(8)
    for number, corpus in enumerate(corpora):
        await store.upsert(corpus, some_ids(8)[number : number + 1], rows[number : number + 1])
    for number, corpus in enumerate(corpora):
        found = await store.search(corpus, rows[number], 5)
        assert [identity for identity, _ in found] == [some_ids(8)[number]]
    assert set(await store.conditions()) == set(corpora)
