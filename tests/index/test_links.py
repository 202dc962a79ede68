import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.links import normalised


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (" https://Example.org:443/a?b=C#part ", "https://example.org/a?b=C"),
        ("HTTPS://bücher.example/Straße", "https://xn--bcher-kva.example/Stra%C3%9Fe"),
        ("https://example.org/a%20b#", "https://example.org/a%20b"),
        (" https://example.org:port/ ", "https://example.org:port/"),
    ],
)
def test_spellings_of_one_page_are_one(link: str, expected: str) -> None:
    """Case of the host, default ports, fragments and unencoded letters make no difference."""
    assert normalised(link) == expected


@given(st.sampled_from(["", "https://", "HTTP://Example.org/", "//", "mailto:"]), st.text())
def test_normalising_again_changes_nothing(beginning: str, text: str) -> None:
    """Whatever is given, the result is its own normal form."""
    link = normalised(beginning + text)
    assert normalised(link) == link
