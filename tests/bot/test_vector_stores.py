"""Where vectors lie is one setting, and a server's database belongs to one catalogue."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import numpy as np
import pytest
import pytest_asyncio

from bot.settings import Settings
from bot.stores import Stores
from index.errors import VectorsError
from index.models import Corpus, PassageId
from tests.scaled import chroma

LOCAL = Corpus("local")
ROWS = np.eye(2, dtype=np.float32)
IDS = [PassageId("a"), PassageId("b")]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def chroma_url(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    """The address of a Chroma server."""
    async with chroma.running(tmp_path_factory.mktemp("chroma")) as settings:
        yield settings["CHROMA_URL"]


def _settings(folder: Path, url: str | None) -> Settings:
    return Settings(data_dir=folder, chroma_url=url)


async def test_vectors_on_a_server(tmp_path: Path, chroma_url: str) -> None:
    """With CHROMA_URL nothing is in the folder; who starts anew has the same vectors."""
    settings = _settings(tmp_path, f"{chroma_url}/default_tenant/mine")
    async with AsyncExitStack() as parts:
        vectors = await Stores(settings, parts).vectors()
        await vectors.upsert(LOCAL, IDS, ROWS)
    assert not (tmp_path / "vectors").exists()
    async with AsyncExitStack() as parts:
        vectors = await Stores(settings, parts).vectors()
        assert await vectors.ids(LOCAL) == set(IDS)
    async with AsyncExitStack() as parts:
        vectors = await Stores(_settings(tmp_path, None), parts).vectors()
        assert await vectors.ids(LOCAL) == set()


async def test_two_bots_on_one_server(tmp_path: Path, chroma_url: str) -> None:
    """A second data folder is refused the database of the first, and can have one of its own."""
    url = f"{chroma_url}/default_tenant/ours"
    async with AsyncExitStack() as parts:
        first = await Stores(_settings(tmp_path / "first", url), parts).vectors()
        await first.upsert(LOCAL, IDS, ROWS)
        second = await Stores(_settings(tmp_path / "second", url), parts).vectors()
        with pytest.raises(VectorsError, match="holds the vectors of another Footnote"):
            await second.clear()
        other = await Stores(_settings(tmp_path / "third", f"{url}-too"), parts).vectors()
        await other.clear()
        assert await first.ids(LOCAL) == set(IDS)


async def test_an_address_that_is_none(tmp_path: Path) -> None:
    """What can't be an address is told before anything is asked."""
    async with AsyncExitStack() as parts:
        with pytest.raises(VectorsError, match="CHROMA_URL can't be used"):
            await Stores(_settings(tmp_path, "http://host/only-one-name"), parts).vectors()
