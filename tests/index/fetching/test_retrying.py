import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import partial

import pytest

from index.errors import FetchError
from index.fetching.fetcher import PageFetcher
from index.fetching.limits import FetchLimits
from tests.index.fetching.sites import Answer, Internet, answer

LINK = "http://site.example/page"
PAGE = answer(200, b"<p>")


@pytest.mark.parametrize(
    "failing",
    [
        answer(502),
        answer(503),
        answer(504),
        answer(503, Retry_After="0"),
        answer(429, Retry_After="0"),
        b"",
        answer(200, b"<", Content_Length="3"),
    ],
)
async def test_what_fails_for_the_moment_is_tried_again(
    internet: Internet, fetcher: PageFetcher, failing: Answer
) -> None:
    """A site that is back a moment later is read, and a page is read whole."""
    internet.pages["/page"] = [failing, failing, PAGE]
    assert (await fetcher.fetch(LINK)).content == b"<p>"
    assert len(internet.requests) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418, 429, 451, 500, 501])
async def test_what_would_fail_again_is_not_tried_again(
    internet: Internet, fetcher: PageFetcher, status: int
) -> None:
    """A page that is gone or forbidden is asked for once."""
    internet.pages["/page"] = [answer(status), PAGE]
    with pytest.raises(FetchError):
        await fetcher.fetch(LINK)
    assert len(internet.requests) == 1


async def test_attempts_end(internet: Internet, fetcher: PageFetcher) -> None:
    """A site that stays down is given up after a few attempts."""
    internet.pages["/page"] = [answer(503)]
    with pytest.raises(FetchError) as raised:
        await fetcher.fetch(LINK)
    assert raised.value.key == "fetch-site-problem"
    assert len(internet.requests) == 3


async def test_attempts_end_in_time(internet: Internet, fetching: "partial[PageFetcher]") -> None:
    """No attempt is waited for that would come too late."""
    internet.pages["/page"] = [answer(503)]
    loop = asyncio.get_running_loop()
    began = loop.time()
    with pytest.raises(FetchError) as raised:
        await fetching(limits=FetchLimits(seconds=5, backoff=1e9)).fetch(LINK)
    assert raised.value.key == "fetch-site-problem"
    assert loop.time() - began < 2


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ("120", "Try again in 2 min."),
        ("121", "Try again in 3 min."),
        ("86400", "Try again in 24 h."),
        ("9" * 400, "Try again in 2777778 h."),
    ],
)
async def test_a_pause_that_is_too_long_is_told(
    internet: Internet, fetcher: PageFetcher, wanted: str, told: str
) -> None:
    """Who asks learns when to come back, and until then the site isn't asked."""
    internet.pages["/page"] = [answer(429, Retry_After=wanted), PAGE]
    with pytest.raises(FetchError) as raised:
        await fetcher.fetch(LINK)
    assert str(raised.value).endswith(told)
    with pytest.raises(FetchError) as again:
        await fetcher.fetch("https://site.example/other")
    assert again.value.key in {"fetch-pause", "fetch-long-pause"}
    assert len(internet.requests) == 1


async def test_a_pause_may_be_told_as_a_date(internet: Internet, fetcher: PageFetcher) -> None:
    """A date means the time until then; one in the past no time, and nonsense nothing."""
    later = format_datetime(datetime.now(UTC) + timedelta(minutes=30), usegmt=True)
    internet.pages |= {
        "/past": [answer(503, Retry_After="Mon, 05 Oct 2020 08:00:00 -0000"), PAGE],
        "/nonsense": [answer(503, Retry_After="soon"), PAGE],
        "/later": [answer(503, Retry_After=later), PAGE],
    }
    for path in ("/past", "/nonsense"):
        assert (await fetcher.fetch(f"http://site.example{path}")).content == b"<p>"
    with pytest.raises(FetchError, match="Try again in 30 min"):
        await fetcher.fetch("http://site.example/later")


async def test_a_short_pause_is_sat_out(internet: Internet, fetcher: PageFetcher) -> None:
    """A site that wants a second gets it, and then the page is read."""
    internet.pages["/page"] = [answer(503, Retry_After="1"), PAGE]
    loop = asyncio.get_running_loop()
    began = loop.time()
    assert (await fetcher.fetch(LINK)).content == b"<p>"
    assert loop.time() - began >= 1


async def test_nothing_goes_on_after_a_cancellation(
    internet: Internet, fetcher: PageFetcher
) -> None:
    """Whoever stops waiting leaves no connection behind."""
    asked = asyncio.Event()

    async def ask_and_wait(writer: asyncio.StreamWriter) -> None:
        asked.set()
        await internet.say_nothing(writer)

    internet.pages["/page"] = [ask_and_wait, PAGE]
    waiting = asyncio.create_task(fetcher.fetch(LINK))
    await asked.wait()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert (await fetcher.fetch(LINK)).content == b"<p>"
