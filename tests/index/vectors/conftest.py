"""A folder and a real Chroma server to hold vectors."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest
import pytest_asyncio

from index.vectors import VectorStore
from index.vectors.address import Address
from index.vectors.folder import VectorFolder
from index.vectors.server import VectorServer
from tests.scaled import chroma


async def whose() -> str:
    """Return the name of the catalogue that tests' vectors are of."""
    return "catalogue"


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chroma_url(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    """The address of a Chroma server, which all tests share."""
    async with chroma.running(tmp_path_factory.mktemp("chroma")) as settings:
        yield settings["CHROMA_URL"]


@pytest.fixture
def database_url(chroma_url: str) -> str:
    """The address of a database there that is the test's own."""
    return f"{chroma_url}/default_tenant/{uuid4().hex}"


@pytest.fixture(params=["folder", "server"])
async def store(
    request: pytest.FixtureRequest, tmp_path: Path, database_url: str
) -> AsyncIterator[VectorStore]:
    """An empty vector store, of each kind."""
    store: VectorStore
    if request.param == "folder":
        store = VectorFolder(tmp_path / "vectors")
    else:
        store = VectorServer(Address.parse(database_url), catalogue=whose)
    yield store
    await store.close()
