from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from answer.shelf import KeptPoint
from bot.records.summaries import KeptSummaries
from index.catalogue.catalogue import Catalogue
from index.catalogue.database import Database
from index.models import Article
from tests import databases
from tests.index.stores import LOCAL, a_draft, an_article

POINTS = (KeptPoint(text="Rain fell.", start=0, end=10), KeptPoint(text="Snow.", start=11, end=16))
LINK = "https://news.example/rain"


@pytest.fixture
async def database(
    tmp_path: Path,
    each_database: str,  # noqa: ARG001 - says which database `at` is
) -> AsyncIterator[Database]:
    """An open catalogue's file."""
    database = databases.at(tmp_path / "catalogue.db")
    await database.open()
    yield database
    await database.close()


async def _read(database: Database, text: str = "Rain fell on the roofs of Tarn.") -> Article:
    """Add an article, or a new version of it, and return it."""
    catalogue = Catalogue(database)
    draft = a_draft(an_article("Rain", text, url=LINK))
    await catalogue.versions.store(draft)
    await catalogue.versions.make_ready(draft.id)
    return await catalogue.article(LOCAL, draft.article_id)


async def test_points_are_kept(database: Database) -> None:
    """As they were, for this length and focus, and for others not."""
    article = await _read(database)
    shelf = KeptSummaries(database).shelf("models")
    await shelf.keep(article, POINTS, length="brief", focus=None)
    assert await shelf.kept(article, length="brief", focus=None) == POINTS
    assert await shelf.kept(article, length="detailed", focus=None) is None
    assert await shelf.kept(article, length="brief", focus="snow") is None


async def test_that_there_is_nothing_about_a_focus_is_kept(database: Database) -> None:
    """No points are an outcome, too."""
    article = await _read(database)
    shelf = KeptSummaries(database).shelf("models")
    await shelf.keep(article, (), length="brief", focus="volcanoes")
    assert await shelf.kept(article, length="brief", focus="volcanoes") == ()


async def test_other_models_make_other_points(database: Database) -> None:
    """What was made with others doesn't count, and is replaced."""
    article = await _read(database)
    kept = KeptSummaries(database)
    await kept.shelf("old").keep(article, POINTS, length="brief", focus=None)
    assert await kept.shelf("new").kept(article, length="brief", focus=None) is None
    await kept.shelf("new").keep(article, POINTS[:1], length="brief", focus=None)
    assert await kept.shelf("new").kept(article, length="brief", focus=None) == POINTS[:1]
    assert await kept.shelf("old").kept(article, length="brief", focus=None) is None


async def test_a_changed_article_is_summarised_anew(database: Database) -> None:
    """The points of the text before are neither found nor kept for the new one."""
    before = await _read(database)
    shelf = KeptSummaries(database).shelf("models")
    await shelf.keep(before, POINTS, length="brief", focus=None)
    after = await _read(database, "Snow fell on the roofs of Tarn.")
    assert after.card.id == before.card.id
    assert await shelf.kept(after, length="brief", focus=None) is None
    await shelf.keep(before, POINTS, length="standard", focus=None)
    assert await shelf.kept(before, length="standard", focus=None) is None
    assert await shelf.kept(after, length="standard", focus=None) is None


async def test_the_oldest_give_way(database: Database) -> None:
    """Of one article, so many are kept; the last ones are."""
    article = await _read(database)
    shelf = KeptSummaries(database).shelf("models")
    for number in range(25):
        await shelf.keep(article, POINTS, length="brief", focus=f"focus {number}")
    found = [
        await shelf.kept(article, length="brief", focus=f"focus {number}") for number in range(25)
    ]
    assert found == [None] * 5 + [POINTS] * 20


async def test_old_summaries_are_deleted(database: Database) -> None:
    """Those made before a time, and no others."""
    article = await _read(database)
    kept = KeptSummaries(database)
    await kept.shelf("models").keep(article, POINTS, length="brief", focus=None)
    assert await kept.prune("2020-01-01T00:00:00+00:00") == 0
    assert await kept.prune("9999-01-01T00:00:00+00:00") == 1
    assert await kept.shelf("models").kept(article, length="brief", focus=None) is None
