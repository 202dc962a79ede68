"""Meanings: small corpora are compared exactly, large ones by graph, and both are up to date."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from index.meanings import Meanings
from index.models import PassageId
from index.ports import Vectors
from tests.index.fakes import BagOfWords
from tests.index.stores import LOCAL, OTHER, Store, an_article, open_store

_ARTICLES = [
    an_article("Rivers", "Rivers flow. They bend.", "Salmon climb them.", "Otters hunt salmon."),
    an_article("Hills", "Hills stand.", "Sheep graze there."),
]


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """A store with two articles, of five passages."""
    async with open_store(tmp_path) as opened:
        for article in _ARTICLES:
            await opened.ingestion.add(LOCAL, article)
        yield opened


async def _vector(text: str) -> Vectors:
    row: Vectors = (await BagOfWords().embed([text]))[0]
    return row


def _by_scan(store: Store) -> Meanings:
    return Meanings(catalogue=store.catalogue, vectors=store.vectors)


def _by_graph(store: Store) -> Meanings:
    return Meanings(catalogue=store.catalogue, vectors=store.vectors, exact=0)


async def test_both_ways_find_the_same(store: Store) -> None:
    """The scan and the graph find the same passages in the same order, with the same scores."""
    vector = await _vector("Rivers\nSalmon climb them.")
    for limit in (1, 3, 10):
        scanned = await _by_scan(store).nearest(LOCAL, vector, limit)
        searched = await _by_graph(store).nearest(LOCAL, vector, limit)
        assert len(scanned) == min(limit, 5)
        assert list(scanned.values()) == pytest.approx(list(searched.values()), abs=1e-3)
        assert next(iter(scanned)) == next(iter(searched))
        assert list(scanned.values()) == sorted(scanned.values(), reverse=True)


async def test_small_corpora_need_no_graph(store: Store) -> None:
    """What is compared exactly is found though the vector store has lost everything."""
    vector = await _vector("Rivers\nSalmon climb them.")
    await store.vectors.clear()
    assert len(await _by_scan(store).nearest(LOCAL, vector, 10)) == 5
    assert await _by_graph(store).nearest(LOCAL, vector, 10) == {}


async def test_among_some(store: Store) -> None:
    """Where only some passages are asked for, no other is found, in either way."""
    vector = await _vector("Salmon")
    hills = next(card for card in await store.catalogue.cards(LOCAL) if card.title == "Hills")
    among = await store.catalogue.passage_ids(LOCAL, article_ids=[hills.id])
    for meanings in (_by_scan(store), _by_graph(store)):
        found = await meanings.nearest(LOCAL, vector, 10, among=among)
        assert set(found) == among
        assert await meanings.nearest(LOCAL, vector, 10, among=[PassageId("unknown")]) == {}


async def test_changes_are_seen(store: Store) -> None:
    """What comes, changes and goes between two questions is compared as it then is."""
    meanings = _by_scan(store)
    vector = await _vector("Lakes\nLakes lie still.")
    assert max((await meanings.nearest(LOCAL, vector, 10)).values()) < 0.5
    lakes = (await store.ingestion.add(LOCAL, an_article("Lakes", "Lakes lie still."))).card
    assert max((await meanings.nearest(LOCAL, vector, 10)).values()) == pytest.approx(1, abs=1e-3)
    await store.ingestion.remove(LOCAL, lakes.id)
    assert len(await meanings.nearest(LOCAL, vector, 10)) == 5


async def test_corpora_are_apart(store: Store) -> None:
    """A passage of one corpus isn't found, nor compared, in another."""
    meanings = _by_scan(store)
    vector = await _vector("Rivers\nSalmon climb them.")
    mine = list(await meanings.nearest(LOCAL, vector, 10))
    assert await meanings.nearest(OTHER, vector, 10) == {}
    assert await meanings.similarities(OTHER, mine, vector) == {}
    assert set(await meanings.similarities(LOCAL, mine, vector)) == set(mine)
