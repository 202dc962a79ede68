"""What may be read off a bot that is well."""

from datetime import timedelta
from typing import Any

from bot.metrics.gateway import Gateway
from bot.metrics.readings import Disk, ModelProcess, Queue, Readings, Store
from engine.batching.counters import Counters
from index.models import Counts

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
        "backup_age": timedelta(hours=3),
    }
    return Readings(**{**well, **changed})
