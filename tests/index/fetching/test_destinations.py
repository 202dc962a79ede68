import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import FetchError
from index.fetching.destinations import destination, shown

BEGINNINGS = st.sampled_from(
    ["", "http://", "https://[", "http://a:", "http://u:p@", "http://xn--", "http://site.example/"]
)


@pytest.mark.parametrize(
    ("link", "place"),
    [
        (" http://Site.Example:80/a?b=1#part ", "http://site.example/a?b=1"),
        ("HTTPS://B\u00dcCHER.example/", "https://xn--bcher-kva.example/"),
        ("http://fa\u00df.example/", "http://xn--fa-hia.example/"),
        ("http://\u2603.example:8080/\u2603", "http://xn--n3h.example:8080/%E2%98%83"),
        ("http://\uff53ite.example/", "http://site.example/"),
        ("http://@site.example/", "http://site.example/"),
        ("http://my_site.example:8443/", "http://my_site.example:8443/"),
        ("http://0x5d.184.216.042/", "http://0x5d.184.216.042/"),
        ("http://[2606:4700::1]/", "http://[2606:4700::1]/"),
    ],
)
def test_where_links_lead(link: str, place: str) -> None:
    """Names are taken as browsers take them; parameters and ports stay, fragments don't."""
    assert str(destination(link)) == place


@given(BEGINNINGS, st.text() | st.text(st.sampled_from("a.:/@[]%\\?#0x\u3002\uff11\udc80 ")))
def test_whatever_is_given_has_a_place_or_a_sentence(beginning: str, text: str) -> None:
    """No link makes trouble: it leads to the web, or is refused."""
    try:
        url = destination(beginning + text)
    except FetchError as error:
        refused = error
    else:
        assert url.scheme in {"http", "https"}
        assert url.raw_host
        assert not url.userinfo
        assert not url.fragment
        return
    assert str(refused.key).startswith("fetch-")
    assert len(str(refused)) < 700


def test_long_links_are_cut_where_they_are_shown() -> None:
    """A message stays readable, and says nobody's password."""
    assert len(shown("http://site.example/" + "x" * 10_000)) == 200
    assert shown(httpx.URL("http://joe:hidden@site.example/@")) == "http://\u2026@site.example/@"
