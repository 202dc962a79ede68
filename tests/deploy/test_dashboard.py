"""The dashboard and the alerts ask for metrics that exist."""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]  # it comes with Chroma, its types don't
from prometheus_client.parser import text_string_to_metric_families

from answer.models import Abstention, Seconds
from bot.errors import Refused
from bot.metrics.exposition import exposition
from bot.metrics.health import conditions
from bot.metrics.metrics import Metrics
from bot.records.models import JobEnd
from bot.settings import Settings
from index.feeds.models import Checked, Taken
from tests.bot.metrics.values import MODELS, entry, feed, readings
from tests.deploy.folder import DEPLOY, ROOT

DASHBOARD: dict[str, Any] = json.loads(
    (DEPLOY / "grafana-dashboard.json").read_text(encoding="utf-8")
)
PANELS: list[dict[str, Any]] = DASHBOARD["panels"]
ALERTS: dict[str, Any] = yaml.safe_load(
    (DEPLOY / "monitoring" / "alerts.yml").read_text(encoding="utf-8")
)
WIDTH = 24  # of Grafana's grid
NAME = re.compile(r"\b(?:footnote|process)_\w+")
SELECTED = re.compile(r"\b((?:footnote|process)_\w+)\{([^}]*)\}")
GROUPED = re.compile(r"by \(([\w, ]+)\)")
OTHERS = {"instance", "job", "le"}
"""What Prometheus adds, and what buckets have."""


def _expressions() -> Iterator[str]:
    for panel in PANELS:
        yield from (target["expr"] for target in panel.get("targets", ()))
    for group in ALERTS["groups"]:
        yield from (rule["expr"] for rule in group["rules"])


EXPRESSIONS = list(_expressions())
"""All that is asked of Prometheus."""


@pytest.fixture(scope="module")
def exposed() -> dict[str, set[str]]:
    """The names of all samples that there can be, each with those of its labels."""
    metrics = Metrics()
    metrics.arrived("command")
    metrics.count_outcome(_NOTHING, 1.0, {"search": 0.1})
    metrics.summarised("made")
    metrics.handled(JobEnd(state="added"))
    metrics.checked(Checked(feed=feed(), new=0))
    metrics.taken(Taken(entry=entry(), feed=feed()))
    metrics.failed(Refused("queue-full"))
    metrics.failed(RuntimeError())
    read = readings(models=replace(MODELS, pid=os.getpid()))
    judged = conditions(read, Settings(data_dir=Path("/nowhere")), up=timedelta())
    text = exposition(metrics, read, judged, version="1").decode()
    return {
        sample.name: set(sample.labels)
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_what_is_asked_for_exists(expression: str, exposed: dict[str, set[str]]) -> None:
    """Every metric that is named is one of the bot's, and has the labels it is asked by."""
    named = NAME.findall(expression)
    assert named or expression.startswith("up{")
    assert set(named) <= set(exposed)
    labels = set().union(*(exposed[name] for name in named)) | OTHERS
    for name, selectors in SELECTED.findall(expression):
        assert set(re.findall(r"(\w+)(?:=~|=)", selectors)) <= exposed[name] | OTHERS
    for grouped in GROUPED.findall(expression):
        assert set(re.split(r",\s*", grouped)) <= labels


def test_every_metric_of_the_bot_is_shown(exposed: dict[str, set[str]]) -> None:
    """None is counted for nobody."""
    shown = {name for expression in EXPRESSIONS for name in NAME.findall(expression)}
    families = {re.sub("_(bucket|sum|count)$", "", name) for name in shown}
    ours = {name for name in exposed if name.startswith("footnote_") and "_process_" not in name}
    assert {re.sub("_(bucket|sum|count)$", "", name) for name in ours} <= families


@pytest.mark.parametrize("page", ["hosting.md", "scaling.md"])
def test_the_pages_name_metrics_that_exist(page: str, exposed: dict[str, set[str]]) -> None:
    """So they do with labels."""
    told = (ROOT / "docs" / page).read_text(encoding="utf-8")
    families = {re.sub("_(bucket|sum|count)$", "", name) for name in exposed}
    named = re.findall(r"`(footnote_\w+)(?:\{(\w+)\})?`", told)
    assert named
    for name, label in named:
        assert name in families | {"footnote_data"}  # which is a volume
        assert not label or any(label in exposed[each] for each in exposed if name in each)


def test_panels_have_a_place_of_their_own() -> None:
    """None lies on another, and all are told apart."""
    taken: set[tuple[int, int]] = set()
    for panel in PANELS:
        place = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        }
        assert not cells & taken
        assert max(x for x, _ in cells) < WIDTH
        taken |= cells
    assert len({panel["id"] for panel in PANELS}) == len(PANELS)


def test_every_panel_says_what_it_shows() -> None:
    """Each curve has a name where there are several, and each panel a title."""
    for panel in PANELS:
        assert panel["title"]
        targets = panel.get("targets", ())
        assert len(targets) < 2 or all(target["legendFormat"] for target in targets)
        assert len({target["refId"] for target in targets}) == len(targets)


_NOTHING = Abstention(
    question="?",
    kind="not-said",
    reason="It isn't said.",
    searched="?",
    nearest=(),
    retrieved=(),
    answerability=0.0,
    seconds=Seconds(retrieve=0.0, first_token=0.0, total=0.0),
    prompt_tokens=0,
)
