"""Takes what feeds announce again and again, killed at another moment each time.

    python -m tests.index.feeds.killed FOLDER URL

As in `tests.index.ingestion.killed`: the run in FOLDER/whole is undisturbed and counts the moments,
which are SQLite statements and calls that embed. Of the moments right before a change is committed
and around calls, some get a run in FOLDER/<number>, which kills itself there with SIGKILL. Runs
start from the store in FOLDER/start and visit the site at URL.
"""

import asyncio
import os
import shutil
import signal
import sqlite3
import sys
from pathlib import Path

import chromadb.api.client  # noqa: F401 - the forks find it imported

from tests.index.feeds.lab import open_lab
from tests.index.feeds.site import Site
from tests.index.ingestion.killed import Moments, WatchedEmbedder
from tests.index.stores import LOCAL

_EVERY = 3  # of the moments, every so many are tried


async def _play(folder: Path, url: str, last: int | None) -> list[str]:
    moments = Moments(last)
    connect = sqlite3.connect

    def watched_connect(path: Path, **options: object) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(path, **options)  # type: ignore[call-overload]  # passed on as they are
        connection.set_trace_callback(moments.pass_by)
        return connection

    sqlite3.connect = watched_connect  # type: ignore[assignment]  # the catalogue's calls fit
    site = Site()
    site.url = url
    async with open_lab(folder, site, embedder=WatchedEmbedder(moments)) as lab:
        for feed in await lab.following.feeds(LOCAL):
            await lab.following.check(feed.id)
        await lab.take_all()
    return moments.seen


def _fork(start: Path, folder: Path, url: str, last: int | None) -> int:
    """Take everything in a copy of `start` in another process; return its exit status."""
    shutil.copytree(start, folder)
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    seen = asyncio.run(_play(folder, url, last))
    (folder / "moments").write_text("\0".join(seen))
    os._exit(0)


def main(folder: Path, url: str) -> None:
    """Take everything undisturbed, then killed; it starts from FOLDER/start."""
    start = folder / "start"
    _fork(start, folder / "whole", url, None)
    moments = (folder / "whole" / "moments").read_text().split("\0")
    for number in _changes(moments)[::_EVERY]:
        status = _fork(start, folder / str(number), url, number)
        if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
            raise RuntimeError(f"run {number} wasn't killed: {status}")


def _changes(moments: list[str]) -> list[int]:
    """Return the numbers of the moments right before a change, and around calls."""
    begun = ""
    changes = []
    for number, what in enumerate(moments):
        begun = what if what.startswith("BEGIN") else begun
        if what == "call" or (begun, what) == ("BEGIN IMMEDIATE", "COMMIT"):
            changes.append(number)
    return changes


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
