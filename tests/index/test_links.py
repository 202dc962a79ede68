import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.links import cleaned, normalised

BEGINNINGS = st.sampled_from(
    [
        "",
        "https://",
        "HTTP://Example.org/",
        "//",
        "mailto:",
        "https://m.m.example.org/a-b/amp/amp/?amp;amp&",
        "https://www.google.com/amp/s/www.google.com/amp/",
        "https://a.cdn.ampproject.org/c/",
        "https://user:word@[::1]:80/",
    ]
)


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


@given(BEGINNINGS, st.text())
@example("HTTP://", "//uP/a")
@example("", ":http://")
def test_normalising_again_changes_nothing(beginning: str, text: str) -> None:
    """Whatever is given, the result is its own normal form."""
    link = normalised(beginning + text)
    assert normalised(link) == link


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("HTTP://Example.org.:80/%7ejoe/%3a#top", "http://example.org/~joe/%3A"),
        ("https://example.org/%3a", "https://example.org/%3A"),
        ("https://u:word@example.org/a", "https://example.org/a"),
        ("https://example.org/a?&b=1&&c=&", "https://example.org/a?b=1&c="),
        ("https://example.org/a?", "https://example.org/a"),
        ("https://example.org/a?b=1&amp;c=2", "https://example.org/a?b=1&c=2"),
        ("https://example.org/a?utm_source=x&fbclid=1&_ga=2.3&id=4", "https://example.org/a?id=4"),
        ("https://example.org/a?mc_cid=1&mc_eid=2&xtor=RSS-1", "https://example.org/a"),
        ("https://example.org/a?ref=home&source=rss&CMP=share", "https://example.org/a"),
        ("https://example.org/a?at_medium=x&wt_mc=a.b&__hstc=1", "https://example.org/a"),
        ("https://[::1]:8080/a?gclid=1", "https://[::1]:8080/a"),
        ("https://example.org/2024/a-b/amp/", "https://example.org/2024/a-b/"),
        ("https://example.org/a-b/amp?amp=1", "https://example.org/a-b"),
        ("https://example.org/a-b.amp", "https://example.org/a-b"),
        ("https://example.org/a.amp.html", "https://example.org/a.html"),
        ("https://example.org/a?outputType=amp&b=1", "https://example.org/a?b=1"),
        ("https://www.google.com/amp/s/example.org/a?b=1", "https://example.org/a?b=1"),
        ("https://www.google.co.uk/amp/example.org/a-b/amp/", "http://example.org/a-b/"),
        (
            "https://example-org.cdn.ampproject.org/v/s/example.org/a-b.amp?amp_js_v=0.1&usqp=m",
            "https://example.org/a-b",
        ),
        ("https://m.example.org/a", "https://example.org/a"),
        ("https://amp.example.co.uk/a", "https://example.co.uk/a"),
        ("https://en.m.wikipedia.org/wiki/Ampère", "https://en.wikipedia.org/wiki/Amp%C3%A8re"),
        ("https://joe.blogspot.com/2020/a.html?m=1", "https://joe.blogspot.com/2020/a.html"),
    ],
)
def test_links_to_one_page_are_cleaned_alike(link: str, expected: str) -> None:
    """Who led to a page, and for which device it is shown, say nothing about which page it is."""
    assert cleaned(link) == expected


@pytest.mark.parametrize(
    "link",
    [
        "https://example.org/a?id=3&p=4&page=2&v=abc&b=1&a=2",
        "https://example.org/a?gallery=3&game=4&reference=5&affair=6&keywords=b",
        "https://example.org/a?keyword=harbour&uid=joe&session=2&medium=oil&gl=fr",
        "https://example.org/a?ref=123&source=4",
        "https://example.org/a?data_source=census&m=1&mobile=no",
        "https://example.org/wiki/amp",
        "https://example.org/amp",
        "https://example.org/guitars?type=amp&format=pdf",
        "https://mobile.de/a",
        "https://m.co.uk/a",
        "https://mobile.example.org/",
        "https://m.wiki.lan/a",
        "https://www.google.com/amp/",
        "https://example.org/a//b/?u=https://example.com/&x=a%20b",
        "https://web.archive.org/web/2020/https://example.org/a?b=1",
        "mailto:joe@example.org?ref=a",
        "example.org/a?ref=a",
        "",
    ],
)
def test_what_may_name_the_page_stays(link: str) -> None:
    """Two pages never get one link: parameters, hosts and names that may matter are kept."""
    assert cleaned(link) == link


@given(BEGINNINGS, st.text(st.sampled_from("am.p/&?=;%~2-:@[]x1ü\n\\"), max_size=30) | st.text())
@example("http://", "xn--/")
@example("http://", "[")
@example("http://site.example/", "\udc80")
@example("http://", "\udc80")
@example("HTTP://", "//uP/a")
@example("", ":http://")
def test_cleaning_again_changes_nothing(beginning: str, text: str) -> None:
    """Whatever is given, the result is its own cleaned form, also of the normalised link."""
    link = cleaned(beginning + text)
    assert cleaned(link) == link == normalised(link)
    assert cleaned(normalised(beginning + text)) == link
