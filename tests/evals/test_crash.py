"""When two stores count as the same."""

import json
from typing import Any

import numpy as np
import pytest

from evals.crash import differences, made_articles

STORE: dict[str, Any] = {
    "unfinished": [],
    "local": {"articles": {"a": "text"}},
    "vectors of local": {"p": np.array([0.6, 0.8], dtype=np.float32)},
}


def test_the_same() -> None:
    """The last digits of vectors don't count, as those depend on what shared a batch."""
    vectors = {"p": STORE["vectors of local"]["p"] + np.float32(1e-4)}
    assert differences(STORE, STORE | {"vectors of local": vectors}) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"unfinished": ["v"]},
        {"local": {"articles": {"a": "texts"}}},
        {"local": {"articles": {}}},
        {"other": {"articles": {}}},
        {"vectors of local": {}},
        {"vectors of local": {"p": np.array([0.8, 0.6], dtype=np.float32)}},
    ],
)
def test_different(changed: dict[str, Any]) -> None:
    """Anything else that is missing, added or changed is named."""
    assert differences(STORE, STORE | changed) == list(changed)
    assert differences(STORE | changed, STORE) == list(changed)


def test_made_articles() -> None:
    """There are as many as asked for, all different, and the same ones again for a seed."""
    lines = made_articles(50, seed=1).splitlines()
    assert lines == made_articles(50, seed=1).splitlines()
    assert len({json.loads(line)["text"] for line in lines}) == 50
