from dataclasses import replace

import pytest

from evals.summaries import Judged, summary_measures

GOOD = Judged(
    spread=1.0,
    covered=0.5,
    lead=0.2,
    repetition=0.4,
    unclear=0.0,
    supported=1.0,
    words=24.0,
    seconds=1.0,
)


def test_summaries_are_measured_on_average() -> None:
    """Each measure is the mean over articles, the seconds are the median."""
    made = [GOOD, replace(GOOD, lead=0.4, seconds=3.0), replace(GOOD, lead=0.6, seconds=50.0)]
    values = {each.key: each.value for each in summary_measures(made)}
    assert values["summary_lead"] == pytest.approx(0.4)
    assert values["summary_spread"] == 1.0
    assert values["summary_seconds"] == 3.0


def test_every_judgement_is_a_measure() -> None:
    """None is forgotten, each is over all articles, and keys can be told from others."""
    measures = summary_measures([GOOD, GOOD], prefix="brief")
    assert {each.key for each in measures} == {f"brief_{name}" for name in Judged.__slots__}
    assert {each.over for each in measures} == {2}
