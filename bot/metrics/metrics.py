"""What is counted and timed while the bot works, since it was started.

Labels have few values, all of which stand in the code: no server, person, article or site is told
apart, and nothing that anybody wrote appears.
"""

import time
from collections.abc import Mapping
from typing import Literal

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics

from answer.models import Abstention, Answer
from bot.metrics.kinds import kind_of, refusal_of
from bot.records.models import JobEnd
from index.feeds.models import Checked, Taken

Arrival = Literal["command", "suggestion", "click", "message"]
Made = Literal["made", "nothing", "stopped"]

_ANSWER_BUCKETS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0)  # seconds
_STAGE_BUCKETS = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0)  # seconds


class Asked:
    """One question, from its arrival to what is shown at its end."""

    def __init__(self, metrics: "Metrics") -> None:
        """Begin now; `Metrics.asked` is the way to get one."""
        self._metrics = metrics
        self._began = time.perf_counter()

    def answered(self, outcome: Answer | Abstention, stages: Mapping[str, float]) -> None:
        """Count what was shown, and the seconds that it took, waiting included.

        Args:
            outcome: what was shown.
            stages: the seconds of each stage, as `index.tracing` tells them.
        """
        self._metrics.count_outcome(outcome, time.perf_counter() - self._began, stages)


class Metrics:
    """The counters of one bot.

    Attributes:
        registry: holds all of them.
    """

    def __init__(self) -> None:
        """Begin at zero."""
        disable_created_metrics()  # type: ignore[no-untyped-call] # Prometheus has no use for them
        self.registry = CollectorRegistry()
        self._arrivals = self._counter(
            "interactions", "What people sent: commands, clicks, messages.", "kind"
        )
        self._questions = self._counter("questions", "Questions that were asked.")
        self._answers = self._counter("answers", "Questions that were answered.")
        self._abstentions = self._counter(
            "abstentions", "Questions that no article answers, by what is lacking.", "reason"
        )
        self._seconds = Histogram(
            "footnote_answer_seconds",
            "Seconds from a question to its answer or abstention, waiting included.",
            buckets=_ANSWER_BUCKETS,
            registry=self.registry,
        )
        self._stages = Histogram(
            "footnote_stage_seconds",
            "Seconds that a question took, by stage; every moment counts once.",
            ["stage"],
            buckets=_STAGE_BUCKETS,
            registry=self.registry,
        )
        self._summaries = self._counter(
            "summaries", "Summaries and comparisons, by how they ended.", "outcome"
        )
        self._articles = self._counter(
            "articles_handled", "Articles that people asked to add or refresh.", "outcome"
        )
        self._feeds = self._counter("feed_checks", "Looks at feeds.", "outcome")
        self._entries = self._counter(
            "feed_entries", "Entries of feeds that were taken.", "outcome"
        )
        self._refusals = self._counter("refusals", "What was refused in a sentence.", "kind")
        self._errors = self._counter("errors", "What failed, by kind.", "kind")

    def arrived(self, kind: Arrival) -> None:
        """Count something that a person sent."""
        self._arrivals.labels(kind).inc()

    def asked(self) -> Asked:
        """Count a question, and return what is told of its end."""
        self._questions.inc()
        return Asked(self)

    def count_outcome(
        self, outcome: Answer | Abstention, seconds: float, stages: Mapping[str, float]
    ) -> None:
        """Count an answer or an abstention, and the seconds of it and of its stages."""
        if isinstance(outcome, Answer):
            self._answers.inc()
        else:
            self._abstentions.labels(outcome.kind).inc()
        self._seconds.observe(seconds)
        for stage, taken in stages.items():
            self._stages.labels(stage).observe(taken)

    def summarised(self, outcome: Made) -> None:
        """Count a summary or a comparison that somebody wanted."""
        self._summaries.labels(outcome).inc()

    def handled(self, end: JobEnd) -> None:
        """Count an article that somebody wanted added or refreshed."""
        self._articles.labels(end.state).inc()

    def checked(self, checked: Checked) -> None:
        """Count a look at a feed."""
        self._feeds.labels("read" if checked.feed.problem is None else "failed").inc()

    def taken(self, taken: Taken) -> None:
        """Count an entry of a feed; one that waits will be tried again."""
        self._entries.labels(taken.entry.state).inc()

    def failed(self, error: BaseException) -> None:
        """Count what ended in a sentence: a refusal, or an error."""
        refusal = refusal_of(error)
        if refusal is None:
            self._errors.labels(kind_of(error)).inc()
        else:
            self._refusals.labels(refusal).inc()

    def _counter(self, name: str, told: str, *labels: str) -> Counter:
        return Counter(f"footnote_{name}", told, labels, registry=self.registry)
