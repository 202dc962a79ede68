"""A server of models on this machine that does what a test tells it, in any of three dialects."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

from aiohttp import web

Dialect = Literal["plain", "llama-server", "vllm", "llama-cpp"]
NAME = "Ferry-7B-Instruct"
CHAT = "/v1/chat/completions"
EMBEDDINGS = "/v1/embeddings"


@dataclass
class Asked:
    """A request as it came."""

    path: str
    body: Any
    headers: dict[str, str]


@dataclass
class ModelServer:
    """What the server has and does; tests change it, and read what it was asked.

    Attributes:
        names: its models.
        dialect: how it counts tokens, and what it says of its models.
        pieces: the reply it streams.
        ending: what comes after the pieces: `whole`, `open` (no reason to finish), `broken` (the
            connection ends), or `waiting` (nothing, until `let_go`).
        statuses: what the coming requests for replies or vectors are answered with, before any
            that goes well.
        headers: sent with these.
        said: the content of these.
        width: how many numbers a vector has.
        longest: the most characters of a text to embed.
        nonsense: a reply instead of the right one.
        asked: the requests so far.
        open_replies: how many replies are being streamed.
        most_open: the most of them at a time.
    """

    names: list[str] = field(default_factory=lambda: [NAME])
    dialect: Dialect = "plain"
    pieces: list[str] = field(default_factory=lambda: ["The ", "ferry ", "left."])
    ending: Literal["whole", "open", "broken", "waiting"] = "whole"
    statuses: list[int] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    said: str = ""
    width: int = 4
    longest: int = 1000
    nonsense: str | None = None
    asked: list[Asked] = field(default_factory=list)
    open_replies: int = 0
    most_open: int = 0
    let_go: asyncio.Event = field(default_factory=asyncio.Event)
    url: str = ""

    def asked_at(self, path: str) -> list[Asked]:
        """Return the requests for a path."""
        return [each for each in self.asked if each.path == path]


@asynccontextmanager
async def serving(server: ModelServer, port: int = 0) -> AsyncIterator[ModelServer]:
    """Run `server` on a port of this machine, by default a free one."""

    async def answer(request: web.Request) -> web.StreamResponse:
        return await _answer(server, request)

    application = web.Application()
    application.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(application, shutdown_timeout=0.1, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield server
    finally:
        server.let_go.set()
        await runner.cleanup()


async def _answer(server: ModelServer, request: web.Request) -> web.StreamResponse:
    body = await request.json() if request.can_read_body else {}
    server.asked.append(Asked(path=request.path, body=body, headers=dict(request.headers)))
    if request.path in {CHAT, EMBEDDINGS} and server.statuses:
        status = server.statuses.pop(0)
        return web.Response(status=status, headers=server.headers, text=server.said)
    if server.nonsense is not None and request.path != CHAT:
        return web.Response(text=server.nonsense)
    match request.path:
        case "/v1/models":
            return web.json_response({"object": "list", "data": _listed(server)})
        case "/v1/chat/completions":
            return await _reply(server, request)
        case "/v1/embeddings":
            return _vectors(server, body["input"])
        case "/props" if server.dialect == "llama-server":
            return web.json_response({"default_generation_settings": {"n_ctx": 1500}})
        case _:
            return _counted(server, request.path, body)


def _listed(server: ModelServer) -> list[dict[str, Any]]:
    told: dict[Dialect, dict[str, Any]] = {
        "plain": {},
        "llama-cpp": {"owned_by": "me"},
        "llama-server": {"meta": {"n_params": 3_000_000_000, "n_ctx_train": 32768}},
        "vllm": {"max_model_len": 2000},
    }
    return [{"id": name, **told[server.dialect]} for name in server.names]


def _counted(server: ModelServer, path: str, body: Any) -> web.Response:
    """Count a token a word."""
    match server.dialect, path:
        case "llama-server", "/tokenize" if "content" in body:
            return web.json_response({"tokens": list(range(len(body["content"].split())))})
        case "vllm", "/tokenize" if "messages" in body:
            words = " ".join(message["content"] for message in body["messages"]).split()
            return web.json_response({"count": len(words), "max_model_len": 2000})
        case "vllm", "/tokenize":
            return web.json_response({"error": "messages are missing"}, status=400)
        case "llama-cpp", "/extras/tokenize/count":
            return web.json_response({"count": len(body["input"].split())})
    return web.json_response({"detail": "Not Found"}, status=404)


async def _reply(server: ModelServer, request: web.Request) -> web.StreamResponse:
    answer = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await answer.prepare(request)
    server.open_replies += 1
    server.most_open = max(server.most_open, server.open_replies)
    try:
        await answer.write(b": a comment\n\n")
        if server.nonsense is not None:
            await answer.write(f"data: {server.nonsense}\n\n".encode())
        for piece in server.pieces:
            await _event(answer, {"delta": {"content": piece}, "finish_reason": None})
        if server.ending == "waiting":
            await server.let_go.wait()
        if server.ending == "broken":
            assert request.transport is not None
            request.transport.abort()
            return answer
        if server.ending != "open":
            await _event(answer, {"delta": {}, "finish_reason": "stop"})
        await answer.write(b"data: [DONE]\n\n")
    finally:
        server.open_replies -= 1
    return answer


async def _event(answer: web.StreamResponse, choice: dict[str, Any]) -> None:
    await answer.write(f"data: {json.dumps({'choices': [choice]})}\n\n".encode())


def _vectors(server: ModelServer, texts: list[str]) -> web.Response:
    """Make vectors of the lengths of texts, in the wrong order, and not of unit length."""
    if any(len(text) > server.longest for text in texts):
        return web.json_response({"error": {"code": 500}}, status=500)
    rows = [
        {"index": number, "embedding": [float(len(text)), 3.0, *[0.0] * (server.width - 2)]}
        for number, text in enumerate(texts)
    ]
    return web.json_response({"data": rows[::-1]})
