"""Words that stand in several articles: quoted once, with the names of all. All pure."""

from collections.abc import Iterable, Sequence

from answer.candidates import Candidate
from index.models import ArticleCard, ArticleId, PassageId, Repeat, RetrievedPassage
from index.wording import SHINGLE, stands_in, wording, words_of


def without_echoes(ranked: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates whose words no better one has said, in their order.

    Args:
        ranked: candidates, best first.
    """
    first: dict[tuple[str, ...], Candidate] = {}
    for candidate in ranked:
        first.setdefault(words_of(candidate.sentence.text), candidate)
    return list(first.values())


class Echoes:
    """Tells in which of the passages that were found for a question the same words stand."""

    def __init__(self, retrieved: Sequence[RetrievedPassage]) -> None:
        """Look into these passages and those that repeat them."""
        found: dict[PassageId, RetrievedPassage | Repeat] = {}
        for each in retrieved:
            ones: tuple[RetrievedPassage | Repeat, ...] = (each, *each.repeats)
            for one in ones:
                found.setdefault(one.passage.id, one)
        self._passages = tuple((wording(one.passage.text), one.article) for one in found.values())

    def also(self, quote: str, article: ArticleId) -> tuple[ArticleCard, ...]:
        """Return the articles besides `article` that say a quote word for word, best first.

        A few words alone may stand anywhere by chance; no other article is named for them.
        """
        words = wording(quote)
        if len(words.words) < SHINGLE:
            return ()
        others = {
            card.id: card
            for passage, card in self._passages
            if card.id != article and stands_in(words, passage)
        }
        return tuple(others.values())
