"""Puts the lines of a PDF together to paragraphs, headings, lists, tables, notes and captions.

Where a paragraph begins is told as by readers: by an indent, by a wider gap, or because the line
above has ended its sentence with room to spare. What interrupts a paragraph at the foot of a page
or around a picture is put after it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from index.extraction.pdf.values import Line

Kind = Literal["prose", "item", "heading", "table", "note", "caption"]

_SAME_SIZE = 0.06
_LARGE = 1.08  # times the size of most text: a heading
_SMALL = 0.93  # times the size of most text: a footnote
_GAP = 1.3  # times the usual distance of lines: another paragraph
_INDENT = 0.7  # of the font's size
_DEEP = 8.0  # times the font's size; deeper is no paragraph's indent
_BLANK = 0.25  # of the font's size
_SHORT = 0.4  # of the column's width that a line leaves free whose paragraph surely ends
_ALIGNED = 4.0  # points
_HEADING_LETTERS = 200
_BOLD_LETTERS = 100
_HEADING_LINES = 4
_DEEPEST = 6
_STOP = re.compile(r"[.!?…:\u3002\uff01\uff1f][\"”’»“)\]」』\d]*\Z")
_FINAL = re.compile(r"[.!?:;,\u3002\uff01\uff1f\u3001\uff0c][\"”’»“)\]」』]*\Z")
_ITEM = re.compile(r"(?:[•·▪◦●■–—*\-\uf0b7]|\(?(?:\d{1,2}|[a-z])[.)])\s+\S")
_BULLET = re.compile(r"[•·▪◦●■\uf0b7]\s*")
_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)]\s")
_CAPTION = re.compile(
    r"(?:fig(?:ure|\.)?|table|tab\.|chart|box|abb(?:ildung|\.)|tabelle|grafik|figura|tabla|tableau"
    r"|gráfico)\s*\d+\s*[.:|–—-]",
    re.IGNORECASE,
)
_NOTE = re.compile(r"(?:\d{1,3}|[*†‡§]{1,3})[.)]?\s*\S")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together; `level` is a heading's, 1 for the outermost."""

    lines: tuple[Line, ...]
    kind: Kind
    level: int | None = None


def paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """Return the paragraphs of a text whose lines stand in reading order."""
    if not lines:
        return []
    body = body_size(lines)
    notes = _notes(lines, body)
    tabular = _tabular(lines)
    distances = _distances(lines)
    groups: list[list[int]] = []
    for at, line in enumerate(lines):
        previous = groups[-1] if groups else []
        alike = previous and _is_in(notes, previous[-1], at) and _is_in(tabular, previous[-1], at)
        if alike:
            above = [lines[number] for number in previous]
            below = lines[at + 1 : at + 2]
            of_table = at in tabular and above[-1].region == line.region
            if of_table or not _begins(above, line, below, distances):
                previous.append(at)
                continue
        groups.append([at])
    found = [
        Paragraph(tuple(lines[at] for at in group), "table")
        if group[0] in tabular
        else _paragraph([lines[at] for at in group], body, is_note=group[0] in notes)
        for group in groups
    ]
    return _levelled(_joined(_headings_joined(found)))


