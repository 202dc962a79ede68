"""From what goes wrong on the network to the sentence for it."""

import ssl
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import httpcore
import httpx

from index.errors import FetchError
from index.fetching.guarding import PrivateAddressError
from index.fetching.network import ProxyUnreachableError
from index.fetching.refusals import TemporaryError, garbled, not_passed_on
from index.fetching.resolving import UnknownHostError

_EXPIRED = {9, 10}  # OpenSSL's X509_V_ERR_CERT_NOT_YET_VALID and …_HAS_EXPIRED
_OTHER_HOST = {62, 64}  # …_HOSTNAME_MISMATCH and …_IP_ADDRESS_MISMATCH
_HEADERS_TOO_LARGE = 431


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
    except ProxyUnreachableError as error:
        raise FetchError(
            f"{shown} can't be reached: the proxy doesn't answer. Check FETCH_PROXY.",
            key="fetch-proxy-unreachable",
            link=shown,
        ) from error
    except httpcore.ProxyError as error:
        raise not_passed_on(shown, str(error)) from error
    except (httpcore.ConnectError, ssl.SSLError) as error:
        raise _of_connection(shown, error) from error
    except httpcore.NetworkError as error:
        raise _broken(shown) from error
    except httpcore.RemoteProtocolError as error:
        raise _of_answer(shown, error) from error
    except (
        httpcore.ProtocolError,
        httpcore.UnsupportedProtocol,
        httpx.HTTPError,
        httpx.InvalidURL,
        zlib.error,
    ) as error:
        raise garbled(shown) from error


def _of_connection(shown: str, error: Exception) -> FetchError:
    causes = (error, *_causes(error))
    unverified = next(
        (cause for cause in causes if isinstance(cause, ssl.SSLCertVerificationError)), None
    )
    if unverified is not None:
        return _of_certificate(shown, unverified.verify_code)
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return FetchError(
            f"{shown} was not fetched: the site offers no secure connection.",
            key="fetch-insecure",
            link=shown,
        )
    return FetchError(
        f"{shown} can't be reached: the site refuses connections or is down.",
        key="fetch-unreachable",
        link=shown,
    )


def _of_certificate(shown: str, code: int) -> FetchError:
    if code in _EXPIRED:
        return FetchError(
            f"{shown} was not fetched: the site's certificate isn't valid at this time.",
            key="fetch-certificate-date",
            link=shown,
        )
    if code in _OTHER_HOST:
        return FetchError(
            f"{shown} was not fetched: the site shows the certificate of another one.",
            key="fetch-certificate-host",
            link=shown,
        )
    return FetchError(
        f"{shown} was not fetched: the site's certificate can't be trusted.",
        key="fetch-certificate",
        link=shown,
    )


def _of_answer(shown: str, error: httpcore.RemoteProtocolError) -> FetchError:
    told = error.args[0] if error.args else None  # h11's error, or httpcore's own words
    if not isinstance(told, Exception):  # the connection ended before an answer began
        return _broken(shown)
    if getattr(told, "error_status_hint", None) == _HEADERS_TOO_LARGE:
        return FetchError(
            f"{shown} can't be read: the site's answer has too long a header.",
            key="fetch-headers",
            link=shown,
        )
    return garbled(shown)


def _broken(shown: str) -> TemporaryError:
    return TemporaryError(
        f"{shown} can't be read: the connection broke, try again.",
        key="fetch-broken",
        link=shown,
    )


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield what led to an error, layer by layer."""
    cause = error.__cause__ or error.__context__
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__
