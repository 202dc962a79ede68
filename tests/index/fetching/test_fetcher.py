import gzip
import zlib
from functools import partial
from ipaddress import ip_network

import pytest

from index.errors import FetchError
from index.fetching.fetcher import PageFetcher
from index.models import Validators
from tests.index.fetching.sites import Internet, answer

PAGE = "<p>Der Hafen öffnet.</p>".encode("latin-1")
BARE = zlib.compressobj(wbits=-15)
BARE_PAGE = BARE.compress(PAGE) + BARE.flush()


async def test_a_page_is_fetched_as_it_is(internet: Internet, fetcher: PageFetcher) -> None:
    """Bytes, media type, encoding, link and what the server calls its state arrive."""
    internet.pages["/page"] = [
        answer(
            200,
            PAGE,
            Content_Type="text/HTML; charset=ISO-8859-1",
            ETag='W/"1"',
            Last_Modified="Mon, 05 Oct 2026 08:00:00 GMT",
        )
    ]
    page = await fetcher.fetch(" http://SITE.example:80/page?utm_source=x&b=1#top ")
    assert (page.content, page.media_type, page.encoding) == (PAGE, "text/html", "iso-8859-1")
    assert page.url == "http://site.example/page?utm_source=x&b=1"
    assert page.links == ("http://site.example/page?b=1",)
    assert page.validators == Validators(
        etag='W/"1"', last_modified="Mon, 05 Oct 2026 08:00:00 GMT"
    )
    assert internet.requests[0].path == "/page?utm_source=x&b=1"


async def test_what_a_site_leaves_out_is_unknown(internet: Internet, fetcher: PageFetcher) -> None:
    """Missing and senseless headers say nothing; the page is read all the same."""
    internet.pages["/page"] = [
        answer(200, PAGE, Content_Type="text", ETag="\x80", Last_Modified="")
    ]
    page = await fetcher.fetch("http://site.example/page")
    assert (page.media_type, page.encoding, page.validators) == (None, None, Validators())


async def test_sites_learn_who_visits_them(
    internet: Internet, fetching: "partial[PageFetcher]"
) -> None:
    """The fetcher gives its name, and whom to complain to where the host named somebody."""
    internet.pages["/"] = [answer(200, PAGE)]
    for contact in (None, "https://bot.example/about"):
        await fetching(contact=contact).fetch("http://site.example/")
    plain, named = (request.headers["user-agent"] for request in internet.requests)
    assert plain.startswith("Footnote/")
    assert named == f"{plain} (+https://bot.example/about)"
    assert "accept-language" not in internet.requests[0].headers


async def test_a_secure_page(internet: Internet, fetcher: PageFetcher) -> None:
    """A page is fetched over https from a site with a trusted certificate."""
    internet.pages["/page"] = [answer(200, PAGE)]
    page = await fetcher.fetch("https://site.example/page")
    assert (page.url, page.content) == ("https://site.example/page", PAGE)


async def test_redirects_are_followed(internet: Internet, fetcher: PageFetcher) -> None:
    """The page's link is the one it was found at in the end; all that led there are known."""
    internet.pages["/old"] = [answer(301, Location="https://site.example/a-b/amp/#part")]
    internet.pages["/a-b/amp/"] = [answer(308, Location="../page?gclid=1")]
    internet.pages["/a-b/page"] = [answer(200, PAGE)]
    page = await fetcher.fetch("http://site.example/old")
    assert page.url == "https://site.example/a-b/page?gclid=1"
    assert page.links == (
        "http://site.example/old",
        "https://site.example/a-b/",
        "https://site.example/a-b/page",
    )


