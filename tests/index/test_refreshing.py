"""Articles are read anew from their links, and nothing worse takes their place."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index.catalogue.catalogue import Catalogue
from index.catalogue.visits import Visits
from index.errors import ExtractionError, FailedIndex, FetchError, UnknownArticle
from index.ingestion.ingestion import Ingestion
from index.models import ArticleCard, ExtractedArticle, Validators
from index.refreshing import Refreshed, Refreshing
from index.vectors.folder import VectorFolder
from tests import databases
from tests.index.fakes import BagOfWords, cut_paragraphs
from tests.index.feeds.lab import open_lab
from tests.index.feeds.site import Site, serving
from tests.index.stores import LOCAL, OTHER, an_article

pytestmark = pytest.mark.usefixtures("each_database")

LINK = "https://news.example/2026/ferry"
TITLE = "Ferry service to the islands resumes"
WEEK = timedelta(days=7)
FIRST = Validators(etag='"1"')
SECOND = Validators(etag='"2"')
TEXT = (
    "Ferries between the mainland and the four northern islands left port again on Wednesday.",
    "The first boat took 212 passengers and nineteen lorries with food to the harbour of Vestrøy.",
    "Divers found cracks in the foundations of the older landing stage, which will be replaced.",
    "Meteorologists expect calmer weather until the weekend, with light winds from the south.",
)
CORRECTED = (TEXT[0], TEXT[1].replace("212", "221"), *TEXT[2:])
ELSE = (
    "Rye bread needs sourdough, time and patience, say bakers from all over the country.",
    "The dough rests over night in wooden bowls before it is baked at falling heat.",
    "Salt bread is older, and nobody remembers why it was given up in the fifties.",
)


@dataclass
class _Site:
    """A Rereader whose page a test lays out, which remembers what it was asked.

    Attributes:
        page: what stands behind the link; an error is raised.
        known: the state at which the page counts as unchanged.
    """

    page: ExtractedArticle | FailedIndex | None = None
    known: Validators | None = None
    asked: list[tuple[str, Validators]] = field(default_factory=list)

    async def reread(self, link: str, validators: Validators) -> ExtractedArticle | None:
        self.asked.append((link, validators))
        if isinstance(self.page, FailedIndex):
            raise self.page
        return None if validators == self.known else self.page


@dataclass
class _Lab:
    """A catalogue with one article, a site, and a clock.

    Attributes:
        now: the time, which passes when a test says so.
    """

    catalogue: Catalogue
    visits: Visits
    ingestion: Ingestion
    site: _Site
    now: datetime = datetime(2026, 11, 23, 10, tzinfo=UTC)

    def refreshing(self, interval: timedelta | None = WEEK, *, chance: float = 0.5) -> Refreshing:
        return Refreshing(
            catalogue=self.catalogue,
            visits=self.visits,
            reader=self.site,
            ingestion=self.ingestion,
            interval=interval,
            now=lambda: self.now,
            chance=lambda: chance,
        )

    async def add(self, *paragraphs: str, **more: object) -> ArticleCard:
        return (await self.ingestion.add(LOCAL, _page(*paragraphs, **more))).card

    async def refresh(self, card: ArticleCard, page: ExtractedArticle | FailedIndex) -> Refreshed:
        self.site.page = page
        return await self.refreshing().refresh(LOCAL, card.id)

    async def text(self, card: ArticleCard) -> str:
        return (await self.catalogue.article(LOCAL, card.id)).text


def _page(*paragraphs: str, **more: object) -> ExtractedArticle:
    """Return the article as its page shows it."""
    page = replace(an_article(TITLE, *paragraphs, url=LINK), validators=FIRST)
    return replace(page, **more)  # type: ignore[arg-type]  # fields by their names


@pytest.fixture
async def lab(tmp_path: Path) -> AsyncIterator[_Lab]:
    """An empty store whose clock stands still."""
    database = databases.at(tmp_path / "catalogue.db")
    await database.open()
    catalogue, vectors = Catalogue(database), VectorFolder(tmp_path / "vectors")
    ingestion = Ingestion(
        catalogue=catalogue,
        vectors=vectors,
        embedder=BagOfWords(),
        cut=cut_paragraphs,
        now=lambda: made.now,
    )
    made = _Lab(catalogue, Visits(database), ingestion, _Site())
    try:
        yield made
    finally:
        await vectors.close()
        await database.close()


async def test_an_unchanged_page_is_left_alone(lab: _Lab) -> None:
    """The server is asked with what it called the known state, and nothing is stored."""
    card = await lab.add(*TEXT)
    lab.site.known = FIRST

    refreshed = await lab.refresh(card, _page(*CORRECTED))

    assert refreshed == Refreshed(card=card, outcome="unchanged")
    assert lab.site.asked == [(LINK, FIRST)]
    assert len(await lab.catalogue.history(LOCAL, card.id)) == 1


async def test_a_changed_page_becomes_the_article(lab: _Lab) -> None:
    """It keeps its id and the time it was added; its history has both versions."""
    card = await lab.add(*TEXT)
    lab.now += WEEK

    refreshed = await lab.refresh(card, _page(*CORRECTED, validators=SECOND))

    assert refreshed.outcome == "updated"
    assert (refreshed.card.id, refreshed.card.added) == (card.id, card.added)
    assert await lab.text(card) == "\n\n".join(CORRECTED)
    assert [await lab.catalogue.match(LOCAL, [number], 9) != [] for number in ("212", "221")] == [
        False,
        True,
    ]
    newest, oldest = await lab.catalogue.history(LOCAL, card.id)
    assert newest.since > oldest.since
    assert newest.text_hash != oldest.text_hash
    assert (await lab.visits.last(card.id)).validators == SECOND


async def test_the_same_text_changes_nothing_but_the_state(lab: _Lab) -> None:
    """A page that was sent anew, with another title perhaps, is the same article."""
    card = await lab.add(*TEXT)

    refreshed = await lab.refresh(card, _page(*TEXT, title="Islands cheer", validators=SECOND))

    assert refreshed.outcome == "unchanged"
    assert refreshed.card.title == TITLE
    assert (await lab.visits.last(card.id)).validators == SECOND


async def test_a_given_title_outlives_changes(lab: _Lab) -> None:
    """What a person called an article stays, again and again; a page's own title follows it."""
    card = await lab.add(*TEXT, title="Mine", titled=True)
    for number in ("221", "222"):
        page = _page(TEXT[0], TEXT[1].replace("212", number), *TEXT[2:], title=f"Now {number}")
        assert (await lab.refresh(card, page)).card.title == "Mine"

    found = await lab.add(*TEXT, url=f"{LINK}-2", title="Theirs")
    page = _page(*ELSE, *TEXT, url=f"{LINK}-2", title="Theirs, again")
    assert (await lab.refresh(found, page)).card.title == "Theirs, again"


