import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]  # ships no type hints
from reportlab.lib.pdfencrypt import (  # type: ignore[import-untyped]  # ships no type hints
    StandardEncryption,
)
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]  # ships no type hints
from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]  # ships no type hints
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]  # ships no type hints

from evals.pages import overlap
from index.errors import ExtractionError
from index.extraction.drafts import article_of
from index.extraction.extractor import ArticleExtractor, extract
from index.extraction.hyphens import Hyphens
from index.extraction.pdf.information import author_of, date_of, title_of
from index.extraction.pdf.parsing import parse
from index.models import ExtractedArticle, FetchedPage
from tests.index.extraction.papers import RAGGED, Drawn, Layout, coded, column, drawing, paper

SAMPLES = Path(__file__).parents[3] / "samples"
LAYOUTS = [
    Layout(indent=12),
    Layout(alignment=RAGGED),
    Layout(head="Chapter one"),
    Layout(columns=2, indent=12, head="The paper's own name"),
    Layout(columns=2, alignment=RAGGED, foot="Page {number} of 9"),
    Layout(columns=2, size=9, gutter=12, foot="- {number} -"),
    Layout(columns=3, indent=10),
    Layout(columns=3, alignment=RAGGED, head="A head"),
]
FIRST = (
    "The harbour wall had been built by the masons of three villages, who came every spring for "
    "eleven years and went home in autumn, as their fathers had done before them."
)
SECOND = (
    "Nobody wrote down their names, and when the wall was taken down nobody knew whom to tell, "
    "so the stones were simply numbered and carried to a field behind the church."
)
WORDS = [FIRST, SECOND, f"{SECOND} {FIRST}", f"{FIRST} {SECOND} {FIRST}"]


def read(content: bytes) -> ExtractedArticle:
    """Read a PDF in this process; other tests do so in one of its own."""
    return article_of(parse(content), fallback_title="Untitled", url=None)


def paragraphs(content: bytes) -> list[str]:
    return read(content).text.split("\n\n")


def samples() -> Iterator[ExtractedArticle]:
    for name in ("the-light-at-skarness.md", "seed-library.html"):
        yield extract(FetchedPage(content=(SAMPLES / name).read_bytes(), name=name))


def set_sample(sample: ExtractedArticle, layout: Layout) -> bytes:
    headings = {sample.text[heading.start : heading.end] for heading in sample.headings}
    blocks = [(block in headings, block) for block in sample.text.split("\n\n")]
    return paper(sample.title, blocks, layout)


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
def test_text_comes_back_as_it_was_set(layout: Layout) -> None:
    """Whatever the columns, heads and feet, next to every shingle and paragraph is as before."""
    for sample in samples():
        article = read(set_sample(sample, layout))
        shared = overlap(article.text, sample.text)
        assert 2 * shared.hits / (1 + shared.hits) >= 0.98
        kept = set(article.text.split("\n\n"))
        whole = [block for block in sample.text.split("\n\n") if block in kept]
        assert len(whole) >= 0.6 * len(sample.text.split("\n\n"))
        assert article.title == sample.title


async def test_a_pdf_is_read_whatever_it_is_called() -> None:
    """Bytes that begin like a PDF are one, announced as a web page; its pages are kept."""
    content = drawing([column(FIRST), column(SECOND)])
    page = FetchedPage(content=content, media_type="text/html", url="https://example.org/wall.pdf")
    article = await ArticleExtractor().extract(page)
    assert article.text == f"{FIRST}\n\n{SECOND}"
    assert article.url == page.url
    assert [(article.text[at.start :].split()[0], at.label) for at in article.pages] == [
        ("The", "1"),
        ("Nobody", "2"),
    ]


def test_a_paragraph_goes_on_on_the_next_page() -> None:
    """A sentence that a page's end divides is one again, and the page begins inside it."""
    words = f"{FIRST} {SECOND}"
    lines = column(words)
    first = [*lines[:3], Drawn(text="7", x=300, y=30)]
    second = [
        *(Drawn(text=line.text, x=72, y=line.y + 36) for line in lines[3:]),
        Drawn(text="8", x=300, y=30),
    ]
    article = read(drawing([first, second]))
    assert article.text == words
    begun = article.pages[1]
    assert article.text[begun.start :].startswith(lines[3].text)
    assert article.text[begun.start - 1] == " "


