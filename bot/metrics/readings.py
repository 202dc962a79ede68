"""What is read off the bot at the moment at which somebody asks, for metrics and health."""

import asyncio
import os
import shutil
from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import discord

from bot.backups.shelf import AUTOMATIC, Shelf
from bot.errors import TOLD
from bot.metrics.gateway import Gateway, gateway_of
from bot.parts import Parts
from engine.batching.counters import Counters
from index.models import Counts

_PATIENCE = 5.0  # seconds for an answer
_CATALOGUE = "catalogue.sqlite3"  # what is written beside it is called so, too

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """Questions and summaries that wait or are worked on, and how many may wait."""

    waiting: int
    running: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """What is kept; None where the catalogue doesn't answer.

    Attributes:
        jobs: articles that wait to be added.
    """

    counts: Counts
    jobs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelProcess:
    """The process with the models.

    Attributes:
        pid: its number; None while there is none.
        silence: for how many seconds it has given no sign of life although it was asked.
        replaced: how many processes ended without being told to.
        counters: what the generation model has done; None if it isn't loaded here.
    """

    pid: int | None
    silence: float
    replaced: int
    counters: Counters | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Disk:
    """The disk with the data folder.

    Attributes:
        free: bytes that may still be written.
        writable: whether the folder may be written to.
        catalogue: bytes of the catalogue's files; None where it lies elsewhere.
    """

    free: int
    writable: bool
    catalogue: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """The state of the bot.

    Attributes:
        store: None if the catalogue fails or doesn't answer in time.
        backs_up: whether this process makes backups by itself.
        backup_age: how old the newest of them is; None if there is none.
    """

    gateway: Gateway
    queue: Queue
    store: Store | None
    models: ModelProcess
    disk: Disk
    backs_up: bool
    backup_age: timedelta | None


async def readings_of(parts: Parts, client: discord.Client) -> Readings:
    """Return the state of the bot, within seconds whatever hangs."""
    store, counters, disk, backup_age = await asyncio.gather(
        _in_time(_store(parts)),
        _in_time(parts.assembly.local_models.counters()),
        asyncio.to_thread(
            _disk,
            parts.settings.data_dir,
            holds_catalogue=parts.settings.database_url is None,
        ),
        asyncio.to_thread(Shelf(parts.settings.data_dir / "backups").age, AUTOMATIC),
    )
    engine, queue = parts.assembly.local_models.engine, parts.queue
    return Readings(
        gateway=gateway_of(client),
        queue=Queue(
            waiting=queue.waiting, running=queue.running, length=parts.settings.queue_length
        ),
        store=store,
        models=ModelProcess(
            pid=engine.pid, silence=engine.silence, replaced=engine.replaced, counters=counters
        ),
        disk=disk,
        backs_up=parts.assembly.shards.first and parts.settings.backup_hours > 0,
        backup_age=backup_age,
    )


async def _in_time(asked: Awaitable[_T]) -> _T | None:
    """Return what was asked for; None if it fails or takes too long."""
    try:
        return await asyncio.wait_for(asked, _PATIENCE)
    except (TimeoutError, *TOLD):
        return None


async def _store(parts: Parts) -> Store:
    catalogue = await parts.assembly.catalogue()
    return Store(counts=await catalogue.counts(), jobs=len(await parts.records.jobs.pending()))


def _disk(folder: Path, *, holds_catalogue: bool) -> Disk:
    try:
        sizes = [_size(path) for path in folder.glob(f"{_CATALOGUE}*")]
        free = shutil.disk_usage(folder).free
    except OSError:  # the disk is away
        return Disk(free=0, writable=False, catalogue=None)
    return Disk(
        free=free,
        writable=os.access(folder, os.W_OK),
        catalogue=sum(sizes) if holds_catalogue else None,
    )


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:  # SQLite has just taken what stood beside its file into it
        return 0
