"""Feeds in the gallery."""

from dataclasses import replace

from bot.localisation import Texts
from bot.render import feeds
from bot.render.feeds import Listed
from index.feeds.models import Feed, Followed
from index.models import Corpus, FeedId
from index.problems import Problem
from tests.gallery import values as v
from tests.gallery.page import Exhibit

_COURIER = Feed(
    id=FeedId("a1"),
    corpus=Corpus("guild-1"),
    url="https://norwickcourier.example/feed",
    title="Norwick Courier",
    site="https://norwickcourier.example/",
    added="2026-03-01T09:00:00+00:00",
    visited="2026-03-02T09:00:00+00:00",
    due="2026-03-02T10:00:00+00:00",
    articles=12,
    waiting=3,
)
_GONE = replace(
    _COURIER,
    id=FeedId("a2"),
    title="Tides & Times",
    failures=30,
    problem=Problem(
        sentence="The page was removed.", key="fetch-removed", values={"link": "tides"}
    ),
)


def feeds_room(texts: Texts) -> tuple[Exhibit, ...]:
    """Return what is said about feeds."""
    followed = Followed(feed=replace(_COURIER, articles=0, waiting=10), outcome="followed")
    listed = (
        Listed(feed=_COURIER, channel_id=v.ASK_CHANNEL),
        Listed(feed=_GONE),
        Listed(
            feed=replace(_COURIER, id=FeedId("a3"), title="Küstenbote", waiting=0),
            channel_id=v.QUESTIONS,
            lacking=("send_messages",),
        ),
    )
    return (
        Exhibit(
            name="feed-followed",
            caption="A new feed",
            view=feeds.followed(texts, followed, v.ASK_CHANNEL),
            private=True,
        ),
        Exhibit(
            name="feeds",
            caption="The feeds of a server, and what is wrong with some",
            view=feeds.listing(texts, listed, 0, most=25),
            private=True,
        ),
        Exhibit(
            name="feed-news",
            caption="Articles that feeds brought",
            view=feeds.announced(texts, (v.FIRE, v.SEEDS, v.LIGHT)),
        ),
        Exhibit(
            name="feed-sure",
            caption="Before a feed is removed",
            view=feeds.sure_to_remove(texts, _COURIER),
            private=True,
        ),
        Exhibit(name="feed-removed", caption="Afterwards", view=feeds.removed(texts, _COURIER)),
    )
