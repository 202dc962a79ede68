import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime

import docx
import pytest

from index.errors import ExtractionError
from index.extraction.docx import parse
from index.extraction.extractor import extract
from index.extraction.unreadable import Unreadable
from index.models import ExtractedArticle, FetchedPage

FIRST = (
    "The harbour wall had been built by the masons of three villages, who came every spring for "
    "eleven years and went home in autumn."
)
SECOND = "Nobody wrote down their names, and when the wall was taken down nobody knew whom to tell."


def written(fill: Callable[[docx.document.Document], object]) -> bytes:
    """Return a Word file."""
    document = docx.Document()
    document.core_properties.author = "Ada Okafor"
    document.core_properties.title = ""
    document.core_properties.created = datetime(2024, 1, 31, tzinfo=UTC)
    fill(document)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def repacked(content: bytes, **changed: bytes) -> bytes:
    """Return an archive with some of its members replaced; "/" is written "__" here."""
    members = {
        name.replace("__", "/").replace("_xml", ".xml"): new for name, new in changed.items()
    }
    saved = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in {*old.namelist(), *members}:
            new.writestr(name, members[name] if name in members else old.read(name))
    return saved.getvalue()


def wall(document: docx.document.Document) -> None:
    document.add_paragraph("The wall", style="Title")
    document.add_paragraph("How it came down", style="Subtitle")
    document.add_heading("Who built it", level=1)
    paragraph = document.add_paragraph("The harbour wall had been ")
    paragraph.add_run("built").bold = True
    paragraph.add_run(FIRST.partition("built")[2])
    for stone in ("basalt", "lime", "sand"):
        document.add_paragraph(stone, style="List Bullet")
    document.add_heading("What was left", level=2)
    table = document.add_table(rows=0, cols=2)
    for year, ships in (("Year", "Ships"), ("1861", "14")):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = year, ships
    document.add_paragraph(SECOND)


def article() -> ExtractedArticle:
    return extract(FetchedPage(content=written(wall), name="wall.docx"))


def test_a_word_file_becomes_plain_text() -> None:
    """Headings, lists and tables are blocks of text; the styles tell title and subtitle."""
    found = article()
    assert found.text.split("\n\n") == [
        "Who built it",
        FIRST,
        "- basalt\n- lime\n- sand",
        "What was left",
        "Year | Ships\n1861 | 14",
        SECOND,
    ]
    assert [(found.text[h.start : h.end], h.level) for h in found.headings] == [
        ("Who built it", 1),
        ("What was left", 2),
    ]
    assert (found.title, found.subtitle) == ("The wall", "How it came down")
    assert (found.author, found.published, found.language) == ("Ada Okafor", "2024-01-31", "en")


def test_a_word_file_without_a_title_is_called_as_its_file() -> None:
    """Where neither a style nor the properties name it, the file's name is the title."""
    content = written(lambda document: document.add_paragraph(FIRST))
    assert extract(FetchedPage(content=content, name="harbour-wall.docx")).title == "harbour wall"


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (written(lambda _: None), "extract-none"),
        (written(wall)[:2000], "extract-damaged"),
        (repacked(written(wall), word__document_xml=b"<w:document"), "extract-damaged"),
        (repacked(written(wall), word__document_xml=b"<!DOCTYPE a [<!ENTITY a 'b'>]><a>&a;</a>"),
         "extract-damaged"),
        (repacked(written(wall), word__document_xml=b" " * 40_000_000), "extract-swollen"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
         "extract-locked"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "extract-format"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(content: bytes, key: str) -> None:
    """Empty, cut off, poisoned, swollen, locked and old files get a sentence each."""
    with pytest.raises(ExtractionError, match=r"wall\.docx.*\.\Z") as raised:
        extract(FetchedPage(content=content, name="wall.docx"))
    assert raised.value.key == key


def test_a_bomb_is_not_unpacked() -> None:
    """What a member claims to unpack to is looked at first."""
    with pytest.raises(Unreadable, match="swollen"):
        parse(repacked(written(wall), word__styles_xml=b"\n" * 60_000_000))
