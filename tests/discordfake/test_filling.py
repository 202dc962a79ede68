"""Windows are filled as their fields allow."""

from typing import Any

import pytest

from tests.discordfake import Impossible
from tests.discordfake.bodies import INPUT, TEXT, label, modal, row, select
from tests.discordfake.filling import fill
from tests.discordfake.problems import Json

_OPTIONS = [{"label": "One", "value": "1"}, {"label": "Two", "value": "2"}]
RADIO: Json = {"type": 21, "custom_id": "f", "options": _OPTIONS}
BOXES: Json = {"type": 22, "custom_id": "f", "options": _OPTIONS, "max_values": 2}
TICK: Json = {"type": 23, "custom_id": "f"}
ROLES: Json = {"type": 6, "custom_id": "f"}
FILES: Json = {"type": 19, "custom_id": "f", "max_values": 2}
LEFT_OUT: Json = {**INPUT, "required": False}


@pytest.mark.parametrize(
    ("field", "given", "sent"),
    [
        (INPUT, "typed", {"value": "typed"}),
        ({**INPUT, "value": "there already"}, None, {"value": "there already"}),
        (LEFT_OUT, None, {"value": ""}),
        (select(3, custom_id="f"), "1", {"values": ["1"]}),
        (BOXES, ["One", "2"], {"values": ["1", "2"]}),
        ({**BOXES, "required": False}, None, {"values": []}),
        (RADIO, "Two", {"value": "2"}),
        ({**RADIO, "required": False}, None, {"value": None}),
        (TICK, True, {"value": True}),
        (TICK, None, {"value": False}),
        (ROLES, ["123"], {"values": ["123"]}),
        (FILES, [{"id": "7"}], {"values": ["7"]}),
    ],
)
def test_fields_are_sent_as_they_are_filled(field: Json, given: Any, sent: Json) -> None:
    """Each kind of field sends what it holds."""
    values = {} if given is None else {"Label": given}
    [filled] = fill(modal(label(field))["data"], values, {})
    expected = {"type": field["type"], "custom_id": field["custom_id"], **sent}
    assert {key: one for key, one in filled["component"].items() if key != "id"} == expected


@pytest.mark.parametrize(
    ("field", "given"),
    [
        (INPUT, None),
        ({**INPUT, "min_length": 3}, "ab"),
        ({**INPUT, "max_length": 3}, "abcd"),
        (select(3, custom_id="f"), ["0", "1"]),
        (select(3, custom_id="f"), "9"),
        (BOXES, None),
        (RADIO, None),
        (RADIO, "Three"),
        (FILES, [{"id": "7"}] * 3),
    ],
)
def test_what_cannot_be_filled_in(field: Json, given: Any) -> None:
    """Fields that must hold something, and hold no more than they take, hold on to that."""
    values = {} if given is None else {"Label": given}
    with pytest.raises(Impossible):
        fill(modal(label(field))["data"], values, {})


def test_rows_and_texts() -> None:
    """A field in a row is named by its own label; a text is sent without what it says."""
    filled = fill(modal(TEXT, row({**INPUT, "label": "Own"}))["data"], {"Own": "typed"}, {})
    assert filled[0] == {"type": 10, "id": 1}
    assert filled[1]["components"][0]["value"] == "typed"
