"""Which feeds somebody means who types a part of an id, a title or a link."""

from collections.abc import Iterable

from index.feeds.models import Feed
from index.links import normalised
from index.words import folded

_SHORTEST_PREFIX = 4  # of an id; fewer characters would catch feeds by accident


def meant(feeds: Iterable[Feed], text: str) -> list[Feed]:
    """Return the feeds that `text` may mean, the likeliest first.

    An id counts more than a title, a title more than a link, the whole more than a part. Case and
    accents don't count.
    """
    ranked = [(rank, feed) for feed in feeds if (rank := _rank(feed, text)) is not None]
    return [feed for _, feed in sorted(ranked, key=lambda each: each[0])]


def _rank(feed: Feed, text: str) -> int | None:
    """Return how well a feed fits, 0 for best; None if it doesn't."""
    wanted = _plain(text)
    title, url = _plain(feed.title), feed.url.casefold()
    tests = (
        feed.id == wanted,
        feed.url == normalised(text) or title == wanted,
        len(wanted) >= _SHORTEST_PREFIX and feed.id.startswith(wanted),
        title.startswith(wanted),
        all(word in title for word in wanted.split()),
        wanted in url,
        wanted in (feed.site or "").casefold(),
    )
    return tests.index(True) if wanted and True in tests else None


def _plain(text: str) -> str:
    return " ".join(folded(text.casefold()).split())
