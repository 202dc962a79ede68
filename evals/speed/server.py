"""llama.cpp's own server, run to compare with where somebody has built it."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from answer.prompts import Prompt
from bot.errors import UserError
from engine.weights import Weights

_START_SECONDS = 60.0
_LOOK_AGAIN = 0.1  # seconds
_SLOT_TOKENS = 1024


class LlamaServer:
    """A server that runs."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        """Ask by `client`, which knows the server's address."""
        self._client = client

    async def replies(self, prompts: Sequence[Prompt], *, max_tokens: int) -> int:
        """Have replies to all prompts written at once, and return their tokens together."""
        written = await asyncio.gather(*(self._reply(each, max_tokens) for each in prompts))
        return sum(written)

    async def _reply(self, prompt: Prompt, max_tokens: int) -> int:
        answer = await self._client.post(
            "/v1/chat/completions",
            json={
                "messages": [
                    {"role": "system", "content": prompt.system},
                    {"role": "user", "content": prompt.user},
                ],
                "max_tokens": max_tokens,
                "temperature": 0.0,
            },
        )
        answer.raise_for_status()
        return int(answer.json()["usage"]["completion_tokens"])


@asynccontextmanager
async def llama_server(
    program: Path, weights: Weights, *, threads: int, slots: int
) -> AsyncIterator[LlamaServer]:
    """Run a server with `slots` slots while in the block.

    Raises:
        UserError: it doesn't start.
    """
    address = f"http://127.0.0.1:{_free_port()}"
    process = await asyncio.create_subprocess_exec(
        *(str(program), "--model", str(weights.path), "--port", address.rpartition(":")[2]),
        *("--parallel", str(slots), "--ctx-size", str(slots * _SLOT_TOKENS)),
        *("--threads", str(threads), "--flash-attn", "on", "--kv-unified"),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with httpx.AsyncClient(base_url=address, timeout=None) as client:  # noqa: S113 - ours
            await _wait_until_ready(client, process, program)
            yield LlamaServer(client)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _wait_until_ready(
    client: httpx.AsyncClient, process: asyncio.subprocess.Process, program: Path
) -> None:
    until = time.monotonic() + _START_SECONDS
    while process.returncode is None and time.monotonic() < until:
        try:
            if (await client.get("/health")).is_success:
                return
        except httpx.TransportError:
            await asyncio.sleep(_LOOK_AGAIN)
        else:
            await asyncio.sleep(_LOOK_AGAIN)
    raise UserError(f"{program} didn't start a server; try it by hand to see why.")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
