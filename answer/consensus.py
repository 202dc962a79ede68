"""Do other articles give the same answer? All pure.

Where several articles report the same, the answer stands in more than one of them, while what is
near the question by chance differs from article to article: redundancy tells answers from noise
(Dumais et al. 2002, Web question answering: is more always better?). Copies of one text are no
second witness; they were put together before.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from answer.candidates import Candidate
from answer.question import Question, offered
from index.models import ArticleId, RetrievedPassage

_MOST_WITNESSES = 2  # more add nothing
_MOST_AGREED = 3
_COMPARABLE = 0.3  # of the best passage's score; what is less near is about something else
_SNIPPET_WORDS = 60
_SNIPPETS = 5
_FEWEST_ARTICLES = 3


def with_witnesses(
    question: Question, found: Sequence[Candidate], retrieved: Sequence[RetrievedPassage]
) -> list[Candidate]:
    """Return the candidates with how many other articles have what they may answer with.

    Args:
        question: what was asked.
        found: sentences of the passages.
        retrieved: the passages, best first.
    """
    said = _said(question, retrieved)
    return [replace(each, witnesses=_witnesses(question, each, said)) for each in found]


def agreed(question: Question, retrieved: Sequence[RetrievedPassage]) -> int:
    """Return by how many articles what most of them may answer with is said besides the first.

    Args:
        question: what was asked.
        retrieved: passages, best first.
    """
    counts = Counter(answer for here in _said(question, retrieved).values() for answer in here)
    return min(_MOST_AGREED, max(counts.values(), default=1) - 1)


def are_snippets(retrieved: Sequence[RetrievedPassage]) -> bool:
    """Tell whether the best passages are short texts of several articles, such as news in brief."""
    best = retrieved[:_SNIPPETS]
    words = median(len(each.passage.text.split()) for each in best) if best else 0
    articles = {each.article.id for each in best}
    return len(articles) >= _FEWEST_ARTICLES and words <= _SNIPPET_WORDS


def _said(
    question: Question, retrieved: Sequence[RetrievedPassage]
) -> dict[ArticleId, frozenset[str]]:
    """Return what each article that comes near enough to the question may answer with."""
    said: dict[ArticleId, frozenset[str]] = {}
    for each in retrieved:
        if each.score >= _COMPARABLE * retrieved[0].score:
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
    return min(_MOST_WITNESSES, max(counts, default=0))
