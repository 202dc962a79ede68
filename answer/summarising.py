"""From an article to its points: central sentences from every part of it, shortened, cited.

Which sentences those are is said in `answer.points`. The model sees one of them at a time, so an
article may be of any length. With a focus, only sentences that are about it are looked at; where
there is none, the summary has no points.
"""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing

from answer.citations import Footnotes
from answer.focus import about, closeness, in_words, worth_comparing
from answer.models import Claim, Length, PointFound, Summary
from answer.points import choose, fit_for_points, spread
from answer.ports import ArticleReader
from answer.writing import Writer
from index.models import ArticleId, Corpus, PageStart, Passage, Sentence
from index.ports import Embedder

POINTS: dict[Length, int] = {"brief": 3, "standard": 6, "detailed": 12}

_COMPARED = 400  # sentences embedded at once: some seconds on two cores


class Summarising:
    """Summarises the articles of a corpus."""

    def __init__(self, *, articles: ArticleReader, embedder: Embedder, writer: Writer) -> None:
        """Read with `articles`, weigh with `embedder`, shorten with `writer`."""
        self._articles = articles
        self._embedder = embedder
        self._writer = writer

    async def summarise(
        self,
        corpus: Corpus,
        article_id: ArticleId,
        *,
        length: Length = "standard",
        focus: str | None = None,
    ) -> AsyncGenerator[PointFound | Summary, None]:
        """Yield how far it is and, last, the summary.

        Args:
            corpus: where the article is.
            article_id: the article.
            length: how many points there may be.
            focus: what the points are to be about; None or blank for the whole article. The
                summary has no points where the article says nothing about it.

        Raises:
            index.errors.UnknownArticle: there is no such article in `corpus`.
        """
        focus = (focus or "").strip() or None
        article = await self._articles.article(corpus, article_id)
        passages = await self._articles.article_passages(corpus, article_id)
        chosen = await self._chosen(passages, article.card.language, POINTS[length], focus)
        footnotes = Footnotes()
        points: list[Claim] = []
        for sentence in chosen:
            yield PointFound(done=len(points), total=len(chosen))
            text = await self._writer.shorten(
                " ".join(sentence.text.split()), language=article.card.language
            )
            marker = footnotes.cite(
                article.card,
                quote=sentence.text,
                start=sentence.start,
                end=sentence.end,
                page=_page_at(passages, sentence.start),
            )
            points.append(Claim(text=text, citations=(marker,)))
        yield Summary(
            article=article.card,
            length=length,
            focus=focus,
            points=tuple(points),
            citations=footnotes.citations,
        )

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

    async def _chosen(
        self, passages: Sequence[Passage], language: str, count: int, focus: str | None
    ) -> list[Sentence]:
        fit = fit_for_points([each for passage in passages for each in passage.sentences])
        if focus is None:
            compared = spread(fit, _COMPARED)
            vectors = await self._embedder.embed([sentence.text for sentence in compared])
            return choose(compared, vectors, count=count)
        headings = {
            each.start: passage.heading for passage in passages for each in passage.sentences
        }
        words = in_words(focus, [f"{headings[each.start]} {each.text}" for each in fit], language)
        places = worth_comparing(words, _COMPARED)
        compared = [fit[at] for at in places]
        vectors = await self._embedder.embed([focus, *(sentence.text for sentence in compared)])
        close = closeness(words[places], vectors[1:], vectors[0])
        inside = about(close)
        return choose(
            [compared[at] for at in inside],
            vectors[1:][inside],
            count=count,
            preference=close[inside],
        )


def _page_at(passages: Sequence[Passage], offset: int) -> PageStart | None:
    """Return the page that an offset into the text of an article with these passages is on."""
    within = next((each for each in passages if each.start <= offset < each.end), None)
    return within.page_at(offset) if within is not None else None
