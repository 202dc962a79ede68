"""Catalogues to back up, and what can be read in them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.backups.restoring import Restoring
from bot.backups.shelf import Shelf
from bot.records import Records
from bot.records.models import AnswerId
from index.catalogue.catalogue import Catalogue
from index.catalogue.sqlite import SqliteDatabase
from index.errors import VectorsError
from tests.bot.records.values import LAB_CORPUS, add_article, answer

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


class Clock:
    """A clock that the test sets.

    Attributes:
        now: the time.
    """

    def __init__(self) -> None:
        """Begin at noon."""
        self.now = NOON

    def __call__(self) -> datetime:
        """Return the time."""
        return self.now

    def pass_(self, **span: float) -> None:
        """Let the time pass."""
        self.now += timedelta(**span)


class NotedVectors:
    """Vectors that are there until they are cleared.

    Attributes:
        cleared: how often they were.
        stuck: whether clearing fails.
    """

    def __init__(self) -> None:
        """Be there."""
        self.cleared = 0
        self.stuck = False

    async def clear(self) -> None:
        """Go, or fail."""
        if self.stuck:
            raise VectorsError("The vectors can't be deleted.")
        self.cleared += 1


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[SqliteDatabase]:
    """Open the catalogue in a folder, as a bot that runs does."""
    folder.mkdir(exist_ok=True)  # noqa: ASYNC240 - nobody else is waiting
    database = SqliteDatabase(folder / "catalogue.sqlite3")
    await database.open()
    try:
        yield database
    finally:
        await database.close()


async def fill(database: SqliteDatabase, *titles: str) -> None:
    """Add an article of each title, and an answer."""
    for title in titles:
        await add_article(Catalogue(database), LAB_CORPUS, title)
        await Records(database).answers.save(answer(f"about {title}"))


async def titles(folder: Path) -> list[str]:
    """Return the titles of all articles in a folder, each of which has its answer."""
    async with opened(folder) as database:
        found = sorted(card.title for card in await Catalogue(database).cards(LAB_CORPUS))
        for title in found:
            answers = Records(database).answers
            assert await answers.get(LAB_CORPUS, AnswerId(f"about {title}")) is not None
        return found


def restoring(folder: Path, vectors: NotedVectors, clock: Clock | None = None) -> Restoring:
    """Return what restores into a folder."""
    file = folder / "catalogue.sqlite3"
    return Restoring(
        folder,
        database=SqliteDatabase(file),
        vectors=vectors,
        shelf=Shelf(folder / "backups", now=clock or Clock()),
        catalogue=file,
    )
