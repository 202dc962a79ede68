from pathlib import Path

import pytest

from bot.errors import UserError
from bot.importing.items import Item, Link, Skipped, StoredPage, Unusable
from bot.importing.lines import FeedLine, PlaceLine, TextLine
from bot.importing.recognising import Kind, recognise
from tests.bot.importing import exports

WALLS = "https://news.example/walls"
FERRY = "https://news.example/ferry"


def _read(folder: Path, name: str, text: str) -> tuple[Kind, list[Item]]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    found = recognise(path)
    return found.kind, list(found.items())


def test_pocket_tables_name_links_and_titles(tmp_path: Path) -> None:
    """A row is a link, with a title unless that is the link; one without a link is told."""
    kind, items = _read(tmp_path, "part_000000.csv", exports.POCKET_CSV)
    assert kind is Kind.TABLE
    assert items[:2] == [
        Link(link=WALLS, title="Walls, and harbours"),
        Link(link="https://news.example/untitled"),
    ]
    assert isinstance(items[2], Unusable)
    assert items[2].name.startswith("Line 4 of")


def test_pocket_pages_name_links(tmp_path: Path) -> None:
    """Pocket's older export is a page of links, read or not."""
    kind, items = _read(tmp_path, "ril_export.html", exports.POCKET_HTML)
    assert kind is Kind.BOOKMARKS
    assert items == [Link(link=f"{WALLS}?a=1&b=2", title="Walls & harbours"), Link(link=FERRY)]


def test_bookmarks_of_browsers_are_links(tmp_path: Path) -> None:
    """Folders don't matter; what isn't a page of the web is passed over."""
    kind, items = _read(tmp_path, "bookmarks.html", exports.NETSCAPE)
    assert kind is Kind.BOOKMARKS
    assert items == [
        Link(link=WALLS, title="Walls"),
        Skipped(kind="bookmarks that aren't web pages"),
        Link(link=FERRY),
    ]


def test_instapaper_tables_are_read(tmp_path: Path) -> None:
    """The column's name counts in any letters' case; what came by mail has no link."""
    kind, items = _read(tmp_path, "instapaper-export", exports.INSTAPAPER)
    assert kind is Kind.TABLE
    assert items[0] == Link(link=WALLS, title="Walls")
    assert isinstance(items[1], Unusable)
    assert items[1].name == "instapaper-private://email/1"


def test_outlines_name_feeds_and_links(tmp_path: Path) -> None:
    """However deep they stand, whatever their type says, and with ampersands as people write."""
    kind, items = _read(tmp_path, "feeds.opml", exports.OPML)
    assert kind is Kind.OUTLINE
    assert items[:3] == [
        FeedLine(feed="https://a.example/feed?x=1&y=2"),
        FeedLine(feed="https://b.example/atom.xml"),
        Link(link=WALLS, title="Walls"),
    ]
    assert [type(item) for item in items[3:]] == [Unusable]


def test_outlines_expand_no_entities(tmp_path: Path) -> None:
    """A file that defines entities, of its own or of other files, gets nothing out of them."""
    secret = tmp_path / "secret"
    secret.write_text("https://secret.example/")
    kind, items = _read(
        tmp_path,
        "feeds.xml",
        '<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY a "https://a.example/aaaaaaaaaa">'
        f'<!ENTITY s SYSTEM "{secret.as_uri()}">]><opml><body>'
        '<outline xmlUrl="https://x.example/&a;"/><outline xmlUrl="https://y.example/&s;"/>'
        "</body></opml>",
    )
    assert kind is Kind.OUTLINE
    assert items == [
        FeedLine(feed="https://x.example/&a;"),
        FeedLine(feed="https://y.example/&s;"),
    ]


def test_a_broken_outline_is_told(tmp_path: Path) -> None:
    """XML that ends too soon names its line."""
    _, (item,) = _read(tmp_path, "feeds.opml", exports.OPML.partition("</body>")[0])
    assert isinstance(item, Unusable)
    assert "isn't well-formed" in item.problem


def test_wallabag_brings_its_articles_along(tmp_path: Path) -> None:
    """A whole article needn't be fetched; what Wallabag couldn't read itself has to be."""
    kind, items = _read(tmp_path, "wallabag.json", exports.WALLABAG)
    assert kind is Kind.ENTRIES
    assert items[0] == StoredPage(
        link=WALLS,
        html=f"<div>{exports.STORY}</div>",
        title="Walls",
        author="Tamsin Oyelaran",
        published="2024-11-01 00:00:00",
    )
    assert items[1] == Link(link=FERRY)
    assert isinstance(items[2], Unusable)
    assert items[2].name.startswith("Entry 3 of")


