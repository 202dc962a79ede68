"""What is counted, and how Prometheus reads it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord
import pytest
from discord import app_commands
from hypothesis import given, settings
from hypothesis import strategies as st
from prometheus_client.parser import text_string_to_metric_families

from bot.errors import Refused, UserError
from bot.metrics.exposition import exposition
from bot.metrics.health import conditions
from bot.metrics.kinds import kind_of
from bot.metrics.metrics import Metrics
from bot.metrics.readings import Readings
from bot.records.models import JobEnd
from bot.settings import Settings
from engine.errors import ModelError
from index.errors import CatalogueError, FetchError
from index.feeds.models import Checked, Taken
from index.problems import Problem
from tests.bot.metrics.values import GATEWAY, QUEUE, entry, feed, readings

Samples = dict[str, float]


def exposed(metrics: Metrics, read: Readings | None = None) -> Samples:
    """Return the values of all metrics by their names and labels."""
    read = read or readings()
    judged = conditions(read, Settings(data_dir=Path("/nowhere")), up=timedelta(days=1))
    text = exposition(metrics, read, judged, version="1.2.3").decode()
    samples = [
        sample for family in text_string_to_metric_families(text) for sample in family.samples
    ]
    named = {
        sample.name
        + "".join(f" {name}={value}" for name, value in sorted(sample.labels.items())): sample.value
        for sample in samples
    }
    assert len(named) == len(samples)  # none stands there twice
    return named


def test_a_bot_that_has_done_nothing_has_its_counters() -> None:
    """What never happened is 0 and not missing, so that rates begin with the first time."""
    found = exposed(Metrics())
    assert found["footnote_questions_total"] == 0
    assert found["footnote_answer_seconds_count"] == 0
    assert found["footnote_info version=1.2.3"] == 1


def test_what_was_read_stands_there() -> None:
    """Queue, store, models, health and this process itself."""
    found = exposed(Metrics())
    expected = {
        "footnote_gateway_connected": 1,
        "footnote_gateway_latency_seconds": 0.041,
        "footnote_servers": 3,
        "footnote_queue_waiting": 1,
        "footnote_queue_running": 2,
        "footnote_articles": 7,
        "footnote_passages": 90,
        "footnote_article_bytes": 12_345,
        "footnote_jobs_waiting": 4,
        "footnote_catalogue_bytes": 4_096,
        "footnote_disk_free_bytes": 10**10,
        "footnote_models_replaced_total": 0,
        "footnote_model_steps_total": 11,
        "footnote_model_tokens_total kind=written": 60,
        "footnote_model_tokens_total kind=reused": 100,
        "footnote_healthy check=disk": 1,
        "footnote_last_backup_age_seconds": 3 * 3600,
    }
    assert {name: found[name] for name in expected} == expected
    assert found["process_resident_memory_bytes"] > 2**20
    assert found["process_open_fds"] > 0


def test_what_is_not_known_is_left_out() -> None:
    """Nothing is invented for a catalogue that doesn't answer, and health says so."""
    found = exposed(Metrics(), readings(store=None, backup_age=None))
    assert found["footnote_healthy check=catalogue"] == 0
    assert not {"footnote_articles", "footnote_last_backup_age_seconds"} & set(found)


@pytest.mark.parametrize(
    ("error", "counted"),
    [
        (Refused("queue-full"), "footnote_refusals_total kind=queue-full"),
        (
            app_commands.MissingPermissions(["manage_guild"]),
            "footnote_refusals_total kind=moderators-only",
        ),
        (FetchError("No.", key="fetch-timeout"), "footnote_errors_total kind=fetch-timeout"),
        (CatalogueError("/secret/x"), "footnote_errors_total kind=store-failed"),
        (ModelError("/secret/x"), "footnote_errors_total kind=model-failed"),
        (UserError("of Bob"), "footnote_errors_total kind=UserError"),
        (KeyError("Bob"), "footnote_errors_total kind=inside"),
    ],
)
def test_errors_are_counted_by_kind(error: Exception, counted: str) -> None:
    """The kind is a word of the code, whatever the error says."""
    metrics = Metrics()
    metrics.failed(error)
    metrics.failed(error)
    assert exposed(metrics)[counted] == 2


@pytest.mark.parametrize(
    ("status", "kind"), [(403, discord.Forbidden), (500, discord.DiscordServerError)]
)
def test_discords_refusals_are_told_apart(status: int, kind: type[discord.HTTPException]) -> None:
    """What the bot isn't allowed to do is another matter than Discord's trouble."""

    class Answer:
        """What discord.py looks at of an answer."""

        def __init__(self) -> None:
            """Be of a status."""
            self.status, self.reason = status, "why"

    error = kind(Answer(), "text")  # type: ignore[arg-type]  # it has what is used
    assert kind_of(error) == ("forbidden" if status == 403 else "discord")


@pytest.mark.parametrize("state", ["added", "known", "updated", "failed", "cancelled"])
def test_articles_are_counted_by_how_it_ended(state: Any) -> None:
    """Each way for itself."""
    metrics = Metrics()
    metrics.handled(JobEnd(state=state))
    assert exposed(metrics)[f"footnote_articles_handled_total outcome={state}"] == 1


def test_feeds_are_counted_by_how_they_are() -> None:
    """Looks that went well and others, and entries by what became of them."""
    metrics = Metrics()
    metrics.checked(Checked(feed=feed(), new=3))
    metrics.checked(Checked(feed=feed(problem=Problem(key="fetch-timeout", sentence="No.")), new=0))
    metrics.taken(Taken(entry=entry("added"), feed=feed()))
    metrics.taken(Taken(entry=entry("waiting"), feed=feed()))
    found = exposed(metrics)
    assert found["footnote_feed_checks_total outcome=read"] == 1
    assert found["footnote_feed_checks_total outcome=failed"] == 1
    assert found["footnote_feed_entries_total outcome=added"] == 1
    assert found["footnote_feed_entries_total outcome=waiting"] == 1


NUMBERS = st.integers(min_value=0, max_value=2**53)
DOINGS: st.SearchStrategy[Callable[[Metrics], object]] = st.sampled_from(
    [
        lambda metrics: metrics.arrived("command"),
        lambda metrics: metrics.asked(),
        lambda metrics: metrics.summarised("made"),
        lambda metrics: metrics.failed(Refused("queue-full")),
        lambda metrics: metrics.failed(RuntimeError('a "quoted"\nline \\')),
    ]
)


@settings(max_examples=50, deadline=None)
@given(
    doings=st.lists(DOINGS, max_size=20),
    waiting=NUMBERS,
    latency=st.none() | st.floats(min_value=0, max_value=1e6),
)
def test_whatever_happened_can_be_read(
    doings: list[Callable[[Metrics], object]], waiting: int, latency: float | None
) -> None:
    """Prometheus's own parser reads what is exposed, and finds the same numbers."""
    metrics = Metrics()
    for do in doings:
        do(metrics)
    read = readings(
        queue=type(QUEUE)(waiting=waiting, running=0, length=1),
        gateway=type(GATEWAY)(connected=True, latency=latency, servers=0),
    )
    found = exposed(metrics, read)
    assert found["footnote_queue_waiting"] == waiting
    assert found.get("footnote_gateway_latency_seconds") == latency
    counted = sum(
        value
        for name, value in found.items()
        if name.startswith("footnote_")
        and "_total" in name
        and not name.startswith("footnote_model")
    )
    assert counted == len(doings)
