"""Where articles disagree: sentences that say the same but for a number, a name or a date. Pure.

Of such sentences no side is picked; both are quoted. What may simply be another fact, since more
than one thing differs, is no disagreement.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from answer.citations import Footnotes
from answer.models import Citation, Disagreement, Side
from index.function_words import content_terms, function_words
from index.models import ArticleCard, Passage, RetrievedPassage, Sentence
from index.sentences import sentences
from index.words import terms

_MOST = 2  # disagreements shown with one answer
_PASSAGES = 10  # that are looked into, besides what repeats them
_ALIKE = 0.7  # share of the words that the sentences have in common, in their order
_FEWEST_SHARED = 4  # content words
_READ = 512  # sentences kept: each is compared with all that is cited
_LONGEST = 5  # words that may differ
_WORD = re.compile(r"\w+(?:[.,:’'-]\w+)*%?")
_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-Þ]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    """A word of a sentence.

    Attributes:
        fact: whether it is a number or written like a name.
        first: whether it begins the sentence, so that any word would be written like a name.
    """

    start: int
    end: int
    fact: bool
    first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bare:
    """The words of a sentence as they are compared, in their order and without repetition."""

    words: tuple[str, ...]
    distinct: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A sentence and where it stands."""

    sentence: Sentence
    passage: Passage
    article: ArticleCard


def disagreements(
    question: str, footnotes: Footnotes, retrieved: Sequence[RetrievedPassage]
) -> tuple[Disagreement, ...]:
    """Return where other articles contradict what is cited, citing them, too.

    Args:
        question: what was asked; what it says itself can't be in dispute.
        footnotes: what is cited already.
        retrieved: what was found for the question, best first.
    """
    found: dict[frozenset[Side], Disagreement] = {}
    for citation in footnotes.citations:
        sides = tuple(_sides(question, citation, footnotes, retrieved))
        if len(sides) > 1:
            found.setdefault(frozenset(sides), Disagreement(sides=sides))
        if len(found) == _MOST:
            break
    return tuple(found.values())


def difference(one: str, other: str, language: str) -> tuple[str, str] | None:
    """Return the words in which two sentences differ that otherwise say the same.

    None if they differ in nothing, in more than one place, or in more than numbers, names and
    dates.
    """
    mine, yours = _bare(one, language), _bare(other, language)
    if _surely_unlike(mine, yours):
        return None
    matcher = SequenceMatcher(None, mine.words, yours.words, autojunk=False)
    if matcher.quick_ratio() < _ALIKE or matcher.ratio() < _ALIKE:
        return None
    ours, theirs = _words(one), _words(other)
    changes = [change[1:] for change in matcher.get_opcodes() if change[0] != "equal"]
    differing = [(ours[low:high], theirs[start:end]) for low, high, start, end in changes]
    changed = {word for low, high, _, _ in changes for word in mine.words[low:high]}
    shared = mine.distinct - changed - function_words(language)
    if len(shared) < _FEWEST_SHARED or not all(_may_differ(*each) for each in differing):
        return None
    said = {(_spoken(one, told), _spoken(other, instead)) for told, instead in differing}
    return said.pop() if len(said) == 1 else None


def _surely_unlike(one: _Bare, other: _Bare) -> bool:
    """Tell whether two sentences are too unlike for a difference, by what takes next to no time."""
    common = len(one.distinct & other.distinct)
    if common < _FEWEST_SHARED:
        return True
    # A word that both have several times is shared as often as the one has it that has it less.
    repeated = min(len(each.words) - len(each.distinct) for each in (one, other))
    return 2 * (common + repeated) < _ALIKE * (len(one.words) + len(other.words))


def _may_differ(mine: Sequence[_Word], yours: Sequence[_Word]) -> bool:
    """Tell whether the words are numbers, names or dates, in one's place the other's.

    Any sentence begins with a capital, so there a name has to have several words on one side.
    """
    if not 0 < min(len(mine), len(yours)) <= max(len(mine), len(yours)) <= _LONGEST:
        return False
    alone = len(mine) == len(yours) == 1
    return all(word.fact and not (word.first and alone) for word in (*mine, *yours))


def _spoken(sentence: str, words: Sequence[_Word]) -> str:
    return sentence[words[0].start : words[-1].end]


def _sides(
    question: str,
    citation: Citation,
    footnotes: Footnotes,
    retrieved: Sequence[RetrievedPassage],
) -> Iterator[Side]:
    """Yield what the cited article says and what others say instead, newest first."""
    language = citation.article.language
    asked = set(terms(question, language))
    quoted = [citation.quote[start:end] for start, end in sentences(citation.quote, language)]
    agreeing = {citation.article.id, *(card.id for card in citation.also)}
    ours = ""
    others: dict[str, tuple[str, _Place]] = {}
    for place in _places(retrieved):
        if place.article.id in agreeing or place.article.language != language:
            continue
        mine, yours = _first_difference(quoted, place.sentence.text, language)
        if mine and mine == (ours or mine) and not asked.issuperset(content_terms(mine, language)):
            ours = mine
            others.setdefault(" ".join(terms(yours, language)), (yours, place))
    dated = [((citation.article.published or ""), Side(words=ours, marker=citation.marker))]
    for words, place in others.values():
        sentence, passage = place.sentence, place.passage
        marker = footnotes.covering(place.article, sentence.start, sentence.end)
        marker = marker or footnotes.cite(
            place.article,
            quote=sentence.text,
            start=sentence.start,
            end=sentence.end,
            page=passage.page_at(sentence.start),
        )
        dated.append(((place.article.published or ""), Side(words=words, marker=marker)))
    for _, side in sorted(dated, key=lambda each: each[0], reverse=True):
        yield side


def _places(retrieved: Sequence[RetrievedPassage]) -> Iterator[_Place]:
    """Yield the sentences of what was found and of what repeats it."""
    for found in retrieved[:_PASSAGES]:
        passages = ((found.passage, found.article),)
        repeats = tuple((repeat.passage, repeat.article) for repeat in found.repeats)
        for passage, article in (*passages, *repeats):
            for sentence in passage.sentences:
                yield _Place(sentence=sentence, passage=passage, article=article)


def _first_difference(quoted: Sequence[str], sentence: str, language: str) -> tuple[str, str]:
    """Return the words in which a quoted sentence differs from another; "" if none does."""
    for each in quoted:
        differing = difference(each, sentence, language)
        if differing is not None:
            return differing
    return "", ""


@lru_cache(maxsize=_READ)
def _bare(sentence: str, language: str) -> _Bare:
    words: list[str] = _WORD.findall(sentence)
    bare = tuple(" ".join(terms(word, language)) or word for word in words)
    return _Bare(words=bare, distinct=frozenset(bare))


def _words(sentence: str) -> tuple[_Word, ...]:
    words: list[_Word] = []
    for match in _WORD.finditer(sentence):
        text = match.group()
        numbered = any(map(str.isdecimal, text))
        words.append(
            _Word(
                start=match.start(),
                end=match.end(),
                fact=numbered or bool(_CAPITAL.match(text)),
                first=not words and not numbered,
            )
        )
    return tuple(words)
