"""Vectors in a folder: they outlive the process, and damage is noticed and clearly told."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from index.errors import ReindexNeeded, VectorsError
from index.models import Corpus
from index.vectors.folder import VectorFolder
from tests.index.stores import LOCAL, OTHER
from tests.index.vectors.values import some_ids, unit_rows


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[VectorFolder]:
    """An empty vector store."""
    store = VectorFolder(tmp_path / "vectors")
    yield store
    await store.close()


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


async def test_deleted_while_open(store: VectorFolder, tmp_path: Path) -> None:
    """When the folder disappears under an open store, writing asks for reindexing."""
    await store.upsert(LOCAL, some_ids(2), unit_rows(2))
    shutil.rmtree(tmp_path / "vectors")
    with pytest.raises(ReindexNeeded):
        await store.upsert(LOCAL, some_ids(3), unit_rows(3))
    await store.clear()
    assert await store.count(LOCAL) == 0


async def test_unwritable(tmp_path: Path) -> None:
    """A folder that can't be made is no reason to reindex, and the message says why."""
    (tmp_path / "file").touch()
    store = VectorFolder(tmp_path / "file" / "vectors")
    with pytest.raises(VectorsError, match="can't be made: Not a directory"):
        await store.count(LOCAL)
    await store.close()


async def test_conditions(store: VectorFolder, tmp_path: Path) -> None:
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
    store: VectorFolder, monkeypatch: pytest.MonkeyPatch
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
