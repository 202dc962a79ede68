"""Do other articles give the same answer? All pure.

Where several articles report the same, the answer stands in more than one of them, while what is
near the question by chance differs from article to article: redundancy tells answers from noise
(Dumais et al. 2002, Web question answering: is more always better?). Copies of one text are no
second witness; they were put together before.
"""

from collections.abc import Sequence
from dataclasses import replace

from answer.candidates import Candidate
from answer.question import Question, offered
from index.models import ArticleId, RetrievedPassage

MOST = 2
"""Witnesses beyond so many add nothing."""

_COMPARABLE = 0.75  # of the best passage's score; what is less near is about something else


def with_witnesses(
    question: Question, found: Sequence[Candidate], retrieved: Sequence[RetrievedPassage]
) -> list[Candidate]:
    """Return the candidates with how many other articles have what they may answer with.

    Args:
        question: what was asked.
        found: sentences of the passages.
        retrieved: the passages, best first.
    """
    said = _said(question, comparable(retrieved))
    return [replace(each, witnesses=_witnesses(question, each, said)) for each in found]


def comparable(retrieved: Sequence[RetrievedPassage]) -> list[RetrievedPassage]:
    """Return the passages that come so near to the question that they may well be about it."""
    return [each for each in retrieved if each.score >= _COMPARABLE * retrieved[0].score]


def others(retrieved: Sequence[RetrievedPassage], article: ArticleId) -> int:
    """Return how many articles besides one might have said the same, `MOST` at most."""
    return min(MOST, len({each.article.id for each in comparable(retrieved)} - {article}))


def _said(
    question: Question, passages: Sequence[RetrievedPassage]
) -> dict[ArticleId, frozenset[str]]:
    said: dict[ArticleId, frozenset[str]] = {}
    for each in passages:
        here = offered(question, each.passage.text)
        said[each.article.id] = said.get(each.article.id, frozenset()) | here
    return said


def _witnesses(
    question: Question, candidate: Candidate, said: dict[ArticleId, frozenset[str]]
) -> int:
    own = candidate.retrieved.article.id
    elsewhere = [here for article, here in said.items() if article != own]
    if not elsewhere:
        return 0
    counts = (
        sum(answer in here for here in elsewhere)
        for answer in offered(question, candidate.sentence.text)
    )
    return min(MOST, max(counts, default=0))
