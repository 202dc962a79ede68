import asyncio
from functools import partial

import httpx
import pytest

from index.errors import FetchError
from index.fetching.fetcher import PageFetcher
from index.fetching.limits import FetchLimits
from index.fetching.politeness import Manners
from index.fetching.robots import Robots, RobotsFile
from index.models import Validators
from tests.index.fetching.sites import Answer, Internet, answer

LINK = "http://site.example/feed?b=1"
ROBOTS = "/robots.txt"
WELCOME = answer(200, b"User-agent: *\nDisallow: /private\n")
AWAY = answer(200, b"User-agent: *\nDisallow: /\n")


def paths(internet: Internet) -> list[str]:
    """Return what was asked for."""
    return [request.path for request in internet.requests]


async def test_a_page_is_asked_for_by_its_state(internet: Internet, fetcher: PageFetcher) -> None:
    """A page that hasn't changed is None; one that has comes with its new state."""
    internet.pages |= {
        ROBOTS: [WELCOME],
        "/feed": [b"HTTP/1.1 304 Not Modified\r\n\r\n", answer(200, b"new", ETag='"2"')],
    }
    known = Validators(etag='"1"', last_modified="Mon, 05 Oct 2026 08:00:00 GMT")
    assert await fetcher.revisit(LINK, known) is None
    page = await fetcher.revisit(LINK, known)
    assert page is not None
    assert (page.content, page.validators) == (b"new", Validators(etag='"2"'))
    headers = internet.requests[-1].headers
    assert headers["if-none-match"] == '"1"'
    assert headers["if-modified-since"] == "Mon, 05 Oct 2026 08:00:00 GMT"
    assert "if-none-match" not in internet.requests[0].headers


async def test_an_answer_to_what_nobody_asked(internet: Internet, fetcher: PageFetcher) -> None:
    """That nothing has changed makes no sense to who knows nothing."""
    internet.pages |= {ROBOTS: [WELCOME], "/feed": [b"HTTP/1.1 304 Not Modified\r\n\r\n"]}
    with pytest.raises(FetchError) as raised:
        await fetcher.revisit(LINK)
    assert raised.value.key == "fetch-garbled"


@pytest.mark.parametrize(
    ("robots", "key"),
    [
        (WELCOME, None),
        (AWAY, "fetch-robots"),
        (answer(200, b"\xef\xbb\xbfUser-agent: footnote\nDisallow: /feed"), "fetch-robots"),
        (answer(200, b"User-agent: other\nDisallow: /"), None),
        (answer(200, b"User-agent: *\nDisallow: /\nUser-agent: Footnote\nAllow: /"), None),
        (answer(200, b"User-agent: *\nDisallow: /*?b=\n"), "fetch-robots"),
        (answer(200, b"<html>Not found</html>"), None),
        (answer(200, b"\xff\xfe\0"), None),
        (answer(200), None),
        (answer(200, b"# long\n" * 80_000 + b"User-agent: *\nDisallow: /"), None),
        (answer(200, b"User-agent: *\nDisallow: /\n" + b"# long\n" * 80_000), "fetch-robots"),
        (answer(404), None),
        (answer(401), None),
        (answer(429), "fetch-robots-unknown"),
        (answer(500), "fetch-robots-unknown"),
        (answer(302, Location="/loop"), None),
        (answer(302, Location="http://10.0.0.1/robots.txt"), "fetch-private"),
        (answer(302, Location="/rules"), "fetch-robots"),
        (answer(200, b"User-agent", Content_Length="99"), "fetch-incomplete"),
        (answer(503, Retry_After="600"), "fetch-pause"),
    ],
)
async def test_robots_txt_is_obeyed(
    internet: Internet, fetcher: PageFetcher, robots: Answer, key: str | None
) -> None:
    """What a site asks programs for holds; one without rules is open, one in trouble isn't."""
    internet.pages |= {
        ROBOTS: [robots],
        "/rules": [AWAY],
        "/loop": [answer(302, Location="/loop")],
        "/feed": [answer(200, b"<rss>")],
    }
    if key is None:
        assert await fetcher.revisit(LINK) is not None
    else:
        with pytest.raises(FetchError) as raised:
            await fetcher.revisit(LINK)
        assert raised.value.key == key
        assert "/feed?b=1" not in paths(internet)


