"""What the model is trained with: a question, the text that answers it, and others that don't."""

import math
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.function_words import content_terms
from training.misleading import Misleading
from training.questions import Article, Asked

_ALIKE = 4  # two wrong texts are drawn of so many that share most with the question
_LESS_ALIKE = 21  # and one of so many that come after them
_THIRD = 0.3  # the share of groups with this third one
_JOINED = 0.2  # the share of texts that are two neighbouring sentences
_CHANGES = 2  # attempts at changed questions
_BUCKET = 40  # batches that are sorted by length together


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A question with texts, and changed questions that the right text doesn't answer.

    Attributes:
        right: the text that answers, if one does.
        wrong: texts of the same article that don't.
        changed: questions that `right` doesn't answer; none without it.
    """

    question: str
    right: str | None
    wrong: tuple[str, ...]
    changed: tuple[str, ...] = ()

    @property
    def choice(self) -> list[str]:
        """The texts for the question, the right one first."""
        return [*([self.right] if self.right else []), *self.wrong]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The texts with the question, the right one first; then the changed questions."""
        changed = [(other, self.right) for other in self.changed if self.right]
        return [*((self.question, text) for text in self.choice), *changed]


class Grouping:
    """Makes groups of the questions about articles, other ones in each round."""

    def __init__(
        self, articles: Sequence[Article], misleading: Misleading, chance: random.Random
    ) -> None:
        """Group the questions of `articles`; `chance` decides which texts and changes."""
        self._articles = articles
        self._misleading = misleading
        self._chance = chance
        self._terms = [
            [frozenset(content_terms(sentence, "en")) for sentence in article.sentences]
            for article in articles
        ]
        told = [found for of_article in self._terms for found in of_article]
        counts = Counter(term for found in told for term in found)
        self._rarity = {term: math.log(1 + len(told) / n) for term, n in counts.items()}

    def round(self) -> list[Group]:
        """Return a group for each question."""
        return [
            self._answered(article, terms, asked)
            if asked.answered
            else self._unanswered(article, terms, asked)
            for article, terms in zip(self._articles, self._terms, strict=True)
            for asked in article.asked
        ]

    def _answered(self, article: Article, terms: Sequence[frozenset[str]], asked: Asked) -> Group:
        ranked = self._ranked(article, terms, asked)
        less_alike = self._drawn(ranked[_ALIKE:], 1) if self._chance.random() < _THIRD else []
        changed = (
            self._misleading.changed(asked.question, article.sentences, asked.place)
            for _ in range(_CHANGES)
        )
        return Group(
            question=asked.question,
            right=self._text(article, asked.place),
            wrong=tuple(
                self._text(article, place, without=asked.place)
                for place in self._drawn(ranked[:_ALIKE], 2) + less_alike
            ),
            changed=tuple(dict.fromkeys(other for other in changed if other)),
        )

    def _unanswered(self, article: Article, terms: Sequence[frozenset[str]], asked: Asked) -> Group:
        ranked = self._ranked(article, terms, asked)
        others = self._drawn(ranked[:_ALIKE], 1) + self._drawn(ranked[_ALIKE:], 1)
        return Group(
            question=asked.question,
            right=None,
            wrong=tuple(self._text(article, place) for place in (asked.place, *others)),
        )

    def _ranked(self, article: Article, terms: Sequence[frozenset[str]], asked: Asked) -> list[int]:
        """Return the places of other sentences, those first that share most with the question."""
        sought = set(content_terms(asked.question, "en"))
        shared = {
            place: sum(self._rarity[term] for term in sorted(sought & terms[place]))
            / (8 + len(sentence.split())) ** 0.3  # long ones share more anyway
            for place, sentence in enumerate(article.sentences)
            if sentence != article.sentences[asked.place]
        }
        return sorted(shared, key=lambda place: -shared[place])[: _ALIKE + _LESS_ALIKE]

    def _drawn(self, places: Sequence[int], count: int) -> list[int]:
        return self._chance.sample(places, min(count, len(places)))

    def _text(self, article: Article, place: int, *, without: int | None = None) -> str:
        """Return a sentence, sometimes with the one before it, so that longer texts are known."""
        sentence = article.sentences[place]
        if place == 0 or place - 1 == without or self._chance.random() >= _JOINED:
            return sentence
        return f"{article.sentences[place - 1]} {sentence}"


def batches(groups: Sequence[Group], size: int, chance: random.Random) -> Iterator[Sequence[Group]]:
    """Yield all groups in mixed order, those of like length together, which saves padding."""
    mixed = chance.sample(groups, len(groups))
    for bucket in _parts(mixed, _BUCKET * size):
        alike = sorted(bucket, key=lambda group: max(len(q) + len(t) for q, t in group.pairs))
        parts = list(_parts(alike, size))
        yield from chance.sample(parts, len(parts))


def _parts(groups: Sequence[Group], size: int) -> Iterator[Sequence[Group]]:
    for first in range(0, len(groups), size):
        yield groups[first : first + size]
