"""Which wrong buttons, selects, sections and texts are found, and by which check."""

from typing import Any

import pytest

from tests.discordfake.bodies import (
    BUTTON,
    CALLBACK,
    INPUT,
    LINK,
    MESSAGES,
    TEXT,
    V2,
    buttons,
    container,
    modal,
    problems,
    row,
    rows,
    section,
    select,
    v2,
)
from tests.discordfake.spec import Spec

WRONG = (
    pytest.param(
        "docs",
        MESSAGES,
        {"content": "a", "components": [row(one) for one in buttons(6)]},
        id="6 rows",
    ),
    pytest.param("spec", MESSAGES, rows(*buttons(6)), id="6 buttons in a row"),
    pytest.param("docs", MESSAGES, rows(BUTTON, BUTTON), id="the same id twice"),
    pytest.param("docs", MESSAGES, rows(*buttons(2, id=7)), id="the same number twice"),
    pytest.param(
        "docs", MESSAGES, rows({**BUTTON, "custom_id": None}), id="a button without an id"
    ),
    pytest.param(
        "spec", MESSAGES, rows({**BUTTON, "custom_id": "x" * 101}), id="a 101-character id"
    ),
    pytest.param("spec", MESSAGES, rows({**BUTTON, "label": "x" * 81}), id="an 81-character label"),
    pytest.param("docs", MESSAGES, rows({**BUTTON, "label": None}), id="a button without a face"),
    pytest.param(
        "docs", MESSAGES, rows({**BUTTON, "emoji": {"name": "smile"}}), id="an emoji that is none"
    ),
    pytest.param("docs", MESSAGES, rows({**LINK, "url": None}), id="a link button without a link"),
    pytest.param("docs", MESSAGES, rows({**LINK, "custom_id": "x"}), id="a link button with an id"),
    pytest.param(
        "docs",
        MESSAGES,
        rows({**BUTTON, "url": "https://a.example"}),
        id="a plain button with a link",
    ),
    pytest.param(
        "spec",
        MESSAGES,
        rows({**LINK, "url": "https://a.example/" + "x" * 495}),
        id="a 513-character link",
    ),
    pytest.param("docs", MESSAGES, rows({**LINK, "url": "https://"}), id="a link without a host"),
    pytest.param(
        "docs", MESSAGES, rows({**LINK, "url": "javascript:alert(1)"}), id="a link that isn't http"
    ),
    pytest.param(
        "docs", MESSAGES, rows({**LINK, "url": "https://a.example/a b"}), id="a link with a space"
    ),
    pytest.param("spec", MESSAGES, rows(select(26)), id="26 options to choose from"),
    pytest.param("spec", MESSAGES, rows(select(0)), id="no options to choose from"),
    pytest.param("docs", MESSAGES, rows(select(2), BUTTON), id="a select beside a button"),
    pytest.param("docs", MESSAGES, rows(select(2, max_values=3)), id="more to choose than offered"),
    pytest.param(
        "docs", MESSAGES, rows(select(5, min_values=3, max_values=2)), id="fewest above most"
    ),
    pytest.param(
        "docs",
        MESSAGES,
        rows(select(1, options=[{"label": "a", "value": "1"}] * 2)),
        id="an option twice",
    ),
    pytest.param(
        "docs",
        MESSAGES,
        rows(select(0, options=[{"label": n, "value": n, "default": True} for n in "ab"])),
        id="two defaults for one choice",
    ),
    pytest.param(
        "docs",
        MESSAGES,
        {"content": "a", "components": [section(LINK)]},
        id="sections without the flag",
    ),
    pytest.param(
        "docs", MESSAGES, v2(*[container(TEXT)] * 20, TEXT), id="41 components with nested ones"
    ),
    pytest.param("docs", MESSAGES, v2(*[section(LINK)] * 14), id="accessories count as well"),
    pytest.param(
        "docs",
        MESSAGES,
        v2({**TEXT, "content": "x" * 2001}, container({**TEXT, "content": "x" * 2000})),
        id="4001 characters in all",
    ),
    pytest.param("docs", MESSAGES, v2({**TEXT, "content": " "}), id="a blank text"),
    pytest.param("spec", MESSAGES, v2({**TEXT, "content": ""}), id="an empty text"),
    pytest.param("docs", MESSAGES, v2(TEXT, content="a"), id="content beside V2"),
    pytest.param("docs", MESSAGES, v2(TEXT, embeds=[{"title": "t"}]), id="embeds beside V2"),
    pytest.param("docs", MESSAGES, {"flags": V2}, id="V2 without components"),
    pytest.param(
        "spec", MESSAGES, v2({"type": 9, "components": [TEXT]}), id="a section without accessory"
    ),
    pytest.param("spec", MESSAGES, v2(section(LINK, *[TEXT] * 4)), id="a section with four texts"),
    pytest.param("spec", MESSAGES, v2(section(select(2))), id="a section with a select"),
    pytest.param("spec", MESSAGES, v2(section(LINK, BUTTON)), id="a section with a button as text"),
    pytest.param("spec", MESSAGES, v2(container(container(TEXT))), id="a container in a container"),
    pytest.param("spec", MESSAGES, v2(BUTTON), id="a button outside a row"),
    pytest.param("spec", MESSAGES, v2(container()), id="an empty container"),
    pytest.param(
        "docs", MESSAGES, v2(section(BUTTON), section(BUTTON)), id="the same id in two sections"
    ),
    pytest.param(
        "docs",
        MESSAGES,
        v2({"type": 13, "file": {"url": "https://a.example/a"}}),
        id="a file from elsewhere",
    ),
    pytest.param(
        "docs",
        MESSAGES,
        v2(
            {"type": 13, "file": {"url": "attachment://b"}},
            attachments=[{"id": 0, "filename": "a"}],
        ),
        id="a file that isn't attached",
    ),
    pytest.param("spec", MESSAGES, rows({**INPUT, "label": "l"}), id="a text input in a message"),
    pytest.param(
        "docs", MESSAGES, rows({"type": 2, "style": 6}), id="a premium button for nothing"
    ),
    pytest.param(
        "docs", MESSAGES, rows({**LINK, "url": "https://[a.example"}), id="a link that is broken"
    ),
    pytest.param(
        "docs",
        MESSAGES,
        rows(
            {
                "type": 5,
                "custom_id": "s",
                "default_values": [{"id": n, "type": "user"} for n in "12"],
            }
        ),
        id="two people for one choice",
    ),
    pytest.param(
        "docs",
        CALLBACK,
        modal(row({**INPUT, "label": "a"}, {**INPUT, "label": "b", "custom_id": "u"})),
        id="two fields in a row",
    ),
)

RIGHT = (
    pytest.param(MESSAGES, v2(*[container(TEXT)] * 20), id="40 components"),
    pytest.param(MESSAGES, v2({**TEXT, "content": "x" * 4000}), id="4000 characters"),
    pytest.param(
        MESSAGES, rows({**LINK, "url": "https://a.example/" + "x" * 494}), id="a 512-character link"
    ),
    pytest.param(
        MESSAGES, rows({**LINK, "url": "https://a.example/#:~:text=a%20b,c-"}), id="a text fragment"
    ),
    pytest.param(
        MESSAGES, rows({**BUTTON, "label": None, "emoji": {"name": "👍"}}), id="an emoji as face"
    ),
)


@pytest.mark.parametrize(("layer", "line", "body"), WRONG)
def test_what_is_wrong_is_found(spec: Spec, layer: str, line: str, body: Any) -> None:
    """Each of these is found, by the check that ought to find it, and by no other."""
    assert {problem.layer for problem in problems(spec, line, body)} == {layer}


@pytest.mark.parametrize(("line", "body"), RIGHT)
def test_what_is_right_passes(spec: Spec, line: str, body: Any) -> None:
    """What is just within the limits has no fault."""
    assert problems(spec, line, body) == []
