"""How much the data folder takes up, and whether the disk has room for more."""

import asyncio
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from index.errors import CorpusFull

_RESERVE = 64_000_000  # bytes of the disk that are left for answers, deletions and the system
_GROWTH = 8  # what an article takes up, vectors and word index included, by the size of its text
_MEASURED_FOR = 10.0  # seconds

Free = Callable[[Path], int]


def _free(folder: Path) -> int:
    return shutil.disk_usage(folder).free


class FolderStorage:
    """The data folder as something that can be full."""

    def __init__(
        self,
        folder: Path,
        *,
        most: int = 0,
        free: Free = _free,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """Watch a folder.

        Args:
            folder: with everything in it.
            most: bytes that it may take up; 0 for what the disk has.
            free: tells how many bytes of its disk are free.
            now: tells seconds.
        """
        self._folder = folder
        self._most = most
        self._free = free
        self._now = now
        self._measuring = asyncio.Lock()
        self._measured_at: float | None = None
        self._used = 0
        self._left = 0

    async def check(self, more: int) -> None:
        """Refuse articles with so many bytes of text where there is no room for them.

        Raises:
            CorpusFull: the folder, or its disk, is as full as it may be.
        """
        await self._measure()
        needed = more * _GROWTH
        if self._most and self._used + needed > self._most:
            raise CorpusFull(
                f"Everything together takes up the {self._most / 1_000_000:g} MB that it may. "
                "Remove articles, or raise STORAGE_MEGABYTES.",
                key="storage-full",
            )
        if self._left - needed < _RESERVE:
            raise CorpusFull(
                f"The disk with {self._folder} is nearly full. Make room on it, then add this "
                "again.",
                key="disk-full",
            )
        self._used += needed
        self._left -= needed

    async def _measure(self) -> None:
        async with self._measuring:  # who comes meanwhile waits for what is being measured
            now = self._now()
            if self._measured_at is not None and now - self._measured_at < _MEASURED_FOR:
                return
            self._used, self._left = await asyncio.to_thread(self._sizes)
            self._measured_at = now

    def _sizes(self) -> tuple[int, int]:
        used = _size(self._folder) if self._most else 0
        try:
            return used, self._free(self._folder)
        except OSError:  # it isn't there yet; whoever makes it says what is wrong
            return used, 2**63


def _size(folder: Path) -> int:
    """Return how many bytes the files in a folder have; those that vanish meanwhile have none."""
    total = 0
    for where, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.lstat(os.path.join(where, name)).st_size  # noqa: PTH118 - quick
            except OSError:
                continue
    return total
