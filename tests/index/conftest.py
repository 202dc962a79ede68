"""Fixtures of the index's tests."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from index.catalogue.catalogue import Catalogue
from tests.databases import each_database, postgres_server, postgres_url
from tests.index.stores import LOCAL, an_article, open_store

__all__ = ["each_database", "open_catalogue", "postgres_server", "postgres_url"]


@pytest.fixture
async def open_catalogue(tmp_path: Path) -> AsyncIterator[Catalogue]:
    """A catalogue of one article, which says "safe"."""
    async with open_store(tmp_path) as store:
        await store.ingestion.add(LOCAL, an_article("Title", "Safe words."))
        yield store.catalogue
