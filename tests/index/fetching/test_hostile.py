"""Links and sites that mean harm, or are broken: none gets anywhere, none takes long."""

import asyncio
import datetime
import gzip
import ssl
import zlib
from dataclasses import dataclass
from functools import partial

import pytest
import trustme

from index.errors import FetchError
from index.fetching.addresses import is_public
from index.fetching.fetcher import PageFetcher
from index.fetching.limits import FetchLimits
from tests.index.fetching.sites import Answer, Internet, answer

HASTY = FetchLimits(seconds=0.4, bytes=100_000, redirects=3, attempts=2, backoff=0.001)
ZEROS = b"\0" * 20_000_000
BARE = zlib.compressobj(wbits=-15)
BARE_BOMB = BARE.compress(ZEROS) + BARE.flush()

LITERALS = [  # addresses that are not on the internet, in many spellings
    "127.0.0.1",
    "127.1",
    "127.0.0.1.",
    "2130706433",
    "0x7f000001",
    "0X7F.0.0.1",
    "0177.0.0.1",
    "017700000001",
    "\uff11\uff12\uff17.\uff10.\uff10.\uff11",  # full-width digits
    "127\u30020\uff0e0\uff611",  # full stops of Chinese
    "\u2460\u2461\u2466.\u24ea.\u24ea.\u2460",  # digits in circles
    "0.0.0.0",  # noqa: S104 - nothing is bound to it
    "0",
    "10.0.0.1",
    "012.0.0.1",
    "172.31.255.254",
    "192.168.1.1",
    "169.254.169.254",
    "0xa9fea9fe",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.0.192",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "[::]",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[::127.0.0.1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:a9fe:a9fe]",
    "[64:ff9b::127.0.0.1]",
    "[64:ff9b:1::10.0.0.1]",
    "[2002:7f00:1::]",
    "[2001:0:5db8:d822::80ff:fffe]",
    "[2606:4700::5efe:10.0.0.1]",
    "[2606:4700::200:5efe:10.0.0.1]",
    "[2001:db8::1]",
    "[3fff::1]",
    "[fe80::1%25eth0]",
    "[fec0::1]",
    "[fd00:ec2::254]",
    "[ff02::1]",
    "localhost",
    "LocalHost.",
    "api.localhost",
]

NAMES = {  # what the hostile name servers say
    "private.example": [["10.0.0.1"]],
    "private6.example": [["fd00::1", "::1"]],
    "metadata.google.internal": [["169.254.169.254"]],
    "mapped.example": [["::ffff:192.168.1.1"]],
    "mixed.example": [["10.0.0.1", "93.184.216.34", "::1"]],
    "rebinding.example": [["93.184.216.34"], ["127.0.0.1"]],
    "many.example": [["10.0.0.1"] * 1000],
    "dead.example": [["93.184.216.99", "93.184.216.98"]],
    "self-signed.example": [["93.184.216.40"]],
    "expired.example": [["93.184.216.41"]],
    "future.example": [["93.184.216.42"]],
    "other-host.example": [["93.184.216.43"]],
    "untrusted.example": [["93.184.216.44"]],
    "plain.example": [["93.184.216.45"]],
    "silent.example": [["93.184.216.46"]],
}

LINKS = {  # what is no link to a page, and the key of the sentence
    "": "fetch-scheme",
    "site.example/a": "fetch-scheme",
    "//site.example/a": "fetch-scheme",
    "http://": "fetch-scheme",
    "http:///a": "fetch-scheme",
    "ftp://site.example/a": "fetch-scheme",
    "file:///etc/passwd": "fetch-scheme",
    "gopher://site.example/_x": "fetch-scheme",
    "javascript:alert(1)": "fetch-scheme",
    "data:text/html,x": "fetch-scheme",
    "http://site.example\n.evil.example/": "fetch-no-link",
    "http://site.example/\x00": "fetch-no-link",
    "http://site.example:port/": "fetch-no-link",
    "http://[::1": "fetch-no-link",
    "http://[::1]evil.example/": "fetch-no-link",
    "http://a\u2100b.example/": "fetch-no-link",
    "http://\u202e.example/": "fetch-no-link",
    "http://xn--/": "fetch-unknown-host",
    "http://user@site.example/": "fetch-password",
    "http://user:hidden@site.example/": "fetch-password",
    "http://site.example@10.0.0.1/": "fetch-password",
    "http://site.example\\@10.0.0.1/": "fetch-password",
    "http://256.0.0.1/": "fetch-no-link",
    "http://1.2.3.4.5/": "fetch-no-host",
    "http://0x1ffffffff/": "fetch-no-host",
    "http://site..example/": "fetch-no-host",
    "http://site.ex%61mple/": "fetch-no-host",
    "http://" + "a" * 64 + ".example/": "fetch-no-host",
    "http://" + "a." * 130 + "example/": "fetch-no-host",
    "http://site.example:22/": "fetch-port",
    "http://site.example:6667/": "fetch-port",
    "https://site.example:0/": "fetch-port",
    "http://site.example:65536/": "fetch-port",
    "http://unknown.example/": "fetch-unknown-host",
    "http://bücher.example/": "fetch-unknown-host",
    "http://dead.example/": "fetch-unreachable",
    "http://private.example/": "fetch-private",
    "http://private6.example/": "fetch-private",
    "http://metadata.google.internal/computeMetadata/v1/": "fetch-private",
    "http://mapped.example/": "fetch-private",
    "http://many.example/": "fetch-private",
    "https://self-signed.example/": "fetch-certificate",
    "https://untrusted.example/": "fetch-certificate",
    "https://expired.example/": "fetch-certificate-date",
    "https://future.example/": "fetch-certificate-date",
    "https://other-host.example/": "fetch-certificate-host",
    "https://plain.example/": "fetch-insecure",
    "https://silent.example/": "fetch-timeout",
    "http://silent.example/": "fetch-timeout",
}


