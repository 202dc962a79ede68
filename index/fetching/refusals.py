"""Why a link can't be had: one sentence for each way it can go wrong."""

import math

import httpx

from index.errors import FetchError

_MEBIBYTE = 1024 * 1024
_REASONS = {  # the key of the sentence, and why in English
    401: ("fetch-log-in", "it asks for a log-in"),
    402: ("fetch-payment", "it asks for money"),
    403: ("fetch-forbidden", "the site doesn't let this program read it"),
    404: ("fetch-not-found", "there is no such page"),
    410: ("fetch-removed", "the page was removed"),
    429: ("fetch-too-often", "the site asks for a pause: try again later"),
    451: ("fetch-legal", "the site may not show it for legal reasons"),
}
_SITE_PROBLEM = ("fetch-site-problem", "the site has a problem, try again later")
_REFUSED_ELSE = ("fetch-refused", "the site refuses it, check the link")
_PROXY_WANTS_LOG_IN = 407
_TEMPORARY = {502, 503, 504}
_MINUTE, _HOUR = 60.0, 3600.0
_SAID_IN_MINUTES = 120


class TemporaryError(FetchError):
    """A link can't be had at the moment; the next attempt may go well.

    Attributes:
        retry_after: seconds that the site wants to be left alone for; None if it didn't say.
    """

    def __init__(
        self,
        sentence: str,
        *,
        key: str | None = None,
        retry_after: float | None = None,
        **values: str | float,
    ) -> None:
        """Say `sentence`, which is called `key` and filled with `values`."""
        super().__init__(sentence, key=key, **values)
        self.retry_after = retry_after


def refusal(shown: str, status: int) -> FetchError:
    """Return what to say of a link that the site answered with an HTTP error."""
    if status == _PROXY_WANTS_LOG_IN:
        return not_passed_on(shown, "407 Proxy Authentication Required")
    broken = status >= httpx.codes.INTERNAL_SERVER_ERROR
    key, reason = _REASONS.get(status, _SITE_PROBLEM if broken else _REFUSED_ELSE)
    kind = TemporaryError if status in _TEMPORARY else FetchError
    return kind(
        f"{shown} can't be read: {reason} (HTTP {status}).",
        key=key,
        link=shown,
        status=str(status),
    )


def pause(shown: str, seconds: float) -> TemporaryError:
    """Return what to say of a link whose site wants to be left alone for a while."""
    minutes = max(1, math.ceil(seconds / _MINUTE))
    if minutes <= _SAID_IN_MINUTES:
        return TemporaryError(
            f"{shown} can't be read: the site asks for a pause. Try again in {minutes} min.",
            key="fetch-pause",
            retry_after=seconds,
            link=shown,
            minutes=minutes,
        )
    hours = math.ceil(seconds / _HOUR)
    return TemporaryError(
        f"{shown} can't be read: the site asks for a long pause. Try again in {hours} h.",
        key="fetch-long-pause",
        retry_after=seconds,
        link=shown,
        hours=hours,
    )


def not_passed_on(shown: str, reason: str) -> FetchError:
    """Return what to say of a link that the proxy doesn't fetch."""
    return FetchError(
        f"{shown} can't be reached: the proxy refuses to pass it on ({reason}).",
        key="fetch-proxy",
        link=shown,
        reason=reason,
    )


def too_large(shown: str, most_bytes: int) -> FetchError:
    """Return what to say of a link behind which there is more than may be read."""
    mebibytes = float(f"{most_bytes / _MEBIBYTE:.3g}")
    return FetchError(
        f"{shown} is larger than {mebibytes:g} MiB: save the article alone as a file and add that.",
        key="fetch-too-large",
        link=shown,
        mebibytes=mebibytes,
    )


def incomplete(shown: str) -> TemporaryError:
    """Return what to say of a page of which only a part arrived."""
    return TemporaryError(
        f"{shown} arrived only in part: the connection broke off. Try again.",
        key="fetch-incomplete",
        link=shown,
    )


def garbled(shown: str) -> FetchError:
    """Return what to say of an answer that isn't how answers have to be."""
    return FetchError(
        f"{shown} can't be read: the site's answer is garbled.", key="fetch-garbled", link=shown
    )


def packed(shown: str, encoding: str) -> FetchError:
    """Return what to say of a page that is packed in a way that can't be unpacked."""
    return FetchError(
        f"{shown} was sent in an encoding that wasn't asked for ({encoding}): save the page "
        "as a file and add that.",
        key="fetch-encoding",
        link=shown,
        encoding=encoding,
    )


def empty(shown: str) -> FetchError:
    """Return what to say of a page without a single byte."""
    return FetchError(
        f"{shown} is empty: open it in a browser, and if there is text, copy and add that.",
        key="fetch-empty",
        link=shown,
    )


def no_page(shown: str, media_type: str) -> FetchError:
    """Return what to say of a link to something that can't hold an article."""
    return FetchError(
        f"{shown} is {media_type}, not an article: add a link to a page.",
        key="fetch-no-page",
        link=shown,
        type=media_type,
    )


def redirected_too_often(shown: str, redirects: int) -> FetchError:
    """Return what to say of a link that leads on and on."""
    return FetchError(
        f"{shown} was redirected more than {redirects} times: open it in a browser and add the "
        "link it ends at.",
        key="fetch-redirects",
        link=shown,
    )


def redirected_nowhere(shown: str) -> FetchError:
    """Return what to say of a link that leads on, but not where to."""
    return FetchError(
        f"{shown} is redirected, but the site doesn't say where to: open it in a browser and add "
        "the link it ends at.",
        key="fetch-nowhere",
        link=shown,
    )


def unwelcome(shown: str) -> FetchError:
    """Return what to say of a link that robots.txt keeps programs away from."""
    return FetchError(
        f"{shown} isn't visited by itself: the site's robots.txt asks programs to stay away.",
        key="fetch-robots",
        link=shown,
    )


def welcome_unknown(shown: str) -> FetchError:
    """Return what to say of a link whose site can't say at the moment what robots may visit."""
    return FetchError(
        f"{shown} isn't visited now: the site can't say whether programs are welcome. "
        "Try again later.",
        key="fetch-robots-unknown",
        link=shown,
    )
