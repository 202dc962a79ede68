"""Which sentences are worth quoting, and which of them together. All pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from answer.candidates import Candidate
from answer.orders import gives_orders
from answer.pronouns import points_back
from index.models import RetrievedPassage, Sentence

_SENTENCES = 3
_WORTHY = 1.6  # how far below the best sentence others of its passage may score
_WORTHY_UNREAD = 3.0  # the same where no reranker has read them, since scores tell less then
_SHORT = 60  # words; where the best one's passage has no more, others are looked at, too
_NEAR = 5.0  # how far below the best sentence those may score
_QUOTED_WORDS = 70  # adjacent sentences are quoted together up to this length


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Adjacent sentences of a passage.

    Attributes:
        before: the sentence before them, where they can't be understood without it.
        candidates: the sentences that may answer, in their order.
    """

    before: Sentence | None
    candidates: tuple[Candidate, ...]

    @property
    def retrieved(self) -> RetrievedPassage:
        """The passage they stand in."""
        return self.candidates[0].retrieved

    @property
    def start(self) -> int:
        """Where they begin in the article's text."""
        return (self.before or self.candidates[0].sentence).start

    @property
    def end(self) -> int:
        """Where they end in the article's text."""
        return self.candidates[-1].sentence.end

    @property
    def needed(self) -> int:
        """How many characters of the text only make the rest understood."""
        return self.candidates[0].sentence.start - self.start

    @property
    def text(self) -> str:
        """The verbatim slice of the article."""
        passage = self.retrieved.passage
        return passage.text[self.start - passage.start : self.end - passage.start]

    @property
    def score(self) -> float:
        """The score of the best of them."""
        return max(candidate.score for candidate in self.candidates)


def choose(ranked: Sequence[Candidate]) -> list[Group]:
    """Return the sentences worth quoting, those to be quoted together in one group.

    They come from the best sentence's passage and, if that is short, from others: then several
    articles seem to speak of it in brief.

    Args:
        ranked: candidates, best first; at least one.
    """
    best = ranked[0]
    home = best.retrieved.passage
    is_short = len(home.text.split()) <= _SHORT
    margin = _WORTHY_UNREAD if best.answers is None else _WORTHY
    chosen = [
        candidate
        for candidate in ranked
        if (
            candidate.score >= best.score - margin
            if candidate.retrieved.passage.id == home.id
            else is_short and candidate.score >= best.score - _NEAR
        )
    ][:_SENTENCES]
    taken = {candidate.sentence for candidate in chosen}
    return [_understood(group, taken) for group in _grouped(chosen)]


def _grouped(chosen: Sequence[Candidate]) -> list[list[Candidate]]:
    """Put neighbours together as long as they aren't too long to quote."""
    groups: list[list[Candidate]] = []
    in_order = sorted(chosen, key=lambda each: (each.retrieved.passage.id, each.number))
    for _, of_passage in groupby(in_order, key=lambda each: each.retrieved.passage.id):
        open_group: list[Candidate] = []
        for candidate in of_passage:
            if open_group and _joins(open_group, candidate):
                open_group.append(candidate)
            else:
                open_group = [candidate]
                groups.append(open_group)
    return groups


def _joins(group: Sequence[Candidate], candidate: Candidate) -> bool:
    sentences = [each.sentence for each in (*group, candidate)]
    return candidate.number == group[-1].number + 1 and _words(sentences) <= _QUOTED_WORDS


def _understood(group: Sequence[Candidate], taken: set[Sentence]) -> Group:
    """Return a group with the sentence before it, if it points back to that."""
    first = group[0]
    passage, language = first.retrieved.passage, first.retrieved.article.language
    before = passage.sentences[first.number - 1] if first.number else None
    if (
        before is None
        or before in taken
        or gives_orders(before.text)
        or not points_back(first.sentence.text, language)
        or _words([before, *(each.sentence for each in group)]) > _QUOTED_WORDS
    ):
        before = None
    return Group(before=before, candidates=tuple(group))


def _words(sentences: Sequence[Sentence]) -> int:
    return sum(len(sentence.text.split()) for sentence in sentences)
