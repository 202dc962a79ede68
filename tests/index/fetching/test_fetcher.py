import gzip
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address, ip_network

import pytest
import trustme

from index.errors import FetchError
from index.fetching.addresses import is_public
from index.fetching.fetcher import FetchLimits, PageFetcher

LOOPBACK = ip_network("127.0.0.0/8")
PAGE = "<p>Der Hafen öffnet.</p>".encode("latin-1")
LIMITS = FetchLimits(seconds=10, bytes=100_000, redirects=3)


class Site(BaseHTTPRequestHandler):
    """A small site; `stop` ends the answers that never end by themselves."""

    stop: threading.Event
    seen: dict[str, str]

    def do_GET(self) -> None:
        """Answer as the path says."""
        type(self).seen = dict(self.headers)
        where = self.path.strip("/").partition("?")[0]
        if where.isdecimal():
            self._answer(int(where), b"no")
        elif where == "page":
            self._answer(200, PAGE, **{"Content-Type": "text/HTML; charset=ISO-8859-1"})
        elif where == "gzip":
            self._answer(200, gzip.compress(PAGE), **{"Content-Encoding": "gzip"})
        elif where == "bomb":
            self._answer(200, gzip.compress(b"\0" * 50_000_000), **{"Content-Encoding": "gzip"})
        elif where == "broken-gzip":
            self._answer(200, b"no gzip at all", **{"Content-Encoding": "gzip"})
        elif where == "brotli":
            self._answer(200, b"?", **{"Content-Encoding": "br"})
        elif where == "large":
            self._answer(200, b"x" * 100_001)
        elif where == "endless":
            self._endless()
        elif where == "video":
            self._answer(200, b"?", **{"Content-Type": "video/mp4"})
        elif where == "moved":
            self._answer(302, b"", Location="/page#part")
        elif where == "loop":
            self._answer(302, b"", Location="/loop")
        elif where == "to-file":
            self._answer(302, b"", Location="file:///etc/passwd")
        elif where == "to-secret":
            self._answer(302, b"", Location="http://user:word@127.0.0.1/")
        elif where == "to-private":
            self._answer(302, b"", Location="http://[::1]:1/")
        elif where == "garbage":
            self.wfile.write(b"not http\r\n\r\n")
        elif where == "cut":
            self._answer(200, b"half", **{"Content-Length": "100"})
        else:
            self.stop.wait()

    def log_message(self, *_: object) -> None:
        """Stay silent."""

    def _answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        while not self.stop.is_set():
            try:
                self.wfile.write(b"x" * 10_000)
            except OSError:
                return


def serve(tls: ssl.SSLContext | None = None) -> Iterator[str]:
    Site.stop = threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a client hung up
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"127.0.0.1:{server.server_port}"
    Site.stop.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    yield from serve()


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def secure_site(authority: trustme.CA) -> Iterator[str]:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(tls)
    yield from serve(tls)


@pytest.fixture(scope="module")
def fetcher() -> PageFetcher:
    return PageFetcher(limits=LIMITS, allowed_networks=[LOOPBACK])


@pytest.fixture
def refusal(site: str, fetcher: PageFetcher) -> "Refusal":
    return Refusal(site, fetcher)


class Refusal:
    """Fetches what can't be fetched."""

    def __init__(self, site: str, fetcher: PageFetcher) -> None:
        """Fetch from `site` with `fetcher`."""
        self.site, self.fetcher = site, fetcher

    async def of(self, link: str) -> str:
        """Return the sentence that refuses `link`, or `/path` on the test's site."""
        with pytest.raises(FetchError) as raised:
            await self.fetcher.fetch(f"http://{self.site}{link}" if link[0] == "/" else link)
        return str(raised.value)


async def test_a_page_is_fetched_as_it_is(site: str, fetcher: PageFetcher) -> None:
    """Bytes, media type, encoding and link arrive; the fetcher says who it is."""
    page = await fetcher.fetch(f" http://{site}/page#top ")
    assert (page.content, page.media_type, page.encoding) == (PAGE, "text/html", "iso-8859-1")
    assert page.url == f"http://{site}/page"
    assert Site.seen["User-Agent"].startswith("Footnote/")


async def test_redirects_are_followed(site: str, fetcher: PageFetcher) -> None:
    """The link of the page is the one it was found at in the end."""
    assert (await fetcher.fetch(f"http://{site}/moved")).url == f"http://{site}/page"


