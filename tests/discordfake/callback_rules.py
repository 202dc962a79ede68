"""What the docs demand of an answer to an interaction and the spec doesn't say.

https://discord.com/developers/docs/interactions/receiving-and-responding
"""

from collections.abc import Iterator, Sequence
from typing import Final

from tests.discordfake import components as c
from tests.discordfake.component_rules import check_ids, check_part
from tests.discordfake.problems import Json, Problem

COMMAND: Final = 2
COMPONENT: Final = 3
AUTOCOMPLETE: Final = 4
MODAL_SUBMIT: Final = 5

REPLY: Final = 4
DEFER: Final = 5
DEFER_UPDATE: Final = 6
UPDATE: Final = 7
CHOICES: Final = 8
MODAL: Final = 9

ANSWERS: Final = {
    COMMAND: (REPLY, DEFER, MODAL),
    COMPONENT: (REPLY, DEFER, DEFER_UPDATE, UPDATE, MODAL),
    AUTOCOMPLETE: (CHOICES,),
    MODAL_SUBMIT: (REPLY, DEFER, DEFER_UPDATE, UPDATE),
}
"""Which kinds of answer fit which kinds of interaction."""

OF_MESSAGES: Final = (DEFER_UPDATE, UPDATE)
"""The kinds of answer that change the message on which something was used."""

MOST_IN_MODAL: Final = 5
MOST_CHOICE_VALUE: Final = 100


def check_callback(body: Json) -> Iterator[Problem]:
    """Yield what is wrong with an answer, but for the message in it."""
    kind = body["type"]
    said: Json = body.get("data") or {}
    if kind == DEFER and (said.get("flags") or 0) & ~c.EPHEMERAL:
        yield Problem("data/flags", "a deferral takes the flag EPHEMERAL only", "docs")
    elif kind == CHOICES:
        yield from _check_choices(said.get("choices") or [])
    elif kind == MODAL:
        yield from _check_modal(said)


def _check_choices(choices: Sequence[Json]) -> Iterator[Problem]:
    for position, choice in enumerate(choices):
        where, value = f"data/choices/{position}", choice.get("value")
        if isinstance(value, str) and not 1 <= len(value) <= MOST_CHOICE_VALUE:
            yield Problem(where, "a choice's value has 1 to 100 characters", "docs")
        if not choice["name"].strip():
            yield Problem(where, "a choice's name can't be blank", "docs")


def _check_modal(modal: Json) -> Iterator[Problem]:
    parts: list[Json] = modal.get("components") or []
    if len(parts) > MOST_IN_MODAL:
        yield Problem("data/components", f"{len(parts)} components; 5 allowed in a modal", "docs")
    if not modal["title"].strip():
        yield Problem("data/title", "a modal's title can't be blank", "docs")
    yield from check_ids(parts, "data/components")
    for place, part in c.walk_placed(parts, "data/components"):
        yield from check_part(part, place)
        if part["type"] == c.ACTION_ROW:
            for inner in part["components"]:
                if not inner.get("label"):
                    yield Problem(place, "a text input in an action row needs a label", "docs")
        elif part["type"] == c.LABEL:
            yield from _check_labelled(part["component"], f"{place}/component")


def _check_labelled(part: Json, where: str) -> Iterator[Problem]:
    if part["type"] == c.TEXT_INPUT:
        yield from _check_text_input(part, where)
    if part["type"] == c.FILE_UPLOAD or part["type"] in c.SELECTS:
        fewest, most = part.get("min_values"), part.get("max_values") or 1
        if fewest is not None and fewest > most:
            yield Problem(where, f"min_values {fewest} is more than max_values {most}", "docs")
        if part.get("disabled"):
            yield Problem(where, "a select in a modal can't be disabled", "docs")


def _check_text_input(part: Json, where: str) -> Iterator[Problem]:
    if part.get("label"):
        yield Problem(where, "a text input inside a label has no label of its own", "docs")
    fewest, most = part.get("min_length") or 0, part.get("max_length") or 4000
    if fewest > most:
        yield Problem(where, f"min_length {fewest} is more than max_length {most}", "docs")
    filled = part.get("value")
    if filled and not fewest <= len(filled) <= most:
        yield Problem(f"{where}/value", f"has {len(filled)} characters; {fewest}-{most}", "docs")
