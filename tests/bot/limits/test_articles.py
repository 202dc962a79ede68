"""People may add so many articles a day, and so many may wait, wherever they come from."""

from pathlib import Path

import pytest

from bot.errors import Refused
from bot.limits.articles import ArticleLimits
from bot.limits.places import most_of
from bot.places import user_corpus
from bot.records import Records
from bot.settings import Settings
from index.catalogue.catalogue import Catalogue
from index.errors import CorpusFull
from index.ingestion.room import Most, Room
from index.models import Corpus
from tests.bot.clock import Clock
from tests.bot.records.conftest import catalogue, database, records
from tests.bot.records.values import ALICE, BOB, CLUB_CORPUS, LAB_CORPUS, add_article, job

__all__ = ["catalogue", "database", "records"]

HOUR = 3_600.0


async def test_articles_of_one_person_in_a_day(records: Records, catalogue: Catalogue) -> None:
    """The next are refused with the hours to wait; others may, and reading anew costs nothing."""
    clock = Clock()
    room = Room(catalogue)
    limits = ArticleLimits(records.jobs, per_day=5, now=clock)
    await limits.take(room, LAB_CORPUS, ALICE, new=3)
    clock.pass_(HOUR)
    await limits.check(room, LAB_CORPUS, ALICE, new=2)
    with pytest.raises(Refused) as refused:
        await limits.take(room, CLUB_CORPUS, ALICE, new=3)
    assert (refused.value.key, refused.value.values) == ("articles-a-day", {"most": 5, "hours": 23})
    await limits.take(room, LAB_CORPUS, ALICE, new=0, again=9)
    await limits.take(room, LAB_CORPUS, BOB, new=5)
    clock.pass_(23 * HOUR + 1.0)
    await limits.take(room, CLUB_CORPUS, ALICE, new=3)


async def test_what_waits_of_one_person(records: Records, catalogue: Catalogue) -> None:
    """Thirty articles may wait, in whatever servers."""
    limits, room = ArticleLimits(records.jobs, per_day=0), Room(catalogue)
    await records.jobs.add(
        *(job(f"lab{n}") for n in range(15)),
        *(job(f"club{n}", corpus=CLUB_CORPUS) for n in range(14)),
    )
    await limits.check(room, LAB_CORPUS, ALICE, new=1)
    with pytest.raises(Refused, match="too-many-articles-waiting"):
        await limits.check(room, LAB_CORPUS, ALICE, new=2)


async def test_a_server_leaves_places_to_others(records: Records, catalogue: Catalogue) -> None:
    """However many people of one server add, those of another find a place in the line."""
    limits, room = ArticleLimits(records.jobs, per_day=0, waiting=30), Room(catalogue)
    for person in range(1, 21):
        await limits.take(room, LAB_CORPUS, person, new=1)
        await records.jobs.add(job(f"j{person}", user_id=person))
    with pytest.raises(Refused, match="articles-queue-full"):
        await limits.take(room, LAB_CORPUS, 21, new=1)
    await limits.take(room, CLUB_CORPUS, BOB, new=3)


async def test_what_waits_takes_up_room(records: Records, catalogue: Catalogue) -> None:
    """Articles that are to be added count as if they were there; reading anew needs no room."""
    limits = ArticleLimits(records.jobs, per_day=0)
    room = Room(catalogue, most=lambda _: Most(articles=3))
    await add_article(catalogue, LAB_CORPUS, "Fish")
    await records.jobs.add(job("one"), job("again", kind="refresh"))
    await limits.check(room, LAB_CORPUS, BOB, new=1, again=3)
    with pytest.raises(CorpusFull) as refused:
        await limits.check(room, LAB_CORPUS, BOB, new=2)
    assert refused.value.values == {"most": 3}
    await limits.check(room, CLUB_CORPUS, BOB, new=2)


def test_servers_and_direct_messages_are_limited_and_the_terminal_is_not(tmp_path: Path) -> None:
    """A host who reads a library in the terminal needn't change a setting for it."""
    of = most_of(Settings(data_dir=tmp_path, server_articles=7, server_megabytes=1.5))
    assert of(LAB_CORPUS) == of(user_corpus(ALICE)) == Most(articles=7, bytes=1_500_000)
    assert of(Corpus("local")) == of(Corpus("guild-of-thieves")) == Most()
