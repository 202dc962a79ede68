"""Whether the bot is well: what was read off it is judged, one condition after the other. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from bot.metrics.gateway import Gateway
from bot.metrics.readings import Disk, ModelProcess, Queue, Readings, Store
from bot.settings import Settings

State = Literal["ok", "degraded", "failing"]

_FULL = 50 * 2**20  # bytes; less is needed to write down what is under way
_NEARLY_FULL = 500 * 2**20  # bytes
_HUNG = 0.5  # of MODEL_SECONDS, after which the process is replaced
_LATE = timedelta(hours=1)  # in which what failed once was tried again several times


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One thing that has to be right.

    Attributes:
        name: what it is.
        state: "failing" if people get no answers, "degraded" if somebody should look.
        told: a few words for the host.
    """

    name: str
    state: State
    told: str


def conditions(readings: Readings, settings: Settings, *, up: timedelta) -> tuple[Condition, ...]:
    """Judge what was read.

    Args:
        readings: the state of the bot.
        settings: say when a model hangs and how often there should be a backup.
        up: for how long the bot has been running.
    """
    return (
        _gateway(readings.gateway),
        _catalogue(readings.store),
        _models(readings.models, settings.model_seconds),
        _queue(readings.queue),
        _disk(readings.disk),
        _backup(readings, timedelta(hours=settings.backup_hours), up),
    )


def overall(judged: Sequence[Condition]) -> State:
    """Return the worst state of them."""
    states = {condition.state for condition in judged}
    if "failing" in states:
        return "failing"
    return "degraded" if "degraded" in states else "ok"


def _gateway(gateway: Gateway) -> Condition:
    if not gateway.connected:
        return Condition(name="gateway", state="failing", told="not connected to Discord")
    latency = "" if gateway.latency is None else f", {gateway.latency * 1000:.0f} ms"
    return Condition(name="gateway", state="ok", told=f"connected to Discord{latency}")


def _catalogue(store: Store | None) -> Condition:
    if store is None:
        return Condition(name="catalogue", state="failing", told="it can't be read")
    counts = store.counts
    told = f"{counts.articles} articles, {counts.passages} passages, {store.jobs} waiting"
    return Condition(name="catalogue", state="ok", told=told)


def _models(models: ModelProcess, seconds: float) -> Condition:
    if seconds and models.silence >= seconds * _HUNG:
        told = f"no sign of life for {models.silence:.0f} seconds"
        return Condition(name="models", state="failing", told=told)
    if models.pid is None and models.replaced:
        return Condition(name="models", state="degraded", told="their process is being replaced")
    return Condition(name="models", state="ok", told=f"replaced {models.replaced} times")


def _queue(queue: Queue) -> Condition:
    told = f"{queue.running} under way, {queue.waiting} of at most {queue.length} waiting"
    state: State = "degraded" if queue.waiting >= queue.length else "ok"
    return Condition(name="queue", state=state, told=told)


def _disk(disk: Disk) -> Condition:
    told = f"{disk.free // 2**20} MiB free"
    if not disk.writable:
        return Condition(name="disk", state="failing", told="the data folder can't be written to")
    if disk.free < _FULL:
        return Condition(name="disk", state="failing", told=told)
    state: State = "degraded" if disk.free < _NEARLY_FULL else "ok"
    return Condition(name="disk", state=state, told=told)


def _backup(readings: Readings, interval: timedelta, up: timedelta) -> Condition:
    if not readings.backs_up:
        return Condition(name="backup", state="ok", told="not made by this process")
    # After a start there is time to make one.
    age = readings.backup_age
    late = up if age is None else min(age - interval, up)
    told = "none yet" if age is None else f"{age / timedelta(hours=1):.1f} hours old"
    state: State = "degraded" if late > _LATE else "ok"
    return Condition(name="backup", state=state, told=told)
