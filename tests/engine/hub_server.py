"""A local server that speaks like the Hugging Face hub, for tests."""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.engine.gguf_files import model

FILE = "/owner/repo/resolve/main/folder/model.gguf"


@dataclass
class HubServer:
    """What the server has and does; tests change it, and read what it was asked."""

    content: bytes = model(bytes(range(256)) * 1200)
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    """Sent with every answer."""
    checksum: str | None = None
    """Told instead of the content's own."""
    breaks_after: list[int] = field(default_factory=list)
    """For each coming GET, the bytes after which the connection breaks."""
    redirects_to: str | None = None
    """The address of the server that has the content, if it is another."""
    renamed_from: str = ""
    """The path the file was at before its repository got another name."""
    plain: bool = False
    """Whether it is a plain file server, which knows ranges and entity tags only."""
    asked: list[tuple[str, str | None, str | None]] = field(default_factory=list)
    """Method, Range and Authorization of each request."""
    url: str = ""

    @property
    def tag(self) -> str:
        """The content's checksum as it is told."""
        return self.checksum or hashlib.sha256(self.content).hexdigest()


@contextmanager
def serving(server: HubServer) -> Iterator[HubServer]:
    """Run `server` on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base's name
            """Print nothing."""

        def do_HEAD(self) -> None:
            self._answer()

        def do_GET(self) -> None:
            self._answer()

        def _answer(self) -> None:
            server.asked.append(
                (self.command, self.headers.get("Range"), self.headers.get("Authorization"))
            )
            if self.path == server.renamed_from:
                self._head(307, {"Location": FILE, "Content-Length": "0"})
            elif server.status != 200 or self.path != FILE:
                self._head(404 if server.status == 200 else server.status, {"Content-Length": "0"})
            elif server.redirects_to:
                onward = {"Location": server.redirects_to + FILE, "Content-Length": "0"}
                self._head(302, onward | self._linked())
            elif self.command == "HEAD":
                self._head(200, {"Content-Length": str(len(server.content))} | self._linked())
            else:
                self._send()

        def _linked(self) -> dict[str, str]:
            if server.plain:
                return {"ETag": f'"{server.tag[:8]}"'}
            return {"X-Linked-Etag": f'"{server.tag}"', "X-Linked-Size": str(len(server.content))}

        def _send(self) -> None:
            start = self._start()
            body = server.content[start:]
            headers = {"Content-Length": str(len(body))}
            if start:
                total = len(server.content)
                headers["Content-Range"] = f"bytes {start}-{total - 1}/{total}"
            self._head(206 if start else 200, headers | self._linked())
            if server.breaks_after:
                body = body[: server.breaks_after.pop(0)]
                self.close_connection = True
            self.wfile.write(body)

        def _start(self) -> int:
            wanted = self.headers.get("Range")
            condition = self.headers.get("If-Range")
            if wanted is None or (condition and condition != self._linked().get("ETag")):
                return 0
            return int(wanted.removeprefix("bytes=").removesuffix("-"))

        def _head(self, status: int, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in (headers | server.headers).items():
                self.send_header(name, value)
            self.end_headers()

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    server.url = f"http://127.0.0.1:{http.server_port}"
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
        thread.join()
