"""Takes away what pages repeat at their top and bottom, and reads their printed numbers there."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from index.extraction.pdf.segments import rows
from index.extraction.pdf.values import Segment

_ROWS = 3  # at either end of a page
_NEAR = 4.0  # points by which the height of a repeated row may differ
_MANY = 3  # pages on which rows that say different things stand at one height
_MOST = 0.6  # of the pages
_APART = 1.6  # times the usual distance of rows: what is so far off isn't the text's
_LONGEST = 120  # characters
_NUMBERED = re.compile(
    r"[-–—|\s]*(?:(?:page|p\.|pg\.?|seite|s\.|página|pág\.|pagina|blatt)\s*)?"
    r"(?P<number>\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|of|von|de|di|sur)\s*\d{1,4})?[-–—|\s]*",
    re.IGNORECASE,
)
_AT_AN_END = re.compile(r"(?:(\d{1,4})\b.*\D|\D.*\b(\d{1,4}))", re.DOTALL)
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class _Row:
    """A row near an end of a page; `apart` tells whether it keeps its distance from the text."""

    at: int
    top: bool
    text: str
    height: float
    apart: bool

    @property
    def says(self) -> tuple[bool, str]:
        """What it has in common with its like on other pages."""
        if _NUMBERED.fullmatch(self.text):
            return self.top, "#"
        return self.top, _DIGITS.sub("#", self.text.casefold())


def without_running_heads(
    pages: Sequence[Sequence[Segment]],
) -> tuple[list[list[Segment]], tuple[str, ...]]:
    """Return the segments of each page less running heads and feet, and the printed numbers.

    Returns:
        The pages, and for each the number that is printed on it; none at all unless most pages are
        numbered and their numbers go up by one.
    """
    ordered = [rows(page) for page in pages]
    ends = [_ends(page) for page in ordered]
    repeated = _repeated(ends)
    kept: list[list[Segment]] = []
    printed: list[list[int]] = []
    for number, (page, near) in enumerate(zip(ordered, ends, strict=True)):
        gone = [row for side in near for row in _leading(side, number, repeated)]
        out = {row.at for row in gone} if len(gone) < len(page) else set[int]()
        kept.append([s for at, row in enumerate(page) if at not in out for s in row])
        printed.append([value for row in gone for value in _numbers(row.text)])
    return kept, _labels(printed)


def _ends(page: Sequence[Sequence[Segment]]) -> tuple[list[_Row], list[_Row]]:
    """Return the rows at the top and at the bottom of a page, each from the outside."""
    bases = [row[0].base for row in page]
    gaps = [above - below for above, below in pairwise(bases)]
    far = _APART * median(gaps) if gaps else 0.0
    top = range(min(_ROWS, (len(page) + 1) // 2))
    bottom = range(len(page) - 1, max(len(page) - 1 - _ROWS, len(top) - 1), -1)

    def row(at: int, *, is_top: bool) -> _Row:
        inward = gaps[at] if is_top and at < len(gaps) else gaps[at - 1] if at else 0.0
        ordered = sorted(page[at], key=lambda segment: segment.left)
        text = " ".join(segment.text for segment in ordered)
        return _Row(at, is_top, text, bases[at], bool(gaps) and inward >= far)

    return [row(at, is_top=True) for at in top], [row(at, is_top=False) for at in bottom]


def _leading(side: Sequence[_Row], number: int, repeated: Set[tuple[int, int]]) -> Iterator[_Row]:
    """Yield the rows of a page's end, from the outside, that aren't its text's."""
    for row in side:
        if (number, row.at) not in repeated and not _is_number(row, number + 1):
            return
        yield row


def _repeated(ends: Sequence[tuple[list[_Row], list[_Row]]]) -> set[tuple[int, int]]:
    """Return the page and the number of each row that other pages have at the same height."""
    alike: dict[object, list[tuple[int, _Row]]] = defaultdict(list)
    placed: dict[bool, list[tuple[int, _Row]]] = defaultdict(list)
    for number, sides in enumerate(ends):
        for side in sides:
            for row in side:
                alike[row.says].append((number, row))
            if side and side[0].apart and len(side[0].text) <= _LONGEST:
                placed[side[0].top].append((number, side[0]))
    found = set()
    for group in alike.values():
        found |= _level(group, least=2)
    for group in placed.values():
        found |= _level(group, least=max(_MANY, round(_MOST * len(ends))))
    return found


def _level(group: Sequence[tuple[int, _Row]], least: int) -> set[tuple[int, int]]:
    """Return the rows of a group at whose height there are some on enough pages."""
    return {
        (number, row.at)
        for number, row in group
        if len({n for n, other in group if abs(other.height - row.height) <= _NEAR}) >= least
    }


def _is_number(row: _Row, number: int) -> bool:
    """Tell whether a row says nothing but which page this is."""
    found = _NUMBERED.fullmatch(row.text)
    return found is not None and row.apart and found["number"] == str(number)


def _numbers(text: str) -> list[int]:
    """Return the numbers that a running head may mean as its page's."""
    if (alone := _NUMBERED.fullmatch(text)) and alone["number"].isdecimal():
        return [int(alone["number"])]
    beside = _AT_AN_END.fullmatch(text)
    return [int(number) for number in beside.groups() if number] if beside else []


def _labels(printed: Iterable[Sequence[int]]) -> tuple[str, ...]:
    """Return the numbers of all pages, given what is printed on some of them."""
    pages = list(printed)
    firsts = Counter(
        number - at for at, numbers in enumerate(pages) for number in set(numbers)
    ).most_common(1)
    if not firsts or firsts[0][1] < max(_MANY, _MOST * len(pages)):
        return ()
    first = firsts[0][0]
    return tuple(str(first + at) if first + at > 0 else "" for at in range(len(pages)))
