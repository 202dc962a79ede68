"""A site of the tests' own: pages and feeds by their paths, and how often each was asked for."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random

_FEED = "application/rss+xml"
_WORDS = [f"{first}{last}" for first in "abdefghklm" for last in ("ank", "erry", "ill", "oat")]


@dataclass(frozen=True, slots=True)
class Reply:
    """What the site answers at a path."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class Site:
    """What there is to be fetched.

    Attributes:
        url: where the site is, without a slash at its end.
        replies: the answers by their paths; others are answered with 404.
        asked: how often each path was asked for.
        conditions: the headers If-None-Match of requests, by their paths.
        closed: paths that are answered only once their event is set.
        reached: set when one of these is asked for.
    """

    def __init__(self) -> None:
        """Begin with nothing at all."""
        self.url = ""
        self.replies: dict[str, Reply] = {}
        self.asked: Counter[str] = Counter()
        self.conditions: dict[str, str | None] = {}
        self.closed: dict[str, threading.Event] = {}
        self.reached = threading.Event()

    def put_article(self, path: str, title: str) -> None:
        """Put a page with an article of some length at a path."""
        said = Random(title)  # noqa: S311 - so that no article is much like another
        sentences = " ".join(
            f"{' '.join(said.choices(_WORDS, k=12)).capitalize()}." for _ in range(30)
        )
        html = f"<html><title>{title}</title><article><h1>{title}</h1><p>{sentences}</p></article>"
        self.replies[path] = Reply(html.encode(), headers={"Content-Type": "text/html"})

    def put_feed(self, path: str, *entries: str, title: str = "Feed") -> None:
        """Put a feed whose entries lead to paths of the site, the newest first; with an ETag."""
        items = "".join(
            f"<item><title>{e}</title><link>{self.url}{e}</link></item>" for e in entries
        )
        self.put_raw_feed(path, f"<title>{title}</title>{items}")

    def put_raw_feed(self, path: str, channel: str) -> None:
        """Put an RSS feed with this channel at a path; with an ETag."""
        body = (
            f'<?xml version="1.0"?><rss version="2.0"><channel>{channel}</channel></rss>'.encode()
        )
        etag = f'"{sha256(body).hexdigest()[:8]}"'
        self.replies[path] = Reply(body, headers={"Content-Type": _FEED, "ETag": etag})


@contextmanager
def serving(site: Site) -> Iterator[Site]:
    """Serve a site from the loopback interface while in the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path
            site.asked[path] += 1
            condition = self.headers.get("If-None-Match")
            site.conditions[path] = condition
            if path in site.closed:
                site.reached.set()
                site.closed[path].wait()
            reply = site.replies.get(path, Reply(b"no", 404))
            if condition is not None and condition == reply.headers.get("ETag"):
                reply = Reply(b"", 304, {"ETag": condition})
            self.send_response(reply.status)
            for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        for event in site.closed.values():
            event.set()
        server.shutdown()
        thread.join()
        server.server_close()
