"""Other links to an article are found in its page's markup, and none that lead elsewhere."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.extraction.alternates import alternates, next_page
from index.models import FetchedPage

LINK = "https://gazette.example/2026/dam-cracks"
ARTICLE = '<meta property="og:type" content="article">'


def page(markup: str, url: str | None = LINK) -> FetchedPage:
    return FetchedPage(content=f"<html><head>{markup}</head>".encode(), url=url)


@pytest.mark.parametrize(
    ("markup", "links"),
    [
        ("<link rel=amphtml href=/amp/dam>", ["https://gazette.example/amp/dam"]),
        ('<LINK HREF="https://amp.gazette.example/dam" REL="amphtml" />',
         ["https://amp.gazette.example/dam"]),
        ("<link rel='alternate' media='print' href='?print=1&amp;x=2'>", [f"{LINK}?print=1&x=2"]),
        ("<a href='/print/2026/dam-cracks'>Print</a>",
         ["https://gazette.example/print/2026/dam-cracks"]),
        ("<a href='dam-cracks/druckversion'>Drucken</a>",
         ["https://gazette.example/2026/dam-cracks/druckversion"]),
        ("<a href='/print/other'>Print</a><a href='/2026/dam-cracks/fingerprints'>x</a>", []),
        ("<link rel=amphtml href=https://victim.example/dam>", []),
        ("<link rel=amphtml href='javascript:1'><link rel=amphtml href='http://[x'>", []),
        (f"<link rel=amphtml href='{LINK}'>", []),
        ("<link rel=stylesheet href=/print.css media=print>", []),
        ("<a href='?print=1'>1</a><a href='?print=2'>2</a><a href='?print=3'>3</a>", []),
    ],
)  # fmt: skip
def test_other_versions_of_a_page(markup: str, links: list[str]) -> None:
    """AMP and print versions count if they are of the same site and of the same article."""
    assert list(alternates(page(markup)))[: len(links) or None] == links or not links


def test_few_other_versions_are_tried() -> None:
    """One AMP and two print versions are enough."""
    markup = "".join(
        f"<link rel=amphtml href=/amp{at}><a href='/print/dam-cracks?{at}'>x</a>" for at in range(9)
    )
    assert len(alternates(page(markup))) == 3


@pytest.mark.parametrize(
    ("url", "markup", "following"),
    [
        (LINK, f"<link rel=next href='{LINK}/2'>", f"{LINK}/2"),
        (LINK, "<a rel=next href='?page=2'>2</a>", f"{LINK}?page=2"),
        (LINK, "<a class='pager-next' href='/2026/dam-cracks/page/2/'>2</a>", f"{LINK}/page/2/"),
        (f"{LINK}/2", f"<link rel=next href='{LINK}/3'>", f"{LINK}/3"),
        (f"{LINK}?page=2", f"<link rel=next href='{LINK}?page=3'>", f"{LINK}?page=3"),
        (LINK, "<link rel=next href='/2026/mackerel-is-dear'>", None),
        (LINK, f"<link rel=next href='{LINK}-2'>", None),
        (LINK, f"<link rel=next href='{LINK}/3'>", None),
        (LINK, f"<a rel=next href='{LINK}?page=2#comments'>more comments</a>", None),
        (LINK, f"<link rel=next href='https://victim.example{LINK[23:]}/2'>", None),
        ("https://gazette.example/", "<link rel=next href='/page/2'>", None),
    ],
)  # fmt: skip
def test_the_next_page_of_an_article(url: str, markup: str, following: str | None) -> None:
    """It has the article's own link with the next number; other articles and comments don't."""
    assert next_page(page(ARTICLE + markup, url)) == following


def test_only_articles_go_on() -> None:
    """A list of articles has next pages too, but isn't one."""
    assert next_page(page(f"<link rel=next href='{LINK}/2'>")) is None
    declared = '<script type="application/ld+json">{"@type": "NewsArticle"}</script>'
    assert next_page(page(f"{declared}<link rel=next href='{LINK}/2'>")) == f"{LINK}/2"


def test_files_have_no_other_links() -> None:
    """Where a page comes from has to be known."""
    markup = f"{ARTICLE}<link rel=amphtml href={LINK}/amp><link rel=next href='{LINK}/2'>"
    assert (alternates(page(markup, None)), next_page(page(markup, None))) == ((), None)


@pytest.mark.parametrize("part", ["<link ", "<a href=x", "<a b c d ", "<a href='", '"@type":'])
def test_no_page_takes_long_to_look_through(part: str) -> None:
    """Markup that never ends is looked through quickly."""
    began = time.thread_time()
    found = page(ARTICLE + part * (2_000_000 // len(part)))
    assert (alternates(found), next_page(found)) == ((), None)
    assert time.thread_time() - began < 5


@given(st.text(max_size=200), st.sampled_from([LINK, "https://gazette.example", "http://[", ""]))
def test_any_markup_is_looked_through(markup: str, url: str) -> None:
    """Whatever links there are, those that are found can be fetched."""
    for head in (markup, f"<a rel=next href='{markup}'>", f"<link rel=amphtml href='{markup}'>"):
        found = page(ARTICLE + head, url)
        for link in (*alternates(found), *filter(None, [next_page(found)])):
            assert link.startswith(("http://", "https://"))
