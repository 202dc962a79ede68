"""Why a link can't be had: one sentence for each way it can go wrong."""

import ssl
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import httpcore
import httpx

from index.errors import FetchError
from index.fetching.network import PrivateAddressError, UnknownHostError

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


def refusal(shown: str, status: int) -> FetchError:
    """Return what to say of a link that the site answered with an HTTP error."""
    broken = status >= httpx.codes.INTERNAL_SERVER_ERROR
    key, reason = _REASONS.get(status, _SITE_PROBLEM if broken else _REFUSED_ELSE)
    return FetchError(
        f"{shown} can't be read: {reason} (HTTP {status}).",
        key=key,
        link=shown,
        status=str(status),
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


@contextmanager
def explained(shown: str, most_seconds: float) -> Iterator[None]:
    """Turn what can go wrong on the way into one sentence.

    Raises:
        FetchError: instead of the errors of the layers below.
    """
    try:
        yield
    except (TimeoutError, httpcore.TimeoutException) as error:
        raise FetchError(
            f"{shown} didn't arrive within {most_seconds:g} seconds: try again later.",
            key="fetch-timeout",
            link=shown,
            seconds=round(most_seconds),
        ) from error
    except UnknownHostError as error:
        raise FetchError(
            f"{shown} can't be found: there is no address for {error}, or the network is down.",
            key="fetch-unknown-host",
            link=shown,
            host=str(error),
        ) from error
    except PrivateAddressError as error:
        raise FetchError(
            f"{shown} was not fetched: {error} is in a private network, not on the internet.",
            key="fetch-private",
            link=shown,
            host=str(error),
        ) from error
    except httpcore.ConnectError as error:
        causes = tuple(_causes(error))
        if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
            raise FetchError(
                f"{shown} was not fetched: the site's certificate can't be trusted.",
                key="fetch-certificate",
                link=shown,
            ) from error
        if any(isinstance(cause, ssl.SSLError) for cause in causes):
            raise FetchError(
                f"{shown} was not fetched: the site offers no secure connection.",
                key="fetch-insecure",
                link=shown,
            ) from error
        raise FetchError(
            f"{shown} can't be reached: the site refuses connections or is down.",
            key="fetch-unreachable",
            link=shown,
        ) from error
    except httpcore.NetworkError as error:
        raise FetchError(
            f"{shown} can't be read: the connection broke, try again.",
            key="fetch-broken",
            link=shown,
        ) from error
    except (
        httpcore.ProtocolError,
        httpcore.UnsupportedProtocol,
        httpx.HTTPError,
        httpx.InvalidURL,
        zlib.error,
    ) as error:
        raise FetchError(
            f"{shown} can't be read: the site's answer is garbled.", key="fetch-garbled", link=shown
        ) from error


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield what led to an error, layer by layer."""
    cause = error.__cause__ or error.__context__
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__
