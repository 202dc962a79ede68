"""Bookmarks as HTML: what browsers export (the Netscape format), and Pocket once did.

Both are pages of links, `<a href>`, with more about each in attributes that don't matter here.
"""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from bot.importing.items import Item, Link, Skipped, is_web_link

_PART = 256 * 1024  # characters; browsers put icons into the file


def read_bookmark_page(path: Path) -> Iterator[Item]:
    """Yield the links of a page of bookmarks."""
    parser = _Bookmarks()
    with path.open(encoding="utf-8-sig", errors="replace") as stream:
        while part := stream.read(_PART):
            parser.feed(part)
            yield from parser.taken()
    parser.close()
    yield from parser.taken()


class _Bookmarks(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._found: list[Item] = []
        self._link: str | None = None
        self._title = ""

    def taken(self) -> list[Item]:
        """Return what was found since the last call."""
        found, self._found = self._found, []
        return found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._finish()
            self._link = (dict(attrs).get("href") or "").strip()

    def handle_data(self, data: str) -> None:
        if self._link is not None:
            self._title += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._finish()

    def close(self) -> None:
        super().close()
        self._finish()

    def _finish(self) -> None:
        if self._link is None:
            return
        title = " ".join(self._title.split())
        if is_web_link(self._link):
            named = bool(title) and not is_web_link(title)
            self._found.append(Link(link=self._link, title=title if named else None))
        else:  # bookmarklets, searches and pages of the browser itself
            self._found.append(Skipped(kind="bookmarks that aren't web pages"))
        self._link, self._title = None, ""
