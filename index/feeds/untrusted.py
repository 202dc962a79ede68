"""What feeds say, made fit to be used: plain titles, links of pages, times in UTC."""

import html
import re
from calendar import timegm
from datetime import UTC, datetime
from time import struct_time
from urllib.parse import urljoin, urlsplit

import lxml.html  # type: ignore[import-untyped]  # ships no type hints
from lxml.etree import LxmlError  # type: ignore[import-untyped]  # ships no type hints

from index.links import normalised

_TITLE = 300  # characters; more is cut off
_LINK = 2_000  # characters; longer ones are no links that anybody follows
_CONTENT = 500_000  # characters
_CONTENT_LEAST = 200  # characters of HTML; what is shorter is a remark and no article
_MARKUP = re.compile(r"[<&]")


def own_article(content: str | None) -> str | None:
    """Return an entry's HTML if it has the length of an article, as it can be stored."""
    if content is None or not _CONTENT_LEAST <= len(content) <= _CONTENT:
        return None
    return content.encode("utf-8", "replace").decode()


def as_html(text: str | None) -> str | None:
    """Return plain text as HTML, a paragraph for each of its own."""
    if text is None:
        return None
    return "".join(f"<p>{html.escape(part)}</p>" for part in re.split(r"\n\s*\n", text))


def plain_title(text: str | None) -> str | None:
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


def web_link(base: str, link: str | None) -> str | None:
    """Return a link of a web page, absolute and as it is fetched; None for anything else."""
    if not link or not link.isprintable():
        return None
    try:
        absolute = urljoin(base, link.strip())
        parts = urlsplit(absolute)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username:
            return None
    except ValueError:
        return None
    whole = normalised(absolute)
    return whole if len(whole) <= _LINK else None


def instant(parsed: struct_time | None) -> str | None:
    """Return a time in UTC that feedparser understood."""
    try:
        return None if parsed is None else datetime.fromtimestamp(timegm(parsed), UTC).isoformat()
    except (OverflowError, ValueError, OSError):
        return None


def written_instant(text: str | None) -> str | None:
    """Return a time in UTC that is written as RFC 3339 has it."""
    try:
        time = None if text is None else datetime.fromisoformat(text.strip())
        if time is None:
            return None
        return (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
    except (OverflowError, ValueError):
        return None
