"""Does the question assume something that the evidence contradicts?

"When did the sales decline?" where the article says that they rose; "Who founded it in 1985?" where
it says 1975. Judged by words, sentence by sentence: nearly all else that the question says has to
stand in the sentence. A question that asks whether something is so assumes nothing, and where two
things may well be true of one subject (its mother and its father, a first and a second race), the
one doesn't contradict the other.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise

from answer.models import Evidence
from answer.opposites import opposed
from answer.question import is_negated
from index.function_words import content_terms
from index.words import folded, terms

_REST = 0.75  # share of the question's other terms that the sentence or its headings have
_FEWEST_SHARED = 2  # terms; with fewer the sentence is about something else
_FEWEST_DENIED = 3  # terms of a question that a negation may turn around
_DENIED_WITHIN = 3  # words after a negation
_SAME_NAME = 0.7  # similarity from which on a name counts as another spelling
_SHORTEST_NAME = 4  # letters; shorter ones are mostly abbreviations

_WHETHER = re.compile(
    r"(?:^|.*, )\W*(?:is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|should|may"
    r"|might|must|isn't|aren't|wasn't|weren't|don't|doesn't|didn't|hasn't|haven't|hadn't|can't|couldn't|won't"
    r"|ist|sind|war|waren|hat|haben|hatten?|wird|werden|wurden?|kann|können|soll|darf|muss|gibt"
    r"|es|son|era|eran|fue|fueron|está|están|ha|han|había|hay|hubo|puede|pueden)\b",
    re.IGNORECASE,
)
# Two of a kind, of which one may be true beside the other, and what two sides do: who won isn't
# contradicted by who lost.
_SIDE_BY_SIDE = (
    "first second third fourth last final previous next following before after earlier later early "
    "late past future north south east west northern southern eastern western northeast northwest "
    "southeast southwest left right top bottom upper lower above below over under inside outside "
    "internal external front back behind ahead male female man men woman women boy girl father "
    "mother parent child son daughter brother sister husband wife uncle aunt king queen ancestor "
    "descendant predecessor successor teacher student employer employee buyer seller supporter "
    "opponent proponent critic attacker defender import export arrive leave buy sell lend borrow "
    "give receive born die birth death summer winter part whole input output win won lose lost "
    "victory triumph defeat loss victorious defeated succeed fail success failure support oppose "
    "favour favor endorse accept reject approve disapprove agree disagree refuse love hate like "
    "dislike trust attack defend join"
)
# What happens to a thing once. A cup, however, is won every year.
_ONCE: Mapping[str, str] = {
    "en": "founded establish created built constructed completed opened invented discovered signed "
    "published released launched abolished demolished sink sank sunk destroyed introduced born "
    "die died married independence begin began start ended closed dissolved assassinated executed "
    "conquered",
    "de": "gegründet gründete errichtet erbaut gebaut eröffnet erfunden erfand entdeckt entdeckte "
    "unterzeichnet veröffentlicht abgeschafft abgerissen gesunken sank zerstört geboren starb "
    "gestorben heiratete begann begonnen endete geschlossen",
    "es": "fundó fundada fundado creó creada creado construyó construida construido inauguró "
    "inaugurada inventó descubrió firmó firmada publicó publicada demolió hundió destruyó nació "
    "murió casó empezó comenzó terminó cerró",
}
# Other capitalised words stand in names of their own: *The Age of Iron*, *The Age of Bronze*.
_OFFICE = re.compile(
    r"president|king|queen|emperor|empress|prince|princess|pope|bishop|judge|general|admiral|mayor"
    r"|captain|colonel|minister|chancellor|senator|governor|könig|königin|kaiser|kaiserin"
    r"|präsident|präsidentin|kanzler|kanzlerin|ministerin|papst|rey|reina|emperador|presidente"
    r"|presidenta|papa|ministro|ministra|alcalde|alcaldesa",
    re.IGNORECASE,
)
_DENIALS: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:not|never|cannot)\b|n['’]t\b", re.IGNORECASE),
    "de": re.compile(r"\b(?:nicht|nie|niemals)\b", re.IGNORECASE),
    "es": re.compile(r"\b(?:no|nunca|jamás)\b", re.IGNORECASE),
}
# "Two members who are not elected" denies nothing of the members that the sentence is about.
_ASIDE = re.compile(
    r"\b(?:who|which|that|whose|die|der|das|que|quien(?:es)?) (?:\w+ ){0,3}$", re.IGNORECASE
)
_AROUND_WORDS = ".,;:!?\"'()“”"
_WORD = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"\b(?:1\d{3}|20\d\d)\b")
_DATED = re.compile(
    r"\b(?:in|on|of|im|am|anno|en|de|del) (?:\w+ )?(1\d{3}|20\d\d)\b", re.IGNORECASE
)


def contradiction(question: str, evidence: Sequence[Evidence]) -> Evidence | None:
    """Return the sentence of the evidence that contradicts what the question assumes, if any.

    Args:
        question: what was asked, made to stand alone.
        evidence: sentences that may answer it, best first.
    """
    if _WHETHER.match(question):
        return None
    sentences = (sentence for each in evidence for sentence in _sentences(each))
    return next((each for each in sentences if _Match(question, each).contradicts), None)


def _sentences(evidence: Evidence) -> Iterator[Evidence]:
    for sentence in evidence.passage.passage.sentences:
        if evidence.start + evidence.needed <= sentence.start and sentence.end <= evidence.end:
            yield replace(
                evidence,
                start=sentence.start,
                end=sentence.end,
                text=sentence.text,
                also=(),
                needed=0,
            )


class _Match:
    """A question beside a sentence: what they share, and where they differ."""

    def __init__(self, question: str, sentence: Evidence) -> None:
        self._question = question
        self._text = sentence.text
        retrieved = sentence.passage
        self._language = language = retrieved.article.language
        self._asked = tuple(dict.fromkeys(content_terms(question, language)))
        self._present = frozenset(terms(sentence.text, language))
        headings = f"{retrieved.article.title} {retrieved.passage.heading}"
        self._headed = self._present | set(terms(headings, language))
        self._around = f"{headings} {retrieved.passage.text}"
        self._shared = [term for term in self._asked if term in self._present]

    @property
    def contradicts(self) -> bool:
        """Whether the sentence contradicts what the question assumes."""
        return len(self._shared) >= _FEWEST_SHARED and (
            self._opposite()
            or self._only_one_negated()
            or self._another_year()
            or self._another_name()
            or self._denied()
        )

    def _opposite(self) -> bool:
        """Whether a word of the question has its opposite in the sentence."""
        others = self._present - set(self._asked)
        return any(
            opposed([term], others, self._language) > 0
            for term in self._asked
            if term not in self._present
            and term not in _stems(_SIDE_BY_SIDE, "en")
            and self._covered(besides=term)
        )

    def _only_one_negated(self) -> bool:
        """Whether the question asks for what is not so and the sentence says that it is."""
        return is_negated(self._question) and not is_negated(self._text) and self._covered()

    def _another_year(self) -> bool:
        """Whether something that happens once happened in another year than the question says."""
        years = sorted(map(int, _YEAR.findall(self._text)))
        once = _stems(_ONCE.get(self._language, ""), self._language)
        if not years or once.isdisjoint(self._shared):
            return False
        return any(
            year not in self._around
            and not years[0] <= int(year) <= years[-1]
            and self._covered(besides=year)
            for year in _DATED.findall(self._question)
        )

    def _another_name(self) -> bool:
        """Whether an office has another holder, or the holder another office, in its place."""
        known = frozenset(folded(self._around).split())
        return any(
            self._covered(besides=term) and not _resembles(folded(name), known)
            for pair in _pairs(self._question)
            for name in self._replaced(pair)
            for term in terms(name, self._language)
            if term not in self._headed
        )

    def _denied(self) -> bool:
        """Whether the sentence negates a word of the question, of which it has every one."""
        denial = _DENIALS.get(self._language)
        if denial is None or is_negated(self._question) or len(self._shared) < _FEWEST_DENIED:
            return False
        if not self._covered(share=1.0):
            return False
        return any(
            not set(terms(" ".join(following), self._language)).isdisjoint(self._shared)
            for match in denial.finditer(self._text)
            if not _ASIDE.search(self._text[: match.start()])
            for following in [_WORD.findall(self._text[match.end() :])[:_DENIED_WITHIN]]
        )

    def _covered(self, *, besides: str = "", share: float = _REST) -> bool:
        rest = [term for term in self._asked if term != besides]
        return bool(rest) and sum(term in self._headed for term in rest) >= share * len(rest)

    def _replaced(self, asked: tuple[str, str]) -> Iterator[str]:
        """Yield which of two capitalised words stands with another in its place in the sentence."""
        for first, last in _pairs(self._text):
            if not _OFFICE.fullmatch(asked[0]):
                continue
            if last == asked[1] and _OFFICE.fullmatch(first) and first not in self._question:
                yield asked[0]
            if first == asked[0] and last != asked[1] and last not in self._question:
                yield asked[1]


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Yield capitalised words and the one after each: "King" and "Charles"."""
    for first, last in pairwise(word.strip(_AROUND_WORDS) for word in text.split()):
        if all(len(word) >= _SHORTEST_NAME and word.istitle() for word in (first, last)):
            yield first, last


def _resembles(name: str, words: frozenset[str]) -> bool:
    return any(SequenceMatcher(None, name, word).ratio() >= _SAME_NAME for word in words)


@cache
def _stems(words: str, language: str) -> frozenset[str]:
    return frozenset(terms(words, language))
