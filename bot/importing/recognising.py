"""Tells what a file is by its content and its name, and opens it as that."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from bot.errors import UserError
from bot.importing import bookmarks, link_lists, notes, outlines, read_later, tables
from bot.importing.items import File, Item
from bot.importing.lines import begins_like_import, check_import, read_import

_HEAD = 16 * 1024  # bytes
_MARK = b"\xef\xbb\xbf"
_LINE_ENDINGS = frozenset({".jsonl", ".ndjson"})
_ZIP = b"PK\x03\x04"


class Kind(Enum):
    """What a file may be; the value is what to call it."""

    LINES = "import file"
    LINKS = "list of links"
    NOTE = "exported article"
    OUTLINE = "OPML file"
    BOOKMARKS = "page of bookmarks"
    TABLE = "table of links"
    ENTRIES = "export of Wallabag or Omnivore"
    KARAKEEP = "export of Karakeep"
    ARTICLE = "article"


_READERS: dict[Kind, Callable[[Path], Iterator[Item]]] = {
    Kind.LINES: read_import,
    Kind.LINKS: link_lists.read_link_list,
    Kind.NOTE: notes.read_note,
    Kind.OUTLINE: outlines.read_outline,
    Kind.BOOKMARKS: bookmarks.read_bookmark_page,
    Kind.TABLE: tables.read_table,
    Kind.ENTRIES: read_later.read_entries,
    Kind.KARAKEEP: read_later.read_bookmarks,
    Kind.ARTICLE: lambda path: iter([File(path=path)]),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """A file and what it was taken for."""

    path: Path
    kind: Kind

    def check(self) -> None:
        """Refuse an import file with a bad line, before anything is imported.

        Raises:
            UserError: it has one, or none at all; the message names the line.
        """
        if self.kind is Kind.LINES:
            check_import(self.path)

    def items(self) -> Iterator[Item]:
        """Yield what the file names.

        Raises:
            UserError: it can't be read.
        """
        try:
            yield from _READERS[self.kind](self.path)
        except OSError as error:
            raise UserError(f"{self.path} can't be read: {error.strerror}.") from None


def recognise(path: Path) -> Recognised:
    """Return what a file is.

    Raises:
        UserError: it can't be read, or holds something that is neither a list nor an article.
    """
    return Recognised(path=path, kind=_kind(path, _head(path)))


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(_HEAD)
    except OSError as error:
        raise UserError(f"{path} can't be read: {error.strerror}.") from None


def _kind(path: Path, head: bytes) -> Kind:
    ending = path.suffix.lower()
    if ending in _LINE_ENDINGS:
        return Kind.LINES
    if head.startswith(_ZIP) and ending in {".zip", ""}:
        raise UserError(f"{path} is a ZIP archive: unpack it, and import the folder.")
    text = head.removeprefix(_MARK).decode("utf-8", "replace").lstrip()
    if notes.is_note(text):
        return Kind.NOTE
    if text.startswith("<"):
        return _kind_of_markup(ending, text.casefold())
    if text.startswith("{") and begins_like_import(path):
        return Kind.LINES
    if ending == ".json" or (text.startswith(("[", "{")) and not ending):
        return _kind_of_json(path, text)
    if tables.is_header(text.partition("\n")[0]):
        return Kind.TABLE
    if ending == ".csv":
        raise UserError(f"{path} isn't a table of links: it has no column named url.")
    # The last line may be cut off in the middle.
    whole = text if len(head) < _HEAD else text.rpartition("\n")[0]
    return Kind.LINKS if link_lists.is_link_list(whole) else Kind.ARTICLE


def _kind_of_markup(ending: str, text: str) -> Kind:
    if ending == ".opml" or "<opml" in text:
        return Kind.OUTLINE
    if "netscape-bookmark-file" in text or "<title>pocket export" in text:
        return Kind.BOOKMARKS
    return Kind.ARTICLE


def _kind_of_json(path: Path, text: str) -> Kind:
    if text.startswith("[") and read_later.holds_entries(path):
        return Kind.ENTRIES
    if text.startswith("{") and read_later.holds_bookmarks(path):
        return Kind.KARAKEEP
    raise UserError(f"{path} isn't an export that is known here: of Wallabag, Omnivore, Karakeep.")
