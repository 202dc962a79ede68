"""Which stores the settings name, and what is said when they can't be had."""

import sys
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.errors import UserError
from bot.settings import Settings
from bot.stores import Stores
from index.errors import CatalogueError


def _stores(folder: Path, open_parts: AsyncExitStack, **changed: object) -> Stores:
    return Stores(Settings.model_validate({"data_dir": folder, **changed}), open_parts)


async def test_a_catalogue_on_a_server(tmp_path: Path, postgres_url: str) -> None:
    """With DATABASE_URL the catalogue is there, and the data folder has none."""
    async with AsyncExitStack() as open_parts:
        stores = _stores(tmp_path, open_parts, database_url=SecretStr(postgres_url))
        await stores.database()
        other = _stores(tmp_path / "other", open_parts, database_url=SecretStr(postgres_url))
        with pytest.raises(CatalogueError, match="Another Footnote is using"):
            await other.database()
    assert not (tmp_path / "catalogue.sqlite3").exists()


async def test_some_shards_without_a_shared_database(tmp_path: Path) -> None:
    """A process can't have some shards only, unless the others can use its database."""
    async with AsyncExitStack() as open_parts:
        with pytest.raises(UserError, match="Set DATABASE_URL"):
            await _stores(tmp_path, open_parts, shards="0/2").database()


async def test_without_psycopg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where psycopg isn't installed, the sentence says how to install it."""
    for name in list(sys.modules):
        if name.startswith("index.catalogue.postgres"):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    async with AsyncExitStack() as open_parts:
        stores = _stores(tmp_path, open_parts, database_url=SecretStr("postgresql://me@here/x"))
        with pytest.raises(UserError, match=r"pip install 'footnote\[postgres\]'"):
            await stores.database()
