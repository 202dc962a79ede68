"""Where exported articles and feeds go: one file of lines, or a folder of Markdown files.

Both are written beside their place and put there whole, private to their user.
"""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol
from xml.etree import ElementTree

from bot.errors import UserError
from bot.importing.exported import ExportedLine
from bot.importing.notes import written
from index.feeds.models import Feed
from index.models import ArticleId

_LINES = frozenset({".jsonl", ".ndjson"})
_NO_WORD = re.compile(r"[^\w]+")
_NAME_CHARACTERS = 60
_NAME_BYTES = 150
_FEEDS = "feeds.opml"


class Target(Protocol):
    """Takes what is exported."""

    def article(self, article_id: ArticleId, line: ExportedLine) -> None:
        """Write an article.

        Raises:
            OSError: it can't be written.
        """
        ...

    def feeds(self, feeds: Sequence[Feed]) -> None:
        """Write the feeds that are followed.

        Raises:
            OSError: they can't be written.
        """
        ...


@contextmanager
def target(path: Path, *, replace: bool) -> Iterator[Target]:
    """Yield what writes to `path`: lines if its name ends like those, else a folder.

    At the end of the block it is there; if the block fails, everything is as it was.

    Raises:
        UserError: it can't be written, or something is there already.
    """
    as_lines = path.suffix.lower() in _LINES
    if path.exists() and not (replace and as_lines and path.is_file()):
        option = " or say --replace" if as_lines and path.is_file() else ""
        raise UserError(f"{path} is there already; choose another name{option}.")
    try:
        beside = Path(tempfile.mkdtemp(prefix=".unfinished-export-", dir=path.absolute().parent))
        try:
            yield from _into(beside / "export", as_lines=as_lines)
            (beside / "export").replace(path)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        raise UserError(
            f"{path} can't be written: {error.strerror}. Check its folder and the room on the disk."
        ) from error


def _into(place: Path, *, as_lines: bool) -> Iterator[Target]:
    if not as_lines:
        place.mkdir(mode=0o700)
        yield _Folder(place)
        return
    descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
        yield _Lines(stream)
        stream.flush()
        os.fsync(stream.fileno())


class _Lines:
    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def article(self, article_id: ArticleId, line: ExportedLine) -> None:
        del article_id  # it is made of the link or the text again
        self._stream.write(line.model_dump_json(exclude_defaults=True) + "\n")

    def feeds(self, feeds: Sequence[Feed]) -> None:
        for feed in feeds:
            line = {"feed": feed.url, "title": feed.title}
            self._stream.write(json.dumps(line, ensure_ascii=False) + "\n")


class _Folder:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def article(self, article_id: ArticleId, line: ExportedLine) -> None:
        words = _NO_WORD.sub("-", line.title.casefold())[:_NAME_CHARACTERS]
        words = words.encode()[:_NAME_BYTES].decode(errors="ignore").strip("-")
        name = f"{words}-{article_id}.md" if words else f"{article_id}.md"
        self._write(name, written(line).encode())

    def feeds(self, feeds: Sequence[Feed]) -> None:
        if not feeds:
            return
        root = ElementTree.Element("opml", version="2.0")
        head = ElementTree.SubElement(root, "head")
        ElementTree.SubElement(head, "title").text = "Feeds that Footnote follows"
        body = ElementTree.SubElement(root, "body")
        for feed in feeds:
            known = {"type": "rss", "text": feed.title, "xmlUrl": feed.url, "htmlUrl": feed.site}
            ElementTree.SubElement(
                body, "outline", {name: value for name, value in known.items() if value}
            )
        ElementTree.indent(root)
        self._write(_FEEDS, ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))

    def _write(self, name: str, content: bytes) -> None:
        descriptor = os.open(self._folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
