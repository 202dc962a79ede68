"""Whether a claim is a sentence without some of its parts, none that turns it. Pure.

The words have to be the same in the same order. Left out may be introductory phrases, what
punctuation sets off, and further clauses; not what negates, hedges or attributes the rest.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from answer.support.lexicon import Lexicon, lexicon, listed
from answer.support.reading import Part, Reading
from answer.support.verbs import is_past, is_verb

_NAME = 3  # words of a part without a verb that may be a mere name
_OPENING = 6  # words of an introductory phrase that a claim may set off with a comma of its own
_DENYING = listed("false wrong untrue mistaken denied denies deny only myth")
_LIMITING = listed("if when even")
_NO = listed("no nobody nothing none kein keine")
_ITS_OWN = listed("nearly almost about only may might could would should can")  # scope: its clause
_WHEN = listed("before after")
_REFERRING = listed("who which whose where whom")
_FICTION = listed(
    "theory principle view opinion eyes film movie novel book story play series game dream "
    "fiction myth legend case cases"
)
_PAIRING = listed("between both either neither nor half together")
_SUBJECTS = listed("he she it they his her its their")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A part of a sentence, or a clause inside one; `soft` if no punctuation sets it off."""

    words: Part
    forms: tuple[str, ...]
    soft: bool

    @property
    def first(self) -> str:
        return self.forms[0]


def says(sentence: Reading, wordings: Iterable[Reading], language: str) -> bool:
    """Tell whether a sentence says a claim in one of its wordings.

    Without a lexicon it isn't known what turns a sentence, so nothing may be left out.
    """
    known = lexicon(language)
    if known is None:
        return any(claim.parts and claim.forms == sentence.forms for claim in wordings)
    pieces = _pieces(sentence, known)
    return bool(pieces) and any(_makes(pieces, claim, known) for claim in wordings if claim.parts)


def _makes(pieces: tuple[_Piece, ...], claim: Reading, known: Lexicon) -> bool:
    return any(
        _marked_alike(pieces, kept, claim, known)
        and _may_leave_out(pieces, frozenset(range(len(pieces))) - frozenset(kept), known)
        for kept in _fits(pieces, claim.forms)
    )


def _pieces(sentence: Reading, known: Lexicon) -> tuple[_Piece, ...]:
    """Return the parts of a sentence, cut where a conjunction begins a clause, too."""
    pieces: list[_Piece] = []
    for part in sentence.parts:
        start = 0
        for at in range(1, len(part) - 1):
            if part[at].form in known.joining and _begins_clause(part, start, at):
                pieces.append(_piece(part[start:at], soft=start > 0))
                start = at
        pieces.append(_piece(part[start:], soft=start > 0))
    return tuple(pieces)


def _piece(words: Part, *, soft: bool) -> _Piece:
    return _Piece(words=words, forms=tuple(word.form for word in words), soft=soft)


def _begins_clause(part: Part, start: int, at: int) -> bool:
    """Tell whether the conjunction at a place joins what may stand without the rest."""
    before = [word.form for word in part[start:at]]
    after = part[at + 1]
    verb_follows = any(is_verb(word.form) for word in part[at + 2 :])
    return (
        not _PAIRING.intersection(before)
        and any(map(is_verb, before))
        and (is_past(after.form) or ((after.form in _SUBJECTS or after.name) and verb_follows))
    )


