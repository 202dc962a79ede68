"""What several articles say about a subject: the points of each, what they share, what differs.

All articles are read as for a summary with that focus, and the sentences that their points are
chosen from are compared with each other by meaning, so that what two articles say is found even
where only one of them would make it a point.
"""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass

import numpy as np

from answer.agreement import Contradiction, Statement, agreements, contradictions
from answer.citations import Footnotes
from answer.models import (
    ArticlePoints,
    Claim,
    Comparison,
    Disagreement,
    Length,
    PartRead,
    PointFound,
    Side,
)
from answer.point_finding import PointFinder
from answer.point_writing import PointWriter
from answer.points import PointCandidates, choose
from answer.ports import ArticleReader
from answer.summarising import on_one_line, page_at
from index.models import Article, ArticleId, Corpus, Passage, Sentence

POINTS_OF_EACH: dict[Length, int] = {"brief": 2, "standard": 3, "detailed": 6}
MOST_ARTICLES = 4
_MOST_SHARED = 4
_MOST_DISAGREEMENTS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """An article and the sentences that its points may be made of."""

    article: Article
    passages: tuple[Passage, ...]
    found: PointCandidates


class Comparing:
    """Compares the articles of a corpus."""

    def __init__(
        self, *, articles: ArticleReader, finder: PointFinder, writer: PointWriter
    ) -> None:
        """Read with `articles`, find what to compare with `finder`, word it with `writer`."""
        self._articles = articles
        self._finder = finder
        self._writer = writer

    async def compare(
        self,
        corpus: Corpus,
        article_ids: Sequence[ArticleId],
        *,
        subject: str | None = None,
        length: Length = "standard",
    ) -> AsyncGenerator[PartRead | PointFound | Comparison, None]:
        """Yield how far it is (a part is an article) and, last, the comparison.

        Args:
            corpus: where the articles are.
            article_ids: two to `MOST_ARTICLES` different ones.
            subject: what is compared; None or blank for all that they say.
            length: how many points each may have.

        Raises:
            index.errors.UnknownArticle: one of them isn't in `corpus`.
        """
        subject = on_one_line(subject)
        read: list[_Read] = []
        for article_id in article_ids:
            yield PartRead(done=len(read), total=len(article_ids))
            read.append(await self._read(corpus, article_id, POINTS_OF_EACH[length], subject))
        statements = [
            Statement(number=number, article=each.article.card, sentence=sentence)
            for number, each in enumerate(read)
            for sentence in each.found.sentences
        ]
        vectors = np.concatenate([each.found.vectors for each in read])
        # Every sentence is compared with all of the other articles, beside the event loop.
        differing = await asyncio.to_thread(contradictions, statements, vectors)
        differing = differing[:_MOST_DISAGREEMENTS]
        disputed = {_place(statement) for each in differing for statement, _ in each.sides}
        alike = [
            group
            for group in await asyncio.to_thread(agreements, statements, vectors)
            if disputed.isdisjoint(map(_place, group))
        ][:_MOST_SHARED]
        spoken_of = disputed.union(_place(statement) for group in alike for statement in group)
        footnotes = Footnotes()
        articles: list[ArticlePoints] = []
        for number, each in enumerate(read):
            language = each.article.card.language
            own = [
                (sentence, part)
                for sentence, part in choose(each.found, language=language)
                if (number, sentence.start) not in spoken_of
            ]
            points: list[Claim] = []
            about = subject or each.article.card.title
            async with aclosing(
                self._writer.words(own, subject=about, language=language)
            ) as worded:
                for done in range(len(own)):
                    yield PointFound(done=done, total=len(own))
                    point = await anext(worded)
                    marker = _cite(footnotes, each, point.sentence)
                    points.append(Claim(text=point.text, citations=(marker,)))
            articles.append(ArticlePoints(article=each.article.card, points=tuple(points)))
        yield Comparison(
            subject=subject,
            articles=tuple(articles),
            shared=tuple([await self._shared(group, read, footnotes) for group in alike]),
            disagreements=tuple(_disagreement(each, read, footnotes) for each in differing),
            citations=footnotes.citations,
        )

    async def outcome(
        self,
        corpus: Corpus,
        article_ids: Sequence[ArticleId],
        *,
        subject: str | None = None,
        length: Length = "standard",
    ) -> Comparison:
        """Return what `compare` ends with, for those who don't watch."""
        events = self.compare(corpus, article_ids, subject=subject, length=length)
        async with aclosing(events):
            ended = [event async for event in events if isinstance(event, Comparison)]
        return ended[-1]

    async def _read(
        self, corpus: Corpus, article_id: ArticleId, count: int, subject: str | None
    ) -> _Read:
        article = await self._articles.article(corpus, article_id)
        passages = await self._articles.article_passages(corpus, article_id)
        async with aclosing(
            self._finder.find(passages, language=article.card.language, count=count, focus=subject)
        ) as events:
            found = [event async for event in events if isinstance(event, PointCandidates)]
        return _Read(article=article, passages=passages, found=found[-1])

    async def _shared(
        self, group: Sequence[Statement], read: Sequence[_Read], footnotes: Footnotes
    ) -> tuple[Claim, ...]:
        """Return one claim that all of a group support; the claim of each where there is none."""
        markers = tuple(_cite(footnotes, read[each.number], each.sentence) for each in group)
        texts = [
            await self._writer.shorten(each.sentence, language=each.article.language)
            for each in group
        ]
        for text, statement in sorted(
            zip(texts, group, strict=True), key=lambda each: len(each[0])
        ):
            language = statement.article.language
            others = [each.sentence for each in group if each is not statement]
            if all([await self._writer.holds(text, each, language) for each in others]):
                return (Claim(text=text, citations=markers),)
        return tuple(
            Claim(text=text, citations=(marker,))
            for text, marker in zip(texts, markers, strict=True)
        )


def _disagreement(
    contradiction: Contradiction, read: Sequence[_Read], footnotes: Footnotes
) -> Disagreement:
    return Disagreement(
        sides=tuple(
            Side(words=words, marker=_cite(footnotes, read[each.number], each.sentence))
            for each, words in contradiction.sides
        )
    )


def _cite(footnotes: Footnotes, read: _Read, sentence: Sentence) -> int:
    return footnotes.cite(
        read.article.card,
        quote=read.article.text[sentence.start : sentence.end],
        start=sentence.start,
        end=sentence.end,
        page=page_at(read.passages, sentence.start),
    )


def _place(statement: Statement) -> tuple[int, int]:
    return statement.number, statement.sentence.start
