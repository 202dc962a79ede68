"""A web server in a thread, for commands that have the event loop to themselves."""

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

_LONGEST = 60  # seconds that a held-back answer waits; only a failing test gets there


def story(title: str | None, about: str) -> str:
    """Return a page with an article about something; without a title if that is None."""
    paragraph = (
        f"<p>In the old days the {about} of Norwick was known along the whole coast, and whoever "
        f"came by boat had heard of the {about} before they saw the harbour wall. The town kept "
        f"a book about the {about}, in which every keeper wrote what had changed in a year.</p>"
    )
    head = "" if title is None else f"<title>{title}</title>"
    return f"<html><head>{head}</head><body><article>{paragraph * 2}</article></body></html>"


class Site:
    """Serves what a test puts in `html`, by path; what isn't there is a 404.

    Attributes:
        html: the pages.
        asked: the paths that were asked for, in order.
        held: what the answer to a path waits for.
    """

    def __init__(self) -> None:
        """Serve nothing yet."""
        self.html: dict[str, str] = {}
        self.asked: list[str] = []
        self.held: dict[str, threading.Event] = {}
        self.on_asked: Callable[[str], None] = lambda _path: None
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}
        )

    def __enter__(self) -> Self:
        """Listen."""
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Answer what waits, and stop listening."""
        for event in self.held.values():
            event.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def link(self, path: str, *, host: str = "127.0.0.1") -> str:
        """Return the link of a page; the site is there under both names of this machine."""
        return f"http://{host}:{self._server.server_port}/{path}"

    def put(self, path: str, *, host: str = "127.0.0.1", title: str | None = None) -> str:
        """Let a page be there, about its path, and return its link."""
        self.html[path] = story(title or path, path)
        return self.link(path, host=host)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                """Answer, when it is time."""
                path = self.path.strip("/")
                site.asked.append(path)
                site.on_asked(path)
                if path in site.held:
                    site.held[path].wait(_LONGEST)
                body = site.html.get(path, "not here").encode()
                self.send_response(200 if path in site.html else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                try:
                    self.wfile.write(body)
                except OSError:
                    return  # whoever asked has been killed

            def log_message(self, *_: object) -> None:
                """Stay silent."""

        return Handler
