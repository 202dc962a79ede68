"""How far two words are apart in spelling, and which are near enough to be one misspelled. Pure.

Words that are spelled alike are mostly two words ("expensive", "extensive") or two forms of one
("presence", "present"), and an article that lacks one may well have the other. So a slip is only
what rarely makes another word: nothing at the end, where forms differ, and a letter in another's
place in long words alone.
"""

_ONE_SLIP = 5  # letters from which a word with one slip is still to be recognised
_TWO_SLIPS = 9
_CHANGED_NAME = 6  # letters from which one of a name may be another
_CHANGED_WORD = 11  # the same for other words
_NAME_END = 1  # letters at the end that are right
_WORD_END = 2


def most_edits(term: str) -> int:
    """Return how many slips may be put right in a term: none in short ones, at most two."""
    return (len(term) >= _ONE_SLIP) + (len(term) >= _TWO_SLIPS)


def is_slip(written: str, right: str, *, name: bool) -> bool:
    """Return whether a word may be another one, misspelled.

    Args:
        written: the word, folded.
        right: the other one, folded.
        name: whether they are written like names, which have fewer forms than other words.
    """
    end = _NAME_END if name else _WORD_END
    if written[-end:] != right[-end:] or edits(written, right, most_edits(written)) is None:
        return False
    changed = len(written) == len(right) and sorted(written) != sorted(right)
    return not changed or len(written) >= (_CHANGED_NAME if name else _CHANGED_WORD)


def edits(one: str, other: str, most: int) -> int | None:
    """Return by how many slips two words differ, None if by more than `most`.

    A slip is a letter too many, too few, in another's place, or two neighbours that changed places
    (Damerau, A Technique for Computer Detection and Correction of Spelling Errors, 1964).
    """
    if abs(len(one) - len(other)) > most or _letters_apart(one, other) > most:
        return None
    before, row = [0] * (len(other) + 1), list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        current = [place]
        for at, against in enumerate(other, 1):
            changed = row[at - 1] + (letter != against)
            best = min(changed, row[at] + 1, current[at - 1] + 1)
            swapped = place > 1 and at > 1 and letter == other[at - 2] and one[place - 2] == against
            current.append(min(best, before[at - 2] + 1) if swapped else best)
        if min(current) > most:
            return None
        before, row = row, current
    return row[-1] if row[-1] <= most else None


def _letters_apart(one: str, other: str) -> int:
    """Return how many slips there are at least: each brings in or takes out one letter at most."""
    ours, theirs = set(one), set(other)
    return max(len(ours - theirs), len(theirs - ours))
