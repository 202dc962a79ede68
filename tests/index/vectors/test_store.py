"""Vectors, wherever they are held: exact neighbours, and one corpus at a time."""

import asyncio

import numpy as np
import pytest

from index.errors import ReindexNeeded
from index.models import PassageId
from index.vectors import VectorStore
from tests.index.stores import LOCAL, OTHER
from tests.index.vectors.values import some_ids, unit_rows


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


async def test_other_dimension(store: VectorStore) -> None:
    """Vectors of another length than those stored ask for reindexing."""
    await store.upsert(LOCAL, some_ids(2), unit_rows(2))
    with pytest.raises(ReindexNeeded):
        await store.search(LOCAL, unit_rows(1, dimension=8)[0], 1)


async def test_who_gives_up_changes_nothing_of_the_order(store: VectorStore) -> None:
    """What is deleted after it was stored stays deleted, also if nobody waited for the storing."""
    ids, rows = some_ids(3), unit_rows(3)
    await store.upsert(LOCAL, ids[:1], rows[:1])
    storing = asyncio.create_task(store.upsert(LOCAL, ids[1:], rows[1:]))
    await asyncio.sleep(0)
    storing.cancel()
    await store.delete(LOCAL, ids[1:])
    assert await store.ids(LOCAL) == set(ids[:1])
    with pytest.raises(asyncio.CancelledError):
        await storing


async def test_all_is_cleared_and_begun_anew(store: VectorStore) -> None:
    """After clearing, nothing is left of any corpus, and vectors of another length fit."""
    for corpus in (LOCAL, OTHER):
        await store.upsert(corpus, some_ids(2), unit_rows(2))
    await store.clear()
    assert await store.conditions() == {}
    assert await store.ids(LOCAL) == set()
    await store.upsert(LOCAL, some_ids(3), unit_rows(3, dimension=8))
    assert await store.count(LOCAL) == 3
    assert await store.count(OTHER) == 0
