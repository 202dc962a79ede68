from collections.abc import Sequence
from contextlib import aclosing

import pytest

from answer.models import Length, PartRead, PointFound, Summary
from answer.point_finding import PointFinder
from answer.point_writing import PointWriter
from answer.shelf import KeptPoint
from answer.summarising import POINTS, Summarising, kept_summary
from answer.verification import WordVerifier
from index.models import Article
from index.ports import Embedder
from tests.answer.fakes import CORPUS, FakeArticles, FakeGenerator, LetterEmbedder
from tests.index.fakes import BagOfWords

LARGE = 8_000_000_000  # weights
PARAGRAPHS = [
    f"In chapter {number} the crew of the Albatross sailed to harbour {number} with supplies. "
    f"They stayed there for {number} long days and repaired the main sail."
    for number in range(1, 21)
]


async def _summary(
    articles: FakeArticles,
    reply: str,
    length: Length = "standard",
    *,
    focus: str | None = None,
    embedder: Embedder | None = None,
) -> Summary:
    summarising = Summarising(
        articles=articles,
        finder=PointFinder(embedder=embedder or LetterEmbedder()),
        writer=PointWriter(
            generator=FakeGenerator(reply, parameters=LARGE), verifier=WordVerifier()
        ),
    )
    events = summarising.summarise(CORPUS, articles.card.id, length=length, focus=focus)
    async with aclosing(events):
        every = [event async for event in events]
    summary = every[-1]
    assert isinstance(summary, Summary)
    assert [event for event in every if isinstance(event, PointFound)] == [
        PointFound(done=number, total=len(summary.points)) for number in range(len(summary.points))
    ]
    return summary


@pytest.mark.parametrize("length", ["brief", "standard", "detailed"])
async def test_a_summary_has_as_many_points_as_its_length_says(length: Length) -> None:
    """Each length has its number of points, each citing a verbatim sentence of the article."""
    articles = FakeArticles(*PARAGRAPHS)
    summary = await _summary(articles, "", length)
    assert len(summary.points) == POINTS[length]
    for point in summary.points:
        (marker,) = point.citations
        citation = summary.citations[marker - 1]
        assert articles.text[citation.start : citation.end] == citation.quote


async def test_a_summary_covers_the_whole_article() -> None:
    """The points come from every part of the article, in its order."""
    articles = FakeArticles(*PARAGRAPHS)
    starts = [citation.start for citation in (await _summary(articles, "")).citations]
    assert starts == sorted(starts)
    part = len(articles.text) / len(starts)
    assert [int(start / part) for start in starts] == list(range(len(starts)))


async def test_an_invented_point_is_replaced_by_its_sentence() -> None:
    """A shortened wording that the sentence doesn't support isn't shown."""
    summary = await _summary(FakeArticles(*PARAGRAPHS), "The crew drowned.")
    assert [point.text for point in summary.points] == [
        citation.quote for citation in summary.citations
    ]


async def test_a_supported_short_point_is_kept() -> None:
    """A shorter wording that its sentence supports is the point."""
    articles = FakeArticles("In spring, the crew sailed to Bergen, with plenty of supplies.")
    summary = await _summary(articles, "The crew sailed to Bergen.")
    assert [point.text for point in summary.points] == ["The crew sailed to Bergen."]


async def test_a_tiny_article_has_a_tiny_summary() -> None:
    """An article of one short sentence is summarised by that sentence."""
    summary = await _summary(FakeArticles("Rain fell."), "", "detailed")
    assert [point.text for point in summary.points] == ["Rain fell."]


async def test_a_focus_chooses_what_is_about_it() -> None:
    """Only sentences that say something of the focus become points, in the article's order."""
    articles = FakeArticles(
        *PARAGRAPHS[:8],
        "The cook of the Albatross baked rye bread every morning before the watch changed.",
        *PARAGRAPHS[8:],
        "In bad weather there was no baking of bread, and everybody ate hard biscuits.",
    )
    summary = await _summary(articles, "", focus=" bread baking ", embedder=BagOfWords())
    assert summary.focus == "bread baking"
    assert [point.text.split()[1] for point in summary.points] == ["cook", "bad"]


