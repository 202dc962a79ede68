"""From an article to its points: central sentences from every part of it, shortened, cited.

Which sentences those are is said in `answer.points`, and how they are worded in
`answer.point_writing`. The article is read part by part, and the model sees one part at a time, so
an article may be of any length. With a focus, only sentences that are about it are looked at; where
there is none, the summary has no points. What was summarised once is kept.
"""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing

from answer.citations import Footnotes
from answer.models import Claim, Length, PartRead, PointFound, Summary
from answer.point_finding import PointFinder
from answer.point_writing import PointWriter
from answer.points import PointCandidates, choose
from answer.ports import ArticleReader
from answer.shelf import EmptyShelf, KeptPoint, Shelf
from index.models import Article, ArticleId, Corpus, PageStart, Passage

POINTS: dict[Length, int] = {"brief": 3, "standard": 6, "detailed": 12}
METHOD = 2
"""Rises when the same models would make other points of the same article."""


class Summarising:
    """Summarises the articles of a corpus."""

    def __init__(
        self,
        *,
        articles: ArticleReader,
        finder: PointFinder,
        writer: PointWriter,
        shelf: Shelf | None = None,
    ) -> None:
        """Summarise.

        Args:
            articles: where articles are read.
            finder: finds what their points are chosen from.
            writer: words the points.
            shelf: keeps them; None to keep none.
        """
        self._articles = articles
        self._finder = finder
        self._writer = writer
        self._shelf = shelf or EmptyShelf()

    def over(self, articles: ArticleReader) -> "Summarising":
        """Return what summarises other articles in the same way, and keeps nothing."""
        return Summarising(articles=articles, finder=self._finder, writer=self._writer)

    async def summarise(
        self,
        corpus: Corpus,
        article_id: ArticleId,
        *,
        length: Length = "standard",
        focus: str | None = None,
    ) -> AsyncGenerator[PartRead | PointFound | Summary, None]:
        """Yield how far it is and, last, the summary; at once if it is kept.

        Args:
            corpus: where the article is.
            article_id: the article.
            length: how many points there may be.
            focus: what the points are to be about; None or blank for the whole article. The
                summary has no points where the article says nothing about it.

        Raises:
            index.errors.UnknownArticle: there is no such article in `corpus`.
        """
        kept = await kept_summary(
            self._articles, self._shelf, corpus, article_id, length=length, focus=focus
        )
        if kept is not None:
            yield kept
            return
        focus = on_one_line(focus)
        article = await self._articles.article(corpus, article_id)
        passages = await self._articles.article_passages(corpus, article_id)
        language = article.card.language
        async with aclosing(
            self._finder.find(passages, language=language, count=POINTS[length], focus=focus)
        ) as reading:
            async for event in reading:
                if isinstance(event, PointCandidates):
                    found = event
                else:
                    yield event
        chosen = choose(found, language=language)
        points: list[KeptPoint] = []
        subject = focus or article.card.title
        async with aclosing(
            self._writer.words(chosen, subject=subject, language=language)
        ) as worded:
            for done in range(len(chosen)):
                yield PointFound(done=done, total=len(chosen))
                point = await anext(worded)
                start, end = point.sentence.start, point.sentence.end
                points.append(KeptPoint(text=point.text, start=start, end=end))
        await self._shelf.keep(article, points, length=length, focus=focus)
        yield _summary(article, passages, points, length=length, focus=focus)

    async def outcome(
        self,
        corpus: Corpus,
        article_id: ArticleId,
        *,
        length: Length = "standard",
        focus: str | None = None,
    ) -> Summary:
        """Return what `summarise` ends with, for those who don't watch."""
        events = self.summarise(corpus, article_id, length=length, focus=focus)
        async with aclosing(events):
            summaries = [event async for event in events if isinstance(event, Summary)]
        return summaries[-1]


async def kept_summary(
    articles: ArticleReader,
    shelf: Shelf,
    corpus: Corpus,
    article_id: ArticleId,
    *,
    length: Length = "standard",
    focus: str | None = None,
) -> Summary | None:
    """Return the summary of an article if it is kept, without any model; None if it isn't.

    Raises:
        index.errors.UnknownArticle: there is no such article in `corpus`.
    """
    focus = on_one_line(focus)
    article = await articles.article(corpus, article_id)
    points = await shelf.kept(article, length=length, focus=focus)
    if points is None:
        return None
    passages = await articles.article_passages(corpus, article_id)
    return _summary(article, passages, points, length=length, focus=focus)


def on_one_line(focus: str | None) -> str | None:
    """Return what somebody typed as a focus, None for nothing and for blanks."""
    return " ".join((focus or "").split()) or None


def _summary(
    article: Article,
    passages: Sequence[Passage],
    points: Sequence[KeptPoint],
    *,
    length: Length,
    focus: str | None,
) -> Summary:
    footnotes = Footnotes()
    claims = []
    for point in points:
        marker = footnotes.cite(
            article.card,
            quote=article.text[point.start : point.end],
            start=point.start,
            end=point.end,
            page=page_at(passages, point.start),
        )
        claims.append(Claim(text=point.text, citations=(marker,)))
    return Summary(
        article=article.card,
        length=length,
        focus=focus,
        points=tuple(claims),
        citations=footnotes.citations,
    )


def page_at(passages: Sequence[Passage], offset: int) -> PageStart | None:
    """Return the page that an offset into the text of an article with these passages is on."""
    within = next((each for each in passages if each.start <= offset < each.end), None)
    return within.page_at(offset) if within is not None else None
