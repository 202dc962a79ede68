"""JSON Feed 1.0 and 1.1 (https://jsonfeed.org/version/1.1), read leniently: bad items are left out.

Bytes come from anybody, so everything is checked before it is used.
"""

from typing import Annotated, Any

import pydantic_core
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

_VERSION = "https://jsonfeed.org/version/"


def _text_or_none(value: object) -> str | None:
    """Return a text as it is and a number as text, as the specification asks of ids."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return None


Lenient = Annotated[str | None, BeforeValidator(_text_or_none)]


class JsonItem(BaseModel):
    """An item of a feed; what isn't as it should be is None."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: Lenient = None
    url: Lenient = None
    external_url: Lenient = None
    title: Lenient = None
    content_html: Lenient = None
    content_text: Lenient = None
    date_published: Lenient = None


class JsonFeed(BaseModel):
    """A feed; its items aren't checked yet."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    version: str
    title: Lenient = None
    home_page_url: Lenient = None
    items: tuple[Any, ...] = ()


def read_json(text: str) -> tuple[JsonFeed, tuple[JsonItem, ...]] | None:
    """Return a feed and its items, None if the text is none."""
    try:
        feed = JsonFeed.model_validate(pydantic_core.from_json(text))
    except ValueError:  # pydantic's ValidationError is one, too
        return None
    if not feed.version.replace("http:", "https:", 1).startswith(_VERSION):
        return None
    return feed, tuple(item for each in feed.items if (item := _item(each)) is not None)


def _item(value: object) -> JsonItem | None:
    try:
        return JsonItem.model_validate(value)
    except ValidationError:
        return None