async def slow_header(writer: asyncio.StreamWriter) -> None:
    """Send a header that goes on for good, a letter at a time."""
    writer.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    await drip(writer)


async def slow_body(writer: asyncio.StreamWriter) -> None:
    """Send a body that goes on for good, a letter at a time."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 50000\r\n\r\n")
    await drip(writer)


async def drip(writer: asyncio.StreamWriter) -> None:
    """Send a letter now and then."""
    while not writer.is_closing():
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.02)


async def endless_body(writer: asyncio.StreamWriter) -> None:
    """Send as much as is taken."""
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
    await flood(writer, b"x" * 10_000)


async def endless_chunks(writer: asyncio.StreamWriter) -> None:
    """Send as many chunks as are taken."""
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    await flood(writer, b"64\r\n" + b"x" * 100 + b"\r\n")


async def tiny_chunks(writer: asyncio.StreamWriter) -> None:
    """Send a page of a fair size, each letter in a chunk of its own."""
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    writer.write(b"1\r\nx\r\n" * 5000 + b"0\r\n\r\n")
    await writer.drain()


async def endless_continue(writer: asyncio.StreamWriter) -> None:
    """Promise an answer over and over."""
    await flood(writer, b"HTTP/1.1 100 Continue\r\n\r\n" * 100)


async def endless_header(writer: asyncio.StreamWriter) -> None:
    """Send as many headers as are taken."""
    writer.write(b"HTTP/1.1 200 OK\r\n")
    await flood(writer, b"X-More: x\r\n" * 1000)


async def flood(writer: asyncio.StreamWriter, part: bytes) -> None:
    """Send something over and over."""
    while not writer.is_closing():
        writer.write(part)
        await writer.drain()


async def reset(writer: asyncio.StreamWriter) -> None:
    """Break the connection off in the middle of a body."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 50000\r\n\r\nhalf")
    await writer.drain()
    writer.transport.abort()


def moved(place: str) -> bytes:
    """Return a redirect."""
    return answer(302, Location=place)


