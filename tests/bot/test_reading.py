from pathlib import Path

import pytest

from bot.reading import Reader
from index.errors import ExtractionError, FetchError
from index.extraction.extractor import ArticleExtractor
from index.files import file_page
from index.models import FetchedPage, Validators
from index.ports import NO_VALIDATORS
from tests.index.stores import LOCAL, open_store

_PARAGRAPH = (
    "The harbour wall of Norwick was raised by two metres last summer, after three storms in one "
    "winter had flooded the fish market and the lower part of the town. "
)
LINK = "https://news.example/wall"


def _page(title: str, canonical: str) -> bytes:
    return (
        f"<html><head><title>{title}</title><link rel=canonical href='{canonical}'></head>"
        f"<body><article><h1>{title}</h1><p>{_PARAGRAPH * 3}</p></article></body></html>"
    ).encode()


class _Pages:
    """A Fetcher over pages that were laid out; unknown links can't be had."""

    def __init__(self, pages: dict[str, FetchedPage]) -> None:
        self._pages = pages

    async def fetch(self, link: str) -> FetchedPage:
        if link not in self._pages:
            raise FetchError(f"There is no {link}.")
        return self._pages[link]

    async def revisit(
        self, link: str, _validators: Validators = NO_VALIDATORS
    ) -> FetchedPage | None:
        return await self.fetch(link)


def _reader(pages: dict[str, FetchedPage] | None = None) -> Reader:
    return Reader(_Pages(pages or {}), ArticleExtractor(), 1_000)


async def test_a_link_never_opens_a_file(tmp_path: Path) -> None:
    """What strangers name is fetched, and a path of this machine isn't a link."""
    secret = tmp_path / "secret.txt"
    secret.write_text(_PARAGRAPH)
    for named in (str(secret), secret.as_uri(), "-"):
        with pytest.raises(FetchError):
            await _reader().link(named)
    assert (await _reader().place(str(secret))).text == _PARAGRAPH.strip()


async def test_an_attachment_is_read_by_its_type_and_name() -> None:
    """The announced type counts without its parameters; the name gives the title."""
    page = file_page(
        f"Über die Mauer. {_PARAGRAPH * 2}".encode("latin-1"),
        name="old_wall.md",
        content_type="text/plain; charset=ISO-8859-1",
    )
    assert (page.media_type, page.encoding) == ("text/plain", "iso-8859-1")
    article = await _reader().page(page)
    assert article.title == "old wall"
    assert article.text.startswith("Über die Mauer.")
    assert file_page(b"x", name="a.html").media_type == "text/html"


async def test_what_is_given_goes_before_what_is_found() -> None:
    """A pasted text can be given the title and the link of the page it was copied from."""
    article = await _reader().text(f"A wall\n\n{_PARAGRAPH}", title="The wall", url=LINK)
    assert (article.title, article.url) == ("The wall", LINK)
    assert article.text == _PARAGRAPH.strip()


@pytest.mark.parametrize("canonical", ["https://news.example/2026/wall", LINK])
async def test_a_refreshed_article_stays_the_same_article(tmp_path: Path, canonical: str) -> None:
    """Read anew under its own link it keeps its id, wherever the link leads by now."""
    moved = FetchedPage(
        content=_page("The wall, corrected", canonical),
        media_type="text/html",
        url="https://news.example/moved/wall",
    )
    first = FetchedPage(content=_page("The wall", LINK), media_type="text/html", url=LINK)
    async with open_store(tmp_path) as store:
        known = (await store.ingestion.add(LOCAL, await _reader({LINK: first}).link(LINK))).card
        assert known.url == LINK
        anew = await _reader({LINK: moved}).link(LINK, url=known.url)
        refreshed = await store.ingestion.add(LOCAL, anew)
        assert (refreshed.outcome, refreshed.card.id) == ("updated", known.id)
        assert (refreshed.card.url, refreshed.card.title) == (LINK, "The wall, corrected")
        assert len(await store.catalogue.cards(LOCAL)) == 1


_WALL = (
    "<html><head><title>The wall</title></head><body><article><h1>The wall</h1>"
    "<p>{paragraph}</p></article><aside>Subscribe to continue reading.</aside></body></html>"
)


async def test_a_file_that_shows_no_whole_article_is_refused(tmp_path: Path) -> None:
    """A saved page can be a wall too; looking at it shows what there is."""
    saved = tmp_path / "wall.html"
    saved.write_text(_WALL.format(paragraph=_PARAGRAPH))
    with pytest.raises(ExtractionError, match=r"^wall\.html shows its article to subscribers"):
        await _reader().place(str(saved))
    attached = file_page(saved.read_bytes(), name="wall.html")
    with pytest.raises(ExtractionError, match="subscribers"):
        await _reader().page(attached)
    seen = await _reader().preview(str(saved))
    assert (seen.thin, seen.text) == ("paywall", _PARAGRAPH.strip())


async def test_what_was_pasted_is_never_refused() -> None:
    """Who pastes a text has chosen it, even if it is the markup of a wall."""
    article = await _reader().text(_WALL.format(paragraph=_PARAGRAPH))
    assert article.text == _PARAGRAPH.strip()


async def test_a_link_is_looked_at_without_adding_it() -> None:
    """What can be read behind a link is shown, whole or not, and refused where it is asked for."""
    content = _WALL.format(paragraph=_PARAGRAPH).encode()
    pages = {LINK: FetchedPage(content=content, media_type="text/html", url=LINK)}
    assert (await _reader(pages).preview(LINK)).thin == "paywall"
    with pytest.raises(ExtractionError, match=f"^{LINK} shows its article to subscribers"):
        await _reader(pages).place(LINK)
