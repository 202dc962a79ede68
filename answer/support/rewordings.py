"""Sentences that say the same as a claim in another order or voice. Pure.

Only what keeps the roles of all words is made: introductory phrases moved, "Lorn's parliament" for
"the parliament of Lorn", the passive for the active voice and back, and what is said of the
subject in passing. What isn't a sentence of the evidence then isn't found there, and does no harm.
"""

from collections.abc import Iterator
from itertools import pairwise

from answer.support.lexicon import Lexicon, lexicon, listed
from answer.support.reading import Part, Reading, Word
from answer.support.verbs import is_participle, is_verb
from answer.support.voices import other_voices

_REASONS = listed("because since")
_LINKS = listed("of the der des dem den die de del")
_BROUGHT = listed("by of 's is are be")
_OF = Word(form="of", written="of")
_OWNS = Word(form="'s", written="'s")


def may_reword(sentence: Reading, claim: Reading) -> bool:
    """Tell, quickly, whether a sentence has the words that no rewording brings with it."""
    added = set(claim.forms).difference(sentence.forms)
    return all(form in _BROUGHT or is_verb(form) or is_participle(form) for form in added)


def rewordings(claim: Reading, language: str) -> Iterator[Reading]:
    """Yield other wordings of a claim, in which the evidence may have it.

    In English phrases are moved, genitives rewritten and voices changed, in German the subject and
    a time change places; in other languages nothing is known to be safe.
    """
    known = lexicon(language)
    if known is None:
        return
    if language == "en":
        for wording in (claim, *_moved(claim, known)):
            yield wording
            yield from _genitives(wording)
            yield from _in_other_voices(wording, known)
    elif language == "de":
        yield from _inverted(claim.words, known)


def _in_other_voices(claim: Reading, known: Lexicon) -> Iterator[Reading]:
    """Yield the claim with one clause in the other voice."""
    for number, part in enumerate(claim.parts):
        starts = [0] + [
            at + 1
            for at, word in enumerate(part)
            if word.form in known.binding or word.form in known.turning
        ]
        for start in starts:
            for other in other_voices(part[start:]):
                changed = (*part[:start], *other)
                yield Reading(parts=(*claim.parts[:number], changed, *claim.parts[number + 1 :]))


def _moved(claim: Reading, known: Lexicon) -> Iterator[Reading]:
    """Yield the claim with its introductory phrase further back, or with one put first."""
    movable = known.openers - known.joining - known.turning | {"according", "before", "after"}
    words = claim.words
    first = len(claim.parts[0]) if len(claim.parts) > 1 else _time(words, 0, known)
    phrase, rest = words[:first], words[first:]
    if words[0].form in movable and _is_one_clause(phrase, rest, known):
        for at in range(1, len(rest) + 1):
            yield _single((*rest[:at], *phrase, *rest[at:]))
        yield Reading(parts=(*claim.parts[1:], phrase))
    for at in range(1, len(words)):
        phrase, rest = words[at:], words[:at]
        if words[at].form in movable and _is_one_clause(phrase, rest, known):
            yield _single((*phrase, *rest))
            yield Reading(parts=(phrase, rest))
    for at, end in _times(words, known):
        phrase, rest = words[at:end], (*words[:at], *words[end:])
        if _is_one_clause(phrase, rest, known):
            yield Reading(parts=(phrase, rest))


def _inverted(words: Part, known: Lexicon) -> Iterator[Reading]:
    """Yield "Ute kam am Montag an" for "Am Montag kam Ute an", and the other way round.

    The verb comes second in German, so the subject changes its place. Cases are left as they are
    and tell the roles in either order.
    """
    end = _time(words, 0, known)
    if 1 < end < len(words) and words[0].form in known.openers:
        time, verb, rest = words[:end], words[end : end + 1], words[end + 1 :]
        for at in range(1, len(rest) + 1):
            yield _single((*rest[:at], *verb, *time, *rest[at:]))
    for at, end in _times(words, known):
        if at > 1:
            subject, verb = words[: at - 1], words[at - 1 : at]
            yield _single((*words[at:end], *verb, *subject, *words[end:]))


def _times(words: Part, known: Lexicon) -> Iterator[tuple[int, int]]:
    """Yield where phrases that say when begin and end, if they stand inside a sentence."""
    for at in range(1, len(words)):
        end = _time(words, at, known)
        if at + 1 < end < len(words) and words[at].form in known.openers:
            yield at, end


def _time(words: Part, at: int, known: Lexicon) -> int:
    """Return where the words that say when end."""
    end = at
    while end < len(words) and (words[end].number or words[end].form in known.times):
        end += 1
    while end > at and words[end - 1].form in known.openers | _LINKS:
        end -= 1
    return end


def _is_one_clause(phrase: Part, rest: Part, known: Lexicon) -> bool:
    """Tell whether a phrase can only belong to the one clause that it is moved in."""
    if not phrase or not rest:
        return False
    verbs = [is_verb(word.form) for word in rest]
    if sum(verb and not before for before, verb in pairwise((False, *verbs))) > 1:
        return False
    for word, following in pairwise((*rest, _OF)):
        joins_names = word.form == "and" and (following.name or following.number)
        if word.form in known.binding and not joins_names:
            return False
    return phrase[0].form not in _REASONS or not any(word.form in known.negations for word in rest)


def _single(words: Part) -> Reading:
    return Reading(parts=(words,))


def _genitives(claim: Reading) -> Iterator[Reading]:
    for number, part in enumerate(claim.parts):
        for other in _genitives_of(part):
            yield Reading(parts=(*claim.parts[:number], other, *claim.parts[number + 1 :]))


def _genitives_of(part: Part) -> Iterator[Part]:
    for at in range(1, len(part) - 1):
        if part[at].form == _OWNS.form:
            start = at - 1
            while start > 0 and part[start].name and part[start - 1].name:
                start -= 1
            owner, owned = part[start:at], part[at + 1]
            yield (*part[:start], owned, _OF, *owner, *part[at + 2 :])
        elif part[at].form == _OF.form and not part[at - 1].number:
            end = at + 2
            while end < len(part) and part[end].name and part[end - 1].name:
                end += 1
            owner, owned = part[at + 1 : end], part[at - 1]
            yield (*part[: at - 1], *owner, _OWNS, owned, *part[end:])


def asides(sentence: Reading) -> Iterator[tuple[str, ...]]:
    """Yield what a sentence says of its subject in passing, as the forms of the words.

    "A, the B, …" says that A is B, and "A, which was C, …" that A was C.
    """
    parts = sentence.parts
    if len(parts) < 3 or parts[2][0].form in {"and", "or"} or parts[2][0].name:
        return
    subject, said = parts[0], parts[1]
    if said[0].form in {"who", "which"}:
        if not any(is_verb(word.form) for word in subject):
            yield (*_forms(subject), *_forms(said[1:]))
        return
    if len(subject) < 2 or not all(word.name for word in subject[1:]) or _is_name(said):
        subject, said = said, subject
    if _is_name(subject) and not _is_name(said) and said[0].form != "and":
        for copula in ("is", "was"):
            named, described = _forms(subject), _forms(said)
            yield (*named, copula, *described)
            yield (*described, copula, *named)


def _forms(part: Part) -> tuple[str, ...]:
    return tuple(word.form for word in part)


def _is_name(part: Part) -> bool:
    return len(part) > 1 and all(word.name or word.written[0].isupper() for word in part)
