"""What Discord's component reference demands and the spec doesn't say.

https://discord.com/developers/docs/components/reference
"""

from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import urlsplit

from tests.discordfake import components as c
from tests.discordfake.problems import Json, Problem

MOST_COMPONENTS: Final = 40
MOST_TEXT: Final = 4000
MOST_ROWS: Final = 5
_LINK_SCHEMES = ("http", "https", "discord")


def check_components(parts: Sequence[Json] | None, where: str, *, v2: bool) -> Iterator[Problem]:
    """Yield what is wrong with the components of a message."""
    parts = parts or ()
    yield from _check_v2(parts, where) if v2 else _check_v1(parts, where)
    yield from check_ids(parts, where)
    for place, part in c.walk_placed(parts, where):
        yield from check_part(part, place)


def check_ids(parts: Sequence[Json], where: str) -> Iterator[Problem]:
    """Yield the ids that two components share."""
    for key in ("custom_id", "id"):
        used = [part[key] for part in c.walk(parts) if part.get(key)]
        for twice in sorted({str(one) for one in used if used.count(one) > 1}):
            yield Problem(where, f"duplicate {key} {twice!r}", "docs")


def check_part(part: Json, where: str) -> Iterator[Problem]:
    """Yield what is wrong with one component by itself."""
    match part["type"]:
        case c.BUTTON:
            yield from _check_button(part, where)
        case c.ACTION_ROW:
            yield from _check_row(part, where)
        case c.FILE:
            if not part["file"]["url"].startswith("attachment://"):
                yield Problem(f"{where}/file/url", "a file must be an attachment://", "docs")
        case kind if kind in c.SELECTS:
            yield from _check_select(part, where)


def _check_v1(parts: Sequence[Json], where: str) -> Iterator[Problem]:
    if len(parts) > MOST_ROWS:
        yield Problem(where, f"{len(parts)} action rows; {MOST_ROWS} allowed", "docs")
    for place, part in c.walk_placed(parts, where):
        if part["type"] in c.ONLY_V2:
            yield Problem(place, "needs the flag IS_COMPONENTS_V2", "docs")


def _check_v2(parts: Sequence[Json], where: str) -> Iterator[Problem]:
    total = sum(1 for _ in c.walk(parts))
    if total > MOST_COMPONENTS:
        yield Problem(where, f"{total} components with nested ones; 40 allowed", "docs")
    length = sum(map(len, c.texts(parts)))
    if length > MOST_TEXT:
        yield Problem(where, f"{length} characters of text in total; 4000 allowed", "docs")
    for place, part in c.walk_placed(parts, where):
        if part["type"] == c.TEXT_DISPLAY and not part["content"].strip():
            yield Problem(f"{place}/content", "a text display can't be blank", "docs")


def _check_row(row: Json, where: str) -> Iterator[Problem]:
    kinds = [part["type"] for part in row.get("components") or ()]
    if len(kinds) > 1 and any(kind in c.SELECTS for kind in kinds):
        yield Problem(where, "a select fills its action row", "docs")
    if len(kinds) > 1 and c.TEXT_INPUT in kinds:
        yield Problem(where, "a text input fills its action row", "docs")


def _check_button(button: Json, where: str) -> Iterator[Problem]:
    style = button["style"]
    link, premium = style == c.LINK_STYLE, style == c.PREMIUM_STYLE
    if bool(button.get("url")) != link:
        yield Problem(where, "a link button has a url and no other button has", "docs")
    if bool(button.get("custom_id")) == (link or premium):
        yield Problem(where, "a button needs a custom_id, unless it is a link", "docs")
    if bool(button.get("sku_id")) != premium:
        yield Problem(where, "a premium button has a sku_id and no other button has", "docs")
    if not premium and not (button.get("label") or "").strip() and not button.get("emoji"):
        yield Problem(where, "a button needs a label or an emoji", "docs")
    if link and button.get("url") and not _is_link(button["url"]):
        yield Problem(f"{where}/url", f"{button['url']!r} is not a link", "docs")
    yield from _check_emoji(button, where)


def _is_link(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    complete = parts.scheme in _LINK_SCHEMES and bool(parts.netloc)
    return complete and not any(sign.isspace() for sign in url)


def _check_emoji(part: Json, where: str) -> Iterator[Problem]:
    emoji = part.get("emoji")
    if emoji and not emoji.get("id") and (emoji.get("name") or "a").isascii():
        yield Problem(f"{where}/emoji/name", "Invalid emoji", "docs")


def _check_select(select: Json, where: str) -> Iterator[Problem]:
    fewest = 1 if select.get("min_values") is None else select["min_values"]
    most = select.get("max_values") or 1
    if fewest > most:
        yield Problem(where, f"min_values {fewest} is more than max_values {most}", "docs")
    if select["type"] != c.STRING_SELECT:
        defaults = len(select.get("default_values") or ())
        if defaults > most:
            yield Problem(where, f"{defaults} default values; {most} may be chosen", "docs")
        return
    options: list[Json] = select.get("options") or []
    if most > len(options):
        yield Problem(where, f"max_values {most}, but {len(options)} options", "docs")
    values = [option["value"] for option in options]
    for twice in sorted({one for one in values if values.count(one) > 1}):
        yield Problem(f"{where}/options", f"option value {twice!r} is already used", "docs")
    if sum(bool(option.get("default")) for option in options) > most:
        yield Problem(f"{where}/options", "more defaults than may be chosen", "docs")
    for position, option in enumerate(options):
        yield from _check_emoji(option, f"{where}/options/{position}")
