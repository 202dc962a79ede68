"""The fast verdict on a value is that of the thorough walk."""

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.discordfake import FakeDiscord, published_spec
from tests.discordfake.bodies import (
    BUTTON,
    INPUT,
    LINK,
    TEXT,
    choices,
    container,
    embeds,
    label,
    modal,
    row,
    section,
    select,
    v2,
    with_options,
)
from tests.discordfake.posting import post
from tests.discordfake.problems import Json
from tests.discordfake.schemas import PUBLISHED, Schemas

_OPENAPI = Schemas(PUBLISHED / "openapi.json")
_GATEWAY = Schemas(PUBLISHED / "gateway.schema.json", draft7=True)

_MESSAGE = v2(
    container(TEXT, section(LINK), {"type": 14}, row(BUTTON, {**BUTTON, "emoji": {"name": "👍"}})),
    row(select(3)),
    allowed_mentions={"parse": ["users"], "roles": ["1"]},
    attachments=[{"id": "0", "filename": "a"}],
    nonce="n",
)
_BODIES = (
    ("MessageCreateRequest", _MESSAGE),
    ("MessageCreateRequest", embeds({"title": "t", "timestamp": "2026-01-01T00:00:00+00:00"})),
    ("ModalInteractionCallbackRequest", modal(TEXT, label(INPUT))),
    ("ApplicationCommandAutocompleteCallbackRequest", choices(2)),
    ("ApplicationCommandUpdateRequest", with_options({"name": "a", "required": True})[0]),
)
_ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 30)
    | st.sampled_from([1.0, 2.5, 1 << 40])
    | st.sampled_from(["", "1", "a" * 101, "https://a.example", "2026-01-01T00:00:00Z", "x y"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "id", "content", "components"]), inner, max_size=3
        )
    ),
    max_leaves=4,
)


def _places(value: Any, way: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the ways to all parts of a value."""
    pairs: Any = ()
    if isinstance(value, dict):
        pairs = value.items()
    elif isinstance(value, list):
        pairs = enumerate(value)
    inner = [place for key, one in pairs for place in _places(one, (*way, key))]
    return [*([way] if way else []), *inner]


@st.composite
def _changed(draw: st.DrawFn, value: Json) -> Json:
    """Draw the value with one or two parts replaced or taken out."""
    changed = copy.deepcopy(value)
    for _ in range(draw(st.integers(1, 2))):
        *way, last = draw(st.sampled_from(_places(changed)))
        holder: Any = changed
        for key in way:
            holder = holder[key]
        if draw(st.booleans()):
            holder[last] = draw(_ANYTHING)
        else:
            del holder[last]
        if not changed:
            break
    return changed


def _agree(schemas: Schemas, schema: Json, value: Json) -> None:
    assert schemas.fits(schema, value) == (not schemas.explained(schema, value))


@pytest.mark.parametrize(("name", "body"), _BODIES)
@given(st.data())
@settings(max_examples=30, deadline=None)
def test_of_requests(name: str, body: Json, data: st.DataObject) -> None:
    """Of a request with anything in it changed, both say the same."""
    schema = _OPENAPI.root["components"]["schemas"][name]
    assert _OPENAPI.fits(schema, body)
    _agree(_OPENAPI, schema, data.draw(_changed(body)))


@given(st.data())
@settings(max_examples=30, deadline=None)
def test_of_events(data: st.DataObject) -> None:
    """Of an event with anything in it changed, both say the same."""
    world = FakeDiscord(published_spec())
    channel = world.guild("Lab", owner=world.user("alice")).text_channel("general")
    message = post(world.state, channel, world.bot, _MESSAGE).raw
    schema = _GATEWAY.root["definitions"]["GatewayMessageCreateDispatchData"]
    _agree(_GATEWAY, schema, data.draw(_changed(message)))


def test_unknown_keywords_are_not_overlooked() -> None:
    """A schema with a keyword that has no check is refused."""
    with pytest.raises(AssertionError, match="dependentRequired"):
        _OPENAPI.fits({"dependentRequired": {}}, {})
