"""A page's feeds are found where pages name them."""

from hypothesis import given
from hypothesis import strategies as st

from index.feeds.discovery import feeds_of_page
from index.models import FetchedPage

URL = "https://news.example/section/page"
RSS = "application/rss+xml"


def _feeds(html: str | bytes) -> list[str]:
    raw = html if isinstance(html, bytes) else html.encode()
    return list(feeds_of_page(FetchedPage(content=raw, media_type="text/html", url=URL)))


def test_relative_links_and_their_order() -> None:
    """Links are absolute, in the page's order, each once, and only those of feeds."""
    assert _feeds(
        f"""<html><head><link rel="stylesheet" href="a.css" type="text/css">
        <link rel="alternate" hreflang="de" href="/de">
        <link rel="Alternate" type="{RSS}; charset=utf-8" href="../feed.xml">
        <link rel="home alternate" type="application/atom+xml" href="https://other.example/atom">
        <link rel="alternate" type="{RSS}" href="/feed.xml">
        <link rel="alternate" type="application/feed+json" href="//news.example/feed.json">
        <link rel="alternate" type="{RSS}" href="javascript:alert(1)">
        <link rel="alternate" type="{RSS}" href="">
        </head><body><a href="/other.rss">RSS</a></body></html>"""
    ) == [
        "https://news.example/feed.xml",
        "https://other.example/atom",
        "https://news.example/feed.json",
    ]


def test_feeds_of_comments_come_last() -> None:
    """What is followed is the articles, even where the comments are named first."""
    assert _feeds(
        f"""<link rel=alternate type={RSS} href=/comments/feed/>
        <link rel=alternate type={RSS} title="Site » Kommentar-Feed" href=/k>
        <link rel=alternate type={RSS} title="Site » Feed" href=/feed/>"""
    ) == [
        "https://news.example/feed/",
        "https://news.example/comments/feed/",
        "https://news.example/k",
    ]


def test_the_base_of_the_page_counts() -> None:
    """Relative links are relative to what the page says."""
    page = f'<base href="/blog/"><link rel=alternate type={RSS} href=feed>'
    assert _feeds(page) == ["https://news.example/blog/feed"]


def test_anchors_count_where_nothing_is_named() -> None:
    """A page may merely have a link to its feed, which looks like one."""
    page = '<a href="/about">RSS</a> <a href="/index.xml">Feed</a> <a href="/blog/feed/?x=1">F</a>'
    assert _feeds(page) == [
        "https://news.example/index.xml",
        "https://news.example/blog/feed/?x=1",
    ]
    assert _feeds('<a href="/newsfeed-history">x</a><a href="/atomic">y</a>') == []


@given(
    st.binary(max_size=300) | st.text(max_size=100).map(lambda t: f"<a href='{t}/feed'>".encode())
)
def test_any_bytes_have_feeds_or_none(content: bytes) -> None:
    """Whatever the page is, what is found are links of the web."""
    assert all(link.startswith(("http://", "https://")) for link in _feeds(content))
