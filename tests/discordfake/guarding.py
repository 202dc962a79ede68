"""Keeps tests away from every network but this machine."""

import asyncio
import socket
from typing import Any

import pytest

_HERE = ("127.0.0.1", "::1", "localhost")


def guard_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let connecting or resolving anything but loopback fail the test."""
    connect = socket.socket.connect
    resolve = asyncio.BaseEventLoop.getaddrinfo

    def guarded(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in _HERE:
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)

    async def guarded_resolving(
        self: asyncio.BaseEventLoop, host: Any, *args: Any, **kwargs: Any
    ) -> Any:
        if host not in _HERE:
            raise AssertionError(f"a test tried to resolve {host!r}")
        return await resolve(self, host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", guarded_resolving)
