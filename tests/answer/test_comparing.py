from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import replace

from answer.comparing import Comparing
from answer.models import Comparison, Length, PartRead, PointFound
from answer.point_finding import PointFinder
from answer.point_writing import PointWriter
from answer.verification import WordVerifier
from index.models import Article, ArticleId, Corpus, Passage
from tests.answer.fakes import CORPUS, FakeArticles, FakeGenerator
from tests.index.fakes import BagOfWords

SHARED = "The old fish market of Norwick burned down to its walls that night."
MORNING = (
    "The fire in the harbour of Norwick began at four in the morning on Tuesday.",
    "In all, 34 people were taken to the hospital of Norwick with burns.",
    SHARED,
)
EVENING = (
    "Firefighters from Aldermouth came with three engines and a boat.",
    "In all, 43 people were taken to the hospital of Norwick with burns.",
    SHARED,
)
GARDEN = ("Beans and peas grow best in the light soil behind the church of Orsay.",)


class _Library:
    """Several articles, each with its number for an id."""

    def __init__(self, *articles: Sequence[str]) -> None:
        self._held = [FakeArticles(*paragraphs) for paragraphs in articles]
        self.ids = [ArticleId(str(number)) for number in range(len(articles))]

    async def article(self, corpus: Corpus, article_id: ArticleId) -> Article:
        """Return an article; the later ones are the newer ones."""
        assert corpus == CORPUS
        held = self._held[int(article_id)]
        published = f"2026-01-{int(article_id) + 1:02}"
        return Article(card=replace(held.card, id=article_id, published=published), text=held.text)

    async def article_passages(self, corpus: Corpus, article_id: ArticleId) -> tuple[Passage, ...]:
        """Return the passages of an article."""
        assert corpus == CORPUS
        return tuple(self._held[int(article_id)].passages)


async def _compared(
    library: _Library, *, subject: str | None = None, length: Length = "standard"
) -> tuple[Comparison, list[PartRead | PointFound]]:
    comparing = Comparing(
        articles=library,
        finder=PointFinder(embedder=BagOfWords()),
        writer=PointWriter(generator=FakeGenerator(""), verifier=WordVerifier()),
    )
    events = comparing.compare(CORPUS, library.ids, subject=subject, length=length)
    async with aclosing(events):
        every = [event async for event in events]
    progress = [event for event in every if not isinstance(event, Comparison)]
    ended = every[-1]
    assert isinstance(ended, Comparison)
    for claim in ended.claims:
        for marker in claim.citations:
            cited = ended.citations[marker - 1]
            article = await library.article(CORPUS, cited.article.id)
            assert article.text[cited.start : cited.end] == cited.quote
    return ended, progress


async def test_what_articles_share_is_said_once() -> None:
    """It cites all of them, and isn't among the points of each."""
    comparison, _ = await _compared(_Library(MORNING, EVENING))
    [[claim]] = comparison.shared
    assert claim.text == SHARED
    cited = [comparison.citations[marker - 1].article.id for marker in claim.citations]
    assert cited == ["0", "1"]
    own = [[point.text for point in each.points] for each in comparison.articles]
    assert own == [[MORNING[0]], [EVENING[0]]]


async def test_both_sides_of_a_disagreement_are_told() -> None:
    """The newest first, each with the sentence it stands in."""
    comparison, _ = await _compared(_Library(MORNING, EVENING))
    [disagreement] = comparison.disagreements
    assert [side.words for side in disagreement.sides] == ["43", "34"]
    quotes = [comparison.citations[side.marker - 1].quote for side in disagreement.sides]
    assert quotes == [EVENING[1], MORNING[1]]


async def test_articles_about_different_things_share_nothing() -> None:
    """Each has its own points only."""
    comparison, _ = await _compared(_Library(MORNING, GARDEN))
    assert comparison.shared == ()
    assert comparison.disagreements == ()
    assert [len(each.points) for each in comparison.articles] == [3, 1]


async def test_a_subject_narrows_what_is_compared() -> None:
    """An article that says nothing about it has no points."""
    library = _Library(MORNING, EVENING, GARDEN)
    comparison, _ = await _compared(library, subject=" the fish  market ")
    assert comparison.subject == "the fish market"
    assert [len(each.points) for each in comparison.articles] == [0, 0, 0]
    assert [claim.text for [claim] in comparison.shared] == [SHARED]


async def test_a_subject_that_is_in_none_has_nothing() -> None:
    """No claims and no citations."""
    comparison, _ = await _compared(_Library(MORNING, GARDEN), subject="volcanoes of Iceland")
    assert (comparison.claims, comparison.citations) == ((), ())


async def test_other_words_for_the_same_are_both_told() -> None:
    """Where no wording is supported by all, each article has its own."""
    one = "Ashleigh Barty of Australia won the ladies' title at Wimbledon on Saturday."
    other = "The ladies' title at Wimbledon on Saturday was won by Ashleigh Barty of Australia."
    comparison, _ = await _compared(_Library([one], [other]))
    [group] = comparison.shared
    assert len({marker for claim in group for marker in claim.citations}) == 2


async def test_the_length_says_how_many_points_each_may_have() -> None:
    """A detailed comparison has more."""
    chapters = [
        f"In chapter {number} the crew of the Albatross sailed to harbour {number} with supplies."
        for number in range(1, 20)
    ]
    library = _Library(chapters, GARDEN)
    brief, _ = await _compared(library, length="brief")
    detailed, _ = await _compared(library, length="detailed")
    assert len(brief.articles[0].points) == 2
    assert len(detailed.articles[0].points) == 6


async def test_progress_counts_articles_and_points() -> None:
    """Those read, then those worded."""
    _, progress = await _compared(_Library(MORNING, GARDEN))
    assert progress[:2] == [PartRead(done=0, total=2), PartRead(done=1, total=2)]
    assert progress[2:5] == [PointFound(done=number, total=3) for number in range(3)]


async def test_an_empty_article_has_no_points() -> None:
    """Nothing to say is no error."""
    comparison, _ = await _compared(_Library(MORNING, [""]))
    assert [len(each.points) for each in comparison.articles] == [3, 0]
