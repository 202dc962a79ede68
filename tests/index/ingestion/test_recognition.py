"""Which article it is that comes in: by its links, by its text, and what it resembles."""

from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import UnknownArticle
from index.models import ArticleId, ExtractedArticle, Validators
from tests import databases
from tests.index.stores import LOCAL, OTHER, Store, an_article, open_store

pytestmark = pytest.mark.usefixtures("each_database")

SITE = "https://news.example"
LINK = f"{SITE}/2026/wall"
_WORDS = [
    f"{first}{second}" for first in "bcdfgklmnprst" for second in ("ado", "emi", "ifu", "ora")
]


def prose(offset: int = 0, *, count: int = 240) -> str:
    """Return words in an order that differs from that of other offsets everywhere."""
    step = 2 * offset + 1
    return " ".join(_WORDS[(offset + at * step + at // 13) % len(_WORDS)] for at in range(count))


def wall(*aliases: str, url: str | None = LINK, text: str = "") -> ExtractedArticle:
    """Return the article that most tests are about."""
    return replace(an_article("The wall", text or prose(), url=url), aliases=aliases)


async def titles(store: Store) -> list[str]:
    """Return the titles of the local corpus."""
    return [card.title for card in await store.catalogue.cards(LOCAL)]


async def test_one_article_whatever_link_it_comes_by(tmp_path: Path) -> None:
    """Tracking parameters, fragments and the links that lead to an article don't make another."""
    async with open_store(tmp_path) as store:
        first = await store.ingestion.add(LOCAL, wall(f"{SITE}/?p=7"))
        for again in (
            wall(url=f"{LINK}?utm_source=letter#top"),
            wall(f"{SITE}/?p=7", url=f"{SITE}/walls/the-wall"),
            wall(f"{SITE}/walls/the-wall", url=LINK),
        ):
            added = await store.ingestion.add(LOCAL, again)
            assert (added.outcome, added.card.id) == ("known", first.card.id)
        assert (await store.ingestion.add(OTHER, wall())).outcome == "added"


async def test_a_mobile_page_is_known_by_a_link_that_works(tmp_path: Path) -> None:
    """Its own link stays until the page for other devices is seen, whose link then takes over."""
    mobile, plain = "https://m.example.org/2026/wall", "https://example.org/2026/wall"
    async with open_store(tmp_path) as store:
        first = await store.ingestion.add(LOCAL, wall(url=f"{mobile}?utm_source=letter"))
        assert first.card.url == mobile
        for link in (mobile, plain):
            card = await store.catalogue.card_with_link(LOCAL, link)
            assert card is not None
            assert card.id == first.card.id
        whole = await store.ingestion.add(LOCAL, wall(url=plain, text=f"{prose()} And more."))
        assert (whole.outcome, whole.card.id, whole.card.url) == ("updated", first.card.id, plain)
        again = await store.ingestion.add(LOCAL, wall(url=mobile, text=f"{prose()} And more."))
        assert (again.outcome, again.card.id, again.card.url) == ("known", first.card.id, plain)


async def test_an_article_keeps_its_id_when_its_link_changes(tmp_path: Path) -> None:
    """It is known by the new link from then on, and the old one still leads to it."""
    moved = f"{SITE}/walls/the-wall"
    async with open_store(tmp_path) as store:
        first = await store.ingestion.add(LOCAL, wall())
        corrected = wall(LINK, url=moved, text=f"{prose()} Corrected.")
        updated = await store.ingestion.add(LOCAL, corrected)
        assert (updated.outcome, updated.card.id) == ("updated", first.card.id)
        assert (updated.card.url, updated.card.added) == (moved, first.card.added)
        for link in (LINK, moved):
            assert await store.catalogue.card_with_link(LOCAL, link) == updated.card


@pytest.mark.parametrize("title", ["Tuesday", "Monday"])
async def test_a_link_that_leads_elsewhere_by_now(tmp_path: Path, title: str) -> None:
    """What used to lead to one article and leads to another doesn't make them the same one."""
    today = f"{SITE}/today"
    monday = replace(an_article("Monday", prose(1), url=f"{SITE}/monday"), aliases=(today,))
    tuesday = replace(an_article(title, prose(2), url=f"{SITE}/tuesday"), aliases=(today,))
    async with open_store(tmp_path) as store:
        await store.ingestion.add(LOCAL, monday)
        added = await store.ingestion.add(LOCAL, tuesday)
        assert added.outcome == "added"
        assert await titles(store) == ["Monday", title]
        assert await store.catalogue.card_with_link(LOCAL, today) == added.card


async def test_an_article_that_moved_and_was_rewritten(tmp_path: Path) -> None:
    """What the link that it is known by leads to now, under the same title, is a version of it."""
    async with open_store(tmp_path) as store:
        first = await store.ingestion.add(LOCAL, wall())
        moved = wall(LINK, url=f"{SITE}/walls/1", text=prose(11))
        updated = await store.ingestion.add(LOCAL, moved)
        assert (updated.outcome, updated.card.id) == ("updated", first.card.id)


async def test_the_link_that_an_article_is_known_by_stays_its_own(tmp_path: Path) -> None:
    """Another page that was reached by that link doesn't take it over."""
    other = replace(an_article("Front", prose(3), url=f"{SITE}/front"), aliases=(LINK,))
    async with open_store(tmp_path) as store:
        first = await store.ingestion.add(LOCAL, wall())
        assert (await store.ingestion.add(LOCAL, other)).outcome == "added"
        assert await store.catalogue.card_with_link(LOCAL, LINK) == first.card


async def test_a_named_article_is_brought_up_to_date(tmp_path: Path) -> None:
    """Whatever its link, its title and its text are by now, it is the article that was named."""
    async with open_store(tmp_path) as store:
        first = await store.ingestion.add(LOCAL, wall())
        other = an_article("Rebuilt", prose(4), url=f"{SITE}/rebuilt")
        updated = await store.ingestion.add(LOCAL, other, article_id=first.card.id)
        assert (updated.outcome, updated.card.id, updated.card.title) == (
            "updated", first.card.id, "Rebuilt"
        )  # fmt: skip
        again = await store.ingestion.add(LOCAL, other, article_id=first.card.id)
        assert again.outcome == "known"
        for corpus, named in ((OTHER, first.card.id), (LOCAL, ArticleId("unknown"))):
            with pytest.raises(UnknownArticle):
                await store.ingestion.add(corpus, other, article_id=named)
        assert await titles(store) == ["Rebuilt"]


async def test_a_link_that_another_article_is_known_by(tmp_path: Path) -> None:
    """A named article doesn't take the link of another one."""
    async with open_store(tmp_path) as store:
        first = await store.ingestion.add(LOCAL, wall())
        second = await store.ingestion.add(LOCAL, an_article("Gate", prose(5), url=f"{SITE}/gate"))
        updated = await store.ingestion.add(LOCAL, wall(text=prose(6)), article_id=second.card.id)
        assert updated.card.url == f"{SITE}/gate"
        assert await store.catalogue.card_with_link(LOCAL, LINK) == first.card


async def test_nearly_the_same_on_one_site(tmp_path: Path) -> None:
    """A print version under another link is the article that is known, and its link leads there."""
    printed = f"{SITE}/print/8000"
    async with open_store(tmp_path) as store:
        first = await store.ingestion.add(LOCAL, wall())
        added = await store.ingestion.add(LOCAL, wall(url=printed, text=f"{prose()} Print."))
        assert (added.outcome, added.card) == ("known", first.card)
        assert await store.catalogue.cards(LOCAL) == [first.card]
        assert await store.catalogue.card_with_link(LOCAL, printed) == first.card


async def test_the_same_report_with_other_numbers(tmp_path: Path) -> None:
    """What is written anew each week with other numbers is another article of the site."""
    weeks = [f"{prose()} It cost {week} crowns." for week in (7, 8)]
    async with open_store(tmp_path) as store:
        for week, text in enumerate(weeks):
            added = await store.ingestion.add(LOCAL, wall(url=f"{SITE}/week/{week}", text=text))
            assert added.outcome == "added"


async def test_nearly_the_same_with_other_numbers(tmp_path: Path) -> None:
    """This week's report isn't last week's because only its numbers differ; it is told of it."""
    async with open_store(tmp_path) as store:
        first = await store.ingestion.add(LOCAL, wall(text=f"{prose()} It rained 31 mm."))
        second = wall(url=f"{SITE}/next", text=f"{prose()} It rained 32 mm.")
        added = await store.ingestion.add(LOCAL, second)
        assert (added.outcome, added.similar) == ("added", (first.card,))


async def test_nearly_the_same_on_another_site(tmp_path: Path) -> None:
    """Both are kept, and the later one is told to resemble the earlier ones, nearest first."""
    async with open_store(tmp_path) as store:
        same = await store.ingestion.add(LOCAL, wall())
        longer = await store.ingestion.add(
            LOCAL, wall(url="https://b.example/1", text=f"{prose()}\n\n{prose(7, count=60)}")
        )
        await store.ingestion.add(LOCAL, an_article("Else", prose(8), url="https://b.example/2"))
        added = await store.ingestion.add(LOCAL, wall(url="https://c.example/1"))
        assert (same.similar, longer.similar) == ((), (same.card,))
        assert (added.outcome, added.similar) == ("added", (same.card, longer.card))
        assert (await store.ingestion.add(LOCAL, wall(url="https://c.example/1"))).similar == ()
        assert (await store.ingestion.add(OTHER, wall())).similar == ()


async def test_what_is_gone_resembles_nothing(tmp_path: Path) -> None:
    """Removed articles, removed corpora and texts that have changed are no longer compared."""
    copy = wall(url="https://b.example/1")
    async with open_store(tmp_path) as store:
        first = await store.ingestion.add(LOCAL, wall())
        await store.ingestion.remove(LOCAL, first.card.id)
        second = await store.ingestion.add(LOCAL, copy)
        assert second.similar == ()
        await store.ingestion.add(LOCAL, replace(copy, text=prose(9)))
        third = await store.ingestion.add(LOCAL, wall())
        assert (third.outcome, third.similar) == ("added", ())
        await store.ingestion.remove_corpus(LOCAL)
        assert (await store.ingestion.add(LOCAL, copy)).similar == ()


async def test_resemblance_survives_a_restart(tmp_path: Path) -> None:
    """Sketches are stored, so what came before a restart is compared with what comes after."""
    async with open_store(tmp_path) as store:
        first = await store.ingestion.add(LOCAL, wall())
        assert set(await store.catalogue.versions.sketches(LOCAL)) == {first.card.id}
    async with open_store(tmp_path) as store:
        added = await store.ingestion.add(LOCAL, wall(url="https://b.example/1"))
        assert added.similar == (first.card,)


async def test_what_else_is_known_is_brought_up_to_date(tmp_path: Path) -> None:
    """The same text read again renews the other things, and keeps what isn't told any more."""
    told = replace(wall(), author="A. Author", modified="2026-02-03")
    async with open_store(tmp_path) as store:
        await store.ingestion.add(LOCAL, told)
        known = await store.ingestion.add(
            LOCAL, replace(wall(), subtitle="Of stone", modified="2026-02-04")
        )
        assert known.outcome == "known"
        assert (known.card.author, known.card.subtitle) == ("A. Author", "Of stone")
        assert known.card.modified == "2026-02-04"


async def test_the_state_of_a_page_is_noted(tmp_path: Path) -> None:
    """What the server called it is kept with the article, also when the text is the same."""
    async with open_store(tmp_path) as store:
        added = await store.ingestion.add(LOCAL, replace(wall(), validators=Validators(etag='"1"')))
        assert _validators(tmp_path) == [(added.card.id, '"1"', None)]
        later = Validators(last_modified="Mon, 23 Nov 2026 10:00:00 GMT")
        await store.ingestion.add(LOCAL, replace(wall(), validators=later))
        assert _validators(tmp_path) == [(added.card.id, None, later.last_modified)]
        await store.ingestion.add(LOCAL, an_article("Pasted", prose(10)))
        assert len(_validators(tmp_path)) == 1
        await store.ingestion.remove(LOCAL, added.card.id)
        assert _validators(tmp_path) == []


def _validators(folder: Path) -> list[tuple[ArticleId, str | None, str | None]]:
    return databases.rows(
        folder / "catalogue.db", "SELECT article, etag, last_modified FROM visits"
    )