async def test_an_article_keeps_its_id_when_its_link_moves(lab: _Lab) -> None:
    """What the page calls its link by now is what the article is known by."""
    card = await lab.add(*TEXT)

    refreshed = await lab.refresh(card, _page(*CORRECTED, url="https://news.example/ferry"))

    assert (refreshed.card.id, refreshed.card.url) == (card.id, "https://news.example/ferry")


_KEPT = [
    pytest.param(FetchError("There is no page.", key="fetch-gone"), "fetch-gone", id="404"),
    pytest.param(ExtractionError("Pay.", key="extract-paywall"), "extract-paywall", id="wall"),
    pytest.param(_page("Ferries sail."), "refresh-shrunk", id="shrunk"),
    pytest.param(_page(*TEXT[:3], thin="short"), "refresh-shrunk", id="incomplete"),
    pytest.param(_page(*ELSE, thin="short"), "refresh-shrunk", id="thin and different"),
    pytest.param(_page(*ELSE, title="Rye and salt"), "refresh-other", id="about something else"),
    pytest.param(_page(*ELSE, url="https://news.example/"), "refresh-front", id="front page"),
    pytest.param(ExtractionError("Empty.", key="extract-empty"), "extract-empty", id="empty"),
]


@pytest.mark.parametrize(("page", "key"), _KEPT)
async def test_what_is_no_version_never_replaces_one(
    lab: _Lab, page: ExtractedArticle | FailedIndex, key: str
) -> None:
    """What is gone, walled, emptied or something else leaves the article and its state."""
    card = await lab.add(*TEXT)

    with pytest.raises(FailedIndex) as failed:
        await lab.refresh(card, page)

    assert failed.value.key == key
    assert await lab.text(card) == "\n\n".join(TEXT)
    assert len(await lab.catalogue.history(LOCAL, card.id)) == 1
    visit = await lab.visits.last(card.id)
    assert visit.validators == FIRST
    assert visit.failures == 1
    assert visit.problem is not None
    assert visit.problem.key == key


async def test_a_short_article_may_change(lab: _Lab) -> None:
    """What always was short isn't refused for being so, as long as it is the same article."""
    card = await lab.add(*TEXT[:2], thin="short")

    refreshed = await lab.refresh(card, _page(*CORRECTED[:2], "More will follow.", thin="short"))

    assert refreshed.outcome == "updated"


async def test_a_link_that_leads_to_another_article_is_told(lab: _Lab) -> None:
    """One article doesn't become a copy of another because a site moved its link there."""
    card = await lab.add(*TEXT)
    other = await lab.add(*ELSE, url="https://news.example/bread", title="Ferry bread")

    with pytest.raises(ExtractionError, match="Ferry bread") as failed:
        await lab.refresh(card, _page(*ELSE, url=other.url))

    assert failed.value.key == "refresh-elsewhere"


