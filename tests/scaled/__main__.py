"""Starts the servers that parts need, prints the settings that name them, and waits for Ctrl-C.

    python -m tests.scaled FOLDER PART...

Files stay in FOLDER, so what was stored is there at the next start.
"""

import argparse
import asyncio
import importlib
import signal
from contextlib import AsyncExitStack
from pathlib import Path

from tests.scaled.servers import Running

PARTS = ("chroma", "models", "postgres")


def running(part: str) -> Running:
    """Return what starts a part's server."""
    start: Running = importlib.import_module(f"tests.scaled.{part}").running
    return start


async def serve(folder: Path, parts: list[str]) -> None:
    """Run servers until this process is interrupted."""
    interrupted = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, interrupted.set)
    async with AsyncExitStack() as servers:
        for part in parts:
            settings = await servers.enter_async_context(running(part)(folder / part))
            for name, value in settings.items():
                print(f"{name}={value}", flush=True)  # noqa: T201 - to be copied into .env
        await interrupted.wait()


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the servers keep their files")
    parser.add_argument("part", nargs="+", choices=PARTS)
    arguments = parser.parse_args()
    asyncio.run(serve(arguments.folder.absolute(), arguments.part))


if __name__ == "__main__":
    main()
