"""From a PDF's bytes to the blocks of an article."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean
from unicodedata import category

import pypdfium2  # type: ignore[import-untyped]  # ships no type hints
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # ships no type hints

from index.extraction.blocks import Block, tidy
from index.extraction.boilerplate import is_furniture
from index.extraction.drafts import Draft
from index.extraction.hyphens import Hyphens
from index.extraction.pdf import columns, information
from index.extraction.pdf.glyphs import sheet_of
from index.extraction.pdf.paragraphs import Paragraph, body_size, paragraphs, texts
from index.extraction.pdf.running_heads import without_running_heads
from index.extraction.pdf.segments import line_of, rows, segments
from index.extraction.pdf.values import Line, Segment, Sheet
from index.extraction.unreadable import Unreadable
from index.models import PageStart

MOST_PAGES = 3_000
_SCANNED_GLYPHS = 40  # on the average page at most; a scan has none, or a stamp
_UNREADABLE = 0.15  # of the glyphs at most
_ODD = 0.6  # of the glyphs that are no letters or figures at most; more is a code of its own
_OF_CONTENTS = re.compile(r"(?:\s?[.·…]){6,}\s*(?:\d{1,4}|[ivxlc]{1,7})?\Z")  # dots up to a page
_TITLE_SIZE = 1.15  # times the size of most text
_NO_TITLE = re.compile(
    r"(?:\d+(?:\.\d+)*\.?\s)?(?:(?:table of )?contents|abstract|introduction|summary"
    r"|inhalt(?:sverzeichnis)?|einleitung|zusammenfassung|índice|resumen|introducción|sommaire)\W*",
    re.IGNORECASE,
)
_TITLE_LETTERS = 300
_TITLE_AMONG = 6  # paragraphs at the beginning


def parse(content: bytes) -> Draft:
    """Return the blocks of a PDF in reading order, with its pages and what it says of itself.

    No two threads of a process may do this at once.

    Raises:
        Unreadable: it is locked, damaged, too long, a scan, or has no letters in it.
    """
    try:
        book = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}
        raise Unreadable("locked" if locked else "damaged") from error
    try:
        if len(book) > MOST_PAGES:
            raise Unreadable("long")
        sheets = [_sheet(book, number) for number in range(len(book))]
        about = {key: book.get_metadata_value(key) for key in ("Title", "Author", "CreationDate")}
    except pypdfium2.PdfiumError as error:
        raise Unreadable("damaged") from error
    finally:
        book.close()
    _check(sheets)
    return _draft(sheets, about)


def _sheet(book: pypdfium2.PdfDocument, number: int) -> Sheet:
    page = book[number]
    try:
        return sheet_of(page, book.get_page_label(number).strip())
    finally:
        page.close()


def _check(sheets: Sequence[Sheet]) -> None:
    """Refuse pages of pictures, and of glyphs without letters."""
    glyphs = sum(sheet.glyphs for sheet in sheets)
    pictured = sum(sheet.pictured for sheet in sheets)
    if fmean(sheet.glyphs for sheet in sheets) <= _SCANNED_GLYPHS and 2 * pictured >= len(sheets):
        raise Unreadable("scanned")
    written = "".join(word.text for sheet in sheets for word in sheet.words)
    odd = sum(category(letter)[0] not in "LMN" for letter in written) > _ODD * len(written)
    if sum(sheet.unreadable for sheet in sheets) > _UNREADABLE * glyphs or odd:
        raise Unreadable("unmapped")


@dataclass(frozen=True, slots=True)
class _Text:
    """Blocks made of paragraphs, so far."""

    blocks: list[Block]
    labels: Sequence[str]
    hyphens: Hyphens


def _draft(sheets: Sequence[Sheet], about: dict[str, str]) -> Draft:
    lines, printed = _lines(sheets)
    found = paragraphs(lines)
    blocks = _blocks(found, _labels(sheets, printed), Hyphens(line.text for line in lines))
    kept = [block for block in blocks if block.text and not is_furniture(block.text)]
    return Draft(
        blocks=tuple(kept),
        title=information.title_of(about["Title"]) or _title(found, lines),
        author=information.author_of(about["Author"]),
        published=information.date_of(about["CreationDate"]),
    )


def _labels(sheets: Sequence[Sheet], printed: Sequence[str]) -> list[str]:
    """Return what each page is called: in the file, else in print, else its number."""
    named = len({sheet.label for sheet in sheets if sheet.label}) == len(sheets) and any(
        sheet.label != str(number) for number, sheet in enumerate(sheets, start=1)
    )
    said = [sheet.label for sheet in sheets] if named else (printed or [""] * len(sheets))
    return [label or str(number) for number, label in enumerate(said, start=1)]


def _lines(sheets: Sequence[Sheet]) -> tuple[list[Line], tuple[str, ...]]:
    """Return the lines of all pages in reading order, and the numbers printed on the pages."""
    pages, printed = without_running_heads([segments(sheet.words) for sheet in sheets])
    edges = [columns.edges(page) for page in pages]
    usual = columns.known(edges)
    lines: list[Line] = []
    region = 0
    for number, page in enumerate(pages):
        for part in columns.regions(page, edges[number] or columns.fitting(page, usual)):
            lines += _column(part, number, region)
            region += 1
    return lines, printed


def _column(part: Sequence[Segment], sheet: int, region: int) -> Iterator[Line]:
    ends = (min(segment.left for segment in part), max(segment.right for segment in part))
    for row in rows(part):
        line = line_of(row, sheet=sheet, region=region, edges=ends)
        if line.text and not _OF_CONTENTS.search(line.text):
            yield line


def _title(found: Sequence[Paragraph], lines: Sequence[Line]) -> str | None:
    """Return the largest heading at the beginning of the first page."""
    large = [
        paragraph
        for paragraph in found[:_TITLE_AMONG]
        if paragraph.kind == "heading"
        and paragraph.lines[0].sheet == 0
        and not _NO_TITLE.fullmatch(paragraph.lines[0].text)
        and paragraph.lines[0].size >= _TITLE_SIZE * body_size(lines)
    ]
    if not large:
        return None
    largest = max(large, key=lambda paragraph: round(paragraph.lines[0].size))
    title = " ".join(texts(largest))
    return title if len(title) <= _TITLE_LETTERS else None


def _blocks(found: Sequence[Paragraph], labels: Sequence[str], hyphens: Hyphens) -> Iterator[Block]:
    """Yield the paragraphs' texts; a page begins in the first one that stands on it."""
    sheet: int | None = None
    last: Paragraph | None = None
    text, pages = "", list[PageStart]()
    for paragraph in found:
        listed = last is not None and last.kind == paragraph.kind == "item"
        if last is not None and not listed:
            yield Block(text=text, level=last.level, pages=tuple(pages))
            text, pages = "", []
        for number, (line, said) in enumerate(zip(paragraph.lines, texts(paragraph), strict=True)):
            said = tidy(said)
            if text:
                between = "\n" if number == 0 or paragraph.kind == "table" else None
                text, between = _before(text, said, between, hyphens)
                text += between
            if line.sheet != sheet:
                pages.append(
                    PageStart(start=len(text), label=labels[line.sheet], number=line.sheet + 1)
                )
                sheet = line.sheet
            text += said
        last = paragraph
    if last is not None:
        yield Block(text=text, level=last.level, pages=tuple(pages))


def _before(text: str, said: str, between: str | None, hyphens: Hyphens) -> tuple[str, str]:
    """Return a text less the hyphen of its last line, and what comes before the next one."""
    if between is not None:
        return text, between
    joint = hyphens.joint(text, said)
    return (text[:-1], "") if joint is None else (text, joint)
