"""A message without what can be clicked, for places where it would lead nowhere."""

from collections.abc import Iterable, Iterator
from typing import Any

from discord import ui

from bot.render import layout
from bot.render.layout import Item


def without_buttons(view: ui.LayoutView) -> ui.LayoutView:
    """Return a copy of a message with its texts and its links to pages only."""
    bare = ui.LayoutView(timeout=None)
    for item in view.children:
        if isinstance(item, ui.Container):
            shown = list(_bare(item.children))
            bare.add_item(ui.Container(*shown, accent_colour=item.accent_colour))
    return layout.drawn(bare)


def _bare(items: Iterable[ui.Item[Any]]) -> Iterator[Item]:
    for item in items:
        if isinstance(item, ui.TextDisplay):
            yield layout.text(item.content)
        elif isinstance(item, ui.Separator):
            yield layout.rule()
        elif isinstance(item, ui.Section):
            yield from _section(item)


def _section(section: ui.Section[Any]) -> Iterator[Item]:
    texts = [item.content for item in section.children if isinstance(item, ui.TextDisplay)]
    button = section.accessory
    if isinstance(button, ui.Button) and button.url is not None:
        yield layout.note("\n".join(texts), layout.link(button.label or button.url, button.url))
    else:
        yield from map(layout.text, texts)