async def test_a_compressed_page_is_unpacked(site: str, fetcher: PageFetcher) -> None:
    """The size that counts and the bytes that arrive are those of the unpacked page."""
    assert (await fetcher.fetch(f"http://{site}/gzip")).content == PAGE


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("/404", "there is no such page (HTTP 404)."),
        ("/403", "the site doesn't let this program read it (HTTP 403)."),
        ("/418", "the site refuses it, check the link (HTTP 418)."),
        ("/503", "the site has a problem, try again later (HTTP 503)."),
        ("/video", "is video/mp4, not an article: add a link to a page."),
        ("/large", "is larger than 0.0954 MiB: save the article alone as a file and add that."),
        ("/endless", "is larger than 0.0954 MiB: save the article alone as a file and add that."),
        ("/bomb", "is larger than 0.0954 MiB: save the article alone as a file and add that."),
        ("/broken-gzip", "can't be read: the site's answer is garbled."),
        ("/brotli", "save the page as a file and add that."),
        ("/garbage", "can't be read: the site's answer is garbled."),
        ("/cut", "can't be read: the site's answer is garbled."),
        ("/loop", "more than 3 times: open it in a browser and add the link it ends at."),
    ],
)
async def test_answers_that_are_no_page(refusal: Refusal, link: str, reason: str) -> None:
    """What isn't a page of a fair size is refused in a sentence that names the link."""
    sentence = await refusal.of(link)
    assert sentence.startswith(f"http://{refusal.site}{link} ")
    assert sentence.endswith(reason)


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        ("ftp://example.org/a", "ftp://example.org/a can't be fetched: a link must begin with"),
        ("example.org/a", "example.org/a can't be fetched: a link must begin with"),
        ("http://", "can't be fetched: a link must begin with"),
        ("http://example.org:port/", "http://example.org:port/ is not a link"),
        ("http://u:word@example.org/", "The link to example.org has a user name or password"),
        ("http://no-such-host.invalid/", "can't be found: there is no address for no-such-host"),
        ("/to-file", "file://127.0.0.1/etc/passwd can't be fetched"),
        ("/to-secret", "The link to 127.0.0.1 has a user name or password"),
    ],
)
async def test_links_that_are_not_followed(refusal: Refusal, link: str, sentence: str) -> None:
    """Malformed links, other schemes, credentials and unknown hosts are refused, at any hop."""
    found = await refusal.of(link)
    assert sentence in found
    assert "word@" not in found


@pytest.mark.parametrize(
    "link",
    ["http://127.0.0.1:{port}/page", "http://localhost:{port}/page", "http://2130706433:{port}/"],
)
async def test_private_addresses_are_refused(site: str, link: str) -> None:
    """However a private address is written, no request reaches it."""
    Site.seen = {}
    with pytest.raises(FetchError, match="is in a private network, not on the internet"):
        await PageFetcher().fetch(link.format(port=site.rpartition(":")[2]))
    assert Site.seen == {}


async def test_a_redirect_into_a_private_network_is_refused(refusal: Refusal) -> None:
    """The address is checked at every hop, not only at the first."""
    assert "::1 is in a private network" in await refusal.of("/to-private")


async def test_a_refused_connection(refusal: Refusal) -> None:
    """A port at which nobody listens is named as such."""
    assert "refuses connections or is down" in await refusal.of("http://127.0.0.1:1/")


async def test_a_silent_site_is_given_up(site: str) -> None:
    """The limit holds for the whole fetch."""
    fetcher = PageFetcher(limits=FetchLimits(seconds=0.2), allowed_networks=[LOOPBACK])
    with pytest.raises(FetchError, match=r"/silent didn't arrive within 0\.2 seconds"):
        await fetcher.fetch(f"http://{site}/silent")


async def test_a_slow_drip_is_given_up(site: str) -> None:
    """A site that keeps sending, but never ends, runs into the same limit."""
    limits = FetchLimits(seconds=0.3, bytes=1 << 40)
    with pytest.raises(FetchError, match="didn't arrive within"):
        await PageFetcher(limits=limits, allowed_networks=[LOOPBACK]).fetch(
            f"http://{site}/endless"
        )


async def test_a_secure_page(secure_site: str, authority: trustme.CA) -> None:
    """A page is fetched over https from a site with a trusted certificate."""
    tls = ssl.create_default_context()
    authority.configure_trust(tls)
    fetcher = PageFetcher(limits=LIMITS, allowed_networks=[LOOPBACK], tls=tls)
    page = await fetcher.fetch(f"https://{secure_site}/page")
    assert page.url == f"https://{secure_site}/page"
    assert page.content


async def test_an_untrusted_certificate(secure_site: str, fetcher: PageFetcher) -> None:
    """A certificate that nobody vouches for is refused."""
    with pytest.raises(FetchError, match="certificate can't be trusted"):
        await fetcher.fetch(f"https://{secure_site}/page")


async def test_no_secure_connection(site: str, fetcher: PageFetcher) -> None:
    """A site that speaks plain http where https was asked for is refused."""
    with pytest.raises(FetchError, match="offers no secure connection"):
        await fetcher.fetch(f"https://{site}/page")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("10.1.2.3", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("0.0.0.0", False),  # noqa: S104 - nothing is bound to it
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("fec0::1", False),
        ("ff02::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("2002:a00:1::", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    """Private, local and reserved addresses are told, also inside IPv6 ones."""
    assert is_public(ip_address(address)) is public
