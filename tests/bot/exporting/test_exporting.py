"""What is exported and imported again, here or elsewhere, is the same to the letter."""

import os
import stat
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import UserError
from bot.exporting.exporting import Exported, export
from bot.importing.collecting import collect
from bot.importing.importing import Importing
from bot.importing.taking import Taking
from bot.importing.tally import Tally
from bot.reading import Reader
from index.catalogue.catalogue import Catalogue
from index.catalogue.exporting import WholeArticle
from index.catalogue.sqlite import SqliteDatabase
from index.extraction.extractor import ArticleExtractor
from index.feeds.following import Following
from index.feeds.models import Feed, Followed
from index.feeds.store import FeedStore
from index.fetching.fetcher import PageFetcher
from index.identity import feed_id
from index.ingestion.ingestion import Ingestion
from index.models import Corpus, ExtractedArticle, Heading, PageStart
from index.passages import cut
from index.retrieval import Retrieval
from index.vectors.folder import VectorFolder
from tests.index.fakes import BagOfWords
from tests.index.stores import LOCAL, OTHER

FORMATS = ("all.jsonl", "folder")
LINK = "https://norwick.test/wall"


class Quiet:
    """Watches an import, and fails where something does."""

    def changed(self, tally: Tally) -> None:
        """Nothing is shown."""

    def failed(self, failure: object, line: object) -> None:
        """Nothing may fail."""
        raise AssertionError(failure, line)


class Follows:
    """Notes the feeds that are to be followed, without fetching them."""

    def __init__(self, feeds: FeedStore) -> None:
        """Keep them in `feeds`."""
        self._feeds = feeds

    async def add(self, corpus: Corpus, link: str) -> Followed:
        """Follow a feed."""
        feed = await self._feeds.add(_feed(link, corpus), (), now="2026-05-01", taken=0)
        return Followed(feed=feed, outcome="followed")


def _feed(link: str, corpus: Corpus = LOCAL) -> Feed:
    day = "2026-05-01T10:00:00+00:00"
    title = "Tides & <boats>"
    return Feed(
        id=feed_id(corpus, link),
        corpus=corpus,
        url=link,
        title=title,
        site=None,
        added=day,
        visited=None,
        due=day,
    )


@dataclass(frozen=True, kw_only=True)
class Host:
    """Somebody with articles."""

    catalogue: Catalogue
    ingestion: Ingestion
    retrieval: Retrieval
    feeds: FeedStore
    following: Following

    async def whole(self, corpus: Corpus = LOCAL) -> list[WholeArticle]:
        """Return all that is known of the articles."""
        return await self.catalogue.whole_articles(corpus, limit=1000)

    async def export(self, path: Path, *, replace: bool = False) -> Exported:
        """Export them."""
        return await export(
            self.catalogue,
            self.following,
            LOCAL,
            path,
            replace=replace,
            progress=lambda _done, _total: None,
        )

    async def take(self, path: Path, *, replace: bool = False, corpus: Corpus = LOCAL) -> Tally:
        """Import what was exported."""
        tally = Tally(Quiet())
        fetcher, extractor = PageFetcher(), ArticleExtractor()
        taking = Taking(
            corpus,
            catalogue=self.catalogue,
            ingestion=self.ingestion,
            reader=Reader(fetcher, extractor, 1000),
            following=Follows(self.feeds),
            replace_known=replace,
        )
        await Importing(taking, tally).run(collect([path]).items())
        return tally


