"""Reads feeds: RSS and Atom of all versions, and JSON Feed. Nothing is fetched while reading.

Entries come from anybody, so their number and their lengths are limited, their links are those of
web pages only, and what they say of time is believed as far as it can be true.
"""

import hashlib
import html
import io
import re
from calendar import timegm
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import struct_time
from urllib.parse import urljoin, urlsplit

import feedparser  # type: ignore[import-untyped]  # ships no type hints
import lxml.html  # type: ignore[import-untyped]  # ships no type hints
from lxml.etree import LxmlError  # type: ignore[import-untyped]  # ships no type hints

from index.errors import FeedError
from index.feeds.json_feed import read_json
from index.feeds.models import FoundEntry, FoundFeed
from index.links import cleaned
from index.models import FetchedPage

MOST_ENTRIES = 200  # of a feed, the newest

_MOST_BYTES = 5_000_000  # feedparser takes some five seconds for a megabyte made to be slow
_SNIFFED = 4096  # bytes in which a feed has to begin
_ROOT = re.compile(rb"<\s*(?:[\w.-]+:)?(?:rss|feed|rdf|channel)[\s>/]", re.IGNORECASE)
_PAGE = re.compile(rb"<\s*(?:!doctype\s+html|html|body)[\s>]", re.IGNORECASE)
_BLANK = b"\xef\xbb\xbf \t\r\n"
_TITLE = 300  # characters; more is cut off
_LINK = 2_000  # characters; longer ones are no links that anybody follows
_CONTENT = 500_000  # characters
_CONTENT_LEAST = 200  # characters of HTML; what is shorter is a remark and no article
_AHEAD = timedelta(days=1)  # clocks differ, and some feeds leave their time zone out
_MARKUP = re.compile(r"[<&]")


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
        found = _json(page, link) or _xml(page, link)
    if found is None:
        raise FeedError(
            f"{link} is no feed, or none that can be read.", key="feed-unreadable", link=link
        )
    return replace(found, entries=_newest_first(found.entries, now))


def _json(page: FetchedPage, link: str) -> FoundFeed | None:
    if not page.content.lstrip(_BLANK).startswith(b"{"):
        return None
    read = read_json(page.content.decode("utf-8-sig", "replace"))
    if read is None:
        return None
    feed, items = read
    entries = (
        _entry(
            key=item.id,
            link=_web_link(link, item.url or item.external_url),
            title=_plain(item.title),
            published=_written(item.date_published),
            content=item.content_html or _paragraphs(item.content_text),
        )
        for item in items[:MOST_ENTRIES]
    )
    return FoundFeed(
        title=_plain(feed.title),
        site=_web_link(link, feed.home_page_url),
        entries=_distinct(entries),
    )


def _xml(page: FetchedPage, link: str) -> FoundFeed | None:
    headers = {"content-location": link}
    if page.encoding is not None:
        headers["content-type"] = f"application/xml; charset={page.encoding}"
    # feedparser takes bytes for the name of a file if there is one of that name, hence the stream.
    read = feedparser.parse(
        io.BytesIO(page.content),
        response_headers=headers,
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not read.version and not read.entries:
        return None
    entries = (
        _entry(
            key=each.get("id"),
            link=_web_link(link, each.get("link")),
            title=_plain(each.get("title")),
            published=_instant(each.get("published_parsed") or each.get("updated_parsed")),
            content=_content(each),
        )
        for each in read.entries[:MOST_ENTRIES]
    )
    return FoundFeed(
        title=_plain(read.feed.get("title")),
        site=_web_link(link, read.feed.get("link")),
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
    own = None if link is not None else _article(content)
    named = key or link or "\n".join((title or "", published or "", content or ""))
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
        names = {entry.key} if entry.link is None else {entry.key, entry.link}
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


def _content(entry: feedparser.FeedParserDict) -> str | None:
    """Return the longest of an entry's texts, as HTML."""
    texts = [*entry.get("content", ()), entry.get("summary_detail") or {}]
    longest = max(texts, key=lambda text: len(text.get("value") or ""))
    value = longest.get("value")
    return _paragraphs(value) if longest.get("type") == "text/plain" else value


def _article(content: str | None) -> str | None:
    if content is None or not _CONTENT_LEAST <= len(content) <= _CONTENT:
        return None
    return content.encode("utf-8", "replace").decode()


def _paragraphs(text: str | None) -> str | None:
    """Return plain text as HTML."""
    if text is None:
        return None
    return "".join(f"<p>{html.escape(part)}</p>" for part in re.split(r"\n\s*\n", text))


def _plain(text: str | None) -> str | None:
    """Return a title without markup, on one line; feeds don't tell reliably which have any."""
    if not text:
        return None
    if _MARKUP.search(text):
        try:
            text = str(lxml.html.fromstring(f"<div>{text}</div>").text_content())
        except (LxmlError, ValueError):
            text = html.unescape(text)
    words = "".join(each if each.isprintable() else " " for each in text).split()
    title = " ".join(words)
    return (title if len(title) <= _TITLE else f"{title[: _TITLE - 1]}…") or None


def _web_link(base: str, link: str | None) -> str | None:
    """Return a link of a web page, absolute and cleaned; None for anything else."""
    if not link or not link.isprintable():
        return None
    try:
        absolute = urljoin(base, link.strip())
        parts = urlsplit(absolute)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username:
            return None
    except ValueError:
        return None
    whole = cleaned(absolute)
    return whole if len(whole) <= _LINK else None


def _instant(parsed: struct_time | None) -> str | None:
    """Return a time in UTC that feedparser understood."""
    try:
        return None if parsed is None else datetime.fromtimestamp(timegm(parsed), UTC).isoformat()
    except (OverflowError, ValueError, OSError):
        return None


def _written(text: str | None) -> str | None:
    """Return a time in UTC that is written as RFC 3339 has it."""
    try:
        time = None if text is None else datetime.fromisoformat(text.strip())
        if time is None:
            return None
        return (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
    except (OverflowError, ValueError):
        return None