async def test_an_article_without_a_link_cannot_be_refreshed(lab: _Lab) -> None:
    """There is no page to read; nor is there for an article of another corpus."""
    pasted = await lab.add(*TEXT, url=None, validators=None)

    with pytest.raises(FetchError, match="no page to read again"):
        await lab.refreshing().refresh(LOCAL, pasted.id)
    with pytest.raises(UnknownArticle):
        await lab.refreshing().refresh(OTHER, pasted.id)
    assert lab.site.asked == []


async def test_what_is_told_before_storing_can_stop_it(lab: _Lab) -> None:
    """Who asked may think better of it until the new version is taken in."""
    card = await lab.add(*TEXT)
    lab.site.page = _page(*CORRECTED)

    async def stop() -> None:
        raise KeyError

    with pytest.raises(KeyError):
        await lab.refreshing().refresh(LOCAL, card.id, read=stop)

    assert await lab.text(card) == "\n\n".join(TEXT)


async def test_articles_are_due_after_the_interval(lab: _Lab) -> None:
    """Those read from links are, with some chance in when; pasted ones and none at all aren't."""
    card = await lab.add(*TEXT)
    await lab.add(*ELSE, url="https://news.example/bread", title="Bread", validators=None)
    lab.site.known = FIRST

    assert await lab.refreshing().due(9) == []
    lab.now += WEEK * 1.2
    assert await lab.refreshing().due(9) == [(LOCAL, card.id)]
    assert await lab.refreshing().due(0) == []
    assert await lab.refreshing(None).due(9) == []

    await lab.refreshing(chance=0.0).refresh(LOCAL, card.id)
    lab.now += WEEK * 0.89
    assert await lab.refreshing().due(9) == []
    lab.now += WEEK * 0.02
    assert await lab.refreshing().due(9) == [(LOCAL, card.id)]


async def test_a_shorter_interval_counts_at_once(lab: _Lab) -> None:
    """A setting that is changed from months to days doesn't wait for months."""
    card = await lab.add(*TEXT)
    lab.site.known = FIRST
    await lab.refreshing(52 * WEEK).refresh(LOCAL, card.id)
    lab.now += WEEK * 1.2

    assert await lab.refreshing(52 * WEEK).due(9) == []
    assert await lab.refreshing(WEEK).due(9) == [(LOCAL, card.id)]


@pytest.mark.parametrize(("failures", "weeks"), [(1, 2), (2, 4), (9, 90 / 7)])
async def test_failures_back_off(lab: _Lab, failures: int, weeks: float) -> None:
    """Each failure doubles the wait, up to three months; a good visit ends that."""
    card = await lab.add(*TEXT)
    for _ in range(failures):
        with pytest.raises(FetchError):
            await lab.refresh(card, FetchError("Down.", key="fetch-failed"))
    lab.now += WEEK * weeks * 0.99
    assert await lab.refreshing().due(9) == []
    lab.now += WEEK * weeks * 0.02
    assert await lab.refreshing().due(9) == [(LOCAL, card.id)]

    await lab.refresh(card, _page(*CORRECTED))
    assert (await lab.visits.last(card.id)).failures == 0
    assert (await lab.visits.last(card.id)).problem is None


async def test_a_server_is_asked_only_for_what_has_changed(tmp_path: Path) -> None:
    """What a real site calls the state of a page is sent back to it, and 304 leaves the article."""
    with serving(Site()) as site:
        async with open_lab(tmp_path, site) as lab:
            site.put_article("/1", "Opening")
            page = site.replies["/1"]
            site.replies["/1"] = replace(page, headers={**page.headers, "ETag": '"1"'})
            site.put_feed("/feed", "/1")
            await lab.following.add(LOCAL, f"{site.url}/feed")
            (taken,) = await lab.take_all()
            assert taken.card is not None
            assert site.conditions.pop("/1") is None

            lab.clock.pass_by(2 * WEEK)
            assert await lab.refreshing.due(1) == [(LOCAL, taken.card.id)]
            refreshed = await lab.refreshing.refresh(LOCAL, taken.card.id)
            assert refreshed == Refreshed(card=taken.card, outcome="unchanged")
            assert site.conditions.pop("/1") == '"1"'
            assert site.asked["/1"] == 2
            assert await lab.refreshing.due(1) == []

            corrected = page.body.replace(b"</p>", b" That was corrected.</p>")
            headers = {**page.headers, "ETag": '"2"'}
            site.replies["/1"] = replace(page, body=corrected, headers=headers)
            refreshed = await lab.refreshing.refresh(LOCAL, taken.card.id)
            assert (refreshed.outcome, refreshed.card.id) == ("updated", taken.card.id)
            assert site.conditions.pop("/1") == '"1"'
            await lab.refreshing.refresh(LOCAL, taken.card.id)
            assert site.conditions.pop("/1") == '"2"'


async def test_removed_articles_are_never_due(lab: _Lab) -> None:
    """Nothing is noted of them either."""
    card = await lab.add(*TEXT)
    await lab.ingestion.remove(LOCAL, card.id)
    lab.now += 9 * WEEK

    await lab.visits.went_well(card.id, at=lab.now, due=lab.now)

    assert await lab.refreshing().due(9) == []
