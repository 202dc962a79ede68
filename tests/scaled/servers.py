"""Starting servers on this machine, and stopping them."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import httpx

_LOOK_AGAIN = 0.1  # seconds
_STOP_SECONDS = 20.0

Settings = dict[str, str]
"""Settings as the environment names them."""

Running = Callable[[Path], AbstractAsyncContextManager[Settings]]
"""Starts what a part needs, with its files in a folder, and yields the settings that name it."""


class ServerFailed(Exception):  # noqa: N818 - says what happened
    """A server ended by itself or didn't become ready in time."""


def free_port() -> int:
    """Return a port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def kept_port(folder: Path) -> int:
    """Return the port that servers over a folder have: a free one at first, then the same."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / "port"
    if not kept.exists():
        kept.write_text(str(free_port()), encoding="ascii")
    return int(kept.read_text(encoding="ascii"))


async def answers(url: str) -> bool:
    """Tell whether a server answers at a link, whatever it says."""
    async with httpx.AsyncClient(trust_env=False, timeout=5) as client:
        try:
            return (await client.get(url)).status_code < httpx.codes.INTERNAL_SERVER_ERROR
        except httpx.TransportError:
            return False


@asynccontextmanager
async def process(
    command: Sequence[str],
    *,
    ready: Callable[[], Awaitable[bool]],
    log: Path,
    environment: Mapping[str, str] | None = None,
    seconds: float = 120.0,
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a server while in the block.

    Args:
        command: the program and its arguments.
        ready: tells whether it can be used.
        log: the file for what it prints, which is added to.
        environment: variables besides those of this process.
        seconds: the longest it may take to become ready.

    Raises:
        ServerFailed: it ended, or isn't ready in time; with the last it printed.
    """
    with log.open("ab") as printed:
        started = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=printed,
            stderr=printed,
            env={**os.environ, "ANONYMIZED_TELEMETRY": "False", **(environment or {})},
        )
    try:
        await _until_ready(started, ready, log, seconds)
        yield started
    finally:
        await _stop(started)


async def _until_ready(
    started: asyncio.subprocess.Process,
    ready: Callable[[], Awaitable[bool]],
    log: Path,
    seconds: float,
) -> None:
    try:
        async with asyncio.timeout(seconds):
            while not await ready():
                if started.returncode is not None:
                    raise ServerFailed(f"It ended with {started.returncode}.\n{_last(log)}")
                await asyncio.sleep(_LOOK_AGAIN)
    except TimeoutError as error:
        raise ServerFailed(f"It isn't ready after {seconds:.0f} s.\n{_last(log)}") from error


async def _stop(started: asyncio.subprocess.Process) -> None:
    if started.returncode is not None:
        return
    started.terminate()
    try:
        async with asyncio.timeout(_STOP_SECONDS):
            await started.wait()
    except TimeoutError:
        started.kill()
        await started.wait()


def _last(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace")[-2_000:]
