"""How what was read off the bot is judged."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.metrics.health import Condition, State, conditions, overall
from bot.metrics.readings import Readings
from bot.settings import Settings
from tests.bot.metrics.values import DISK, GATEWAY, MODELS, QUEUE, readings

WEEK = timedelta(days=7)


def judged(read: Readings, up: timedelta = WEEK, **settings: Any) -> dict[str, Condition]:
    """Return the conditions by their names."""
    made = Settings(data_dir=Path("/nowhere"), **settings)
    return {each.name: each for each in conditions(read, made, up=up)}


def test_all_is_well() -> None:
    """A bot that lacks nothing is well in every respect that there is."""
    found = judged(readings())
    assert set(found) == {"gateway", "catalogue", "models", "queue", "disk", "backup"}
    assert overall(tuple(found.values())) == "ok"
    assert found["gateway"].told == "connected to Discord, 41 ms"
    assert found["catalogue"].told == "7 articles, 90 passages, 4 waiting"


@pytest.mark.parametrize(
    ("name", "state", "changed", "told"),
    [
        ("gateway", "failing", {"gateway": replace(GATEWAY, connected=False)}, "not connected"),
        ("catalogue", "failing", {"store": None}, "can't be read"),
        ("models", "failing", {"models": replace(MODELS, silence=60.0)}, "60 seconds"),
        ("models", "ok", {"models": replace(MODELS, silence=59.0)}, "replaced 0 times"),
        ("models", "degraded", {"models": replace(MODELS, replaced=1)}, "being replaced"),
        ("models", "ok", {"models": replace(MODELS, replaced=1, pid=77)}, "replaced 1 times"),
        ("queue", "degraded", {"queue": replace(QUEUE, waiting=50)}, "50 of at most 50"),
        ("disk", "failing", {"disk": replace(DISK, writable=False)}, "can't be written"),
        ("disk", "failing", {"disk": replace(DISK, free=10 * 2**20)}, "10 MiB free"),
        ("disk", "degraded", {"disk": replace(DISK, free=200 * 2**20)}, "200 MiB free"),
        ("backup", "ok", {"backup_age": timedelta(hours=24.5)}, "24.5 hours old"),
        ("backup", "degraded", {"backup_age": timedelta(hours=26)}, "26.0 hours old"),
        ("backup", "degraded", {"backup_age": None}, "none yet"),
    ],
)
def test_what_is_wrong_is_said(name: str, state: State, changed: dict[str, Any], told: str) -> None:
    """Each trouble is named where it is, and nothing else is blamed for it."""
    found = judged(readings(**changed))
    assert found[name].state == state
    assert told in found[name].told
    assert overall(tuple(found.values())) == state
    assert all(each.state == "ok" for each in found.values() if each.name != name)


def test_the_worst_counts() -> None:
    """What only needs a look doesn't hide what fails."""
    found = judged(readings(store=None, backup_age=None))
    assert overall(tuple(found.values())) == "failing"


@pytest.mark.parametrize("age", [None, timedelta(days=30)])
def test_after_a_start_there_is_time_to_make_a_backup(age: timedelta | None) -> None:
    """Who was switched off for a month has no trouble with backups yet."""
    found = judged(readings(backup_age=age), up=timedelta(minutes=59))
    assert found["backup"].state == "ok"


def test_what_is_switched_off_is_not_missed() -> None:
    """Without backups, and without a watchdog, nothing is overdue."""
    found = judged(
        readings(backs_up=False, backup_age=None, models=replace(MODELS, silence=999.0)),
        model_seconds=0,
    )
    assert found["backup"].state == found["models"].state == "ok"