def test_footnotes_stand_after_the_paragraph_that_they_interrupt() -> None:
    """They stay whole and keep their own page."""
    lines = column(f"{FIRST} {SECOND}")
    note = Drawn(
        text="1 See the register of the parish, volume two, page ninety.", x=72, y=90, size=7
    )
    first = [*lines[:3], note]
    second = [Drawn(text=line.text, x=72, y=line.y + 36) for line in lines[3:]]
    article = read(drawing([first, second]))
    assert article.text == f"{FIRST} {SECOND}\n\n{note.text}"
    assert [page.label for page in article.pages] == ["1", "2", "1"]


def test_words_divided_at_line_ends_are_joined() -> None:
    """Hyphens of division go, hyphens of the word stay."""
    hyphens = Hyphens(["The example of the state and the state of the art", "a sun-dried fruit"])
    cases = {
        ("an exam-", "ple of it"): None,
        ("a well-", "known man"): "",
        ("the sun-", "dried fruit"): "",
        ("thirty-", "one years"): "",
        ("Mary Smith-", "Jones came"): "",
        ("from 1998-", "2004 they"): "",
        ("the wall", "was built"): " ",
    }
    assert {lines: hyphens.joint(*lines) for lines in cases} == cases
    german = Hyphens(["Der Hafen und die Mauer und das Haus am Ende der Welt, die Haus Tür"])
    assert german.joint("die Haus-", "tür") is None


def test_words_on_their_side_are_dropped() -> None:
    """Watermarks across a page and stamps at its margin aren't part of the text."""
    stamp = Drawn(text="Preprint 1234.5678", x=30, y=300, turned=90)
    mark = Drawn(text="DRAFT", x=200, y=300, size=80, turned=45)
    assert paragraphs(drawing([[*column(FIRST), mark, stamp]])) == [FIRST]


def test_a_page_turned_sideways_is_read() -> None:
    """Where most of a page's text runs upwards, upwards is how it is read."""
    lines = [Drawn(text=line.text, x=400 - line.y / 2, y=72, turned=90) for line in column(FIRST)]
    assert paragraphs(drawing([lines])) == [FIRST]


def test_scripts_that_run_leftwards_are_read_so() -> None:
    """Hebrew is drawn from the left in files, but begins on the right."""
    first, second = "החומה נבנתה על ידי הבנאים של שלושה כפרים", "שבאו בכל אביב וחזרו הביתה בסתיו"
    drawn = [(first[::-1], 72.0), (second[::-1], 72.0 + 6 * (len(first) - len(second)))]
    assert paragraphs(coded(drawn)) == [f"{first} {second}"]


def test_lines_of_chinese_are_joined_without_blanks() -> None:
    """Where words have none between them, the end of a line doesn't make one."""
    text = "这座桥关闭了十一年没有人知道谁来赔偿损失镇政府可以支付但是他们不愿意过河的渡船总是晚点"
    assert paragraphs(coded([(text[:30], 72.0), (text[30:], 72.0)])) == [text]


def test_marks_of_footnotes_are_dropped() -> None:
    """A small raised number after a word refers to a note and isn't said."""
    lines = [
        Drawn(text="The wall was built by masons", x=72, y=700),
        Drawn(text="12", x=190.5, y=704, size=6),
        Drawn(text="from the villages in the hills", x=200, y=700),
    ]
    assert paragraphs(drawing([lines])) == [
        "The wall was built by masons from the villages in the hills"
    ]


def test_rows_of_tables_stay_rows() -> None:
    """The cells of a row stand on one line, parted by bars."""
    rows = [("Year", "Ships lost", "Lives"), ("1861", "fourteen", "203"), ("1862", "six", "41")]
    table = [
        Drawn(text=cell, x=72 + 120 * at, y=600 - 14 * number)
        for number, row in enumerate(rows)
        for at, cell in enumerate(row)
    ]
    assert paragraphs(drawing([[*column(FIRST), *table]])) == [
        FIRST,
        "Year | Ships lost | Lives\n1861 | fourteen | 203\n1862 | six | 41",
    ]


def test_a_table_of_contents_is_left_out() -> None:
    """Lines that lead to a page by dots say nothing."""
    contents = [
        Drawn(text=f"{name} {'. ' * 30}{page}", x=72, y=640 - 12 * page)
        for page, name in enumerate(["Stones", "Masons"], start=1)
    ]
    assert paragraphs(drawing([[*column(FIRST), *contents]])) == [FIRST]


