"""Fills a window as its fields allow."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.discordfake import components as c
from tests.discordfake.problems import Impossible, Json

Filled = str | bool | Sequence[str]
"""What a field can hold: a text, a tick, or what was chosen."""

_MOST_TYPED = 4000


def fill(
    modal: Json, values: Mapping[str, Filled], files: Mapping[str, Sequence[Json]]
) -> list[Json]:
    """Return the components that submitting a window sends.

    Args:
        modal: the window.
        values: what is filled in, by label or id of the field.
        files: the attachments that are uploaded, likewise.

    Raises:
        Impossible: a field is unknown, required but empty, or doesn't take what is given.
    """
    given = {**values, **files}
    used: set[str] = set()
    filled = [_top(part, number, given, used) for number, part in enumerate(modal["components"], 1)]
    if unknown := set(given) - used:
        raise Impossible(f"the window {modal['title']!r} has no field {sorted(unknown)}")
    return filled


def _top(part: Json, number: int, given: Mapping[str, Any], used: set[str]) -> Json:
    match part["type"]:
        case c.TEXT_DISPLAY:
            return {"type": c.TEXT_DISPLAY, "id": number}
        case c.LABEL:
            field = part["component"]
            filled = _field(field, part["label"], number * 100, given, used)
            return {"type": c.LABEL, "id": number, "component": filled}
        case _:
            inner = [
                _field(field, field["label"], number * 100 + position, given, used)
                for position, field in enumerate(part["components"])
            ]
            return {"type": c.ACTION_ROW, "id": number, "components": inner}


def _field(field: Json, label: str, number: int, given: Mapping[str, Any], used: set[str]) -> Json:
    names = [name for name in given if name in (label, field["custom_id"])]
    used.update(names)
    value = given[names[0]] if names else None
    required = field.get("required") is not False
    sent: Json = {"type": field["type"], "id": number, "custom_id": field["custom_id"]}
    match field["type"]:
        case c.TEXT_INPUT:
            sent["value"] = _typed(field, label, value, required=required)
        case c.FILE_UPLOAD:
            uploaded = [one["id"] for one in value or ()]
            _check_count(field, label, len(uploaded), required=required)
            sent["values"] = uploaded
        case c.CHECKBOX:
            sent["value"] = bool(value)
        case c.RADIO_GROUP:
            if required and not value:
                raise Impossible(f"{label!r} takes one of its options")
            sent["value"] = _offered(field, label, [value])[0] if value else None
        case _:
            chosen = [value] if isinstance(value, str) else list(value or ())
            _check_count(field, label, len(chosen), required=required)
            sent["values"] = _offered(field, label, chosen)
    return sent


def _typed(field: Json, label: str, value: str | None, *, required: bool) -> str:
    text = value if value is not None else field.get("value") or ""
    fewest, most = field.get("min_length") or 0, field.get("max_length") or _MOST_TYPED
    if not text and not required:
        return ""
    if not max(1, fewest) <= len(text) <= most:
        raise Impossible(f"{label!r} takes {fewest} to {most} characters, not {len(text)}")
    return text


def _check_count(field: Json, label: str, count: int, *, required: bool) -> None:
    fewest = 1 if field.get("min_values") is None else field["min_values"]
    most = field.get("max_values") or 1
    if (count or required) and not fewest <= count <= most:
        raise Impossible(f"{label!r} takes {fewest} to {most}, not {count}")


def _offered(field: Json, label: str, chosen: list[str]) -> list[str]:
    if "options" not in field:
        return chosen
    by_name = {one["label"]: one["value"] for one in field["options"]}
    by_name |= {one["value"]: one["value"] for one in field["options"]}
    if missing := [one for one in chosen if one not in by_name]:
        raise Impossible(f"{label!r} doesn't offer {missing}")
    return [by_name[one] for one in chosen]