PAGES: dict[str, tuple[Answer, str]] = {  # what a site sends, and the key of the sentence
    "to-private": (moved("http://10.0.0.1/"), "fetch-private"),
    "to-metadata": (moved("http://169.254.169.254/latest/meta-data/"), "fetch-private"),
    "to-decimal": (moved("http://2130706433/"), "fetch-private"),
    "to-mapped": (moved("http://[::ffff:127.0.0.1]/"), "fetch-private"),
    "to-private-name": (moved("//private.example/"), "fetch-private"),
    "to-rebinding": (moved("http://rebinding.example/again"), "fetch-private"),
    "again": (moved("http://rebinding.example:8080/secret"), "fetch-unreachable"),
    "to-file": (moved("file:///etc/passwd"), "fetch-scheme"),
    "to-script": (moved("javascript:alert(1)"), "fetch-scheme"),
    "to-secret": (moved("http://user:hidden@site.example/"), "fetch-password"),
    "to-port": (moved("http://site.example:25/"), "fetch-port"),
    "to-garbage": (moved("http://[half"), "fetch-garbled"),
    "to-punycode": (moved("http://xn--/"), "fetch-unknown-host"),
    "to-nowhere": (answer(302), "fetch-nowhere"),
    "to-empty": (moved(" "), "fetch-nowhere"),
    "choice": (answer(300, b"a or b"), "fetch-nowhere"),
    "loop": (moved("/loop"), "fetch-redirects"),
    "ping": (moved("/pong"), "fetch-redirects"),
    "pong": (moved("/ping"), "fetch-redirects"),
    "slow-header": (slow_header, "fetch-timeout"),
    "slow-body": (slow_body, "fetch-timeout"),
    "endless-body": (endless_body, "fetch-too-large"),
    "endless-chunks": (endless_chunks, "fetch-too-large"),
    "tiny-chunks": (tiny_chunks, "fetch-too-large"),
    "endless-continue": (endless_continue, "fetch-timeout"),
    "endless-header": (endless_header, "fetch-headers"),
    "large-header": (answer(200, b"x", X_Large="x" * 200_000), "fetch-headers"),
    "large": (answer(200, b"x" * 100_001), "fetch-too-large"),
    "announced-large": (answer(200, b"x", Content_Length="9" * 18), "fetch-too-large"),
    "gzip-bomb": (
        answer(200, gzip.compress(ZEROS, mtime=0), Content_Encoding="gzip"),
        "fetch-too-large",
    ),
    "zlib-bomb": (answer(200, zlib.compress(ZEROS), Content_Encoding="deflate"), "fetch-too-large"),
    "deflate-bomb": (answer(200, BARE_BOMB, Content_Encoding="deflate"), "fetch-too-large"),
    "many-gzips": (
        answer(200, gzip.compress(b"x" * 60, mtime=0) * 2000, Content_Encoding="gzip"),
        "fetch-too-large",
    ),
    "packed-junk": (
        answer(200, gzip.compress(b"x", mtime=0) + b"\1" * 100_000, Content_Encoding="gzip"),
        "fetch-too-large",
    ),
    "twice-packed": (
        answer(200, gzip.compress(gzip.compress(ZEROS), mtime=0), Content_Encoding="gzip, gzip"),
        "fetch-encoding",
    ),
    "brotli": (answer(200, b"?", Content_Encoding="br"), "fetch-encoding"),
    "broken-gzip": (answer(200, b"no gzip at all", Content_Encoding="gzip"), "fetch-garbled"),
    "half-gzip": (
        answer(200, gzip.compress(bytes(range(256)) * 9)[:-100], Content_Encoding="gzip"),
        "fetch-incomplete",
    ),
    "too-long": (answer(200, b"half", Content_Length="5000"), "fetch-incomplete"),
    "half-a-chunk": (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nhalf",
        "fetch-incomplete",
    ),
    "reset": (reset, "fetch-incomplete"),
    "no-number": (answer(200, b"x", Content_Length="many"), "fetch-garbled"),
    "two-lengths": (
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
        "fetch-garbled",
    ),
    "no-http": (b"SSH-2.0-OpenSSH_9.6\r\n\r\n", "fetch-garbled"),
    "no-status": (b"HTTP/1.1 ok fine\r\n\r\n", "fetch-garbled"),
    "spaces": (b"HTTP/1.1 200 OK\r\nX Bad : x\r\n\r\n", "fetch-garbled"),
    "nothing": (b"", "fetch-broken"),
    "half-a-header": (b"HTTP/1.1 200 OK\r\nContent-", "fetch-broken"),
    "no-content": (b"HTTP/1.1 204 No Content\r\n\r\n", "fetch-empty"),
    "empty": (answer(200), "fetch-empty"),
    "unchanged": (b"HTTP/1.1 304 Not Modified\r\n\r\n", "fetch-garbled"),
    "switching": (b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\nx", "fetch-garbled"),
    "video": (answer(200, b"<p>", Content_Type="video/mp4"), "fetch-no-page"),
    "image": (answer(200, b"<p>", Content_Type="IMAGE/png; x=y"), "fetch-no-page"),
    "log-in": (answer(401), "fetch-log-in"),
    "payment": (answer(402), "fetch-payment"),
    "forbidden": (answer(403), "fetch-forbidden"),
    "missing": (answer(404), "fetch-not-found"),
    "removed": (answer(410), "fetch-removed"),
    "teapot": (answer(418), "fetch-refused"),
    "too-often": (answer(429), "fetch-too-often"),
    "legal": (answer(451), "fetch-legal"),
    "failing": (answer(500), "fetch-site-problem"),
    "closed": (answer(503), "fetch-site-problem"),
    "pause": (answer(429, Retry_After="90"), "fetch-pause"),
    "long-pause": (answer(503, Retry_After="86400"), "fetch-long-pause"),
}


@dataclass(frozen=True, slots=True)
class Case:
    """A link, and the key of the sentence that refuses it."""

    link: str
    key: str


CASES = (
    [Case(f"http://{literal}/", "fetch-private") for literal in LITERALS]
    + [Case(link, key) for link, key in LINKS.items()]
    + [Case(f"http://site.example/{path}", key) for path, (_, key) in PAGES.items()]
)


@pytest.fixture(scope="module")
def certificates(
    authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, ssl.SSLContext]:
    """What the sites with bad certificates show, by their addresses."""
    now, day = datetime.datetime.now(datetime.UTC), datetime.timedelta(days=1)
    lone = trustme.CA()
    pem = tmp_path_factory.mktemp("lone") / "lone.pem"
    pem.write_bytes(lone.private_key_pem.bytes() + lone.cert_pem.bytes())
    contexts = {
        f"93.184.216.{number}": ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) for number in range(40, 45)
    }
    contexts["93.184.216.40"].load_cert_chain(pem)
    for address, leaf in {
        "93.184.216.41": authority.issue_cert(
            "expired.example", not_before=now - 2 * day, not_after=now - day
        ),
        "93.184.216.42": authority.issue_cert(
            "future.example", not_before=now + day, not_after=now + 2 * day
        ),
        "93.184.216.43": authority.issue_cert("site.example"),
        "93.184.216.44": lone.issue_cert("untrusted.example"),
    }.items():
        leaf.configure_cert(contexts[address])
    return contexts


