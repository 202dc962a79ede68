"""What may be read off a bot that is well."""

from datetime import timedelta
from typing import Any

from bot.metrics.gateway import Gateway
from bot.metrics.readings import Disk, ModelProcess, Queue, Readings, Store
from engine.batching.counters import Counters
from index.feeds.models import Entry, EntryState, Feed
from index.models import Corpus, Counts, FeedId
from index.problems import Problem

GATEWAY = Gateway(connected=True, latency=0.041, servers=3)
QUEUE = Queue(waiting=1, running=2, length=50)
STORE = Store(counts=Counts(articles=7, passages=90, bytes=12_345), jobs=4)
COUNTERS = Counters(steps=11, read=500, reused=100, written=60, drafted=20, accepted=15)
MODELS = ModelProcess(pid=None, silence=0.0, replaced=0, counters=COUNTERS)
DISK = Disk(free=10**10, writable=True, catalogue=4_096)


def readings(**changed: Any) -> Readings:
    """Return what was read off a bot that is well but for what is `changed`."""
    well: dict[str, Any] = {
        "gateway": GATEWAY,
        "queue": QUEUE,
        "store": STORE,
        "models": MODELS,
        "disk": DISK,
        "backs_up": True,
        "backup_age": timedelta(hours=3),
    }
    return Readings(**{**well, **changed})


def feed(*, problem: Problem | None = None) -> Feed:
    """Return a feed that was looked at."""
    return Feed(
        id=FeedId("f1"),
        corpus=Corpus("guild-1"),
        url="https://news.example/feed",
        title="News",
        site=None,
        added="2026-01-01T00:00:00+00:00",
        visited="2026-01-02T00:00:00+00:00",
        due="2026-01-02T01:00:00+00:00",
        problem=problem,
    )


def entry(state: EntryState = "added") -> Entry:
    """Return an entry of that feed."""
    return Entry(number=1, feed_id=FeedId("f1"), corpus=Corpus("guild-1"), key="k", state=state)