async def test_who_asks_for_a_single_page_gets_it(internet: Internet, fetcher: PageFetcher) -> None:
    """A link that a person asked for is not what robots.txt is about."""
    internet.pages |= {ROBOTS: [AWAY], "/feed": [answer(200, b"<p>")]}
    assert (await fetcher.fetch(LINK)).content == b"<p>"
    assert paths(internet) == ["/feed?b=1"]


async def test_robots_txt_counts_at_every_redirect(
    internet: Internet, fetcher: PageFetcher
) -> None:
    """A site isn't entered by way of another one, or of a page where programs are welcome."""
    internet.pages |= {
        ROBOTS: [WELCOME],
        "/feed": [answer(302, Location="https://site.example/private/feed")],
    }
    with pytest.raises(FetchError) as raised:
        await fetcher.revisit(LINK)
    assert raised.value.key == "fetch-robots"
    assert "https://site.example/private/feed" in str(raised.value)
    assert paths(internet) == [ROBOTS, "/feed?b=1", ROBOTS]  # http and https are two sites


async def test_robots_txt_is_asked_for_once(internet: Internet, fetcher: PageFetcher) -> None:
    """It is remembered, also while several visits begin at once, and also that it is missing."""
    internet.pages |= {ROBOTS: [answer(404)], "/feed": [answer(200, b"<rss>")]}
    await asyncio.gather(*(fetcher.revisit(LINK) for _ in range(5)))
    assert paths(internet).count(ROBOTS) == 1


async def test_a_site_that_is_down_is_not_asked_again_at_once(
    internet: Internet, fetcher: PageFetcher
) -> None:
    """All that wait for a site's rules learn that it is down, after one attempt."""
    internet.names["site.example"] = [["93.184.216.99"]]
    results = await asyncio.gather(
        *(fetcher.revisit(LINK) for _ in range(5)), return_exceptions=True
    )
    assert {getattr(result, "key", None) for result in results} == {"fetch-unreachable"}
    assert len(internet.attempts) == 1


async def test_many_sites_are_remembered_for_a_while() -> None:
    """What was visited long ago is asked for its rules anew, so that memory stays bounded."""
    asked: list[str] = []

    async def get(place: httpx.URL) -> RobotsFile:
        asked.append(str(place))
        return RobotsFile(status=404)

    robots = Robots("Footnote")
    for number in (*range(101), 100, 0):
        await robots.gap(httpx.URL(f"http://site{number}.example/feed?b=1"), get)
    assert asked == [
        *(f"http://site{number}.example/robots.txt" for number in range(101)),
        "http://site0.example/robots.txt",
    ]


async def test_the_gap_that_a_site_asks_for_is_kept(
    internet: Internet, fetching: "partial[PageFetcher]"
) -> None:
    """Visits come no closer than robots.txt wants."""
    internet.pages |= {
        ROBOTS: [answer(200, b"User-agent: *\nCrawl-delay: 0.1\n")],
        "/feed": [answer(200, b"<rss>")],
    }
    fetcher = fetching(manners=Manners(gap=0.0))
    await fetcher.revisit(LINK)
    loop = asyncio.get_running_loop()
    began = loop.time()
    await fetcher.revisit(LINK)
    assert loop.time() - began >= 0.09


async def test_waiting_for_a_turn_does_not_count(
    internet: Internet, fetching: "partial[PageFetcher]"
) -> None:
    """A page isn't given up because others of its site come first."""
    internet.pages["/feed"] = [answer(200, b"<p>")]
    fetcher = fetching(
        limits=FetchLimits(seconds=0.3), manners=Manners(gap=0.1, burst=1, per_host=1)
    )
    pages = await asyncio.gather(*(fetcher.fetch(LINK) for _ in range(6)))
    assert len(pages) == 6
