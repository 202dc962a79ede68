"""What there is to import: the single things that a list, an export or a folder names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.importing.exported import ExportedLine
from bot.importing.lines import FeedLine, PlaceLine, TextLine
from index.hosts import host_of

_WEB = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An article behind a link.

    Attributes:
        link: where it is.
        title: what the export calls it, for pages that don't name themselves.
    """

    link: str
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPage:
    """An article that the export holds itself, so that it needn't be fetched.

    Attributes:
        html: its text as another program extracted it, a fragment of HTML.
        published: ISO 8601 date or time.
    """

    link: str
    html: str = field(repr=False)
    title: str | None = None
    author: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """An article in a file."""

    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Unusable:
    """Something in an export that can't be imported, and why."""

    name: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """Something that was never meant to be an article, such as a picture in a folder.

    Attributes:
        kind: what such things are called, in the plural: ".png files".
    """

    kind: str


Wanted = Link | StoredPage | File | ExportedLine | TextLine | PlaceLine | FeedLine
"""What is to be imported."""

Item = Wanted | Unusable | Skipped


def is_web_link(text: str) -> bool:
    """Say whether a text is a link to a page of the web."""
    return bool(_WEB.match(text)) and bool(host_of(text))


def link_of(item: Wanted) -> str | None:
    """Return the link that an item is fetched from, None for what is here already."""
    match item:
        case Link(link=link):
            return link
        case PlaceLine(source=place) if is_web_link(place):
            return place
        case FeedLine(feed=link):
            return link
    return None


def name_of(item: Wanted) -> str:
    """Return what to call an item in a report."""
    match item:
        case Link(link=link) | StoredPage(link=link) | FeedLine(feed=link):
            return link
        case File(path=path):
            return str(path)
        case PlaceLine(source=place):
            return place
        case TextLine(title=title) | ExportedLine(title=title):
            return title


def as_line(item: Wanted) -> Mapping[str, str]:
    """Return an item as a line of an import file, so that it can be tried again."""
    match item:
        case ExportedLine():
            return item.model_dump(mode="json", exclude_defaults=True)
        case TextLine() | PlaceLine() | FeedLine():
            return item.model_dump(exclude_none=True)
    return {"source": name_of(item)}