def test_omnivore_names_links(tmp_path: Path) -> None:
    """The metadata files of an unpacked export are arrays of links."""
    kind, items = _read(tmp_path, "metadata_0_to_1.json", exports.OMNIVORE)
    assert kind is Kind.ENTRIES
    assert items == [Link(link=WALLS, title="Walls")]


def test_karakeep_has_links_notes_and_stored_pages(tmp_path: Path) -> None:
    """A bookmark is a stored page, a link or a note; pictures are told."""
    kind, items = _read(tmp_path, "karakeep.json", exports.KARAKEEP)
    assert kind is Kind.KARAKEEP
    assert items[:3] == [
        StoredPage(
            link=WALLS,
            html=exports.STORY,
            title="Walls",
            author="Tamsin Oyelaran",
            published="2024-11-01T00:00:00.000Z",
        ),
        Link(link=FERRY),
        TextLine(title="Ferries run on Sundays too.", text="Ferries run on Sundays too."),
    ]
    assert [type(item) for item in items[3:]] == [Unusable]


def test_what_an_export_has_before_it_breaks_is_read(tmp_path: Path) -> None:
    """A download that ended too soon gives its first entries, and says where it broke."""
    cut = exports.WALLABAG[: exports.WALLABAG.index('{"title": "Nothing"') + 9]
    _, items = _read(tmp_path, "wallabag.json", cut)
    assert [type(item) for item in items] == [StoredPage, Link, Unusable]
    assert isinstance(items[2], Unusable)
    assert "broken after its entry 2" in items[2].problem


def test_lists_of_links_are_read(tmp_path: Path) -> None:
    """Comments and blank lines don't count; a line that is no link is told by its number."""
    kind, items = _read(tmp_path, "links.txt", exports.LINKS)
    assert kind is Kind.LINKS
    assert items[:3] == [
        Link(link=WALLS),
        Link(link=FERRY),
        Link(link="HTTPS://NEWS.example/Light"),
    ]
    assert isinstance(items[3], Unusable)
    assert items[3].name.startswith("Line 6 of")


@pytest.mark.parametrize("name", ["lines.jsonl", "lines.txt", "lines"])
def test_import_files_are_known_by_content_too(tmp_path: Path, name: str) -> None:
    """One article a line, whatever the file is called and however long its first line is."""
    line = '{"title": "A", "text": "' + "word " * 10_000 + '"}\n{"source": "b.txt"}\n'
    kind, items = _read(tmp_path, name, line)
    assert kind is Kind.LINES
    assert items == [
        TextLine(title="A", text="word " * 10_000),
        PlaceLine(source="b.txt"),
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("story.html", "<!doctype html><title>Pocket parks</title><p>Small."),
        ("story.md", "# Walls\n\nSee https://news.example/walls for more of this."),
        ("story.txt", "https://news.example/walls\n\nThis is what I copied there.\n\nIt is long."),
        ("feeds.txt", "{this is no JSON}"),
    ],
)
def test_anything_else_is_an_article(tmp_path: Path, name: str, text: str) -> None:
    """A text that merely has a link in it isn't a list."""
    assert _read(tmp_path, name, text)[0] is Kind.ARTICLE


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("export.zip", b"PK\x03\x04", "unpack it"),
        ("numbers.csv", b"a,b\n1,2\n", "no column named url"),
        ("package.json", b'{"name": "x", "bookmarks": 3}', "isn't an export"),
        ("numbers.json", b"[1, 2, 3]", "isn't an export"),
    ],
)
def test_what_is_neither_is_refused(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    """What can't be imported at all is said before anything is."""
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UserError, match=says):
        recognise(path)


def test_an_unclosed_quotation_swallows_no_more_than_its_row(tmp_path: Path) -> None:
    """The csv module refuses endless cells; the rows before them are there."""
    text = exports.POCKET_CSV + '"' + "x" * 200_000
    _, items = _read(tmp_path, "pocket.csv", text)
    assert items[0] == Link(link=WALLS, title="Walls, and harbours")
    assert isinstance(items[-1], Unusable)
