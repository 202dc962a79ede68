"""The parts of a message or a modal, walked through."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from tests.discordfake.problems import Json

ACTION_ROW: Final = 1
BUTTON: Final = 2
STRING_SELECT: Final = 3
TEXT_INPUT: Final = 4
USER_SELECT: Final = 5
ROLE_SELECT: Final = 6
MENTIONABLE_SELECT: Final = 7
CHANNEL_SELECT: Final = 8
SECTION: Final = 9
TEXT_DISPLAY: Final = 10
THUMBNAIL: Final = 11
MEDIA_GALLERY: Final = 12
FILE: Final = 13
SEPARATOR: Final = 14
CONTAINER: Final = 17
LABEL: Final = 18
FILE_UPLOAD: Final = 19
RADIO_GROUP: Final = 21
CHECKBOX_GROUP: Final = 22
CHECKBOX: Final = 23

SELECTS: Final = frozenset(
    {STRING_SELECT, USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT}
)
ONLY_V2: Final = frozenset(
    {SECTION, TEXT_DISPLAY, THUMBNAIL, MEDIA_GALLERY, FILE, SEPARATOR, CONTAINER}
)
LINK_STYLE: Final = 5
PREMIUM_STYLE: Final = 6

IS_COMPONENTS_V2: Final = 1 << 15
EPHEMERAL: Final = 1 << 6
LOADING: Final = 1 << 7
HAS_THREAD: Final = 1 << 5
SUPPRESS_EMBEDS: Final = 1 << 2
SUPPRESS_NOTIFICATIONS: Final = 1 << 12


def children(component: Json) -> list[Json]:
    """Return what a component directly holds: its parts, its accessory, what it labels."""
    alone = [component[key] for key in ("accessory", "component") if component.get(key)]
    return [*(component.get("components") or []), *alone]


def walk(components: Iterable[Json] | None) -> Iterator[Json]:
    """Yield all components with those inside them, in reading order."""
    for component in components or ():
        yield component
        yield from walk(children(component))


def walk_placed(components: Sequence[Json] | None, where: str) -> Iterator[tuple[str, Json]]:
    """Yield all components with the path to each."""
    for position, component in enumerate(components or ()):
        here = f"{where}/{position}"
        yield here, component
        yield from walk_placed(component.get("components"), f"{here}/components")
        for key in ("accessory", "component"):
            if component.get(key):
                yield f"{here}/{key}", component[key]


def texts(components: Iterable[Json] | None) -> list[str]:
    """Return what the text displays say."""
    return [one["content"] for one in walk(components) if one["type"] == TEXT_DISPLAY]


def as_stored(components: Sequence[Json], attachments: Sequence[Json] = ()) -> list[Json]:
    """Return components as Discord gives them back: numbered, and filled with its defaults.

    Links to attachments become links to where these are.
    """
    taken = {one["id"] for one in walk(components) if one.get("id")}
    free = (number for number in itertools.count(1) if number not in taken)
    by_name = {f"attachment://{one['filename']}": one for one in attachments}
    return [_stored(one, free, by_name) for one in components]


def _stored(component: Json, free: Iterator[int], attached: dict[str, Json]) -> Json:
    kept: Json = _without_nulls(component)
    kept["id"] = component.get("id") or next(free)
    if "components" in kept:
        kept["components"] = [_stored(one, free, attached) for one in kept["components"]]
    for key in ("accessory", "component"):
        if key in kept:
            kept[key] = _stored(kept[key], free, attached)
    return _with_defaults(kept, attached)


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(one) for key, one in value.items() if one is not None}
    return [_without_nulls(one) for one in value] if isinstance(value, list) else value


def _with_defaults(component: Json, attached: dict[str, Json]) -> Json:
    kind = component["type"]
    if kind == SEPARATOR:
        return {"divider": True, "spacing": 1, **component}
    if kind == CONTAINER:
        return {"accent_color": None, "spoiler": False, **component}
    if kind in SELECTS:
        return {"min_values": 1, "max_values": 1, **component, **_stored_defaults(component)}
    if kind == FILE:
        file = attached.get(component["file"]["url"], {})
        named = {"name": file.get("filename", ""), "size": file.get("size", 0)}
        media = _stored_media(component["file"], attached)
        return {"spoiler": False, **component, **named, "file": media}
    if kind == THUMBNAIL:
        return _stored_item(component, attached)
    if kind == MEDIA_GALLERY:
        return {**component, "items": [_stored_item(one, attached) for one in component["items"]]}
    return component


def _stored_defaults(select: Json) -> Json:
    defaults = select.get("default_values")
    if defaults is None:
        return {}
    return {"default_values": [{**one, "id": str(one["id"])} for one in defaults]}


def _stored_item(item: Json, attached: dict[str, Json]) -> Json:
    media = _stored_media(item["media"], attached)
    return {"spoiler": False, "description": None, **item, "media": media}


def _stored_media(media: Json, attached: dict[str, Json]) -> Json:
    url = attached.get(media["url"], media)["url"]
    return {"id": "1", **media, "url": url, "proxy_url": url}
