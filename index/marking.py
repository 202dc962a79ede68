"""The marks of a proposed passage: how well it matches the question in each way. All pure.

A long passage may be about much else, and a sentence alone lacks its surroundings, so a passage is
judged as a whole and by its best sentence. The title and the headings tell what it is about without
repeating it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from index.function_words import content_terms
from index.models import ArticleCard, Passage, Repeat, Sentence
from index.proximity import nearness
from index.ranking import Asked, passage_words, sentence_words

_SENTENCES_EACH = 2  # whose meaning is compared, too

# Round numbers: what each adds to the ranking was measured on labelled questions, and each adds
# something on either half of the articles.
_WORDS = 1.0
_MEANING = 1.0
_SENTENCE_WORDS = 1.0
_SENTENCE_MEANING = 1.5
_COVERAGE = 0.5
_NEARNESS = 1.0
_SURROUNDINGS = 0.2
_TOTAL = (
    _WORDS + _MEANING + _SENTENCE_WORDS + _SENTENCE_MEANING + _COVERAGE + _NEARNESS + _SURROUNDINGS
)
_BETWEEN = 200  # characters between neighbouring passages: blank lines, and headings at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A proposed passage and its marks, each between 0 and 1.

    Attributes:
        words: its words, with the title and the headings, by their rarity.
        meaning: cosine similarity to the question, which may be negative.
        sentence_words: the words of its best sentence.
        sentence_meaning: the cosine similarity of its best sentence, as far as it is known.
        coverage: weighted share of the question's terms that it or its title has.
        nearness: share of the question's pairs of terms that stand near each other.
        surroundings: the score of the better one of its neighbours.
        foreign: whether the question is in another language, so that words tell nothing.
        factor: what its score is multiplied with for the question's other wishes.
        asked: the terms of the question that it has.
        repeats: what says the same.
    """

    passage: Passage
    article: ArticleCard
    words: float
    meaning: float
    sentence_words: float
    sentence_meaning: float
    coverage: float
    nearness: float
    best_sentences: tuple[Sentence, ...]
    asked: frozenset[str]
    surroundings: float = 0.0
    foreign: bool = False
    factor: float = 1.0
    repeats: tuple[Repeat, ...] = ()

    @property
    def match(self) -> float:
        """How well it matches: the weighted mean of the marks."""
        meanings = _MEANING * max(0.0, self.meaning) + _SENTENCE_MEANING * max(
            0.0, self.sentence_meaning
        )
        by_all = (
            _WORDS * self.words
            + meanings
            + _SENTENCE_WORDS * self.sentence_words
            + _COVERAGE * self.coverage
            + _NEARNESS * self.nearness
            + _SURROUNDINGS * self.surroundings
        ) / _TOTAL
        if not self.foreign:
            return by_all
        return max(by_all, meanings / (_MEANING + _SENTENCE_MEANING))

    @property
    def score(self) -> float:
        """The rank score, between 0 and 1."""
        return min(1.0, self.match * self.factor)


def candidate(
    passage: Passage,
    article: ArticleCard,
    *,
    meaning: float,
    question: Asked,
    foreign: bool,
) -> Candidate:
    """Return a passage with its marks, the meaning of its sentences taken for its own.

    Args:
        passage: what was proposed.
        article: the article it stands in.
        meaning: its cosine similarity to the question.
        question: what was asked, in the word forms of the article's language.
        foreign: whether the question is in another language than the article.
    """
    language = article.language
    headed = frozenset(content_terms(f"{article.title}\n{passage.heading}", language))
    per_sentence = [content_terms(sentence.text, language) for sentence in passage.sentences]
    marked = sorted(
        zip(
            (sentence_words(question, found, headed) for found in per_sentence),
            passage.sentences,
            strict=True,
        ),
        key=lambda pair: -pair[0],
    )
    own = list(chain.from_iterable(per_sentence))
    return Candidate(
        passage=passage,
        article=article,
        words=passage_words(question, own, headed),
        meaning=meaning,
        sentence_words=marked[0][0] if marked else 0.0,
        sentence_meaning=meaning,
        coverage=question.coverage(headed.union(own)),
        nearness=nearness(question, own),
        best_sentences=tuple(sentence for _, sentence in marked[:_SENTENCES_EACH]),
        asked=frozenset(question.terms).intersection(own),
        foreign=foreign,
    )


def best_first(found: Candidate) -> tuple[float, str, str]:
    """Return a key by which the best candidate comes first, of equals the one published first."""
    card = found.article
    return -found.score, card.published or card.added, card.added


def neighbours(found: Sequence[Candidate]) -> dict[str, float]:
    """Return the match of the better neighbour of each passage that has one among them, by id."""
    in_order = sorted(found, key=lambda each: (each.article.id, each.passage.start))
    best: dict[str, float] = {}
    for one, other in pairwise(in_order):
        if one.article.id == other.article.id and _adjoin(one.passage, other.passage):
            best[one.passage.id] = max(best.get(one.passage.id, 0.0), other.match)
            best[other.passage.id] = max(best.get(other.passage.id, 0.0), one.match)
    return best


def _adjoin(one: Passage, other: Passage) -> bool:
    return other.start - one.end <= _BETWEEN
