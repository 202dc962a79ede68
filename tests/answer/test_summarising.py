from contextlib import aclosing

import pytest

from answer.models import Length, PointFound, Summary
from answer.summarising import POINTS, Summarising
from answer.verification import WordVerifier
from answer.writing import Writer
from tests.answer.fakes import CORPUS, FakeArticles, FakeGenerator, LetterEmbedder

PARAGRAPHS = [
    f"In chapter {number} the crew of the Albatross sailed to harbour {number} with supplies. "
    f"They stayed there for {number} long days and repaired the main sail."
    for number in range(1, 21)
]


async def _summary(articles: FakeArticles, reply: str, length: Length = "standard") -> Summary:
    summarising = Summarising(
        articles=articles,
        embedder=LetterEmbedder(),
        writer=Writer(generator=FakeGenerator(reply), verifier=WordVerifier()),
    )
    events = summarising.summarise(CORPUS, articles.card.id, length=length)
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
