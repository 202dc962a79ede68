"""The order in which the columns of a page are read.

A column's lines begin at one height each and at the same left edge. So an edge at which many
segments begin, with text on its left that ends before it, is the edge of a column; a segment that
reaches over the gap before it, such as a title, is read between what is above and below it. This is
the idea of the recursive X-Y cut (Nagy and Seth, Hierarchical representation of optically scanned
documents, ICPR 1984) with edges instead of empty stripes, since something always reaches over.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from index.extraction.pdf.segments import rows
from index.extraction.pdf.values import Segment

_NEAR = 3.0  # points by which the beginnings of a column's lines may differ
_LINES = 4  # that stand beside each other at least
_BEGINNING = 0.4  # of the lines beside a column that begin at its edge at least
_LETTERS = 12  # in the median line at least; less is a table
_FILLED = 0.5  # of a column's width that its median line fills; less is a table
_OVER = 0.06  # of the width of the text; what reaches so far to both sides is read on its own
_LARGE = 1.15  # times the size of most segments
_MOST_COLUMNS = 4


def edges(segments: Sequence[Segment]) -> tuple[float, ...]:
    """Return the left edges of the columns after the first one, from the left."""
    found: list[float] = []
    rest = list(segments)
    while len(found) < _MOST_COLUMNS - 1:
        edge = next((edge for edge in _candidates(rest) if _parts(rest, edge)), None)
        if edge is None:
            break
        found.append(edge)
        rest = [segment for segment in rest if segment.left >= edge - _NEAR]
    return tuple(found)


def regions(segments: Sequence[Segment], found: Sequence[float]) -> Iterator[list[Segment]]:
    """Yield the parts of a page that are read one after the other.

    Args:
        segments: what stands on the page.
        found: the left edges of its columns after the first one.
    """
    if not found:
        if segments:
            yield list(segments)
        return
    edge = found[0]
    for over, band in _bands(segments, edge):
        left = [segment for segment in band if _middle(segment) < edge]
        right = [segment for segment in band if _middle(segment) >= edge]
        if over or not left or not right:
            yield from regions(band, () if over else found[1:])
        else:
            yield left
            yield from regions(right, found[1:])


def known(all_edges: Iterable[Sequence[float]]) -> tuple[float, ...]:
    """Return the edges of the columns of most pages that have any, for those with few lines."""
    counted = Counter(tuple(round(edge) for edge in found) for found in all_edges if found)
    return tuple(map(float, counted.most_common(1)[0][0])) if counted else ()


def fitting(segments: Sequence[Segment], usual: Sequence[float]) -> tuple[float, ...]:
    """Return those of the usual edges that something begins at, with something beside it."""
    return tuple(
        edge
        for edge in usual
        if any(abs(segment.left - edge) <= _NEAR for segment in segments)
        and any(segment.right < edge for segment in segments)
    )


def _candidates(segments: Sequence[Segment]) -> list[float]:
    """Return edges at which enough segments begin, from the left."""
    begins = Counter(round(segment.left) for segment in segments)
    enough = [
        edge
        for edge in sorted(begins)
        if sum(begins[edge + off] for off in range(-2, 3)) >= _LINES
        and begins[edge] >= max(begins[edge + off] for off in (-2, -1, 1, 2))
    ]
    return [float(edge) for edge in enough[1:]] if enough else []


def _parts(segments: Sequence[Segment], edge: float) -> bool:
    """Tell whether an edge parts two columns of prose in some band of the page."""
    for over, band in _bands(segments, edge):
        if over:
            continue
        left = [segment for segment in band if _middle(segment) < edge]
        begin = [segment for segment in band if abs(segment.left - edge) <= _NEAR]
        if len(begin) < _LINES:
            continue
        low, high = begin[-1].base - _NEAR, begin[0].base + _NEAR
        beside = [segment for segment in left if low <= segment.base <= high]
        right = [s for s in band if s.left >= edge - _NEAR and low <= s.base <= high]
        lines = rows(beside)
        if len(lines) < _LINES or len(begin) < _BEGINNING * len(lines):
            continue
        if _letters(lines) >= _LETTERS and _letters(rows(right)) >= _LETTERS and _fill(lines):
            return True
    return False


def _letters(lines: Sequence[Sequence[Segment]]) -> float:
    return median(sum(len(segment.text) for segment in line) for line in lines)


def _fill(lines: Sequence[Sequence[Segment]]) -> bool:
    """Tell whether lines, which wide blanks may have taken apart, fill their column."""
    ends = [(min(s.left for s in line), max(s.right for s in line)) for line in lines]
    widest = max(right for _, right in ends) - min(left for left, _ in ends)
    return median(right - left for left, right in ends) >= _FILLED * widest


def _bands(segments: Sequence[Segment], edge: float) -> Iterator[tuple[bool, list[Segment]]]:
    """Yield stripes of the page from the top, and whether they reach over the edge."""
    width = max(s.right for s in segments) - min(s.left for s in segments) if segments else 0.0
    large = _LARGE * median(s.size for s in segments) if segments else 0.0
    band: list[Segment] = []
    before = top = True
    for segment in sorted(segments, key=lambda segment: -segment.base):
        reach = min(edge - segment.left, segment.right - edge)
        top = top and segment.size >= large  # a title, though it may be a short one
        over = top or reach > _OVER * width
        if band and over != before:
            yield before, band
            band = []
        band.append(segment)
        before = over
    if band:
        yield before, band


def _middle(segment: Segment) -> float:
    return (segment.left + segment.right) / 2
