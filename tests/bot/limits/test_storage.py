"""Articles are refused before the folder, or its disk, is full."""

import asyncio
from pathlib import Path

import pytest

from bot.limits.storage import FolderStorage
from bot.localisation import Localisation
from index.errors import CorpusFull
from tests.bot.clock import Clock

PLENTY = 10**12


async def test_the_folder_may_be_so_large(tmp_path: Path) -> None:
    """What is in it counts, and what was let in since it was measured; zero is no limit."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "vectors").write_bytes(bytes(600_000))
    clock = Clock()
    storage = FolderStorage(tmp_path, most=1_000_000, free=lambda _: PLENTY, now=clock)
    await storage.check(30_000)
    with pytest.raises(CorpusFull) as refused:
        await storage.check(30_000)
    assert refused.value.key == "storage-full"
    clock.pass_(60.0)
    await storage.check(30_000)  # measured anew, for what was let in wasn't stored
    await FolderStorage(tmp_path, free=lambda _: PLENTY, now=clock).check(PLENTY // 100)


async def test_the_disk_keeps_a_reserve(tmp_path: Path) -> None:
    """Nothing is added to a disk that is nearly full; once there is room again, it is."""
    clock, free = Clock(), 50_000_000
    storage = FolderStorage(tmp_path, free=lambda _: free, now=clock)
    with pytest.raises(CorpusFull) as refused:
        await storage.check(1)
    assert refused.value.key == "disk-full"
    free = PLENTY
    clock.pass_(60.0)
    await storage.check(1)


async def test_a_folder_that_is_not_there_is_not_full(tmp_path: Path) -> None:
    """Whoever makes it says what is wrong with it, if anything is."""
    await FolderStorage(tmp_path / "none", most=10_000).check(1)


@pytest.mark.parametrize("language", Localisation().languages)
@pytest.mark.parametrize("key", ["storage-full", "disk-full"])
def test_it_is_told_in_every_language(key: str, language: str) -> None:
    """Both refusals have a sentence of their own."""
    assert Localisation().texts(language).has(f"error-{key}")


async def test_who_comes_while_it_is_measured_waits_for_that(tmp_path: Path) -> None:
    """The first articles after a start, which come at once, aren't refused on an empty disk."""
    storage = FolderStorage(tmp_path, free=lambda _: PLENTY)
    await asyncio.gather(*(storage.check(1) for _ in range(5)))