async def test_cookies_last_for_one_visit(internet: Internet, fetcher: PageFetcher) -> None:
    """A site that redirects to see a cookie again gets it; the next visit begins without."""
    internet.pages["/"] = [answer(302, Location="/page", Set_Cookie="seen=1")]
    internet.pages["/page"] = [answer(200, PAGE)]
    for _ in range(2):
        await fetcher.fetch("http://site.example/")
    cookies = [request.headers.get("cookie") for request in internet.requests]
    assert cookies == [None, "seen=1", None, "seen=1"]


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(PAGE, mtime=0)),
        ("GZIP", gzip.compress(PAGE[:9], mtime=0) + gzip.compress(PAGE[9:], mtime=0)),
        ("x-gzip", gzip.compress(PAGE, mtime=0) + b"\0\0 padding"),
        ("identity, gzip", gzip.compress(PAGE, mtime=0)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", BARE_PAGE),
        ("identity", PAGE),
    ],
)
async def test_a_compressed_page_is_unpacked(
    internet: Internet, fetcher: PageFetcher, encoding: str, body: bytes
) -> None:
    """However it was packed, whatever follows the end, the page arrives unpacked."""
    internet.pages["/"] = [answer(200, body, Content_Encoding=encoding)]
    assert (await fetcher.fetch("http://site.example/")).content == PAGE


async def test_a_page_in_small_parts_is_unpacked(internet: Internet, fetcher: PageFetcher) -> None:
    """Where a packed page is divided on its way makes no difference."""
    packed = gzip.compress(PAGE, mtime=0) * 2
    chunks = b"".join(b"1\r\n%c\r\n" % byte for byte in packed)
    internet.pages["/"] = [
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
        + chunks
        + b"0\r\n\r\n"
    ]
    assert (await fetcher.fetch("http://site.example/")).content == PAGE * 2


async def test_a_page_of_the_allowed_size(internet: Internet, fetcher: PageFetcher) -> None:
    """The limit itself is not too large."""
    internet.pages["/"] = [answer(200, b"x" * 100_000)]
    assert len((await fetcher.fetch("http://site.example/")).content) == 100_000


async def test_allowed_networks_and_hosts(
    internet: Internet, fetching: "partial[PageFetcher]"
) -> None:
    """What a host of the program allows is reached, wherever it is, and nothing else of it."""
    internet.names |= {
        "wiki.example": [["10.0.0.1"]],
        "other.example": [["10.0.0.1"]],
        "near.example": [["192.168.7.1"]],
    }
    for address in ("10.0.0.1", "192.168.7.1"):
        await internet.open(address, 80)
    internet.pages["/"] = [answer(200, PAGE)]
    fetcher = fetching(
        allowed_hosts=["Wiki.example."], allowed_networks=[ip_network("192.168.7.0/24")]
    )
    for host in ("wiki.example", "WIKI.example.", "near.example", "192.168.7.1"):
        assert (await fetcher.fetch(f"http://{host}/")).content == PAGE
    for host in ("other.example", "10.0.0.1", "a.wiki.example", "192.168.8.1", "[fd00::1]"):
        with pytest.raises(FetchError, match=r"private network|can't be found"):
            await fetcher.fetch(f"http://{host}/")


async def test_the_next_address_is_tried(internet: Internet, fetcher: PageFetcher) -> None:
    """A host of which one address is dead is reached at another."""
    internet.names["site.example"] = [["2606:4700::1", "93.184.216.99", "93.184.216.34"]]
    internet.pages["/"] = [answer(200, PAGE)]
    assert (await fetcher.fetch("http://site.example/")).content == PAGE
    assert len(internet.attempts) == 3


async def test_a_link_without_a_site_uses_no_connection(
    internet: Internet, fetcher: PageFetcher
) -> None:
    """A malformed link is shown without the password in it, and cut to a fair length."""
    with pytest.raises(FetchError) as raised:
        await fetcher.fetch("http://user:hidden@site.example:port/" + "x" * 1000)
    assert str(raised.value).startswith("http://…@site.example:port/xxx")
    assert len(str(raised.value)) < 300
    assert internet.attempts == []


async def test_the_environment_names_no_proxy(
    internet: Internet, fetching: "partial[PageFetcher]", monkeypatch: pytest.MonkeyPatch
) -> None:
    """Proxies and certificates that the environment names are not used."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere")
    internet.pages["/"] = [answer(200, PAGE)]
    assert (await fetching(tls=None).fetch("http://site.example/")).content == PAGE
