"""Makes PDFs of known text, laid out as papers, reports and newspapers are."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]  # ships no type hints
from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]  # no type hints
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]  # ships no type hints
from reportlab.platypus import (  # type: ignore[import-untyped]  # ships no type hints
    BaseDocTemplate,
    Frame,
    FrameBreak,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
)

JUSTIFIED, RAGGED = 4, 0
_MARGIN = 60
_TITLE_HEIGHT = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a paper is set.

    Attributes:
        head: runs over every other page; "" for none.
        foot: what stands under each page, with its number.
        indent: of a paragraph's first line; paragraphs with none have a gap between them.
    """

    columns: int = 1
    size: float = 10
    gutter: float = 18
    alignment: int = JUSTIFIED
    indent: float = 0
    head: str = ""
    foot: str = "{number}"


def paper(
    over: str, paragraphs: Sequence[tuple[bool, str]], layout: Layout, **information: str
) -> bytes:
    """Return a PDF of paragraphs under a title.

    Args:
        over: the title.
        paragraphs: each with whether it is a heading.
        layout: how they are set.
        information: what the file says of itself.
    """
    width, height = A4
    column = (width - 2 * _MARGIN - (layout.columns - 1) * layout.gutter) / layout.columns

    def frames(taken: float) -> list[Frame]:
        return [
            Frame(
                _MARGIN + number * (column + layout.gutter), _MARGIN, column,
                height - 2 * _MARGIN - taken, 0, 0, 0, 0,
            )
            for number in range(layout.columns)
        ]  # fmt: skip

    def furnish(canvas: Canvas, template: BaseDocTemplate) -> None:
        canvas.setFont("Times-Italic", 8)
        head = layout.head if template.page % 2 else layout.head and "Annals of Footnotes"
        canvas.drawString(_MARGIN, height - 40, head)
        canvas.drawCentredString(width / 2, 30, layout.foot.format(number=template.page))

    written = io.BytesIO()
    template = BaseDocTemplate(written, pagesize=A4, **information)
    top = Frame(
        _MARGIN, height - _MARGIN - _TITLE_HEIGHT, width - 2 * _MARGIN, _TITLE_HEIGHT, 0, 0, 0, 0
    )
    template.addPageTemplates([
        PageTemplate("first", [top, *frames(_TITLE_HEIGHT)], onPage=furnish),
        PageTemplate("later", frames(0), onPage=furnish),
    ])  # fmt: skip
    size = layout.size
    styles = {
        False: ParagraphStyle(
            "text", fontName="Times-Roman", fontSize=size, leading=1.2 * size,
            alignment=layout.alignment, firstLineIndent=layout.indent,
            spaceAfter=0 if layout.indent else 0.5 * size, embeddedHyphenation=1,
        ),
        True: ParagraphStyle(
            "heading", fontName="Times-Bold", fontSize=1.2 * size, leading=1.5 * size,
            spaceBefore=0.8 * size, spaceAfter=0.4 * size,
        ),
    }  # fmt: skip
    over_all = ParagraphStyle("title", fontName="Times-Bold", fontSize=20, leading=24, alignment=1)
    story = [NextPageTemplate("later"), Paragraph(escape(over), over_all), FrameBreak()]
    story += [Paragraph(escape(text), styles[heading]) for heading, text in paragraphs]
    template.build(story)
    return written.getvalue()


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Words at a place on a page."""

    text: str
    x: float
    y: float
    size: float = 10
    font: str = "Times-Roman"
    turned: float = 0


def drawing(pages: Sequence[Sequence[Drawn]]) -> bytes:
    """Return a PDF of pages on which words stand where they are said to."""
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4)
    for page in pages:
        for words in page:
            canvas.saveState()
            canvas.translate(words.x, words.y)
            canvas.rotate(words.turned)
            canvas.setFont(words.font, words.size)
            canvas.drawString(0, 0, words.text)
            canvas.restoreState()
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def column(text: str, *, width: int = 70, x: float = 72, y: float = 700) -> list[Drawn]:
    """Return a paragraph whose lines break before `width` characters."""
    lines: list[str] = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [Drawn(text=line, x=x, y=y - 12 * number) for number, line in enumerate(lines)]


def coded(lines: Sequence[tuple[str, float]]) -> bytes:
    """Return a PDF of lines and their left ends whose font says itself which letters it has.

    The standard fonts have Latin letters only; here their glyphs stand for those of any script.
    """
    letters = sorted({letter for line, _ in lines for letter in line} - {" "})
    codes = {" ": " "} | {letter: chr(ord("@") + at) for at, letter in enumerate(letters, start=1)}
    mapping = "\n".join(f"<{ord(codes[letter]):02x}> <{ord(letter):04x}>" for letter in letters)
    unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(letters)} beginbfchar\n{mapping}\nendbfchar\nendcmap end end"
    )
    drawn = "\n".join(
        f"BT /F 10 Tf {left} {700 - 12 * number} Td "
        f"<{''.join(codes[letter] for letter in line).encode().hex()}> Tj ET"
        for number, (line, left) in enumerate(lines)
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F 5 0 R >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /ToUnicode 6 0 R >>",
        f"<< /Length {len(unicode)} >>\nstream\n{unicode}\nendstream",
    ]
    written = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(written))
        written += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        written
        + (
            f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}"
            f"trailer << /Size {len(places) + 1} /Root 1 0 R >>\nstartxref\n{len(written)}\n%%EOF"
        ).encode()
    )
