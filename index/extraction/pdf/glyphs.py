"""Reads the glyphs of a PDF's pages with pdfium, which must not be used by two threads at once."""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from unicodedata import bidirectional

import pypdfium2  # type: ignore[import-untyped]  # ships no type hints
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # ships no type hints

from index.extraction.pdf.values import TOUCHING, Sheet, Word

_RAISED = 0.15  # of the font's size; glyphs that stand so much off the line are another word
_COVERED = 0.5  # of a page that a scan's picture covers at least
_HYPHENS = {"\x02": "-", "\ufffe": "-", "\u2010": "-", "\u2011": "-", "\xad": "-"}
_LIGATURES = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
    "\ufb05": "st", "\ufb06": "st",
}  # fmt: skip
_PRIVATE = range(0xE000, 0xF900)
_NAME_BYTES = 256
_BOLD = ("bold", "black", "heavy", "semibd", "demi")
_SKEW = 3  # degrees by which scanned lines may differ


@dataclass(frozen=True, slots=True)
class _Style:
    """What the glyphs of one text object have in common; `angle` is in whole degrees."""

    size: float
    bold: bool
    angle: int


@dataclass(frozen=True, slots=True)
class _Glyph:
    """A glyph; `left`, `right` and `base` in the direction of its text, blanks have no style."""

    text: str
    style: _Style | None
    left: float = 0.0
    right: float = 0.0
    base: float = 0.0


def sheet_of(page: pypdfium2.PdfPage, label: str) -> Sheet:
    """Return what stands on a page, less text that runs in another direction than most of it."""
    text = page.get_textpage()
    try:
        glyphs = list(_glyphs(text))
    finally:
        text.close()
    turn = _turn(glyphs)
    upright = [g for g in glyphs if g.style is None or _off(g.style.angle, turn) <= _SKEW]
    inked = [glyph for glyph in upright if glyph.style is not None]
    if _runs_leftwards(inked):
        upright = [replace(glyph, left=-glyph.right, right=-glyph.left) for glyph in upright]
    width, height = page.get_size()
    return Sheet(
        label=label,
        height=height,
        words=tuple(word for word in _words(upright) if not all(map(_is_unreadable, word.text))),
        unreadable=sum(_is_unreadable(glyph.text) for glyph in inked),
        glyphs=len(inked),
        pictured=_is_pictured(page, width * height),
    )


def _glyphs(text: pypdfium2.PdfTextPage) -> Iterator[_Glyph]:
    styles: dict[int, _Style] = {}
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    high = ""
    for at in range(text.count_chars()):
        letter = chr(pdfium.FPDFText_GetUnicode(text, at))
        if "\ud800" <= letter < "\udc00":  # a letter beyond U+FFFF comes in two halves
            high = letter
            continue
        if "\udc00" <= letter < "\ue000":
            letter = (high + letter).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        high = ""
        written = pdfium.FPDFText_GetTextObject(text, at)
        if letter.isspace() or not written:
            yield _Glyph(" ", None)
            continue
        key = ctypes.addressof(written.contents)
        if key not in styles:
            styles[key] = _style(text, at)
        style = styles[key]
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        pdfium.FPDFText_GetLooseCharBox(text, at, box)
        left, right, base = _turned(box, x.value, y.value, style.angle)
        letter = "\ufffd" if pdfium.FPDFText_HasUnicodeMapError(text, at) == 1 else letter
        letter = _HYPHENS.get(letter) or _LIGATURES.get(letter) or letter
        yield _Glyph(letter, style, left, right, base)


def _style(text: pypdfium2.PdfTextPage, at: int) -> _Style:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, at, matrix)
    size = pdfium.FPDFText_GetFontSize(text, at) * (math.hypot(matrix.c, matrix.d) or 1.0)
    angle = round(math.degrees(math.atan2(matrix.b, matrix.a))) % 360
    name = ctypes.create_string_buffer(_NAME_BYTES)
    length = pdfium.FPDFText_GetFontInfo(text, at, name, _NAME_BYTES, None)
    font = name.raw[: max(min(length, _NAME_BYTES) - 1, 0)].decode("utf-8", "replace").lower()
    return _Style(round(abs(size), 2) or 1.0, any(mark in font for mark in _BOLD), angle)


def _turned(box: pdfium.FS_RECTF, x: float, y: float, angle: int) -> tuple[float, float, float]:
    """Return a glyph's left, right and base as they are when the page is turned to be read."""
    match round(angle / 90) % 4 * 90:
        case 90:
            return box.bottom, box.top, -x
        case 180:
            return -box.right, -box.left, -y
        case 270:
            return -box.top, -box.bottom, x
        case _:
            return box.left, box.right, y


def _turn(glyphs: list[_Glyph]) -> int:
    """Return the direction of most of the text; watermarks and margin notes have another."""
    angles = Counter(glyph.style.angle for glyph in glyphs if glyph.style is not None)
    return angles.most_common(1)[0][0] if angles else 0


def _runs_leftwards(glyphs: list[_Glyph]) -> bool:
    """Tell whether most letters are Arabic, Hebrew or the like, whose pages are read mirrored."""
    directions = Counter(bidirectional(glyph.text[0]) for glyph in glyphs)
    return directions["R"] + directions["AL"] > directions["L"]


def _off(angle: int, other: int) -> int:
    return min((angle - other) % 360, (other - angle) % 360)


def _words(glyphs: list[_Glyph]) -> Iterator[Word]:
    run: list[_Glyph] = []
    glued = False
    for glyph in glyphs:
        if glyph.style is None:
            if run:
                yield _word(run, glued=glued)
            run, glued = [], False
        elif run and not _adjoin(run[-1], glyph):
            yield _word(run, glued=glued)
            run, glued = [glyph], True
        else:
            run.append(glyph)
    if run:
        yield _word(run, glued=glued)


def _adjoin(glyph: _Glyph, following: _Glyph) -> bool:
    before, after = glyph.style, following.style
    if before is None or after is None or abs(before.size - after.size) > _RAISED * before.size:
        return False
    gap = following.left - glyph.right
    level = abs(following.base - glyph.base) <= _RAISED * before.size
    return level and -before.size < gap <= TOUCHING * before.size and before.bold == after.bold


def _word(run: list[_Glyph], *, glued: bool) -> Word:
    style = run[0].style or _Style(1.0, bold=False, angle=0)
    return Word(
        text="".join(glyph.text for glyph in run),
        left=min(glyph.left for glyph in run),
        right=max(glyph.right for glyph in run),
        base=run[0].base,
        size=style.size,
        bold=style.bold,
        glued=glued,
    )


def _is_unreadable(text: str) -> bool:
    code = ord(text[0])
    return text == "\ufffd" or code in _PRIVATE or code < ord(" ")


def _is_pictured(page: pypdfium2.PdfPage, area: float) -> bool:
    covered = 0.0
    for picture in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = picture.get_bounds()
        covered += max(right - left, 0.0) * max(top - bottom, 0.0)
    return covered >= _COVERED * area
