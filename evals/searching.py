"""The passages found for a labelled question, with its own article or without it."""

from bot.answers import Index
from evals.labelled import LabelledQuestion
from index.models import Corpus, RetrievedPassage

_PASSAGES = 10
_MANY = 200  # passages, among which are enough of other articles


async def retrieved_for(
    searched: str, corpus: Corpus, index: Index, *, without: LabelledQuestion | None = None
) -> tuple[RetrievedPassage, ...]:
    """Return the best ten passages.

    Args:
        searched: what is looked for: the question, made to stand alone.
        corpus: where its articles are.
        index: finds them.
        without: a question whose own article is left out, so that it can't be answered.
    """
    if without is None:
        return await index.retrieval.retrieve(corpus, searched, limit=_PASSAGES)
    found = await index.retrieval.retrieve(corpus, searched, limit=_MANY)
    others = [each for each in found if each.article.title != without.article]
    return tuple(others[:_PASSAGES])
