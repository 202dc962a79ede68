"""Puts words that stand side by side together, into segments and into the lines of a column."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from index.extraction.blocks import tidy
from index.extraction.hyphens import is_dense
from index.extraction.pdf.values import Line, Segment, Word, text_of

GUTTER = 0.8  # of the font's size; words with a wider gap may stand in different columns
_CELL = 1.4  # of the font's size; a gap this wide inside a line may part a table's cells,
_WIDE = 2.5  # and surely if it is this wide
_STRETCH = 2.5  # or so many times as wide as another gap of the line
_LEVEL = 0.4  # of the font's size; raised and lowered words still belong to the line
_OVERLAP = 0.4  # of the font's size
_NOTE_SIZE = 0.85  # of the line's size; marks of footnotes are smaller
_NOTE_RISE = 0.15
_NOTE_MARK = re.compile(r"(?:\d{1,3}(?:[,–-]\d{1,3})*|[*†‡§¶]{1,3})\Z")
_BEFORE_NOTE = re.compile(r"(?:[^\W\d_]{3,}|[.,;:!?\"”’»“)\]])\Z")


def segments(words: Sequence[Word]) -> list[Segment]:
    """Return the segments that words form, in whatever order the file draws them."""
    runs: list[list[Word]] = []
    for word in words:
        if runs and _follows(runs[-1][-1], word):
            runs[-1].append(word)
        else:
            runs.append([word])
    return _joined([_segment(run) for run in runs])


def line_of(
    found: Sequence[Segment], *, sheet: int, region: int, edges: tuple[float, float]
) -> Line:
    """Return the line that segments of one height in one column form."""
    ordered = sorted(found, key=lambda segment: segment.left)
    words = [word for segment in ordered for word in segment.words]
    size = _usual((word.size, len(word.text)) for word in words)
    cells = [
        (text, cell[0].left)
        for cell in _cells(_without_note_marks(words, size), size)
        if (text := tidy(text_of(cell)).replace("\n", " "))
    ]
    return Line(
        text=" ".join(text for text, _ in cells),
        cells=tuple(text for text, _ in cells),
        stops=tuple(left for _, left in cells),
        left=ordered[0].left,
        right=max(segment.right for segment in ordered),
        base=_usual((word.base, len(word.text)) for word in words),
        size=size,
        bold=all(word.bold for word in words),
        first=size if is_dense(words[0].text[:1]) else words[0].right - words[0].left,
        sheet=sheet,
        region=region,
        edges=edges,
    )


def _cells(words: Sequence[Word], size: float) -> Iterator[list[Word]]:
    """Yield the parts of a line between gaps that are wider than a justified line's."""
    gaps = [following.left - word.right for word, following in pairwise(words)]
    usual = min((gap for gap in gaps if gap > 0), default=0.0)
    cell = list(words[:1])
    for word, gap in zip(words[1:], gaps, strict=True):
        if gap > _CELL * size and (gap > _WIDE * size or gap > _STRETCH * usual):
            yield cell
            cell = []
        cell.append(word)
    if cell:
        yield cell


def rows(found: Iterable[Segment]) -> list[list[Segment]]:
    """Return the segments that stand at one height together, from the top."""
    together: list[list[Segment]] = []
    for segment in sorted(found, key=lambda segment: -segment.base):
        if together and _level(together[-1][0], segment):
            together[-1].append(segment)
        else:
            together.append([segment])
    return together


def _level(segment: Segment, other: Segment) -> bool:
    return abs(segment.base - other.base) <= _LEVEL * max(segment.size, other.size)


def _follows(word: Word, following: Word) -> bool:
    size = max(word.size, following.size)
    gap = following.left - word.right
    return (
        abs(following.base - word.base) <= _LEVEL * size
        and -_OVERLAP * size <= gap <= GUTTER * size
    )


def _segment(words: Sequence[Word]) -> Segment:
    return Segment(
        words=tuple(words),
        left=min(word.left for word in words),
        right=max(word.right for word in words),
        base=_usual((word.base, len(word.text)) for word in words),
        size=_usual((word.size, len(word.text)) for word in words),
    )


def _usual(values: Iterable[tuple[float, int]]) -> float:
    """Return the value with the most weight."""
    weights: Counter[float] = Counter()
    for value, weight in values:
        weights[value] += weight
    return weights.most_common(1)[0][0]


def _joined(found: list[Segment]) -> list[Segment]:
    """Join segments that touch though the file draws them apart."""
    kept: list[Segment] = []
    for row in rows(found):
        line: list[Segment] = []
        for segment in sorted(row, key=lambda segment: segment.left):
            if line and _follows(line[-1].words[-1], segment.words[0]):
                line[-1] = _segment([*line[-1].words, *segment.words])
            else:
                line.append(segment)
        kept.extend(line)
    return kept


def _without_note_marks(words: Sequence[Word], size: float) -> list[Word]:
    """Drop the small raised numbers after words, which refer to footnotes."""
    base = median(word.base for word in words)
    kept: list[Word] = []
    for word in words:
        raised = word.size <= _NOTE_SIZE * size and word.base >= base + _NOTE_RISE * size
        if raised and kept and _NOTE_MARK.match(word.text) and _BEFORE_NOTE.search(kept[-1].text):
            continue
        kept.append(word)
    return kept
