from contextlib import aclosing

import pytest

from answer.models import Length, PointFound, Summary
from answer.point_finding import PointFinder
from answer.point_writing import PointWriter
from answer.summarising import POINTS, Summarising
from answer.verification import WordVerifier
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