@asynccontextmanager
async def _host(folder: Path) -> AsyncIterator[Host]:
    os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - a test's own folder
    database = SqliteDatabase(folder / "catalogue.db")
    await database.open()
    vectors = VectorFolder(folder / "vectors")
    catalogue, embedder, feeds = Catalogue(database), BagOfWords(), FeedStore(database)
    times = iter(range(1_000_000))
    begin = datetime(2026, 5, 1 + len(folder.name) % 9, 10, tzinfo=UTC)
    try:
        yield Host(
            catalogue=catalogue,
            ingestion=Ingestion(
                catalogue=catalogue,
                vectors=vectors,
                embedder=embedder,
                cut=cut,
                now=lambda: begin + timedelta(minutes=next(times)),
            ),
            retrieval=Retrieval(catalogue=catalogue, vectors=vectors, embedder=embedder),
            feeds=feeds,
            following=Following(store=feeds, fetcher=PageFetcher(), interval=timedelta(hours=1)),
        )
    finally:
        await vectors.close()
        await database.close()


_words = st.lists(
    st.sampled_from(["harbour", "wall", "Boats", "tide.", "Was", "crowns?", "über", "1.", "*a*"]),
    min_size=1,
    max_size=40,
).map(" ".join)


@st.composite
def _articles(draw: st.DrawFn) -> ExtractedArticle:
    number = draw(st.integers(1, 9))
    heading = draw(_words)
    text = f"{heading}\n\n" + "\n\n".join(draw(st.lists(_words, min_size=1, max_size=4)))
    paged = draw(st.booleans())
    return ExtractedArticle(
        title=draw(st.sampled_from(["Wall", "Boote & Männer", "---", "# T: 'x'"])),
        text=text,
        headings=(Heading(start=0, end=len(heading), level=draw(st.integers(1, 3))),),
        pages=(PageStart(start=0, label="iv", number=1), PageStart(start=2, label="v", number=2))
        if paged
        else (),
        url=draw(st.none() | st.just(f"https://norwick.test/{number}")),
        aliases=(f"https://norwick.test/old{number}",) if draw(st.booleans()) else (),
        site=draw(st.none() | st.just("The Courier")),
        subtitle=draw(st.none() | _words),
        author=draw(st.none() | st.just("A. Weir")),
        published=draw(st.none() | st.just("2025-02-03")),
        modified=draw(st.none() | st.just("2025-03-03")),
        language=draw(st.sampled_from(["en", "de"])),
        titled=draw(st.booleans()),
    )


