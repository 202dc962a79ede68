"""A corpus never has more than it may, however many articles come at once."""

import asyncio
from pathlib import Path

import pytest

from index.errors import CorpusFull, ExtractionError
from index.ingestion.ingestion import Added
from index.ingestion.room import Most
from tests.index.stores import LOCAL, OTHER, Store, an_article, open_store


async def _add_all(store: Store, *titles: str) -> list[Added | BaseException]:
    return await asyncio.gather(
        *(store.ingestion.add(LOCAL, an_article(t, f"All about {t}.")) for t in titles),
        return_exceptions=True,
    )


async def test_articles_that_come_at_once(tmp_path: Path) -> None:
    """Of twelve that come together just the five are added that there is room for."""
    async with open_store(tmp_path, most={LOCAL: Most(articles=5)}) as store:
        outcomes = await _add_all(store, *(f"Title {n}" for n in range(12)))
        refused = [each for each in outcomes if isinstance(each, CorpusFull)]
        assert len(refused) == 7
        assert {each.key for each in refused} == {"corpus-full-articles"}
        assert (await store.catalogue.counts(LOCAL)).articles == 5
        await store.ingestion.add(OTHER, an_article("Elsewhere", "There is room."))


async def test_a_place_that_comes_free_is_taken(tmp_path: Path) -> None:
    """Nobody is refused for the sake of an article that fails in the end."""
    async with open_store(tmp_path, most={LOCAL: Most(articles=1)}) as store:
        broken, added = await asyncio.gather(
            store.ingestion.add(LOCAL, an_article("Empty", " ")),
            store.ingestion.add(LOCAL, an_article("Full", "Of words.")),
            return_exceptions=True,
        )
        assert isinstance(broken, ExtractionError)
        assert isinstance(added, Added)


async def test_room_for_text(tmp_path: Path) -> None:
    """Bytes count, not characters; a longer version needs room too, a shorter one never does."""
    link = "https://harbour.test/log"
    async with open_store(tmp_path, most={LOCAL: Most(bytes=100)}) as store:
        ingestion = store.ingestion
        await ingestion.add(LOCAL, an_article("Log", "é" * 45, url=link))
        with pytest.raises(CorpusFull) as refused:
            await ingestion.add(LOCAL, an_article("More", "é" * 6))
        assert (refused.value.key, refused.value.values) == (
            "corpus-full-text",
            {"megabytes": 0.0001},
        )
        with pytest.raises(CorpusFull):
            await ingestion.add(LOCAL, an_article("Log", "é" * 51, url=link))
        assert (await store.catalogue.counts(LOCAL)).bytes == 90
        longer = await ingestion.add(LOCAL, an_article("Log", "é" * 50, url=link))
        assert longer.outcome == "updated"
        assert (
            await ingestion.add(LOCAL, an_article("Log", "e" * 10, url=link))
        ).outcome == "updated"
        await ingestion.add(LOCAL, an_article("More", "é" * 6))


async def test_what_is_removed_makes_room(tmp_path: Path) -> None:
    """What is known already needs none, and once something is removed another may come."""
    async with open_store(tmp_path, most={LOCAL: Most(articles=1)}) as store:
        first = await store.ingestion.add(LOCAL, an_article("First", "Of all."))
        assert (await store.ingestion.add(LOCAL, an_article("First", "Of all."))).outcome == "known"
        with pytest.raises(CorpusFull):
            await store.ingestion.room.check(LOCAL)
        await store.ingestion.remove(LOCAL, first.card.id)
        await store.ingestion.room.check(LOCAL)
        await store.ingestion.add(LOCAL, an_article("Second", "To none."))


async def test_storage_that_is_full_takes_nothing(tmp_path: Path) -> None:
    """Whatever the corpus, and nothing of it is left."""

    class Full:
        async def check(self, more: int) -> None:
            raise CorpusFull(f"No room for {more} bytes.", key="storage-full")

    async with open_store(tmp_path, storage=Full()) as store:
        with pytest.raises(CorpusFull, match="No room for 8 bytes"):
            await store.ingestion.add(LOCAL, an_article("Article", "Of text."))
        with pytest.raises(CorpusFull):
            await store.ingestion.room.check(LOCAL)
        assert (await store.catalogue.counts()).articles == 0
