"""Which wrong answers, proposals and windows are found, and by which check."""

from typing import Any

import pytest

from tests.discordfake.bodies import (
    BUTTON,
    CALLBACK,
    INPUT,
    TEXT,
    V2,
    choices,
    label,
    modal,
    problems,
    row,
    select,
    v2,
)
from tests.discordfake.spec import Spec

WRONG = (
    pytest.param("spec", CALLBACK, choices(26), id="26 proposals"),
    pytest.param("spec", CALLBACK, choices(1, name="n" * 101), id="a 101-character proposal"),
    pytest.param("docs", CALLBACK, choices(1, name=" "), id="a blank proposal"),
    pytest.param("docs", CALLBACK, choices(1, value="v" * 101), id="a 101-character value"),
    pytest.param("spec", CALLBACK, {"type": 3}, id="an answer of no known type"),
    pytest.param("docs", CALLBACK, {"type": 5, "data": {"flags": V2}}, id="a deferral of V2"),
    pytest.param("docs", CALLBACK, {"type": 4, "data": {}}, id="an empty answer"),
    pytest.param(
        "docs", CALLBACK, {"type": 4, "data": v2(TEXT, content="a")}, id="a V2 answer with content"
    ),
    pytest.param("spec", CALLBACK, modal(label(INPUT), title="t" * 46), id="a 46-character title"),
    pytest.param("docs", CALLBACK, modal(label(INPUT), title=" "), id="a blank title"),
    pytest.param(
        "docs",
        CALLBACK,
        modal(*[label({**INPUT, "custom_id": n}) for n in "abcdef"]),
        id="six fields",
    ),
    pytest.param("docs", CALLBACK, modal(label(INPUT), label(INPUT)), id="a field twice"),
    pytest.param(
        "spec", CALLBACK, modal({**label(INPUT), "label": "l" * 46}), id="a 46-character label"
    ),
    pytest.param("docs", CALLBACK, modal(label({**INPUT, "label": "l"})), id="a label in a label"),
    pytest.param("docs", CALLBACK, modal(row(INPUT)), id="an unlabelled field in a row"),
    pytest.param(
        "spec", CALLBACK, modal(row({"type": 19, "custom_id": "f"})), id="a file upload in a row"
    ),
    pytest.param(
        "spec",
        CALLBACK,
        modal(label({"type": 19, "custom_id": "f", "max_values": 11})),
        id="11 files",
    ),
    pytest.param(
        "docs",
        CALLBACK,
        modal(label({"type": 19, "custom_id": "f", "min_values": 2})),
        id="more files than allowed",
    ),
    pytest.param(
        "docs",
        CALLBACK,
        modal(label({**INPUT, "min_length": 5, "max_length": 4})),
        id="shortest above longest",
    ),
    pytest.param(
        "docs",
        CALLBACK,
        modal(label({**INPUT, "value": "abc", "max_length": 2})),
        id="filled with too much",
    ),
    pytest.param("spec", CALLBACK, modal(row(BUTTON)), id="a button in a window"),
    pytest.param("docs", CALLBACK, modal(label(select(2, disabled=True))), id="a disabled select"),
)

RIGHT = (
    pytest.param(CALLBACK, choices(25), id="25 proposals"),
    pytest.param(
        CALLBACK, modal(TEXT, label(INPUT), label({"type": 19, "custom_id": "f"})), id="a window"
    ),
    pytest.param(CALLBACK, {"type": 5, "data": {"flags": 64}}, id="an ephemeral deferral"),
)


@pytest.mark.parametrize(("layer", "line", "body"), WRONG)
def test_what_is_wrong_is_found(spec: Spec, layer: str, line: str, body: Any) -> None:
    """Each of these is found, by the check that ought to find it, and by no other."""
    assert {problem.layer for problem in problems(spec, line, body)} == {layer}


@pytest.mark.parametrize(("line", "body"), RIGHT)
def test_what_is_right_passes(spec: Spec, line: str, body: Any) -> None:
    """What is just within the limits has no fault."""
    assert problems(spec, line, body) == []
