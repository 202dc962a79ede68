"""What pages say about their articles, in all the ways in which they say it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring  # type: ignore[import-untyped]  # ships no type hints

from index.extraction.bylines import clean_byline
from index.extraction.canonical import article_link
from index.extraction.metadata import Metadata, metadata_of
from index.extraction.structured import StructuredArticle, structured_article
from index.extraction.titles import clean_title

LINK = "https://gazette.example/2026/dam-cracks"


def told(head: str, body: str = "<h1>Cracks in the dam</h1>", url: str = LINK) -> Metadata:
    page = f"<html lang=en-GB><head>{head}</head><body>{body}<p>Text.</p></body></html>"
    return metadata_of(document_fromstring(page), url)


def linked_data(*values: object) -> str:
    return "".join(
        f'<script type="application/ld+json">{json.dumps(value)}</script>' for value in values
    )


def article(**said: Any) -> dict[str, Any]:
    return {"@type": "NewsArticle", "headline": "Cracks in the dam", **said}


def from_structured(*values: object, titles: tuple[str, ...] = ()) -> StructuredArticle | None:
    page = document_fromstring(f"<html><head>{linked_data(*values)}</head><body></body></html>")
    return structured_article(page, links=[LINK], titles=titles or ("Cracks in the dam",))


def test_linked_data_goes_before_what_is_said_elsewhere() -> None:
    """Names, dates, site and subtitle come from the article's own JSON-LD."""
    value = article(
        alternativeHeadline="Three villages wait",
        author=[{"@type": "Person", "name": "Ines Dahl"}, "By Ben Li, Staff Writer"],
        datePublished="2026-03-03T10:00:00Z",
        dateModified="2026-03-05",
        publisher={"name": "The Gazette"},
    )
    head = (
        linked_data(value) + "<meta name=author content=admin><meta name=date content=2020-01-01>"
    )
    found = told(f"{head}<title>Cracks in the dam | The Gazette</title>")
    assert (found.title, found.subtitle) == ("Cracks in the dam", "Three villages wait")
    assert (found.author, found.site) == ("Ines Dahl, Ben Li", "The Gazette")
    assert (found.published, found.modified) == ("2026-03-03", "2026-03-05")


def test_meta_elements_are_read() -> None:
    """Open Graph and named meta elements tell the same."""
    found = told(
        "<meta property=og:title content='Cracks in the dam'>"
        "<meta property=og:site_name content='The Gazette | Coast'>"
        "<meta name=author content='VON INES DAHL'>"
        "<meta property=article:published_time content='2026-03-03T23:00:00+01:00'>"
        "<meta property=article:modified_time content='2026-03-04'>"
        "<link rel='canonical' href='/dam'><title>Dam</title>"
    )
    assert (found.title, found.site, found.author) == (
        "Cracks in the dam", "The Gazette", "Ines Dahl",
    )  # fmt: skip
    assert (found.published, found.modified, found.link) == ("2026-03-03", "2026-03-04", "/dam")
    assert found.language == "en-GB"


@pytest.mark.parametrize(
    ("published", "modified", "kept"),
    [
        ("2026-03-03", "2026-03-03T23:59:00Z", ("2026-03-03", None)),
        ("2026-03-03", "2026-03-01", ("2026-03-03", None)),
        ("2026-03-03", "2999-01-01", ("2026-03-03", None)),
        ("0001-01-01", "", (None, None)),
        ("3 March 2026", "March 5, 2026", ("2026-03-03", "2026-03-05")),
        ("2026/03/03 10:00", "Thu, 05 Mar 2026 10:00 GMT", ("2026-03-03", "2026-03-05")),
        ("yesterday", "soon", (None, None)),
    ],
)
def test_dates_that_cannot_be_are_none(
    published: str, modified: str, kept: tuple[str | None, str | None]
) -> None:
    """A day in the future, the year 1 and a change before publication are templates' errors."""
    found = told(linked_data(article(datePublished=published, dateModified=modified)))
    assert (found.published, found.modified) == kept


@pytest.mark.parametrize(
    "value",
    [
        article(author={"name": "Ines Dahl"}),
        [{"@type": "WebSite", "name": "G"}, article(author="Ines Dahl")],
        {"@graph": [{"@type": "Organization"}, article(author=["Ines Dahl"])]},
        {"@type": "WebPage", "mainEntity": article(author=[{"name": "Ines Dahl"}])},
        {"@type": ["Article", "Report"], "author": {"name": ["Ines Dahl"]}},
        article(headline={"@value": "Cracks in the dam", "@language": "en"}, creator="Ines Dahl"),
    ],
)
def test_an_article_is_found_wherever_it_stands_in_linked_data(value: object) -> None:
    """Alone, in a list, in a graph, under its page, of several types, with a language."""
    found = from_structured(value)
    assert found is not None
    assert found.authors == ("Ines Dahl",)


def test_of_several_articles_the_pages_own_counts() -> None:
    """Others, which the page links to, are told by their titles and links."""
    other = article(headline="Mackerel is dear again", author="Ben Li", url=f"{LINK}-2")
    own = article(author="Ines Dahl")
    for values in ((other, own), (own, other)):
        found = from_structured(*values)
        assert found is not None
        assert found.authors == ("Ines Dahl",)
    by_link = article(headline="Dam: cracks", author="Ada Okafor", mainEntityOfPage={"@id": LINK})
    found = from_structured(article(author="Ines Dahl"), by_link, titles=("Dam: cracks", "Dam"))
    assert found is not None
    assert found.authors == ("Ada Okafor",)
    assert from_structured(other) is None


