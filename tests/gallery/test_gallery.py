import inspect
from types import ModuleType
from typing import get_type_hints

import pytest
from discord import ui

from bot.localisation import Localisation
from bot.render import (
    adding,
    articles,
    asking,
    comparisons,
    evaluation,
    feeds,
    modals,
    passages,
    people,
    summaries,
)
from tests.bot.render.odd import problems
from tests.gallery import answering, evaluating, following, reading, rooms, serving
from tests.gallery.components import Components
from tests.gallery.page import Exhibit, board, page
from tests.gallery.values import NAMES

_ROOMS = rooms.rooms(Localisation())
_EXHIBITS = [exhibit for room in _ROOMS for exhibit in room.exhibits]
_MODULES = (answering, evaluating, following, reading, rooms, serving)
_WRITTEN = "".join(map(inspect.getsource, _MODULES))


def _views(module: ModuleType) -> list[str]:
    """Return the functions of a module that draw a message or a window, as they are called."""
    name = module.__name__.rpartition(".")[2]
    return [
        f"{name}.{function}"
        for function, code in inspect.getmembers(module, inspect.isfunction)
        if not function.startswith("_")
        and get_type_hints(code).get("return") in (ui.LayoutView, ui.Modal)
    ]


@pytest.mark.parametrize(
    "module",
    [
        adding,
        articles,
        asking,
        comparisons,
        evaluation,
        feeds,
        modals,
        passages,
        people,
        summaries,
    ],
)
def test_every_kind_of_message_is_shown(module: ModuleType) -> None:
    """What the bot can draw hangs in the gallery."""
    assert _views(module)
    assert not [view for view in _views(module) if f"{view}(" not in _WRITTEN]


@pytest.mark.parametrize("exhibit", _EXHIBITS, ids=lambda exhibit: str(exhibit.name))
def test_discord_takes_what_is_shown(exhibit: Exhibit) -> None:
    """The gallery shows messages that can be sent."""
    assert isinstance(exhibit.view, ui.Modal) or not problems(exhibit.view)


def test_the_page_shows_everything_in_both_themes() -> None:
    """Each exhibit, dark and light, with the names of people in place of their ids."""
    written = page(_ROOMS, NAMES)
    assert all(f"id='{exhibit.name}'" in written for exhibit in _EXHIBITS)
    assert written.count("class='theme dark'") == len(_EXHIBITS)
    assert written.count("class='theme light'") == len(_EXHIBITS)
    assert ">@Alice</span>" in written
    assert "&lt;@" not in written.replace("&lt;@101&gt; [safe]", "")


def test_a_board_shows_each_column_in_its_theme() -> None:
    """For a picture of some exhibits."""
    written = board([("dark", _EXHIBITS[:2]), ("light", _EXHIBITS[2:3])], NAMES)
    assert written.count("class='theme dark'") == 2
    assert written.count("class='theme light'") == 1


def test_what_people_write_stays_text_on_the_page() -> None:
    """HTML in it, too."""
    drawn = Components({}).html([{"type": 10, "content": "<b>\\*\\*no\\*\\*</b> **yes** -\\# no"}])
    assert drawn == "<div class=text><div>&lt;b&gt;**no**&lt;/b&gt; <b>yes</b> -# no</div></div>"


def test_a_component_that_cannot_be_drawn_is_named() -> None:
    """Rather than left out."""
    with pytest.raises(ValueError, match="12"):
        Components({}).html([{"type": 12}])