@settings(
    deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(articles=st.lists(_articles(), min_size=1, max_size=5), name=st.sampled_from(FORMATS))
async def test_the_same_articles_come_back(
    tmp_path_factory: pytest.TempPathFactory, articles: Sequence[ExtractedArticle], name: str
) -> None:
    """With their passages, links, pages, dates and histories; a second time nothing changes."""
    folder = tmp_path_factory.mktemp("exports")
    async with _host(folder / "one") as one, _host(folder / "another") as another:
        for article in articles:
            await one.ingestion.add(LOCAL, article)
        done = await one.export(folder / name)
        await another.take(folder / name)
        whole = await one.whole()
        assert done == Exported(articles=len(whole), feeds=0)
        assert await another.whole() == whole
        again = await another.take(folder / name)
        assert again.counts == {"known": len(whole)}
        assert await another.whole() == whole


@pytest.mark.parametrize("name", FORMATS)
async def test_questions_find_the_same(tmp_path: Path, name: str) -> None:
    """In another store and another corpus, the same passages come with the same scores."""
    async with _host(tmp_path / "one") as one, _host(tmp_path / "another") as another:
        for number in range(30):
            text = f"Boat {number} sank off Norwick.\n\nThe tide of {number} crowns was high."
            await one.ingestion.add(LOCAL, ExtractedArticle(title=f"Log {number}", text=text))
        await one.export(tmp_path / name)
        await another.take(tmp_path / name, corpus=OTHER)
        for question in ("What sank off Norwick?", "Which tide was high?", "boat 7"):
            ours = await one.retrieval.retrieve(LOCAL, question)
            theirs = await another.retrieval.retrieve(OTHER, question)
            assert [(each.passage.text, each.score) for each in ours] == [
                (each.passage.text, each.score) for each in theirs
            ]


@pytest.mark.parametrize("name", FORMATS)
async def test_history_and_feeds_come_along(tmp_path: Path, name: str) -> None:
    """The versions that an article had, and the feeds that are followed."""
    async with _host(tmp_path / "one") as one, _host(tmp_path / "another") as another:
        article = ExtractedArticle(title="Wall", text="It is low.", url=LINK)
        await one.ingestion.add(LOCAL, article)
        await one.ingestion.add(LOCAL, replace(article, text="It is high."))
        await one.feeds.add(_feed("https://norwick.test/feed?a=1&b=2"), (), now="x", taken=0)
        assert await one.export(tmp_path / name) == Exported(articles=1, feeds=1)
        told = await another.take(tmp_path / name)
        assert told.counts == {"added": 1, "followed": 1}
        [whole] = await another.whole()
        assert len(whole.history) == 2
        assert [whole] == await one.whole()
        assert [feed.url for feed in await another.feeds.feeds(LOCAL)] == [
            "https://norwick.test/feed?a=1&b=2"
        ]


@pytest.mark.parametrize("name", FORMATS)
async def test_nothing_is_overwritten_without_being_asked(tmp_path: Path, name: str) -> None:
    """An article that has changed since stays as it is, unless it is to be replaced."""
    async with _host(tmp_path / "one") as one:
        article = ExtractedArticle(title="Wall", text="It is low.", url=LINK)
        await one.ingestion.add(LOCAL, article)
        await one.export(tmp_path / name)
        [before] = await one.whole()
        await one.ingestion.add(LOCAL, replace(article, text="It is high."))
        assert (await one.take(tmp_path / name)).counts == {"known": 1}
        assert [each.text for each in await one.whole()] == ["It is high."]
        assert (await one.take(tmp_path / name, replace=True)).counts == {"updated": 1}
        [after] = await one.whole()
        assert (after.text, after.card.added) == ("It is low.", before.card.added)
        assert len(after.history) == 3


@pytest.mark.parametrize("name", FORMATS)
async def test_a_place_that_is_taken_is_left_alone(tmp_path: Path, name: str) -> None:
    """A file may be replaced if that is said; a folder never is."""
    async with _host(tmp_path / "one") as one:
        await one.ingestion.add(LOCAL, ExtractedArticle(title="Wall", text="It is low."))
        await one.export(tmp_path / name)
        with pytest.raises(UserError, match="is there already"):
            await one.export(tmp_path / name)
        if name == "folder":
            with pytest.raises(UserError, match="is there already"):
                await one.export(tmp_path / name, replace=True)
        else:
            await one.export(tmp_path / name, replace=True)
        await one.take(tmp_path / name)
        assert len(await one.whole()) == 1


async def test_a_failed_export_leaves_nothing(tmp_path: Path) -> None:
    """What was there is as it was, and what was written is for its user alone."""
    async with _host(tmp_path / "one") as one:
        await one.ingestion.add(LOCAL, ExtractedArticle(title="Wall", text="It is low."))
        await one.export(tmp_path / "all.jsonl")
        await one.export(tmp_path / "folder")
        before = (tmp_path / "all.jsonl").read_bytes()
        names = set(os.listdir(tmp_path))  # noqa: PTH208 - names only

        def break_off(_done: int, _total: int) -> None:
            raise KeyboardInterrupt

        for name in ("all.jsonl", "other"):
            with pytest.raises(KeyboardInterrupt):
                await export(
                    one.catalogue,
                    one.following,
                    LOCAL,
                    tmp_path / name,
                    replace=True,
                    progress=break_off,
                )
        assert (tmp_path / "all.jsonl").read_bytes() == before
        assert set(os.listdir(tmp_path)) == names  # noqa: PTH208 - names only
        assert stat.S_IMODE((tmp_path / "folder").stat().st_mode) == 0o700
        assert stat.S_IMODE((tmp_path / "all.jsonl").stat().st_mode) == 0o600
        with pytest.raises(UserError, match="can't be written"):
            await one.export(tmp_path / "none" / "all.jsonl")
