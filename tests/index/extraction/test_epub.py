import io
import zipfile

import pytest

from index.errors import ExtractionError
from index.extraction.extractor import extract
from index.models import ExtractedArticle, FetchedPage

FIRST = (
    "The harbour wall had been built by the masons of three villages, who came every spring for "
    "eleven years and went home in autumn."
)
SECOND = "Nobody wrote down their names, and when the wall was taken down nobody knew whom to tell."
CONTAINER = (
    "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles>"
    "<rootfile full-path='OEBPS/book.opf' media-type='application/oebps-package+xml'/>"
    "</rootfiles></container>"
)
CHAPTERS = {
    "cover.xhtml": "<p>The wall</p><img src='cover.jpg'/>",
    "nav.xhtml": "<nav epub:type='toc'><ol><li><a href='one.xhtml'>One</a></li></ol></nav>",
    "rights.xhtml": "<section epub:type='copyright-page'><p>All rights reserved.</p></section>",
    "one.xhtml": "<h1>Who built it</h1><p>" + FIRST.replace(
        "for eleven",
        "<a epub:type='noteref' href='#n1'>1</a>for "
        "<span epub:type='pagebreak' id='p12' title='12'/>eleven",
    ) + "</p><ul><li>basalt</li><li>lime&nbsp;and&shy; sand</li></ul>",
    "two%20b.xhtml": (
        "<div epub:type='pagebreak' title='13'/><h2>What was left</h2>"
        f"<blockquote><p>{SECOND}</p></blockquote>"
        "<table><tr><th>Year</th><th>Ships</th></tr><tr><td>1861</td><td>14</td></tr></table>"
        "<p>Roses are red,<br/>walls are grey.</p><script>alert(1)</script>"
    ),
}  # fmt: skip


def book(changed: dict[str, str] | None = None, *, order: tuple[str, ...] = ()) -> bytes:
    """Return an EPUB of these chapters."""
    items, spine = "", ""
    for number, href in enumerate(order or CHAPTERS):
        properties = " properties='nav'" if href == "nav.xhtml" else ""
        items += (
            f"<item id='i{number}' href='{href}' media-type='application/xhtml+xml'{properties}/>"
        )
        spine += f"<itemref idref='i{number}'/>"
    members = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": (
            "<?xml version='1.0' encoding='utf-8'?><package xmlns='http://www.idpf.org/2007/opf'>"
            "<metadata xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>The wall</dc:title>"
            "<dc:creator>Ada Okafor</dc:creator><dc:creator>Ben Li</dc:creator>"
            "<dc:date>2024-01-31T00:00:00Z</dc:date><dc:language>en-GB</dc:language></metadata>"
            f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
        ),
        **{
            f"OEBPS/{href.replace('%20', ' ')}": (
                "<?xml version='1.0' encoding='utf-8'?><!DOCTYPE html>"
                "<html xmlns='http://www.w3.org/1999/xhtml' xmlns:epub='http://www.idpf.org/2007/ops'>"
                f"<head><title/></head><body>{body}</body></html>"
            )
            for href, body in CHAPTERS.items()
        },
        **(changed or {}),
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return written.getvalue()


def read(content: bytes) -> ExtractedArticle:
    return extract(FetchedPage(content=content, name="wall.epub"))


def test_a_book_is_its_chapters() -> None:
    """Chapters come in order, less cover, contents, rights, marks of notes and scripts."""
    article = read(book())
    assert article.text.split("\n\n") == [
        "Who built it",
        FIRST,
        "- basalt\n- lime and sand",
        "What was left",
        SECOND,
        "Year | Ships\n1861 | 14",
        "Roses are red,\nwalls are grey.",
    ]
    assert [(article.text[h.start : h.end], h.level) for h in article.headings] == [
        ("Who built it", 1),
        ("What was left", 2),
    ]
    assert (article.title, article.author, article.published, article.language) == (
        "The wall", "Ada Okafor, Ben Li", "2024-01-31", "en",
    )  # fmt: skip


def test_printed_pages_are_kept() -> None:
    """Where a book marks the pages of its printed edition, they begin there."""
    article = read(book())
    assert [(article.text[page.start :][:6], page.label) for page in article.pages] == [
        ("eleven", "12"),
        ("What w", "13"),
    ]


def test_a_book_is_told_by_its_bytes() -> None:
    """What a server calls it and what its file is called doesn't matter."""
    page = FetchedPage(content=book(), media_type="application/zip", url="https://example.org/x")
    assert extract(page).title == "The wall"


def encrypted(algorithm: str) -> dict[str, str]:
    return {
        "META-INF/encryption.xml": (
            "<encryption xmlns='urn:oasis:names:tc:opendocument:xmlns:container' "
            "xmlns:e='http://www.w3.org/2001/04/xmlenc#'><e:EncryptedData>"
            f"<e:EncryptionMethod Algorithm='{algorithm}'/></e:EncryptedData></encryption>"
        )
    }


def test_hidden_fonts_lock_no_book() -> None:
    """Only the text's encryption does; that of fonts is usual."""
    fonts = encrypted("http://www.idpf.org/2008/embedding")
    assert read(book(fonts)).text == read(book()).text


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (book(encrypted("http://www.w3.org/2001/04/xmlenc#aes256-cbc")), "extract-locked"),
        (book()[:900], "extract-damaged"),
        (book({"META-INF/container.xml": "<container/>"}), "extract-damaged"),
        (book({"OEBPS/one.xhtml": " " * 40_000_000}), "extract-swollen"),
        (book(order=("cover.xhtml", "nav.xhtml", "gone.xhtml")), "extract-none"),
    ],
)
def test_what_cannot_be_read_is_refused(content: bytes, key: str) -> None:
    """Copy-protected, cut off, swollen and empty books get a sentence each."""
    with pytest.raises(ExtractionError, match=r"wall\.epub.*\.\Z") as raised:
        read(content)
    assert raised.value.key == key


def test_entities_of_a_chapter_stay_closed() -> None:
    """Nothing is read from the machine or multiplied through a chapter's own entities."""
    bomb = (
        "<!DOCTYPE html [<!ENTITY a 'boom boom'><!ENTITY b SYSTEM 'file:///etc/hostname'>]>"
        f"<html xmlns='http://www.w3.org/1999/xhtml'><body><p>{FIRST} &a;&b;</p></body></html>"
    )
    assert "boom" not in read(book({"OEBPS/one.xhtml": bomb})).text
