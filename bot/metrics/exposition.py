"""Metrics as Prometheus reads them: what was counted, and what was read at this moment."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4, CollectorRegistry, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

from bot.metrics.health import Condition
from bot.metrics.metrics import Metrics
from bot.metrics.readings import Readings

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4


def exposition(
    metrics: Metrics, readings: Readings, judged: Sequence[Condition], *, version: str
) -> bytes:
    """Return all metrics in Prometheus's text format, version 0.0.4.

    See https://prometheus.io/docs/instrumenting/exposition_formats/.

    Args:
        metrics: what was counted.
        readings: what was read just now.
        judged: what is thought of it.
        version: Footnote's.
    """
    now = CollectorRegistry()
    now.register(_Now(readings, judged, version))
    ProcessCollector(registry=now)
    pid = readings.models.pid
    if pid is not None:
        ProcessCollector(namespace="footnote_models", pid=lambda: pid, registry=now)
    return generate_latest(metrics.registry) + generate_latest(now)


class _Now(Collector):
    """What was read at one moment, as metrics."""

    def __init__(self, readings: Readings, judged: Sequence[Condition], version: str) -> None:
        self._readings = readings
        self._judged = judged
        self._version = version

    def collect(self) -> Iterator[Metric]:
        """Yield the metrics that are known."""
        yield InfoMetricFamily("footnote", "Footnote.", value={"version": self._version})
        yield from self._health()
        yield from self._discord()
        yield from self._stores()
        yield from self._models()

    def _health(self) -> Iterator[Metric]:
        healthy = GaugeMetricFamily(
            "footnote_healthy", "1 unless a check of /health is failing.", labels=["check"]
        )
        for condition in self._judged:
            healthy.add_metric([condition.name], float(condition.state != "failing"))
        yield healthy
        age = self._readings.backup_age
        if age is not None:
            yield _gauge("last_backup_age_seconds", "The newest backup's age.", age.total_seconds())

    def _discord(self) -> Iterator[Metric]:
        gateway, queue = self._readings.gateway, self._readings.queue
        yield _gauge("gateway_connected", "1 while connected to Discord.", gateway.connected)
        yield _gauge("servers", "Servers that the bot is in.", gateway.servers)
        if gateway.latency is not None:
            yield _gauge("gateway_latency_seconds", "Until a heartbeat's answer.", gateway.latency)
        yield _gauge("queue_waiting", "Questions and summaries that wait.", queue.waiting)
        yield _gauge("queue_running", "Questions and summaries under way.", queue.running)

    def _stores(self) -> Iterator[Metric]:
        store, disk = self._readings.store, self._readings.disk
        if store is not None:
            yield _gauge("articles", "Articles in all corpora.", store.counts.articles)
            yield _gauge("passages", "Passages in all corpora.", store.counts.passages)
            yield _gauge("article_bytes", "Text of all articles.", store.counts.bytes)
            yield _gauge("jobs_waiting", "Articles that wait to be added.", store.jobs)
        if disk.catalogue is not None:
            yield _gauge("catalogue_bytes", "The catalogue's files.", disk.catalogue)
        yield _gauge("disk_free_bytes", "Free on the data folder's disk.", disk.free)

    def _models(self) -> Iterator[Metric]:
        models = self._readings.models
        yield CounterMetricFamily(
            "footnote_models_replaced",
            "Processes with the models that crashed or hung.",
            value=models.replaced,
        )
        yield _gauge("models_silent_seconds", "Without a sign of life when asked.", models.silence)
        if models.counters is None:
            return
        done = asdict(models.counters)
        yield CounterMetricFamily(
            "footnote_model_steps", "How often the writing model computed.", value=done.pop("steps")
        )
        tokens = CounterMetricFamily(
            "footnote_model_tokens", "Tokens of the writing model, by kind.", labels=["kind"]
        )
        for kind, number in done.items():
            tokens.add_metric([kind], number)
        yield tokens


def _gauge(name: str, told: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"footnote_{name}", told, value=float(value))