def test_lists_and_headings_are_told() -> None:
    """Bullets become hyphens; larger lines are headings over what follows."""
    title = Drawn(text="The wall", x=72, y=760, size=20, font="Times-Bold")
    heading = Drawn(text="What was left", x=72, y=640, size=14, font="Times-Bold")
    items = [
        Drawn(text=f"\u2022 {item}", x=80, y=600 - 14 * number)
        for number, item in enumerate(["some stones", "a drawing", "two letters"])
    ]
    article = read(drawing([[title, *column(FIRST), heading, *items]]))
    assert "- some stones\n- a drawing\n- two letters" in article.text.split("\n\n")
    (found,) = article.headings
    assert article.text[found.start : found.end] == heading.text


def test_page_numbers_that_are_printed_are_kept() -> None:
    """A reprint that begins on page 345 is cited so, and the numbers leave the text."""
    pages = [
        [
            *column(WORDS[number % 4]),
            Drawn(text=f"Annals {number}", x=72, y=800),
        ]
        for number in range(345, 349)
    ]
    article = read(drawing(pages))
    assert [page.label for page in article.pages] == ["345", "346", "347", "348"]
    assert "Annals" not in article.text


def test_page_labels_of_the_file_are_kept() -> None:
    """Pages are called what the file calls them: a preface in Roman numbers."""
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4)
    canvas.addPageLabel(0, "ROMAN_LOWER", 1)
    canvas.addPageLabel(2, "ARABIC", 1)
    for words in WORDS[:3]:
        for line in column(words):
            canvas.drawString(line.x, line.y, line.text)
        canvas.showPage()
    canvas.save()
    assert [page.label for page in read(written.getvalue()).pages] == ["i", "ii", "1"]


def test_the_information_dictionary_is_believed_where_it_is_plausible() -> None:
    """Names of files, programs and accounts aren't titles and authors."""
    content = paper(
        "Of walls", [(False, FIRST)], Layout(), title="Microsoft Word - w.doc", author="Ada Okafor"
    )
    article = read(content)
    assert (article.title, article.author) == ("Of walls", "Ada Okafor")
    assert title_of("The Wall at Vell") == "The Wall at Vell"
    for junk in ("untitled", "paper_final.pdf", "untitled document", "x", "Document1", "12345678"):
        assert title_of(junk) is None
    for junk in ("Administrator", "LaTeX with hyperref", "jdoe", "a@example.org"):
        assert author_of(junk) is None
    assert date_of("D:20240131120000+01'00'") == "2024-01-31"
    assert [date_of(day) for day in ("D:19700101", "D:2024", "", "D:20241399")] == [None] * 4


def pictures() -> bytes:
    """Return a scan: pages that are pictures."""
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4)
    width, height = A4
    for _ in range(2):
        canvas.drawInlineImage(_grey(), 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def _grey() -> object:
    from PIL import Image

    return Image.new("L", (8, 8), 200)


def locked() -> bytes:
    written = io.BytesIO()
    canvas = Canvas(written, encrypt=StandardEncryption("secret", strength=128))
    canvas.drawString(72, 700, FIRST)
    canvas.save()
    return written.getvalue()


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (pictures(), "extract-scanned"),
        (locked(), "extract-locked"),
        (b"%PDF-1.7\nnothing else", "extract-damaged"),
        (drawing([[]]), "extract-none"),
    ],
)
def test_what_cannot_be_read_is_refused(content: bytes, key: str) -> None:
    """Scans, locked, damaged and empty files get a sentence each that names them."""
    with pytest.raises(ExtractionError, match=r"walls\.pdf.*\.\Z") as raised:
        extract(FetchedPage(content=content, name="walls.pdf"))
    assert raised.value.key == key


def test_fonts_without_letters_are_refused() -> None:
    """A file whose glyphs are nobody's letters isn't stored as gibberish."""
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    lines = [replace(line, font="Vera") for line in column("ŁŃŚŹĄĘĆ łńśźąęć " * 9)]
    content = drawing([lines]).replace(b"/ToUnicode", b"/ToNobody_")
    assert b"/ToNobody_" in content
    with pytest.raises(ExtractionError) as raised:
        extract(FetchedPage(content=content, name="walls.pdf"))
    assert raised.value.key == "extract-unmapped"
