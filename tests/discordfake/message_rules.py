"""What Discord's message resource demands and the spec doesn't say.

https://discord.com/developers/docs/resources/message
"""

from collections.abc import Iterator
from typing import Final

from tests.discordfake import components as c
from tests.discordfake.component_rules import check_components
from tests.discordfake.problems import Json, Problem

MOST_CONTENT: Final = 2000
MOST_EMBED_TEXT: Final = 6000
CANNOT_SEND_EMPTY: Final = 50006
_FORWARD = 1
_CARRIERS = ("content", "embeds", "sticker_ids", "components", "poll", "attachments")
_SETTABLE_FLAGS = (
    c.SUPPRESS_EMBEDS | c.EPHEMERAL | c.SUPPRESS_NOTIFICATIONS | 1 << 13 | c.IS_COMPONENTS_V2
)


def check_new_message(body: Json, where: str = "") -> Iterator[Problem]:
    """Yield what is wrong with a message to be sent."""
    v2 = bool((body.get("flags") or 0) & c.IS_COMPONENTS_V2)
    forwards = (body.get("message_reference") or {}).get("type") == _FORWARD
    if not forwards and not any(_carries(body, key) for key in _CARRIERS):
        yield Problem(f"{where}content", "Cannot send an empty message", "docs", CANNOT_SEND_EMPTY)
    if body.get("enforce_nonce") and body.get("nonce") is None:
        yield Problem(f"{where}nonce", "enforce_nonce needs a nonce", "docs")
    yield from _check_message(body, where, v2=v2)


def check_edit(body: Json, before: Json, where: str = "") -> Iterator[Problem]:
    """Yield what is wrong with an edit of the message `before`."""
    was_v2 = bool(before["flags"] & c.IS_COMPONENTS_V2)
    sets_flags = body.get("flags") is not None
    v2 = was_v2 or bool((body.get("flags") or 0) & c.IS_COMPONENTS_V2)
    if was_v2 and sets_flags and not body["flags"] & c.IS_COMPONENTS_V2:
        yield Problem(f"{where}flags", "IS_COMPONENTS_V2 can't be taken back", "docs")
    if v2 and not was_v2:
        for key in ("content", "embeds"):
            if before[key] and body.get(key, before[key]):
                yield Problem(f"{where}{key}", "must be emptied for IS_COMPONENTS_V2", "docs")
    after = {key: body.get(key, before.get(key)) for key in _CARRIERS}
    if not any(_carries(after, key) for key in _CARRIERS):
        yield Problem(f"{where}content", "Cannot send an empty message", "docs", CANNOT_SEND_EMPTY)
    yield from _check_message(body, where, v2=v2)


def _carries(body: Json, key: str) -> bool:
    value = body.get(key)
    return bool(value.strip() if isinstance(value, str) else value)


def _check_message(body: Json, where: str, *, v2: bool) -> Iterator[Problem]:
    content = body.get("content") or ""
    if len(content) > MOST_CONTENT:
        what = f"{len(content)} characters; bots may send {MOST_CONTENT}"
        yield Problem(f"{where}content", what, "docs")
    if v2:
        for key in ("content", "embeds", "poll", "sticker_ids"):
            if body.get(key):
                yield Problem(f"{where}{key}", "can't stand beside IS_COMPONENTS_V2", "docs")
    if (body.get("flags") or 0) & ~_SETTABLE_FLAGS:
        yield Problem(f"{where}flags", f"{body['flags']:#x} has flags that bots can't set", "docs")
    yield from check_components(body.get("components"), f"{where}components", v2=v2)
    yield from _check_embeds(body.get("embeds") or [], f"{where}embeds")
    yield from _check_allowed_mentions(body.get("allowed_mentions") or {}, where)
    yield from _check_attachment_links(body, where)


def _check_embeds(embeds: list[Json], where: str) -> Iterator[Problem]:
    total = 0
    for position, embed in enumerate(embeds):
        total += sum(map(len, embed_texts(embed)))
        for number, field in enumerate(embed.get("fields") or ()):
            if not field.get("name") or not field.get("value"):
                place = f"{where}/{position}/fields/{number}"
                yield Problem(place, "name and value are required", "docs")
        link = embed.get("url")
        if link and not link.startswith(("http://", "https://")):
            yield Problem(f"{where}/{position}/url", f"{link!r} is not a link", "docs")
    if total > MOST_EMBED_TEXT:
        yield Problem(where, f"{total} characters in all embeds; 6000 allowed", "docs")


def embed_texts(embed: Json) -> list[str]:
    """Return the texts of an embed that count towards its limit, as they are shown."""
    fields = embed.get("fields") or ()
    texts = [
        (embed.get("author") or {}).get("name"),
        embed.get("title"),
        embed.get("description"),
        *(text for field in fields for text in (field.get("name"), field.get("value"))),
        (embed.get("footer") or {}).get("text"),
    ]
    return [text for text in texts if text]


def _check_allowed_mentions(allowed: Json, where: str) -> Iterator[Problem]:
    for key in ("users", "roles"):
        if allowed.get(key) and key in (allowed.get("parse") or ()):
            what = f"parse with {key!r} excludes a list of {key}"
            yield Problem(f"{where}allowed_mentions", what, "docs")


def _check_attachment_links(body: Json, where: str) -> Iterator[Problem]:
    """A link to an attachment names a file that is sent with the message or is in it already."""
    names = {one.get("filename") for one in body.get("attachments") or ()}
    for place, part in c.walk_placed(body.get("components"), f"{where}components"):
        media = [part.get("file"), part.get("media")]
        media += [item["media"] for item in part.get("items") or ()]
        for url in (one["url"] for one in media if one):
            name = url.removeprefix("attachment://")
            if name != url and names and name not in names:
                yield Problem(place, f"no attachment is called {name!r}", "docs")
