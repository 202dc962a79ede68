"""Articles that people want to have added, before they are: links, files and pasted texts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Protocol
from urllib.parse import urlsplit

from bot.errors import Refused
from bot.records.models import JobKind
from index.errors import FetchError
from index.files import media_type_of
from index.models import ArticleCard, ArticleId
from index.ports import Fetcher

MOST_AT_ONCE = 10
READABLE = ".html, .pdf, .epub, .docx, .md, .txt"

_NO_TEXT = {"text/css", "text/javascript", "text/calendar", "text/vcard"}
_NOT_TEXT_BUT_READABLE = {
    "application/epub+zip",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/xhtml+xml",
}
_SAYS_NOTHING = {"", "application/octet-stream", "binary/octet-stream"}
_NAME_WORDS = 8
_SHOWN = 200  # characters of a link in a sentence
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One article to add or to refresh.

    Attributes:
        name: what to call it while its title isn't known.
        link: where to fetch it, or where a file or a pasted text comes from.
        content: the bytes of a file or a pasted text.
        media_type: as Discord announced it.
        title: goes before the one that is found.
        article_id: what a refresh is about.
    """

    kind: JobKind
    name: str
    link: str | None = None
    content: bytes | None = field(default=None, repr=False)
    media_type: str | None = None
    title: str | None = None
    article_id: ArticleId | None = None


class SentFile(Protocol):
    """A file that somebody sent: what is asked of `discord.Attachment`."""

    @property
    def filename(self) -> str:
        """Its name."""
        ...

    @property
    def url(self) -> str:
        """Where its bytes are, for a day or so."""
        ...

    @property
    def size(self) -> int:
        """How many bytes there are, as Discord says."""
        ...

    @property
    def content_type(self) -> str | None:
        """Its media type, as Discord takes it."""
        ...


def of_link(link: str, *, title: str | None = None) -> Wanted:
    """Return the article behind a link.

    Raises:
        Refused: "fetch-no-link": it is none; "fetch-password": there is a password in it, which a
            message would show.
    """
    try:
        parts = urlsplit(link)
    except ValueError as error:  # what looks like an IPv6 address and is none
        raise Refused("fetch-no-link", link=link[:_SHOWN]) from error
    if parts.username or parts.password:
        raise Refused("fetch-password", host=parts.hostname or "")
    return Wanted(kind="link", name=link, link=link, title=title)


def of_text(text: str, *, title: str | None = None) -> Wanted:
    """Return the article in a pasted text."""
    words = text.split()
    beginning = " ".join(words[:_NAME_WORDS]) + ("…" if len(words) > _NAME_WORDS else "")
    return Wanted(
        kind="text",
        name=title or beginning,
        content=text.encode("utf-8", "replace"),
        media_type="text/plain; charset=utf-8",
        title=title,
    )


def of_card(card: ArticleCard) -> Wanted:
    """Return an article that is known, to be read anew from its link.

    Raises:
        Refused: "no-link": it came without one.
    """
    if card.url is None:
        raise Refused("no-link", title=card.title)
    return Wanted(kind="refresh", name=card.title, link=card.url, article_id=card.id)


def is_readable(file: SentFile) -> bool:
    """Say whether a file may be an article, by its name and by what Discord takes it for."""
    announced = (file.content_type or "").partition(";")[0].strip().lower()
    media_type = media_type_of(file.filename) or announced
    if media_type in _SAYS_NOTHING:
        return not PurePath(file.filename).suffix
    return media_type in _NOT_TEXT_BUT_READABLE or (
        media_type.startswith("text/") and media_type not in _NO_TEXT
    )


async def of_file(
    file: SentFile,
    *,
    fetcher: Fetcher,
    most_bytes: int,
    title: str | None = None,
) -> Wanted:
    """Return a file that somebody sent, with its bytes, for its link expires.

    Args:
        file: the file.
        fetcher: gets the bytes, and stops at `most_bytes`, whatever Discord says of the size.
        most_bytes: of a file.
        title: goes before the one that is found.

    Raises:
        Refused: its kind can't be read, it is too large, or it can't be had.
    """
    name = file.filename
    if not is_readable(file):
        raise Refused("unreadable-file", name=name, kinds=READABLE)
    if file.size > most_bytes:
        raise _too_large(name, most_bytes)
    try:
        page = await fetcher.fetch(file.url)
    except FetchError as error:
        if error.key == "fetch-too-large":
            raise _too_large(name, most_bytes) from error
        raise Refused("lost-file", name=name) from error
    if not page.content.strip():
        raise Refused("empty-file", name=name)
    return Wanted(
        kind="file",
        name=name,
        content=page.content,
        media_type=file.content_type,
        title=title,
    )


def _too_large(name: str, most_bytes: int) -> Refused:
    return Refused("large-file", name=name, megabytes=most_bytes / _MEGABYTE)


def check_number(wanted: Sequence[object]) -> None:
    """Refuse more at once than a message can show.

    Raises:
        Refused: "too-many-at-once".
    """
    if len(wanted) > MOST_AT_ONCE:
        raise Refused("too-many-at-once", most=MOST_AT_ONCE)