@pytest.fixture
async def hostile(internet: Internet, certificates: dict[str, ssl.SSLContext]) -> Internet:
    """The internet with all that is in the tables."""
    internet.names |= {name: list(told) for name, told in NAMES.items()}
    internet.pages |= {f"/{path}": [sent] for path, (sent, _) in PAGES.items()}
    for address, tls in certificates.items():
        await internet.open(address, 443, tls=tls)
    await internet.open("93.184.216.45", 443, greeting=answer(400))
    for port in (80, 443):
        await internet.open("93.184.216.46", port, greeting=internet.say_nothing)
    return internet


async def refused(fetcher: PageFetcher, link: str) -> FetchError:
    async with asyncio.timeout(5):  # "none hangs"
        with pytest.raises(FetchError) as raised:
            await fetcher.fetch(link)
    return raised.value


def test_the_tables_are_long() -> None:
    """There are many ways to go wrong."""
    assert len(CASES) >= 150


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.link[:60] or "nothing")
async def test_a_hostile_link_is_refused(
    hostile: Internet, fetching: "partial[PageFetcher]", case: Case
) -> None:
    """Each is refused in its own sentence, in time, and nothing but the internet is reached."""
    error = await refused(fetching(limits=HASTY), case.link)
    assert error.key == case.key, str(error)
    assert str(error).endswith(".")
    assert "hidden" not in str(error)
    assert all(is_public(address) for address in hostile.attempts)
    if case.link.removeprefix("http://site.example/") in PAGES:
        assert hostile.requests
    elif case.key in {"fetch-private", "fetch-scheme", "fetch-port", "fetch-no-host"}:
        assert hostile.attempts == []


@pytest.mark.usefixtures("hostile")
async def test_each_kind_has_its_own_sentence(fetching: "partial[PageFetcher]") -> None:
    """Who reads a sentence can tell from all others what went wrong."""
    links = {case.key: case.link for case in reversed(CASES)}
    errors = await asyncio.gather(
        *(refused(fetching(limits=HASTY), link) for link in links.values())
    )
    assert [error.key for error in errors] == list(links)
    said = {str(error).replace(links[str(error.key)], "…") for error in errors}
    assert len(said) == len(links) >= 30


async def test_only_public_addresses_of_a_host_are_tried(
    hostile: Internet, fetcher: PageFetcher
) -> None:
    """A name with private addresses among others is reached at the others."""
    hostile.pages["/"] = [answer(200, b"<p>")]
    assert (await fetcher.fetch("http://mixed.example/")).content == b"<p>"
    assert [str(address) for address in hostile.attempts] == ["93.184.216.34"]


async def test_what_was_checked_is_what_is_connected_to(
    hostile: Internet, fetcher: PageFetcher
) -> None:
    """A name is resolved once for a connection: its next answer comes too late to do harm."""
    hostile.pages["/"] = [answer(200, b"<p>")]
    await fetcher.fetch("http://rebinding.example/")
    await refused(fetcher, "http://rebinding.example/")
    assert [str(address) for address in hostile.attempts] == ["93.184.216.34"]


async def test_a_body_that_is_announced_too_short_ends_there(
    hostile: Internet, fetcher: PageFetcher
) -> None:
    """What follows the announced length is none of the page, nor of the next one."""
    hostile.pages["/"] = [answer(200, b"<p>whole</p>", Content_Length="8")]
    assert (await fetcher.fetch("http://site.example/")).content == b"<p>whole"
    assert (await fetcher.fetch("http://site.example/")).content == b"<p>whole"
