"""Records over a real database of the test's own, which a catalogue shares."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.records import Records
from index.catalogue.catalogue import Catalogue
from index.catalogue.database import Database
from tests import databases


@pytest.fixture
async def database(
    tmp_path: Path,
    each_database: str,  # noqa: ARG001 - says which database `at` is
) -> AsyncIterator[Database]:
    """An open database."""
    opened = databases.at(tmp_path / "catalogue.db")
    await opened.open()
    yield opened
    await opened.close()


@pytest.fixture
def records(database: Database) -> Records:
    """The records in it."""
    return Records(database)


@pytest.fixture
def catalogue(database: Database) -> Catalogue:
    """The catalogue in it."""
    return Catalogue(database)
