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


class Consensus:
    """What the articles that were found for a question may answer with."""

    def __init__(self, question: Question, retrieved: Sequence[RetrievedPassage]) -> None:
        """Look into passages, best first, that come near enough to the question."""
        self._question = question
        self._said: dict[ArticleId, frozenset[str]] = {}
        for each in retrieved:
            if each.score >= _COMPARABLE * retrieved[0].score:
                here = offered(question, each.passage.text)
                self._said[each.article.id] = self._said.get(each.article.id, frozenset()) | here

    @property
    def agreed(self) -> int:
        """By how many articles what most of them may answer with is said besides the first."""
        counts = Counter(answer for here in self._said.values() for answer in here)
        return min(_MOST_AGREED, max(counts.values(), default=1) - 1)

    def with_witnesses(self, found: Sequence[Candidate]) -> list[Candidate]:
        """Return candidates with how many other articles have what they may answer with."""
        return [replace(each, witnesses=self._witnesses(each)) for each in found]

    def _witnesses(self, candidate: Candidate) -> int:
        own = candidate.retrieved.article.id
        elsewhere = [here for article, here in self._said.items() if article != own]
        if not elsewhere:
            return 0
        counts = (
            sum(answer in here for here in elsewhere)
            for answer in offered(self._question, candidate.sentence.text)
        )
        return min(_MOST_WITNESSES, max(counts, default=0))


def are_snippets(retrieved: Sequence[RetrievedPassage]) -> bool:
    """Tell whether the best passages are short texts of several articles, such as news in brief."""
    best = retrieved[:_SNIPPETS]
    words = median(len(each.passage.text.split()) for each in best) if best else 0
    articles = {each.article.id for each in best}
    return len(articles) >= _FEWEST_ARTICLES and words <= _SNIPPET_WORDS