def _fits(pieces: tuple[_Piece, ...], claimed: tuple[str, ...]) -> Iterator[tuple[int, ...]]:
    """Yield which pieces, in their order, make up the claim."""

    def extended(at: int, position: int, kept: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        if position == len(claimed):
            yield kept
            return
        for index in range(at, len(pieces)):
            end = position + len(pieces[index].forms)
            if claimed[position:end] == pieces[index].forms:
                yield from extended(index + 1, end, (*kept, index))

    yield from extended(0, 0, ())


def _may_leave_out(pieces: tuple[_Piece, ...], left_out: frozenset[int], known: Lexicon) -> bool:
    kept = [index for index in range(len(pieces)) if index not in left_out]
    if left_out and len(kept) == 1 and _says_little(pieces[kept[0]], known):
        return False
    for index in left_out:
        if index < kept[0]:
            allowed = _only_introduces(pieces[index], known)
        elif pieces[index].first in known.joining:
            allowed = index > kept[-1] and _is_aside(pieces, index, kept[-1], known)
        else:
            allowed = _only_adds(pieces, index, kept, known)
        if not allowed:
            return False
    return True


def _says_little(piece: _Piece, known: Lexicon) -> bool:
    """Tell whether a part alone is no statement: an introduction, or a name without a verb."""
    if piece.first in known.subordinating:
        return True
    most = _OPENING if piece.first in known.openers else _NAME
    return len(piece.words) <= most and not any(map(is_verb, piece.forms))


def _only_introduces(piece: _Piece, known: Lexicon) -> bool:
    """Tell whether a part before the first that is kept says no more than when, or "however"."""
    if len(piece.forms) == 1 and piece.first in known.connecting:
        return True
    return piece.first in known.openers and all(
        word.number or word.form in known.times for word in piece.words
    )


def _only_adds(pieces: tuple[_Piece, ...], index: int, kept: list[int], known: Lexicon) -> bool:
    """Tell whether a part after the first that is kept takes nothing back, nor is referred to."""
    piece = pieces[index]
    following = pieces[index + 1] if index + 1 in kept else None
    if following is not None and following.first in _REFERRING:
        return False
    if piece.soft:
        return False
    if piece.first in known.openers and _FICTION.intersection(piece.forms):
        return False
    if piece.first in {"who", "whose", "where"} or (piece.first == "which" and index < kept[-1]):
        return True
    return not _turns(piece, known, but=_WHEN if index > kept[-1] else frozenset())


def _is_aside(pieces: tuple[_Piece, ...], index: int, last_kept: int, known: Lexicon) -> bool:
    """Tell whether a further clause takes nothing back of the sentence before it."""
    piece = pieces[index]
    forms = piece.forms
    if forms[1:2] and forms[1] in known.negations - _NO | _DENYING | _LIMITING:
        return False
    if _DENYING.intersection(forms):
        return False
    before = {form for other in pieces[: last_kept + 1] for form in other.forms}
    return not piece.soft or not (
        before & (known.negations | _PAIRING) or _turns(piece, known, but=_ITS_OWN)
    )


def _turns(piece: _Piece, known: Lexicon, *, but: frozenset[str] = frozenset()) -> bool:
    return not (known.turning - but).isdisjoint(piece.forms)


def _marked_alike(
    pieces: tuple[_Piece, ...], kept: tuple[int, ...], claim: Reading, known: Lexicon
) -> bool:
    """Tell whether the claim's punctuation leaves the words their roles and their speakers."""
    words = tuple(word for index in kept for word in pieces[index].words)
    ends = _ends([pieces[index].words for index in kept])
    commas = set(_ends(claim.parts))
    opening = _OPENING if claim.words[0].form in known.openers else 0
    if any(comma > opening for comma in commas.difference(ends)):
        return False
    said = known.turning - known.negations
    attributed = any(word.form in said and not word.quoted for word in words)
    needed = {
        end
        for end, (one, other) in zip(ends, pairwise(kept), strict=True)
        if other == one + 1 and not pieces[other].soft
    }
    if attributed and needed - commas:
        return False
    wholly = all(word.quoted for word in claim.words)
    return all(
        wholly or ours.quoted == theirs.quoted or (theirs.quoted and attributed)
        for ours, theirs in zip(claim.words, words, strict=True)
    )


def _ends(parts: Sequence[Part]) -> list[int]:
    """Return after how many words each part ends, the last one aside."""
    return list(accumulate(len(part) for part in parts[:-1]))
