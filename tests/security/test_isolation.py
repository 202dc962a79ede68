"""What one server has, no other sees or changes, whichever way it tries."""

from collections.abc import AsyncIterator
from pathlib import Path
from random import Random
from typing import Final, Literal, get_args

import pytest_asyncio
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.custom_ids import LIMIT, Action, CustomId, parse
from tests.bot.discord.pages import Pages
from tests.bot.discord.quick import hasty
from tests.discordfake import FakeDiscord
from tests.discordfake.fixtures import loopback_only, spec, world
from tests.security.neighbours import PRIVATE, Neighbours, Place, neighbours
from tests.security.trespassing import MADE_UP, Attempt, Trespasser, attempts
from tests.security.ways import Way, ways

__all__ = ["hasty", "loopback_only", "spec", "world"]

Thing = Literal["answers", "articles", "jobs", "feeds", "eval_questions"]

ABOUT: Final[dict[Action, Thing | None]] = {
    "passages": "answers",
    "open": "answers",
    "follow-up": "answers",
    "follow-up-asked": "answers",
    "ask-about": None,
    "good": "answers",
    "bad": "answers",
    "bad-why": "answers",
    "delete": "answers",
    "stop": "answers",
    "show": "answers",
    "add": "articles",
    "added": "articles",
    "paste": "jobs",
    "pasted": "jobs",
    "cancel-job": "jobs",
    "cancel-jobs": "jobs",
    "summarize": "articles",
    "article": "articles",
    "articles": None,
    "choose": "articles",
    "remove": "articles",
    "remove-sure": "articles",
    "refresh": "articles",
    "feeds": None,
    "feed-remove": "feeds",
    "feed-remove-sure": "feeds",
    "eval-questions": None,
    "eval-remove": "eval_questions",
    "setting": None,
    "forget": None,
    "forget-sure": None,
    "privacy-copy": None,
    "cancel": None,
}
"""What the id in each button is of; who adds a button says so here, and it is tried."""

ASKED_FIRST: Final[set[Action]] = {"follow-up", "bad", "follow-up-asked", "stop"}
"""Buttons whose first reply is the same for every id: a window, or silence."""

DONE: Final[set[Action]] = {"cancel-jobs"}
"""What nothing is left for once `cancel-job` was pressed."""


@pytest_asyncio.fixture
async def around(world: FakeDiscord, tmp_path: Path) -> AsyncIterator[Neighbours]:
    """The bot online in two servers, in one of which there is one of everything."""
    async with Pages() as pages, neighbours(world, tmp_path / "data", pages) as found:
        yield found


def test_it_is_known_what_every_button_is_about() -> None:
    """A new button can't be overlooked."""
    assert set(ABOUT) == set(get_args(Action))


async def test_no_way_leads_to_a_neighbour(around: Neighbours) -> None:
    """Whatever others name in whatever way, nothing of alice's is shown, done or changed."""
    trespasser = Trespasser(around)
    values = [*around.values(), *MADE_UP]
    chosen = Random(7)  # noqa: S311 - which value is tried where is no secret
    wanted = attempts(ways(around.world), around.others, values, chosen=chosen)
    assert len(wanted) > 300
    assert await trespasser.make(wanted) == []


async def test_what_is_a_neighbours_is_as_good_as_made_up(around: Neighbours) -> None:
    """To an id of alice's, others hear what they hear to one that never was.

    So nobody can even find out what there is elsewhere.
    """
    trespasser = Trespasser(around)
    known = around.things()
    for way in ways(around.world):
        made_up = await trespasser.told(Attempt(way, around.others[0], "0123456789abcdef"))
        for thing in _tried(way, known):
            assert await trespasser.told(Attempt(way, around.others[0], thing)) == made_up, way.name
    assert trespasser.trouble() == []


async def test_the_same_ids_work_for_who_owns_them(around: Neighbours) -> None:
    """Alice hears something else for her own ids than for made up ones; so they are right."""
    trespasser = Trespasser(around)
    known, alice = around.things(), around.theirs[0]
    every = {way.name: way for way in ways(around.world)}
    last = [action for action in ABOUT if action.endswith("-sure") or action == "delete"]
    for action in sorted(ABOUT, key=last.__contains__):
        thing = ABOUT[action]
        if thing is None or action in ASKED_FIRST | DONE:
            continue
        way = every[f"the button {action}"]
        if action in {"added", "pasted", "bad-why", "choose"}:
            way = every[f"the {'select' if action == 'choose' else 'window'} {action}"]
        made_up = await trespasser.told(Attempt(way, alice, "0123456789abcdef"))
        told = [await trespasser.told(Attempt(way, alice, each)) for each in known[thing]]
        assert any(each != made_up for each in told), action


async def test_what_is_private_is_its_askers_alone(around: Neighbours) -> None:
    """A member of the same server gets nothing of a private answer whose id was found out."""
    trespasser = Trespasser(around)
    member = Place(around.lab.bob, around.theirs[0].channel)
    private = around.private_answer()
    answers, corpus = around.lab.parts.records.answers, around.corpora[0]
    before = await answers.get(corpus, private)
    for way in ways(around.world):
        attempt = Attempt(way, member, private)
        if not way.name.startswith("/eval") and way.name != "/settings":
            assert PRIVATE not in await trespasser.told(attempt), way.name
    assert before is not None
    assert await answers.get(corpus, private) == before
    assert await answers.ratings(private) == []


@given(text=st.text(max_size=120))
@settings(max_examples=500)
def test_any_id_of_a_button_is_read_or_refused(text: str) -> None:
    """Whatever an id holds, it is an action with arguments or none of ours."""
    found = parse(text)
    assert found is None or (found.action in get_args(Action) and text.startswith(found.action))


@given(
    action=st.sampled_from(get_args(Action)),
    arguments=st.lists(st.text(st.characters(exclude_characters="|"), max_size=30), max_size=3),
)
def test_what_is_put_into_an_id_comes_back(action: Action, arguments: list[str]) -> None:
    """An argument can't become an action or another argument, and an id is never too long."""
    made = CustomId(action, tuple(arguments))
    assert len(str(made)) <= LIMIT
    if len("|".join((action, *arguments))) <= LIMIT:
        assert parse(str(made)) == made


def _tried(way: Way, known: dict[str, list[str]]) -> list[str]:
    """Return the ids to try: of what a button is about, and of an article elsewhere."""
    action = way.name.removeprefix("the ").removesuffix(" with more").partition(" ")[2]
    thing = next((ABOUT[each] for each in get_args(Action) if each == action), "articles")
    return [] if thing is None else known[thing][:1]
