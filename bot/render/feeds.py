"""Feeds: when one is followed, lists of them, and the news that they bring."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import discord
from discord import ui

from bot.localisation import Texts
from bot.render import cards, layout
from bot.render.layout import Accent
from bot.render.markdown import line
from index.feeds.models import Feed, Followed
from index.models import ArticleCard

PER_PAGE = 8
ANNOUNCED = 10
"""The most articles that one message announces."""

_TITLE = 120  # characters
_PROBLEM = 200
_PERMISSIONS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A feed in a list.

    Attributes:
        channel_id: where its new articles are announced; None for nowhere.
        lacking: the permissions that the bot lacks there, as discord.py names them.
        channel_gone: whether there is no such channel any more.
    """

    feed: Feed
    channel_id: int | None = None
    lacking: tuple[str, ...] = ()
    channel_gone: bool = False


def followed(texts: Texts, followed: Followed, channel_id: int | None = None) -> ui.LayoutView:
    """Return that a feed is followed from now on, or was already, and what happens next.

    Args:
        texts: the language.
        followed: the feed, and whether it is new.
        channel_id: where its new articles are announced.
    """
    feed = followed.feed
    announced = None
    if channel_id is not None:
        announced = texts("feed-announced-in", channel=f"<#{channel_id}>")
    site = f"\n{layout.small(line(feed.site, _TITLE))}" if feed.site else ""
    after = layout.joined((texts("feed-next", when=_moment(feed.due)), announced))
    return layout.message(
        Accent.DONE,
        layout.text(layout.small(texts(f"feed-{followed.outcome}"))),
        layout.text(f"### {_title(texts, feed)}{site}"),
        layout.text(f"{texts('feed-taken', count=feed.waiting)}\n{layout.small(after)}"),
        layout.row(layout.button(texts("button-remove"), "feed-remove", feed.id)),
    )


def listing(texts: Texts, feeds: Sequence[Listed], page: int, *, most: int) -> ui.LayoutView:
    """Return a page of the feeds of a place.

    Args:
        texts: the language.
        feeds: all of them.
        page: the page to show, counted from 0.
        most: how many there may be.
    """
    pages = max(1, -(-len(feeds) // PER_PAGE))
    page = min(page, pages - 1)
    heading = f"**{texts('feeds-heading')}**"
    below = layout.joined(
        (
            texts("feeds-count", count=len(feeds), most=most),
            texts("articles-page", page=page + 1, pages=pages) if pages > 1 else None,
        )
    )
    rows = [
        layout.note(
            _listed(texts, each), layout.button(texts("button-remove"), "feed-remove", each.feed.id)
        )
        for each in feeds[page * PER_PAGE : (page + 1) * PER_PAGE]
    ]
    return layout.message(
        Accent.ANSWER,
        layout.text(f"{heading}\n{layout.small(below)}" if feeds else heading),
        *rows,
        None if rows else layout.text(texts("feeds-none")),
        layout.turns(texts, page, pages, "feeds", lambda to: (to,)),
    )


def sure_to_remove(texts: Texts, feed: Feed) -> ui.LayoutView:
    """Return the question whether to follow a feed no longer."""
    remove = layout.button(
        texts("button-remove"), "feed-remove-sure", feed.id, style=discord.ButtonStyle.danger
    )
    return layout.message(
        Accent.WARNING,
        layout.text(texts("feed-sure-to-remove", title=f"**{_title(texts, feed)}**")),
        layout.row(remove, layout.button(texts("button-keep"), "cancel")),
    )


def removed(texts: Texts, feed: Feed) -> ui.LayoutView:
    """Return that a feed isn't followed any more."""
    told = texts("feed-removed", title=f"**{_title(texts, feed)}**")
    return layout.message(Accent.DONE, layout.text(told))


def announced(texts: Texts, articles: Sequence[ArticleCard]) -> ui.LayoutView:
    """Return the news that feeds have brought articles, a line each."""
    rows = [layout.note(_announced(texts, card), _opens(texts, card)) for card in articles]
    rest = len(articles) - ANNOUNCED
    return layout.message(
        None,
        *rows[:ANNOUNCED],
        layout.text(layout.small(texts("articles-more", count=rest))) if rest > 0 else None,
    )


def _announced(texts: Texts, card: ArticleCard) -> str:
    site = f" — {line(card.site, cards.NAME)}" if card.site else ""
    return f"📰 *{cards.title(texts, card, _TITLE)}*{site}"


def _opens(texts: Texts, card: ArticleCard) -> layout.Button:
    url = layout.linkable(card.url)
    if url is None:
        return layout.button(texts("button-show"), "article", card.id)
    return layout.link(texts("button-open"), url)


def _listed(texts: Texts, listed: Listed) -> str:
    """Return, in Markdown, what is known of a feed."""
    feed = listed.feed
    visited = texts("feed-never-read")
    if feed.visited is not None:
        visited = texts("feed-read", when=_moment(feed.visited))
    counted = layout.joined(
        (
            texts("feed-articles", count=feed.articles),
            texts("feed-waiting", count=feed.waiting) if feed.waiting else None,
        )
    )
    looks = layout.joined((visited, texts("feed-next", when=_moment(feed.due))))
    small = [
        counted,
        looks,
        _delay(texts, feed),
        _missing(texts, feed),
        _problem(texts, feed),
        _channel(texts, listed),
    ]
    return "\n".join(
        (f"**{_title(texts, feed)}**", *(layout.small(one) for one in small if one is not None))
    )


def _delay(texts: Texts, feed: Feed) -> str | None:
    """Return why articles wait."""
    return None if feed.delay is None else f"⚠️ {line(texts.error(feed.delay.error), _PROBLEM)}"


def _missing(texts: Texts, feed: Feed) -> str | None:
    """Return how many articles couldn't be had, and why the last couldn't."""
    if feed.missing is None:
        return None
    why = line(texts.error(feed.missing.error), _PROBLEM)
    return f"⚠️ {texts('feed-failed', count=feed.failed)} {why}"


def _problem(texts: Texts, feed: Feed) -> str | None:
    if feed.problem is None:
        return None
    told = f"⚠️ {line(texts.error(feed.problem.error), _PROBLEM)}"
    return f"{told} {texts('feed-gone-for-good')}" if feed.gone else told


def _channel(texts: Texts, listed: Listed) -> str | None:
    """Return where a feed is announced, or why it can't be."""
    if listed.channel_id is None:
        return None
    if listed.channel_gone:
        return f"⚠️ {texts('feed-channel-gone')}"
    channel = f"<#{listed.channel_id}>"
    if listed.lacking:
        names = (texts(f"permission-{name.replace('_', '-')}") for name in listed.lacking)
        lacking = line(", ".join(names), _PERMISSIONS)
        return f"⚠️ {texts('feed-channel-closed', channel=channel, permissions=lacking)}"
    return texts("feed-announced-in", channel=channel)


def _title(texts: Texts, feed: Feed) -> str:
    return line(feed.title, _TITLE) or texts("untitled")


def _moment(written: str) -> str:
    """Return a time as Discord shows it to each reader: how long ago, or how long until then."""
    return f"<t:{int(datetime.fromisoformat(written).timestamp())}:R>"
