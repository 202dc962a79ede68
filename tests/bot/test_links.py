from urllib.parse import unquote, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from bot.links import quote_link


def test_a_short_quote_is_named_whole() -> None:
    """The fragment holds the quote; what the syntax needs for itself is escaped."""
    link = quote_link("https://example.org/a#top", "Well-known, say 3 & 4.")
    assert link == "https://example.org/a#:~:text=Well%2Dknown%2C%20say%203%20%26%204."


def test_a_long_quote_is_named_by_its_ends() -> None:
    """The fragment holds the first and the last words."""
    link = quote_link("https://example.org/a", " ".join(f"w{n}" for n in range(30)))
    assert link.endswith("#:~:text=w0%20w1%20w2%20w3%20w4,w25%20w26%20w27%20w28%20w29")


@given(st.text(min_size=1).filter(str.strip))
def test_any_quote_gives_a_link_to_the_page(quote: str) -> None:
    """Whatever the quote, the page's address stays, and the directive has at most one comma."""
    link = quote_link("https://example.org/a?b=c", quote.encode("utf-8", "replace").decode())
    parts = urlsplit(link)
    assert (parts.netloc, parts.path, parts.query) == ("example.org", "/a", "b=c")
    assert parts.fragment.startswith(":~:text=")
    assert parts.fragment.count(",") <= 1
    assert unquote(parts.fragment)
