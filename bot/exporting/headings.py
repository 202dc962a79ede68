"""Where the headings of an article stand, told from its passages, since they aren't stored.

Every sentence outside the headings is in a passage, so what is between the sentences is headings;
and which of them a passage stands under tells how deep they are.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.models import Heading, Passage

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_BETWEEN = " > "


def headings(text: str, passages: Sequence[Passage]) -> tuple[Heading, ...]:
    """Return the headings in an article's text, in order; each level is a depth, from 1.

    Cut with them, the text has the same passages under the same headings, except where a heading
    has the sign in its words that stands between headings.
    """
    found: list[Heading] = []
    new: list[tuple[int, int]] = []
    position = 0
    for passage in passages:
        new += _spans(text, position, passage.start)
        found += _placed(text, new, passage.heading.split(_BETWEEN) if passage.heading else [])
        new = [span for start, end in _gaps(passage) for span in _spans(text, start, end)]
        position = passage.end
    new += _spans(text, position, len(text))
    return (*found, *_placed(text, new, []))


def _gaps(passage: Passage) -> Iterator[tuple[int, int]]:
    for before, after in pairwise(passage.sentences):
        yield before.end, after.start


def _spans(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs between two places, without the blanks around them."""
    ends = [match.start() for match in _BLANK_LINE.finditer(text, start, stop)]
    for end in (*ends, stop):
        part = text[start:end]
        if part.strip():
            begin = start + len(part) - len(part.lstrip())
            yield begin, begin + len(part.strip())
        start = end


def _placed(text: str, spans: Sequence[tuple[int, int]], path: Sequence[str]) -> list[Heading]:
    """Give headings, in order, their depths, so that what follows them stands under `path`.

    The last of them is the innermost one over what follows. Seen backwards from there, one is on
    the path if it has the name that comes next outwards; any other is over before what follows.
    """
    wanted = len(path)
    backwards: list[Heading] = []
    for start, end in reversed(spans):
        on_path = wanted > 0 and _name(text[start:end]) == path[wanted - 1]
        backwards.append(Heading(start=start, end=end, level=wanted + (not on_path)))
        wanted -= on_path
    return backwards[::-1]


def _name(heading: str) -> str:
    """Return a heading's words as they stand in a path."""
    return " ".join(heading.split()).strip("# ") or heading
