"""A Chroma server, as `chroma run` starts it."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.scaled.servers import Settings, answers, kept_port, process

_PROGRAM = Path(sys.executable).with_name("chroma")


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[Settings]:
    """Run a Chroma server over `folder` while in the block."""
    port = kept_port(folder)
    url = f"http://127.0.0.1:{port}"
    command = (str(_PROGRAM), "run", "--path", str(folder / "chroma"), "--host", "127.0.0.1")
    async with process(
        (*command, "--port", str(port)),
        ready=lambda: answers(f"{url}/api/v2/heartbeat"),
        log=folder / "chroma.log",
    ):
        yield {"CHROMA_URL": url}