@pytest.mark.parametrize(
    "text",
    [
        "<!-- {} -->", "//<![CDATA[\n{}\n//]]>", "{};", "  {}  ",
    ],
)  # fmt: skip
def test_linked_data_is_read_as_pages_write_it(text: str) -> None:
    """Comments, CDATA marks, line breaks in strings and entities do no harm."""
    value = '{"@type": "Article", "headline": "Cracks &amp; dams", "articleBody": "One.\nTwo."}'
    script = f'<script type="application/ld+json">{text.replace("{}", value)}</script>'
    page = document_fromstring(f"<html><head>{script}</head><body>x</body></html>")
    found = structured_article(page, links=[], titles=())
    assert found is not None
    assert (found.headline, found.body) == ("Cracks & dams", ("One.", "Two."))


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, '{"@type": 3}', "null", '"Article"'])
def test_broken_linked_data_is_passed_over(text: str) -> None:
    """What can't be read tells nothing."""
    script = f'<script type="application/ld+json">{text}</script>'
    page = document_fromstring(f"<html><head>{script}</head><body>x</body></html>")
    assert structured_article(page, links=[], titles=()) is None


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10) | st.just("Article"),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["@type", "@graph", "author", "name", "headline", "url", "articleBody"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(value=_JSON)
def test_any_linked_data_is_read(value: object) -> None:
    """Whatever has whatever type, nothing breaks."""
    found = from_structured(value)
    assert found is None or all(isinstance(name, str) for name in found.authors)


@pytest.mark.parametrize(
    ("title", "site", "headings", "clean"),
    [
        ("Cracks in the dam | The Gazette", "The Gazette", (), "Cracks in the dam"),
        ("Cracks in the dam - gazette.example", None, (), "Cracks in the dam"),
        ("Gazette: Cracks in the dam", None, ("Cracks in the dam",), "Cracks in the dam"),
        ("Cracks in the dam – News – The Gazette", "Gazette", ("Cracks in the dam",),
         "Cracks in the dam"),
        ("Dam | cracks | and more", "The Gazette", (), "Dam | cracks | and more"),
        ("Cracks - in the dam", None, ("Cracks - in the dam",), "Cracks - in the dam"),
        ("The Gazette", "The Gazette", (), "The Gazette"),
        ("Spider-Man: No Way Home", "Gazette", (), "Spider-Man: No Way Home"),
    ],
)  # fmt: skip
def test_titles_lose_the_name_of_their_site(
    title: str, site: str | None, headings: tuple[str, ...], clean: str
) -> None:
    """A part goes if it is the site's name, or if what it leaves is a heading of the page."""
    assert clean_title(title, site=site, url=LINK, headings=headings) == clean


@pytest.mark.parametrize(
    ("names", "byline"),
    [
        (["By Ines Dahl"], "Ines Dahl"),
        (["INES DAHL and BEN LI"], "Ines Dahl, Ben Li"),
        (["Ines Dahl; The Gazette"], "Ines Dahl"),
        (["Ines Dahl, Staff Writer"], "Ines Dahl"),
        (["Ines Dahl, March 3, 2026"], "Ines Dahl"),
        (["Von Ines Dahl | 3.3.2026"], "Ines Dahl"),
        (["Ines Dahl (@ines)", "ines dahl"], "Ines Dahl"),
        (["Ines Dahl, CNN"], "Ines Dahl"),
        (["Ines Dahl ines@gazette.example"], "Ines Dahl"),
        (["Ludwig van der Meer"], "Ludwig van der Meer"),
        (["Associated Press"], "Associated Press"),
        (["admin"], None),
        (["The Gazette"], None),
        (["https://gazette.example/dahl"], None),
        (["Gazette Staff"], None),
        (["", "  ", "42"], None),
    ],
)
def test_bylines_are_names(names: list[str], byline: str | None) -> None:
    """Roles, dates, addresses, employers and the site itself are no authors."""
    assert clean_byline(names, site="The Gazette") == byline


@given(st.lists(st.text(max_size=80)), st.text(max_size=20))
def test_any_byline_is_cleaned(names: list[str], site: str) -> None:
    """Whatever stands where authors should, names come out or none."""
    byline = clean_byline(names, site=site)
    assert byline is None or byline.strip() == byline != ""


@pytest.mark.parametrize(
    ("declared", "fetched", "link"),
    [
        ("/dam", LINK, "https://gazette.example/dam"),
        ("https://www.gazette.example/dam?utm_source=x#top", "https://m.gazette.example/dam",
         "https://www.gazette.example/dam"),
        ("https://gazette.example/", LINK, LINK),
        ("https://gazette.example/index.html", LINK, LINK),
        ("https://gazette.example/2026", LINK, LINK),
        (LINK, f"{LINK}/2", LINK),
        (LINK, f"{LINK}/print", LINK),
        ("https://gazette.example/12345", "https://gazette.example/12345/dam",
         "https://gazette.example/12345"),
        ("https://victim.example/dam", LINK, LINK),
        ("https://[broken", LINK, LINK),
        ("javascript:void(0)", LINK, LINK),
        ("  ", LINK, LINK),
        (None, f"{LINK}?utm_medium=mail#more", LINK),
        (LINK, None, LINK),
        ("https://gazette.example/", None, None),
        ("dam.html", None, None),
        (None, None, None),
    ],
)  # fmt: skip
def test_the_canonical_link_counts_where_it_is_sound(
    declared: str | None, fetched: str | None, link: str | None
) -> None:
    """Front pages, sections, other sites and broken links aren't what an article is known by."""
    assert article_link(declared, fetched) == link


@given(declared=st.text() | st.just("https://"), fetched=st.none() | st.text())
def test_any_canonical_link_is_judged(declared: str, fetched: str | None) -> None:
    """Nothing that a page may name breaks the judgement."""
    link = article_link(declared, fetched)
    assert link is None or isinstance(link, str)
