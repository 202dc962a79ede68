"""How feeds look in the terminal; pure, from values to renderables."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from index.feeds.models import Feed

_GONE = "It seems to be gone for good: "
_UNITS = (
    (timedelta(days=1), "day"),
    (timedelta(hours=1), "hour"),
    (timedelta(minutes=1), "minute"),
)
_SOON = timedelta(seconds=45)


def feeds_view(feeds: Sequence[Feed], now: datetime) -> RenderableType:
    """Return a table of feeds, with what is wrong with them."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("id", no_wrap=True)
    table.add_column("feed", overflow="fold")
    table.add_column("read", no_wrap=True)
    table.add_column("next", no_wrap=True)
    table.add_column("articles", justify="right", no_wrap=True)
    for feed in feeds:
        read = "never" if feed.visited is None else time_told(feed.visited, now)
        table.add_row(feed.id, _named(feed), read, time_told(feed.due, now), _articles(feed))
    return table


def time_told(time: str, now: datetime) -> str:
    """Return how long ago a time was, or how long it is until then, in one unit.

    Args:
        time: ISO 8601 time with its offset.
        now: the time it is.
    """
    distance = datetime.fromisoformat(time) - now
    if abs(distance) < _SOON:
        return "now"
    size, unit = next(
        (each for each in _UNITS if abs(distance) >= each[0] * 0.95),  # nearly counts as whole
        _UNITS[-1],
    )
    count = max(round(abs(distance) / size), 1)
    words = f"{count} {unit}" if count == 1 else f"{count} {unit}s"
    return f"{words} ago" if distance < timedelta() else f"in {words}"


def _named(feed: Feed) -> Text:
    text = Text.assemble((feed.title, "bold"))
    if feed.url != feed.title:
        text.append(f"\n{feed.url}", style=f"dim link {feed.url}")
    if feed.problem is not None:
        said = f"{_GONE if feed.gone else ''}{feed.problem}"
        text.append(f"\n{said}", style="red")
    if feed.delay is not None:
        text.append(f"\n{feed.delay}", style="yellow")
    if feed.missing is not None:
        text.append(f"\n{_missing(feed.failed)} {feed.missing}", style="dim")
    return text


def _missing(count: int) -> str:
    if count == 1:
        return "One article couldn't be added:"
    return f"{count:,} articles couldn't be added, the last of them because:"


def _articles(feed: Feed) -> str:
    return f"{feed.articles:,} (+{feed.waiting})" if feed.waiting else f"{feed.articles:,}"
