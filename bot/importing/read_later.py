"""Exports of read-it-later services as JSON: Wallabag, Omnivore, Karakeep.

Wallabag exports an array of entries, each with the article's HTML as it was extracted; Omnivore's
`metadata_*.json` is an array with the same names for link and title. Karakeep (once Hoarder) puts
them into `bookmarks` of an object, the link or a note of one's own under `content`; its export has
links only, its API's answers the HTML too.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from bot.importing.items import Item, Link, StoredPage, Unusable, is_web_link
from bot.importing.json_elements import BrokenJson, elements
from bot.importing.lines import TextLine

_WHOLE = 100  # words: what has fewer is a teaser, or says that the page couldn't be read
_TAG = re.compile(r"<[^>]*>")
_TITLE_WORDS = 10
_NOTHING = object()


def _text_or_none(value: object) -> object:
    """Take what isn't text, where text is expected, for nothing said."""
    return value if isinstance(value, str) and value.strip() else None


_Said = Annotated[str | None, BeforeValidator(_text_or_none)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Entry(_Model):
    """An entry of Wallabag or Omnivore."""

    url: str
    title: _Said = None
    content: _Said = None
    published_at: _Said = None
    published_by: Any = None
    is_not_parsed: Any = None


class _LinkContent(_Model):
    type: Literal["link"]
    url: str
    title: _Said = None
    html: _Said = Field(default=None, alias="htmlContent")
    author: _Said = None
    published: _Said = Field(default=None, alias="datePublished")


class _TextContent(_Model):
    type: Literal["text"]
    text: str
    source: _Said = Field(default=None, alias="sourceUrl")


class _Bookmark(_Model):
    """A bookmark of Karakeep; pictures and files have no content in its exports."""

    title: _Said = None
    content: Annotated[_LinkContent | _TextContent, Field(discriminator="type")]


def holds_entries(path: Path) -> bool:
    """Say whether a file of JSON is an export of Wallabag or Omnivore.

    Raises:
        OSError: it can't be read.
    """
    first = _first(path, None)
    return first is _NOTHING or (isinstance(first, dict) and "url" in first)


def holds_bookmarks(path: Path) -> bool:
    """Say whether a file of JSON is an export of Karakeep.

    Raises:
        OSError: it can't be read.
    """
    first = _first(path, "bookmarks")
    return first is _NOTHING or (isinstance(first, dict) and "content" in first)


def read_entries(path: Path) -> Iterator[Item]:
    """Yield what the array of an export of Wallabag or Omnivore names."""
    yield from _read(path, key=None, item_of=_of_entry)


def read_bookmarks(path: Path) -> Iterator[Item]:
    """Yield what an export of Karakeep names."""
    yield from _read(path, key="bookmarks", item_of=_of_bookmark)


def _first(path: Path, key: str | None) -> Any:
    """Return the first element, `_NOTHING` of an empty array, None where there is no array."""
    with path.open(encoding="utf-8-sig", errors="replace") as stream:
        try:
            return next(elements(stream, key=key), _NOTHING)
        except BrokenJson:
            return None


def _read(path: Path, *, key: str | None, item_of: Callable[[Any], Item]) -> Iterator[Item]:
    number = 0
    with path.open(encoding="utf-8-sig", errors="replace") as stream:
        try:
            for number, element in enumerate(elements(stream, key=key), start=1):
                try:
                    yield item_of(element)
                except ValidationError:
                    yield Unusable(
                        name=f"Entry {number} of {path}",
                        problem="It has neither a link nor a text that could be imported.",
                    )
        except BrokenJson:
            yield Unusable(
                name=str(path),
                problem=f"It is broken after its entry {number}: what follows wasn't read.",
            )


def _of_entry(element: Any) -> Item:
    entry = _Entry.model_validate(element)
    if not is_web_link(entry.url):
        return _no_link(entry.url)
    html = "" if entry.is_not_parsed is True else entry.content or ""
    return _page_or_link(
        entry.url,
        html,
        title=entry.title,
        author=_names(entry.published_by),
        published=entry.published_at,
    )


def _of_bookmark(element: Any) -> Item:
    bookmark = _Bookmark.model_validate(element)
    content = bookmark.content
    if isinstance(content, _TextContent):
        title = bookmark.title or _beginning(content.text)
        url = content.source if content.source and is_web_link(content.source) else None
        return TextLine.model_validate({"title": title, "text": content.text, "url": url})
    if not is_web_link(content.url):
        return _no_link(content.url)
    return _page_or_link(
        content.url,
        content.html or "",
        title=bookmark.title or content.title,
        author=content.author,
        published=content.published,
    )


def _page_or_link(
    link: str, html: str, *, title: str | None, author: str | None, published: str | None
) -> Link | StoredPage:
    """Return the article as it was stored where that is whole, else where it is."""
    if len(_TAG.sub(" ", html).split()) < _WHOLE:
        return Link(link=link, title=title)
    return StoredPage(link=link, html=html, title=title, author=author, published=published)


def _no_link(text: str) -> Unusable:
    return Unusable(name=text, problem="That isn't a link to a page of the web.")


def _names(value: Any) -> str | None:
    """Return the names in what Wallabag says of the authors, an array of names."""
    names = [name for name in value if isinstance(name, str)] if isinstance(value, list) else []
    return ", ".join(name.strip() for name in names if name.strip()) or None


def _beginning(text: str) -> str:
    words = text.split()
    return " ".join(words[:_TITLE_WORDS]) + ("…" if len(words) > _TITLE_WORDS else "")
