"""Questions that say where to look, over a real catalogue."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.function_words import content_terms
from index.models import ArticleCard
from index.narrowing import Narrowing, Scope, is_titled, named_sites
from tests.index.stores import LOCAL, OTHER, Store, an_article, open_store

_LINK = "https://news.example.org/ferries/strike"


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """An empty store."""
    async with open_store(tmp_path) as opened:
        yield opened


@pytest.fixture
async def strike(store: Store) -> ArticleCard:
    """An article of a site, beside one of another site and one in another corpus."""
    own = an_article("The long strike of the ferries", "Ferries stood still.", url=_LINK)
    added = await store.ingestion.add(LOCAL, replace(own, site="The Northern Courier"))
    other = an_article("Bread", "Rye bread needs sourdough.", url="https://bread.example.net/rye")
    await store.ingestion.add(LOCAL, replace(other, site="Bread Weekly"))
    foreign = an_article("Ferries abroad", "They sail.", url="https://news.example.org/abroad")
    await store.ingestion.add(OTHER, replace(foreign, site="The Northern Courier"))
    return added.card


@pytest.mark.parametrize(
    "question",
    [
        f"What does {_LINK} say about wages?",
        f"Who struck ({_LINK})?",
        'Who struck, in "The long strike of the ferries"?',
        "Wer streikte laut „the long strike of the ferries“?",
        "What does news.example.org say about wages?",
        "What does example.org say about wages?",
        "Who struck, according to the Northern Courier?",
        "Wer streikte laut Northern Courier?",
        "¿Quién hizo huelga según The Northern Courier?",
    ],
)
async def test_a_place_that_is_surely_meant_is_the_only_one(
    store: Store, strike: ArticleCard, question: str
) -> None:
    """A link, a host, a title in quotation marks and an attribution leave one place to look in."""
    scope = await Narrowing(store.catalogue).scope(LOCAL, question)

    assert scope.only == frozenset({strike.id})


@pytest.mark.parametrize(
    "question",
    [
        "Who struck?",
        'Who said "no ferries today"?',
        'What is "bread"?',
        "What does https://elsewhere.example/strike say?",
        "What does elsewhere.example say?",
        "Is 3.5 a number, e.g. in No. 4?",
        "Who reads the Northern Courier?",
    ],
)
async def test_without_a_place_all_are_searched(
    store: Store, strike: ArticleCard, question: str
) -> None:
    """Links and titles that no article has, and names as subjects, narrow nothing."""
    del strike
    assert await Narrowing(store.catalogue).scope(LOCAL, question) == Scope()


async def test_a_site_that_may_be_meant_is_preferred(store: Store, strike: ArticleCard) -> None:
    """Where a preposition stands before a site's name, its articles come first, not alone."""
    del strike
    scope = await Narrowing(store.catalogue).scope(LOCAL, "What was in the Northern Courier?")

    assert scope == Scope(sites=frozenset({"The Northern Courier"}))


def test_sites_are_named_by_whole_words() -> None:
    """A site's name counts as it is written, after a word that sites are named with."""
    sites = ["Time", "The Northern Courier"]

    assert named_sites("What was in Time about it?", sites) == ["Time"]
    assert named_sites("What happened in time, in Timeless?", sites) == []


def test_a_whole_title_is_told_in_a_question() -> None:
    """All words of a title in their order name it; one word, or some of them, don't."""
    asked = content_terms("When did the long strike of the ferries end?", "en")

    assert is_titled(asked, "The long strike of the ferries", "en")
    assert not is_titled(asked, "Ferries", "en")
    assert not is_titled(asked, "The long strike of the ferries and buses", "en")
