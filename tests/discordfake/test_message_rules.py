"""Which wrong messages are found, and by which check."""

from typing import Any

import pytest

from tests.discordfake.bodies import CALLBACK, MESSAGES, TEXT, V2, embeds, problems, v2
from tests.discordfake.message_rules import check_edit
from tests.discordfake.problems import Json
from tests.discordfake.spec import Spec

WRONG = (
    pytest.param("docs", MESSAGES, {"content": "x" * 2001}, id="2001 characters"),
    pytest.param("spec", MESSAGES, {"content": "x" * 4001}, id="4001 characters"),
    pytest.param(
        "spec", CALLBACK, {"type": 4, "data": {"content": "x" * 2001}}, id="a long answer"
    ),
    pytest.param(
        "spec",
        "PATCH /webhooks/1/t/messages/@original",
        {"content": "x" * 2001},
        id="a long first answer",
    ),
    pytest.param("spec", "POST /webhooks/1/t", {"content": "x" * 2001}, id="a long follow-up"),
    pytest.param("spec", MESSAGES, {"content": 5}, id="a number as content"),
    pytest.param("docs", MESSAGES, {"content": ""}, id="an empty message"),
    pytest.param("docs", MESSAGES, {"content": " \n"}, id="a blank message"),
    pytest.param("docs", MESSAGES, {"message_reference": {"message_id": "1"}}, id="an empty reply"),
    pytest.param("unknown", MESSAGES, {"content": "a", "contnet": "b"}, id="a misspelt property"),
    pytest.param(
        "unknown",
        MESSAGES,
        {"embeds": [{"title": "a", "titel": "b"}]},
        id="a misspelt inner property",
    ),
    pytest.param(
        "unknown",
        CALLBACK,
        {"type": 4, "data": {"content": "a", "ephemeral": True}},
        id="no such property of an answer",
    ),
    pytest.param(
        "spec",
        MESSAGES,
        {"content": "a", "attachments": [{"id": "x"}]},
        id="a word as attachment's id",
    ),
    pytest.param(
        "docs",
        MESSAGES,
        {"content": "a", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        id="users allowed twice",
    ),
    pytest.param("spec", MESSAGES, {"content": "a", "nonce": "n" * 26}, id="a 26-character nonce"),
    pytest.param(
        "docs",
        MESSAGES,
        {"content": "a", "enforce_nonce": True},
        id="an enforced nonce without a nonce",
    ),
    pytest.param(
        "docs", MESSAGES, {"content": "a", "flags": 1 << 1}, id="flags that bots can't set"
    ),
    pytest.param("spec", MESSAGES, embeds(*[{"title": "t"}] * 11), id="11 embeds"),
    pytest.param("spec", MESSAGES, embeds({"description": "y" * 4097}), id="a long description"),
    pytest.param("spec", MESSAGES, embeds({"title": "y" * 257}), id="a long title"),
    pytest.param(
        "spec", MESSAGES, embeds({"fields": [{"name": "n", "value": "v"}] * 26}), id="26 fields"
    ),
    pytest.param(
        "spec",
        MESSAGES,
        embeds({"fields": [{"name": "n", "value": "v" * 1025}]}),
        id="a long field",
    ),
    pytest.param(
        "docs",
        MESSAGES,
        embeds({"description": "y" * 3001}, {"description": "y" * 3000}),
        id="6001 characters in embeds",
    ),
    pytest.param(
        "docs", MESSAGES, embeds({"title": "t", "url": "no link"}), id="an embed that leads nowhere"
    ),
    pytest.param(
        "docs", MESSAGES, embeds({"fields": [{"name": "n", "value": ""}]}), id="an empty field"
    ),
    pytest.param(
        "spec",
        "POST /channels/1/messages/2/threads",
        {"name": "n" * 101},
        id="a 101-character thread",
    ),
    pytest.param("spec", "POST /channels/abc/messages", {"content": "a"}, id="a word as channel"),
    pytest.param(
        "spec", "DELETE /channels/1/messages/2", {"content": "a"}, id="a body for a deletion"
    ),
)

RIGHT = (pytest.param(MESSAGES, {"content": "x" * 2000}, id="2000 characters"),)


@pytest.mark.parametrize(("layer", "line", "body"), WRONG)
def test_what_is_wrong_is_found(spec: Spec, layer: str, line: str, body: Any) -> None:
    """Each of these is found, by the check that ought to find it, and by no other."""
    assert {problem.layer for problem in problems(spec, line, body)} == {layer}


@pytest.mark.parametrize(("line", "body"), RIGHT)
def test_what_is_right_passes(spec: Spec, line: str, body: Any) -> None:
    """What is just within the limits has no fault."""
    assert problems(spec, line, body) == []


@pytest.mark.parametrize(
    ("before", "edit"),
    [
        ({"flags": V2, "components": [TEXT]}, {"flags": 0, "components": []}),
        ({"flags": V2, "components": [TEXT]}, {"content": "a"}),
        ({"flags": 0, "content": "a"}, {"flags": V2, "components": [TEXT]}),
        ({"flags": 0, "content": "a"}, {"content": ""}),
        ({"flags": 0, "content": "a"}, {"components": [TEXT]}),
    ],
    ids=["V2 taken back", "content into V2", "content left", "emptied", "without the flag"],
)
def test_edits_are_judged_by_what_is_there(before: Json, edit: Json) -> None:
    """Whether an edit is allowed depends on the message that is edited."""
    whole = {"content": "", "embeds": [], "components": [], "attachments": [], **before}
    assert list(check_edit(edit, whole))


def test_a_message_may_become_v2_when_it_is_emptied() -> None:
    """Content can make room for components."""
    before = {"flags": 0, "content": "a", "embeds": [], "components": [], "attachments": []}
    assert not list(check_edit({**v2(TEXT), "content": None}, before))
