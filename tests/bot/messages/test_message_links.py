import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.links import links_in, links_typed

PAGE = "https://example.org/a"


@pytest.mark.parametrize(
    "text",
    [
        f"Read {PAGE}.",
        f"Have you seen <{PAGE}>?",
        f"[the article]({PAGE}), they say",
        f'[the article](<{PAGE}> "title")',
        f"||{PAGE}|| and **{PAGE}**",
        f"({PAGE})",
        f"“{PAGE}”…",
        f"`{PAGE}`",
        f"{PAGE}#part and {PAGE}",
        f"https://discord.com/channels/1/2/3 https://discord.gg/abc {PAGE}",
    ],
)
def test_what_stands_around_a_link_is_left_out(text: str) -> None:
    """Brackets, masks, spoilers, emphasis and punctuation don't belong to the link."""
    assert [link.partition("#")[0] for link in links_in(text)] == [PAGE]


@pytest.mark.parametrize(
    "link",
    [
        "https://en.wikipedia.org/wiki/Mercury_(planet)",
        "https://example.org/a,b;c?d=[1]&e=*",
        "https://web.archive.org/web/2020/https://example.org/",
        "https://bücher.example/straße",
        "http://[2001:db8::1]:8080/a",
    ],
)
def test_what_belongs_to_a_link_is_kept(link: str) -> None:
    """Brackets that were opened in it, commas and other letters are parts of a link."""
    assert links_in(f"See {link}x.") == (f"{link}x",)


def test_several_links_come_in_their_order_and_once_each() -> None:
    """Links that follow each other without a blank are told apart, repeated ones are dropped."""
    text = f"{PAGE},https://example.org/b [https://example.org/c](https://example.org/d)\n{PAGE}"
    assert links_in(text) == tuple(f"https://example.org/{letter}" for letter in "abcd")


@pytest.mark.parametrize("text", ["", "no link", "https://", "http://[", "ftp://example.org/a"])
def test_no_link_is_found_where_none_is(text: str) -> None:
    """Text without an address, or with half of one, has no links."""
    assert links_in(text) == ()


def test_typed_links_may_lack_their_scheme() -> None:
    """A host and a path are enough; what can't be a link is named."""
    links, others = links_typed("example.org/a, <www.example.org>\nhttps://example.org/b; harbour")
    assert links == ("https://example.org/a", "https://www.example.org", "https://example.org/b")
    assert others == ("harbour",)


@given(st.lists(st.sampled_from(["https://", "a.b", "(", ")", "]", "[", ",", "|", " ", "é", "/"])))
def test_a_found_link_is_found_in_itself(parts: list[str]) -> None:
    """Whatever was written, each link found is clean: looking into it finds it, whole."""
    for link in links_in("".join(parts)):
        assert links_in(link) == (link,)


@given(st.text())
def test_any_text_can_be_searched(text: str) -> None:
    """No text makes the search fail, and links begin like links."""
    links, _ = links_typed(text)
    assert all(link.lower().startswith(("http://", "https://")) for link in links_in(text) + links)
