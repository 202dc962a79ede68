from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.article_choice import choices, chosen, known
from bot.errors import Refused
from bot.render import limits
from tests.index.stores import LOCAL, OTHER, Store, an_article, open_store

TITLES = ("Harbour fire", "The harbour", "Fire brigade, a history of")


@pytest_asyncio.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """A store with three articles in one corpus and one in another."""
    async with open_store(tmp_path) as opened:
        for title in TITLES:
            await opened.ingestion.add(LOCAL, an_article(title, f"All about {title}."))
        await opened.ingestion.add(OTHER, an_article("Harbour of others", "Not for us."))
        yield opened


async def names(store: Store, typed: str) -> list[str]:
    return [choice.name for choice in await choices(store.catalogue, LOCAL, typed)]


async def test_the_best_title_is_offered_first(store: Store) -> None:
    """What begins with the typed words goes before what only has them; other corpora don't show."""
    assert await names(store, "harbour") == ["Harbour fire", "The harbour"]


async def test_the_newest_are_offered_before_anything_is_typed(store: Store) -> None:
    """An empty field lists the articles, the last added first."""
    assert await names(store, "  ") == list(reversed(TITLES))


async def test_what_is_offered_fits_into_what_discord_takes(store: Store) -> None:
    """Of many articles with long titles 25 are offered, their names and ids short enough."""
    for number in range(30):
        title = f"{'Ärger 🛶 ' * 20}{number}"
        await store.ingestion.add(LOCAL, an_article(title, f"Text {number}."))
    offered = await choices(store.catalogue, LOCAL, "ärger")
    assert len(offered) == limits.CHOICES
    assert all(0 < limits.length(choice.name) <= limits.CHOICE_NAME for choice in offered)
    assert all(len(choice.value) <= limits.CHOICE_VALUE for choice in offered)


async def test_articles_of_one_title_are_told_apart(store: Store) -> None:
    """Equal titles are followed by what tells the articles apart."""
    await store.ingestion.add(LOCAL, an_article("The harbour", "Another text."))
    offered = await names(store, "the harbour")
    assert all(name.startswith("The harbour (20") for name in offered)


async def test_a_choice_is_found_by_its_id(store: Store) -> None:
    """The value of a choice names the article."""
    [first, *_] = await choices(store.catalogue, LOCAL, "harbour")
    card = await chosen(store.catalogue, LOCAL, first.value)
    assert card.title == "Harbour fire"


@pytest.mark.parametrize("typed", ["harbour FIRE ", "brigade", "The harbour"])
async def test_words_that_fit_one_article_are_enough(store: Store, typed: str) -> None:
    """Who doesn't choose from the list is understood where only one title, or a whole one, fits."""
    assert (await chosen(store.catalogue, LOCAL, typed)).title in TITLES


async def test_words_that_fit_several_articles_are_refused(store: Store) -> None:
    """The sentence names some of those that fit."""
    with pytest.raises(Refused) as refused:
        await chosen(store.catalogue, LOCAL, "fire")
    assert refused.value.key == "several-articles"
    assert "“Harbour fire”" in str(refused.value.values["titles"])


async def test_the_id_of_another_corpus_is_no_article_here(store: Store) -> None:
    """A forged value finds nothing, and neither does a forged button."""
    [theirs] = await store.catalogue.cards(OTHER)
    with pytest.raises(Refused) as refused:
        await chosen(store.catalogue, LOCAL, theirs.id)
    assert refused.value.key == "no-such-article"
    with pytest.raises(Refused) as refused:
        await known(store.catalogue, LOCAL, theirs.id)
    assert refused.value.key == "article-gone"
