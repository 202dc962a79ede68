"""Reads feeds: RSS and Atom of all versions, and JSON Feed. Nothing is fetched while reading.

Entries come from anybody, so their number and their lengths are limited, their links are those of
web pages only, and what they say of time is believed as far as it can be true.
"""

import hashlib
import io
import logging
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from time import struct_time

import feedparser  # type: ignore[import-untyped]  # ships no type hints

from index.errors import FeedError
from index.feeds.json_feed import read_json
from index.feeds.models import FoundEntry, FoundFeed
from index.feeds.untrusted import (
    as_html,
    instant,
    own_article,
    plain_title,
    web_link,
    written_instant,
)
from index.links import cleaned
from index.models import FetchedPage

MOST_ENTRIES = 200  # of a feed, the newest

_MOST_BYTES = 5_000_000  # feedparser takes some five seconds for a megabyte made to be slow
_SNIFFED = 4096  # bytes in which a feed has to begin
_ROOT = re.compile(rb"<\s*(?:[\w.-]+:)?(?:rss|feed|rdf|channel)[\s>/]", re.IGNORECASE)
_PAGE = re.compile(rb"<\s*(?:!doctype\s+html|html|body)[\s>]", re.IGNORECASE)
_BLANK = b"\xef\xbb\xbf \t\r\n"
_AHEAD = timedelta(days=1)  # clocks differ, and some feeds leave their time zone out

_log = logging.getLogger(__name__)


def is_feed(page: FetchedPage) -> bool:
    """Say whether a page looks like a feed, by how it begins."""
    start = page.content[:_SNIFFED].replace(b"\0", b"").lstrip(_BLANK + b"\xff\xfe")
    if start.startswith(b"{"):
        return True
    root, other = _ROOT.search(start), _PAGE.search(start)
    return root is not None and (other is None or root.start() < other.start())


def parse(page: FetchedPage, *, link: str, now: datetime) -> FoundFeed:
    """Return the feed in a page.

    Args:
        page: the bytes and what was said about them.
        link: where the page is; links in it may be relative to that.
        now: what is dated much later counts as undated.

    Raises:
        FeedError: the page is no feed, or too large for one.
    """
    if len(page.content) > _MOST_BYTES:
        megabytes = _MOST_BYTES / 1_000_000
        raise FeedError(
            f"{link} is larger than {megabytes:g} MB, which is too much for a feed.",
            key="feed-too-large",
            link=link,
            megabytes=megabytes,
        )
    found = None
    if is_feed(page):
        braced = page.content.lstrip(_BLANK).startswith(b"{")
        found = _json(page, link) if braced else _xml(page, link)
    if found is None:
        raise FeedError(
            f"{link} is no feed, or none that can be read.", key="feed-unreadable", link=link
        )
    return replace(found, entries=_newest_first(found.entries, now))


def _json(page: FetchedPage, link: str) -> FoundFeed | None:
    read = read_json(page.content.decode("utf-8-sig", "replace"))
    if read is None:
        return None
    feed, items = read
    entries = (
        _entry(
            key=item.id,
            link=web_link(link, item.url or item.external_url),
            title=plain_title(item.title),
            published=written_instant(item.date_published),
            content=item.content_html or as_html(item.content_text),
        )
        for item in items[:MOST_ENTRIES]
    )
    return FoundFeed(
        title=plain_title(feed.title),
        site=web_link(link, feed.home_page_url),
        entries=_distinct(entries),
    )


def _xml(page: FetchedPage, link: str) -> FoundFeed | None:
    headers = {"content-location": link}
    if page.encoding is not None:
        headers["content-type"] = f"application/xml; charset={page.encoding}"
    try:
        # feedparser takes bytes for the name of a file that has that name, hence the stream.
        read = feedparser.parse(
            io.BytesIO(page.content),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # noqa: BLE001 - it stumbles over broken feeds in many ways
        _log.debug("A feed made feedparser fail (%s).", type(error).__name__)
        return None
    if not read.version and not read.entries:
        return None
    entries = (
        _entry(
            key=each.get("id"),
            link=web_link(link, each.get("link")),
            title=plain_title(each.get("title")),
            published=instant(_moment(each)),
            content=_content(each),
        )
        for each in read.entries[:MOST_ENTRIES]
    )
    return FoundFeed(
        title=plain_title(read.feed.get("title")),
        site=web_link(link, read.feed.get("link")),
        entries=_distinct(entries),
    )


def _entry(
    *,
    key: str | None,
    link: str | None,
    title: str | None,
    published: str | None,
    content: str | None,
) -> FoundEntry:
    own = None if link is not None else own_article(content)
    written = "\n".join((title or "", published or "", content or ""))
    named = key or (written if link is None else cleaned(link))
    return FoundEntry(
        key=hashlib.sha256(named.encode("utf-8", "replace")).hexdigest()[:32],
        link=link,
        title=title,
        published=published,
        content=own,
    )


def _distinct(entries: Iterable[FoundEntry]) -> tuple[FoundEntry, ...]:
    """Return entries without those that have another's key or link."""
    keys: set[str] = set()
    kept = []
    for entry in entries:
        names = {entry.key} if entry.link is None else {entry.key, cleaned(entry.link)}
        if not names & keys:
            kept.append(entry)
        keys |= names
    return tuple(kept)


def _newest_first(entries: tuple[FoundEntry, ...], now: datetime) -> tuple[FoundEntry, ...]:
    """Return entries by their dates where all have one, else as the feed has them."""
    latest = (now + _AHEAD).isoformat()
    believed = tuple(
        replace(entry, published=None) if (entry.published or "") > latest else entry
        for entry in entries
    )
    if all(entry.published for entry in believed):
        return tuple(sorted(believed, key=lambda entry: entry.published or "", reverse=True))
    return believed


def _moment(entry: feedparser.FeedParserDict) -> struct_time | None:
    """Return when an entry was published, or else changed, as feedparser understood it."""
    # Its own `get` warns when it gives the one time for the other.
    moment: struct_time | None = entry.get("published_parsed") or dict.get(entry, "updated_parsed")
    return moment


def _content(entry: feedparser.FeedParserDict) -> str | None:
    """Return the longest of an entry's texts, as HTML."""
    texts = [*entry.get("content", ()), entry.get("summary_detail") or {}]
    longest = max(texts, key=lambda text: len(text.get("value") or ""))
    value = longest.get("value")
    return as_html(value) if longest.get("type") == "text/plain" else value
