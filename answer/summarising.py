"""From an article to its points: central sentences from every part of it, shortened, cited.

The article is cut into as many parts as the summary has points, so that the whole of it is covered
and not only its beginning; of each part the sentence that says most of what the article is about
is taken (centrality by the cosine to the centroid, as in MEAD, Radev et al. 2004), unless it
repeats an earlier one (maximal marginal relevance, Carbonell and Goldstein 1998). The model sees
one sentence at a time, so an article may be of any length.
"""

import re
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing

import numpy as np

from answer.citations import Footnotes
from answer.models import Claim, Length, PointFound, Summary
from answer.ports import ArticleReader
from answer.writing import Writer
from index.models import ArticleId, Corpus, Sentence
from index.ports import Embedder, Vectors

POINTS: dict[Length, int] = {"brief": 3, "standard": 6, "detailed": 12}

_FEWEST_WORDS, _MOST_WORDS = 6, 60
_MOST_SENTENCES = 400  # embedded at once: some seconds on two cores
_REPETITION = 0.5
_POINTING_BACK = 0.15
_SPOKEN = 0.3  # a quotation says who speaks only in the sentence around it
_NAMED = 0.05
_TELLING, _TELLING_WORDS = 0.2, 20  # a short sentence is close to everything and says little
_LEAD = 0.1
_POINTS_BACK = re.compile(
    r"^(he|she|it|they|this|that|these|those|his|her|its|their|but|and|so|however|there|then|also|yet|now|"
    r"er|sie|es|dies\w*|das|aber|und|doch|dann|nun|auch|él|ella|esto|eso|pero|y)\b",
    re.IGNORECASE,
)
_NAME_OR_NUMBER = re.compile(r"(?<=[\w,] )[A-ZÀ-ÖØ-Þ]\w|\d")
_QUOTES = ('"', "“", "„", "«", "»", "‘", "'")


class Summarising:
    """Summarises the articles of a corpus."""

    def __init__(self, *, articles: ArticleReader, embedder: Embedder, writer: Writer) -> None:
        """Read with `articles`, weigh with `embedder`, shorten with `writer`."""
        self._articles = articles
        self._embedder = embedder
        self._writer = writer

    async def summarise(
        self, corpus: Corpus, article_id: ArticleId, *, length: Length = "standard"
    ) -> AsyncGenerator[PointFound | Summary, None]:
        """Yield how far it is and, last, the summary.

        Raises:
            index.errors.UnknownArticle: there is no such article in `corpus`.
        """
        article = await self._articles.article(corpus, article_id)
        passages = await self._articles.article_passages(corpus, article_id)
        candidates = _candidates([item for passage in passages for item in passage.sentences])
        vectors = await self._embedder.embed([sentence.text for sentence in candidates])
        chosen = choose(candidates, vectors, count=POINTS[length])
        footnotes = Footnotes()
        points: list[Claim] = []
        for sentence in chosen:
            yield PointFound(done=len(points), total=len(chosen))
            text = await self._writer.shorten(
                " ".join(sentence.text.split()), language=article.card.language
            )
            marker = footnotes.cite(
                article.card, quote=sentence.text, start=sentence.start, end=sentence.end
            )
            points.append(Claim(text=text, citations=(marker,)))
        yield Summary(
            article=article.card,
            length=length,
            points=tuple(points),
            citations=footnotes.citations,
        )

    async def outcome(
        self, corpus: Corpus, article_id: ArticleId, *, length: Length = "standard"
    ) -> Summary:
        """Return what `summarise` ends with, for those who don't watch."""
        async with aclosing(self.summarise(corpus, article_id, length=length)) as events:
            summaries = [event async for event in events if isinstance(event, Summary)]
        return summaries[-1]


def choose(candidates: Sequence[Sentence], vectors: Vectors, *, count: int) -> list[Sentence]:
    """Return up to `count` sentences, one from each part of the article, in the article's order.

    Args:
        candidates: sentences in the article's order.
        vectors: one unit-length row per candidate.
        count: the number of parts.
    """
    centrality = _centrality(vectors)
    chosen: list[int] = []
    for part in np.array_split(np.arange(len(candidates)), min(count, len(candidates))):
        scores = centrality[part] + [_prior(candidates[index], index) for index in part]
        if chosen:
            scores -= _REPETITION * (vectors[part] @ vectors[chosen].T).max(axis=1)
        chosen.append(int(part[np.argmax(scores)]))
    return [candidates[index] for index in chosen]


def _centrality(vectors: Vectors) -> Vectors:
    centroid = vectors.mean(axis=0)
    centrality: Vectors = vectors @ (centroid / (np.linalg.norm(centroid) or 1.0))
    return centrality


def _prior(sentence: Sentence, position: int) -> float:
    return (
        (_LEAD if position == 0 else 0.0)
        + _TELLING * min(1.0, len(sentence.text.split()) / _TELLING_WORDS)
        + (_NAMED if _NAME_OR_NUMBER.search(sentence.text) else 0.0)
        - (_POINTING_BACK if _POINTS_BACK.match(sentence.text) else 0.0)
        - (_SPOKEN if sentence.text.startswith(_QUOTES) else 0.0)
    )


def _candidates(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Return the sentences fit for a point: statements of a readable length, spread evenly."""
    fit = [
        sentence
        for sentence in sentences
        if _FEWEST_WORDS <= len(sentence.text.split()) <= _MOST_WORDS
        and not sentence.text.rstrip().endswith(("?", ":"))
    ] or list(sentences)
    step = -(-len(fit) // _MOST_SENTENCES)
    return fit[::step]