def body_size(lines: Sequence[Line]) -> float:
    """Return the size of most of the text."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0]


def _notes(lines: Sequence[Line], body: float) -> frozenset[int]:
    """Return which lines are footnotes: the small ones under a column's text."""
    columns: dict[int, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        columns[line.region].append(at)
    found: set[int] = set()
    for numbers in columns.values():
        small: list[int] = []
        for at in reversed(numbers):
            if lines[at].size > _SMALL * body:
                break
            small.append(at)
        if small and len(small) < len(numbers) and _NOTE.match(lines[small[-1]].text):
            found.update(small)
    return frozenset(found)


def _is_in(found: frozenset[int], number: int, other: int) -> bool:
    return (number in found) == (other in found)


def _tabular(lines: Sequence[Line]) -> frozenset[int]:
    """Return which lines are rows of tables, whose cells begin where a neighbour's do."""
    found: set[int] = set()
    for at, (line, following) in enumerate(pairwise(lines)):
        if line.region == following.region and _aligned(line, following):
            found |= {at, at + 1}
    return frozenset(found)


def _aligned(line: Line, other: Line) -> bool:
    return any(
        abs(stop - theirs) <= _ALIGNED for stop in line.stops[1:] for theirs in other.stops[1:]
    )


def _distances(lines: Sequence[Line]) -> dict[float, float]:
    """Return the usual distance of lines of each size."""
    seen: dict[float, Counter[float]] = defaultdict(Counter)
    for line, following in pairwise(lines):
        distance = line.base - following.base
        if line.region == following.region and _same_size(line, following) and distance > 0:
            seen[round(line.size)][round(distance * 2) / 2] += 1
    return {size: counted.most_common(1)[0][0] for size, counted in seen.items()}


def _same_size(line: Line, other: Line) -> bool:
    return abs(line.size - other.size) <= _SAME_SIZE * max(line.size, other.size)


def _begins(
    above: Sequence[Line], line: Line, below: Sequence[Line], distances: dict[float, float]
) -> bool:
    """Tell whether a line begins another paragraph than the lines above it."""
    last = above[-1]
    if line.region != last.region or not _same_size(last, line):
        return True
    distance = last.base - line.base
    usual = distances.get(round(line.size), 1.2 * line.size)
    if not 0 < distance <= max(_GAP * usual, 1.1 * line.size):
        return True
    if line.bold != last.bold and not line.text[:1].islower():
        return True
    if _BULLET.match(line.text) or _CAPTION.match(line.text):
        return True
    stopped = bool(_STOP.search(last.text))
    if _ITEM.match(line.text) and (stopped or _ITEM.match(above[0].text)):
        return True
    return _is_indented(above, line, below, stopped=stopped) or _has_room(
        last, line, stopped=stopped
    )


def _is_indented(
    above: Sequence[Line], line: Line, below: Sequence[Line], *, stopped: bool
) -> bool:
    """Tell whether a line begins further right or left than its paragraph would."""
    shift = line.left - above[-1].left
    if abs(shift) < _INDENT * line.size or abs(shift) > _DEEP * line.size:
        return False
    if shift < 0:
        # The second line of an indented paragraph goes back; a later one leaves a block or a list.
        return len(above) > 1
    if len(above) == 1 and below and abs(below[0].left - line.left) < _INDENT * line.size:
        # Two lines further in than the first: the first hangs out, as in a list of works.
        return stopped and below[0].region != line.region
    return stopped


def _has_room(last: Line, line: Line, *, stopped: bool) -> bool:
    """Tell whether the line above would have had room for this one's first word."""
    room = last.edges[1] - last.right
    if stopped:
        return room > line.first + _BLANK * line.size
    width = last.edges[1] - last.edges[0]
    return room > max(_SHORT * width, line.first) and not line.text[:1].islower()


def _paragraph(lines: Sequence[Line], body: float, *, is_note: bool) -> Paragraph:
    kind: Kind = "prose"
    text = " ".join(line.text for line in lines)
    if is_note:
        kind = "note"
    elif _CAPTION.match(text):
        kind = "caption"
    elif _is_heading(lines, text, body):
        kind = "heading"
    elif _BULLET.match(text) or _ITEM.match(text):
        kind = "item"
    return Paragraph(tuple(lines), kind)


def _is_heading(lines: Sequence[Line], text: str, body: float) -> bool:
    if not any(map(str.isalpha, text)) or len(lines) > _HEADING_LINES:
        return False
    if lines[0].size >= _LARGE * body:
        return len(text) <= _HEADING_LETTERS
    bold = all(line.bold for line in lines) and lines[0].size >= _SMALL * body
    return bold and len(text) <= _BOLD_LETTERS and not _FINAL.search(text)


def _headings_joined(found: Sequence[Paragraph]) -> list[Paragraph]:
    """Join the lines of one heading, whose distances may be wider than others."""
    kept: list[Paragraph] = []
    for paragraph in found:
        last = kept[-1] if kept else None
        if (
            last is not None
            and last.kind == paragraph.kind == "heading"
            and last.lines[-1].region == paragraph.lines[0].region
            and _same_size(last.lines[-1], paragraph.lines[0])
            and last.lines[-1].bold == paragraph.lines[0].bold
            and 0 < last.lines[-1].base - paragraph.lines[0].base <= 1.5 * last.lines[-1].size
            and len(last.lines) < _HEADING_LINES
        ):
            kept[-1] = replace(last, lines=last.lines + paragraph.lines)
        else:
            kept.append(paragraph)
    return kept


def _joined(found: Sequence[Paragraph]) -> list[Paragraph]:
    """Join the parts of paragraphs that a page's or a column's end or a picture divides."""
    indents = _uses_indents(found)
    kept: list[Paragraph] = []
    waiting: list[Paragraph] = []  # notes and captions since the last running text
    for paragraph in found:
        if paragraph.kind in {"note", "caption", "table"}:
            waiting.append(paragraph)
            continue
        last = kept[-1] if kept else None
        if last is not None and _goes_on(last, paragraph, indents=indents, over=bool(waiting)):
            kept[-1] = replace(last, lines=last.lines + paragraph.lines)
            continue
        kept += waiting
        waiting = []
        kept.append(paragraph)
    return kept + waiting


def _goes_on(last: Paragraph, paragraph: Paragraph, *, indents: bool, over: bool) -> bool:
    before, after = last.lines[-1], paragraph.lines[0]
    if last.kind not in {"prose", "item"} or paragraph.kind != "prose":
        return False
    if not _same_size(before, after):
        return False
    if before.region == after.region and not over:
        return False
    if before.bold != after.bold:
        return False
    if not _STOP.search(before.text):
        return after.text[:1].islower() or not _has_room(before, after, stopped=True)
    indented = after.left - after.edges[0] >= _INDENT * after.size
    full = not _has_room(before, after, stopped=True)
    return indents and full and not indented and not over


def _uses_indents(found: Sequence[Paragraph]) -> bool:
    """Tell whether paragraphs begin with an indent rather than with nothing."""
    prose = [paragraph for paragraph in found if paragraph.kind == "prose"]
    indented = [p for p in prose if p.lines[0].left - p.lines[0].edges[0] >= p.lines[0].size * 0.7]
    return len(indented) * 2 > len(prose)


def _levelled(found: Sequence[Paragraph]) -> list[Paragraph]:
    """Give the headings their levels by size, the bold ones of the text's size the last."""
    sizes = sorted({round(p.lines[0].size) for p in found if p.kind == "heading"}, reverse=True)
    return [
        replace(p, level=min(sizes.index(round(p.lines[0].size)) + 1, _DEEPEST))
        if p.kind == "heading"
        else p
        for p in found
    ]


def texts(paragraph: Paragraph) -> Iterator[str]:
    """Yield the lines of a paragraph as they are written, bullets as hyphens."""
    for number, line in enumerate(paragraph.lines):
        text = " | ".join(line.cells) if paragraph.kind == "table" else line.text
        if number == 0 and paragraph.kind == "item":
            text = _BULLET.sub("- ", text)
        yield text
