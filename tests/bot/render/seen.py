"""What a person sees of a message, and can do with it."""

from typing import Any

from discord import ui

from tests.gallery.markdown import parse, plain


def text(view: ui.LayoutView) -> str:
    """Return the text, with its Markdown read."""
    shown = (item for item in view.walk_children() if isinstance(item, ui.TextDisplay))
    return "".join(plain(parse(item.content)) for item in shown)


def buttons(view: ui.LayoutView) -> dict[str, str]:
    """Return what the buttons do or open, by their label or emoji."""
    return {
        button.label or str(button.emoji): button.custom_id or button.url or ""
        for button in view.walk_children()
        if isinstance(button, ui.Button)
    }


def disabled(view: ui.LayoutView) -> set[str]:
    """Return the labels of the buttons that can't be clicked."""
    return {
        button.label or ""
        for button in view.walk_children()
        if isinstance(button, ui.Button) and button.disabled
    }


def options(view: ui.LayoutView, name: str) -> dict[str, str]:
    """Return the values of the select `name` by their labels."""
    [select] = [
        item
        for item in view.walk_children()
        if isinstance(item, ui.Select) and item.custom_id == name
    ]
    return {option.label: option.value for option in select.options}


def chosen(view: ui.LayoutView) -> dict[str, list[int | str]]:
    """Return what is chosen in each select, by its id."""
    found: dict[str, list[int | str]] = {}
    for item in view.walk_children():
        if isinstance(item, ui.Select):
            found[item.custom_id] = [one.value for one in item.options if one.default]
        elif isinstance(item, ui.ChannelSelect | ui.RoleSelect):
            defaults: list[Any] = item.default_values
            found[item.custom_id] = [default.id for default in defaults]
    return found