async def test_a_focus_that_the_article_says_nothing_about_has_no_points() -> None:
    """Honestly none, rather than points about something else."""
    articles = FakeArticles(*PARAGRAPHS)
    summary = await _summary(articles, "", focus="volcanoes of Iceland", embedder=BagOfWords())
    assert (summary.focus, summary.points, summary.citations) == ("volcanoes of Iceland", (), ())


async def test_a_blank_focus_is_none() -> None:
    """Blanks ask for the whole article."""
    whole = await _summary(FakeArticles(*PARAGRAPHS), "")
    assert await _summary(FakeArticles(*PARAGRAPHS), "", focus="  ") == whole


async def test_one_sentence_of_a_very_long_article_is_found() -> None:
    """Of more sentences than are compared by meaning, those with the focus's words are."""
    rye = "The cook of the Albatross baked rye bread every morning before the watch changed."
    articles = FakeArticles(*(PARAGRAPHS * 21)[:417], rye, *PARAGRAPHS)
    bag = BagOfWords()
    summary = await _summary(articles, "", focus="rye bread", embedder=bag)
    assert [point.text for point in summary.points] == [rye]
    assert len(bag.texts) <= 401


class _Shelf:
    """Keeps points in memory, for any text."""

    def __init__(self) -> None:
        self.held: dict[tuple[Length, str | None], tuple[KeptPoint, ...]] = {}

    async def kept(
        self, article: Article, *, length: Length, focus: str | None
    ) -> tuple[KeptPoint, ...] | None:
        """Return what was kept."""
        del article
        return self.held.get((length, focus))

    async def keep(
        self, article: Article, points: Sequence[KeptPoint], *, length: Length, focus: str | None
    ) -> None:
        """Keep points."""
        del article
        self.held[length, focus] = tuple(points)


async def test_what_was_summarised_once_is_there_at_once() -> None:
    """The second time neither model is asked, and the summary is the same."""
    articles, bag, shelf = FakeArticles(*PARAGRAPHS), BagOfWords(), _Shelf()
    generator = FakeGenerator("The crew drowned.", parameters=LARGE)
    summarising = Summarising(
        articles=articles,
        finder=PointFinder(embedder=bag),
        writer=PointWriter(generator=generator, verifier=WordVerifier()),
        shelf=shelf,
    )
    first = await summarising.outcome(CORPUS, articles.card.id, focus="main  sail")
    asked, embedded = len(generator.prompts), len(bag.texts)
    assert asked
    events = summarising.summarise(CORPUS, articles.card.id, focus=" main sail ")
    async with aclosing(events):
        assert [event async for event in events] == [first]
    assert (len(generator.prompts), len(bag.texts)) == (asked, embedded)
    kept = await kept_summary(articles, shelf, CORPUS, articles.card.id, focus="main sail")
    assert kept == first


async def test_another_article_read_in_the_same_way_is_not_kept() -> None:
    """A text that is in no corpus leaves nothing behind."""
    shelf = _Shelf()
    summarising = Summarising(
        articles=FakeArticles("Nothing."),
        finder=PointFinder(embedder=LetterEmbedder()),
        writer=PointWriter(generator=FakeGenerator(""), verifier=WordVerifier()),
        shelf=shelf,
    )
    other = FakeArticles("Rain fell on the roofs of Tarn all night.")
    summary = await summarising.over(other).outcome(CORPUS, other.card.id)
    assert [point.text for point in summary.points] == [other.text]
    assert shelf.held == {}


async def test_a_long_article_shows_how_much_of_it_is_read() -> None:
    """Part by part, before the first point."""
    articles = FakeArticles(*(PARAGRAPHS * 21))
    summarising = Summarising(
        articles=articles,
        finder=PointFinder(embedder=BagOfWords()),
        writer=PointWriter(generator=FakeGenerator(""), verifier=WordVerifier()),
    )
    events = summarising.summarise(CORPUS, articles.card.id, focus="main sail")
    async with aclosing(events):
        read = [event async for event in events if isinstance(event, PartRead)]
    assert len(read) > 3
    assert read == [PartRead(done=number, total=len(read)) for number in range(len(read))]
