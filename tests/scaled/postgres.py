"""A PostgreSQL server, as Debian's packages bring it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests import postgres
from tests.scaled.servers import Settings, free_port


@asynccontextmanager
async def running(folder: Path, *, port: int | None = None) -> AsyncIterator[Settings]:
    """Run a PostgreSQL server over `folder`, at a free port unless one is given."""
    server = postgres.start(folder, port=port or free_port())
    url = await asyncio.to_thread(server.__enter__)
    try:
        yield {"DATABASE_URL": url}
    finally:
        await asyncio.to_thread(server.__exit__, None, None, None)
