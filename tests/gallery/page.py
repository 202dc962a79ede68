"""One self-contained page with every message in Discord's two themes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from discord import ui

from tests.gallery.components import Components

Drawn = ui.LayoutView | ui.Modal

_STYLE = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
_THEMES = ("dark", "light")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """A message in the gallery.

    Attributes:
        name: short, for the address of the exhibit.
        caption: when people see it.
        private: whether one person alone does.
        reply_to: the person and the message that it replies to.
    """

    name: str
    caption: str
    view: Drawn
    private: bool = False
    reply_to: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Exhibits that belong together."""

    heading: str
    exhibits: tuple[Exhibit, ...]


def page(rooms: Iterable[Room], names: Mapping[str, str], themes: Iterable[str] = _THEMES) -> str:
    """Return the page; `names` are those of people, roles and channels, by their ids."""
    components = Components(names)
    body = "".join(
        f"<h2 class=room>{escape(room.heading)}</h2>"
        + "".join(_exhibit(exhibit, components, tuple(themes)) for exhibit in room.exhibits)
        for room in rooms
    )
    return _whole(body)


def board(columns: Iterable[tuple[str, Iterable[Exhibit]]], names: Mapping[str, str]) -> str:
    """Return a page of columns, each in one theme, for a picture."""
    components = Components(names)
    body = "".join(
        f"<div>{''.join(_exhibit(exhibit, components, (theme,)) for exhibit in exhibits)}</div>"
        for theme, exhibits in columns
    )
    return _whole(f"<div class=board>{body}</div>")


def _whole(body: str) -> str:
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><title>What Footnote says</title>"
        f"<style>{_STYLE}</style><body>{body}"
        "<script>document.documentElement.dataset.size = "
        "`${document.body.scrollWidth}x${document.body.scrollHeight}`</script>"
    )


def _exhibit(exhibit: Exhibit, components: Components, themes: tuple[str, ...]) -> str:
    drawn = _window if isinstance(exhibit.view, ui.Modal) else _message
    both = "".join(
        f"<div class='theme {theme}'>{drawn(exhibit, components)}</div>" for theme in themes
    )
    caption = f"<p class=caption>{escape(exhibit.caption)}</p>" if exhibit.caption else ""
    return f"<article id='{escape(exhibit.name)}'>{caption}<div class=both>{both}</div></article>"


def _message(exhibit: Exhibit, components: Components) -> str:
    said = ""
    if exhibit.reply_to is not None:
        who, what = map(escape, exhibit.reply_to)
        said = f"<div class=reply><span class=elbow></span><b>@{who}</b> {what}</div>"
    private = "<div class=private>Only you can see this</div>" if exhibit.private else ""
    return (
        f"{said}<div class=message><div class=avatar>¹</div><div class=body>"
        "<div class=who><b>Footnote</b><span class=app>APP</span><time>Today at 14:07</time></div>"
        f"{components.html(_json(exhibit.view))}{private}</div></div>"
    )


def _window(exhibit: Exhibit, components: Components) -> str:
    assert isinstance(exhibit.view, ui.Modal)
    fields = components.html(_json(exhibit.view))
    return (
        f"<div class=window><h3>{escape(exhibit.view.title)}</h3>{fields}"
        "<div class=ends><span class='button secondary'>Cancel</span>"
        "<span class='button primary'>Submit</span></div></div>"
    )


def _json(view: Drawn) -> list[dict[str, Any]]:
    components: list[dict[str, Any]] = view.to_components()  # type: ignore[no-untyped-call,unused-ignore]  # discord.py types it for windows only
    return components
