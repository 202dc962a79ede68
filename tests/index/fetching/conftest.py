import ssl
from collections.abc import AsyncIterator
from functools import partial

import pytest
import trustme

from index.fetching.fetcher import PageFetcher
from index.fetching.limits import FetchLimits
from index.fetching.politeness import Manners
from tests.index.fetching.sites import Internet

SITE = "93.184.216.34"
LIMITS = FetchLimits(seconds=10, bytes=100_000, redirects=3, backoff=0.001)
MANNERS = Manners(gap=0.0)


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="session")
def trusting(authority: trustme.CA) -> ssl.SSLContext:
    tls = ssl.create_default_context()
    authority.configure_trust(tls)
    return tls


@pytest.fixture
async def internet(authority: trustme.CA) -> AsyncIterator[Internet]:
    """One site, site.example, over http and https."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("site.example").configure_cert(tls)
    world = Internet(names={"site.example": [[SITE]]})
    await world.open(SITE, 80)
    await world.open(SITE, 443, tls=tls)
    yield world
    await world.close()


@pytest.fixture
def fetching(internet: Internet, trusting: ssl.SSLContext) -> "partial[PageFetcher]":
    """Make fetchers for the internet of the test."""
    return partial(
        PageFetcher,
        limits=LIMITS,
        manners=MANNERS,
        tls=trusting,
        resolve=internet.resolve,
        backend=internet,
    )


@pytest.fixture
def fetcher(fetching: "partial[PageFetcher]") -> PageFetcher:
    return fetching()
