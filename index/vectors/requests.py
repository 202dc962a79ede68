"""Requests to a Chroma server, whose failures are sentences.

Its HTTP interface is spoken without Chroma's own client, which waits for ever, obeys the proxies of
the environment, blocks, and takes a second and 60 MB to import. The server describes the interface
(version 2) at `/docs` and `/openapi.json`.
"""

import logging
from typing import Any

import httpx
from pydantic import SecretStr
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception_type,
    stop_after_delay,
    wait_random_exponential,
)

from index.errors import ReindexNeeded, VectorsError
from index.vectors.address import Address

PATIENCE = 15.0
"""For how many seconds a server that is away or overloaded is asked again."""

_BACKOFF = wait_random_exponential(multiplier=0.1, max=4)
_TIMEOUT = httpx.Timeout(60.0, connect=5.0, pool=None)
_LIMITS = httpx.Limits(max_connections=16)
_PASSING = frozenset({429, 500, 502, 503, 504})
_GONE = "does not exist"  # said of a database with another status
_TOLD = 200  # characters of what a server says

_log = logging.getLogger(__name__)


class NotThere(ReindexNeeded):
    """The server doesn't have what was asked for."""


class _Passing(Exception):  # noqa: N818 - never leaves this module
    """What may be better in a moment."""


class Requests:
    """Asks one server. What is asked twice by a retry is done once: all of it can be repeated."""

    def __init__(self, address: Address, token: SecretStr | None, *, patience: float) -> None:
        """Ask the server at `address`, and send `token` to it alone."""
        self._url = address.url
        self._patience = patience
        self._client = httpx.AsyncClient(
            base_url=f"{address.url}/api/v2",
            headers=_headers(address, token),
            auth=address.login,
            timeout=_TIMEOUT,
            limits=_LIMITS,
            trust_env=False,
        )

    async def get(self, path: str, **parameters: int) -> Any:
        """Return what is at `path`.

        Raises:
            NotThere: there is nothing.
            ReindexNeeded: what is stored doesn't fit the request.
            VectorsError: the server is away, refuses or fails.
        """
        return await self._insist("GET", path, parameters=parameters)

    async def post(self, path: str, body: dict[str, Any]) -> Any:
        """Return what the server says to `body`; raises as `get` does."""
        return await self._insist("POST", path, body=body)

    async def delete(self, path: str) -> None:
        """Delete what is at `path`; raises as `get` does."""
        await self._insist("DELETE", path)

    async def close(self) -> None:
        """Close all connections."""
        await self._client.aclose()

    def failure(self, reason: str) -> VectorsError:
        """Return the error for what is wrong with the server."""
        return VectorsError(f"The Chroma server at {self._url} {reason}.")

    def no_chroma(self) -> VectorsError:
        """Return the error for a server that is something else."""
        return self.failure("doesn't answer as one does; see that CHROMA_URL is right")

    async def _insist(
        self,
        method: str,
        path: str,
        *,
        parameters: dict[str, int] | None = None,
        body: dict[str, Any] | None = None,
    ) -> Any:
        retrying = AsyncRetrying(
            retry=retry_if_exception_type(_Passing),
            wait=_BACKOFF,
            stop=stop_after_delay(self._patience),
            before_sleep=self._tell,
            reraise=True,
        )
        try:
            return await retrying(self._try, method, path, parameters, body)
        except _Passing as error:
            raise self.failure(str(error)) from error.__cause__

    def _tell(self, state: RetryCallState) -> None:
        error = state.outcome.exception() if state.outcome else None
        if state.attempt_number == 1:
            _log.warning("The Chroma server at %s %s; it is asked again.", self._url, error)

    async def _try(
        self,
        method: str,
        path: str,
        parameters: dict[str, int] | None,
        body: dict[str, Any] | None,
    ) -> Any:
        try:
            response = await self._client.request(method, path, params=parameters, json=body)
        except httpx.TransportError as error:
            raise _Passing(
                f"can't be reached ({type(error).__name__}); see that it runs and that "
                "CHROMA_URL is right"
            ) from error
        if not response.is_success:
            raise self._refusal(response)
        return self._parsed(response)

    def _parsed(self, response: httpx.Response) -> Any:
        try:
            return response.json() if response.content else None
        except ValueError as error:
            raise self.no_chroma() from error

    def _refusal(self, response: httpx.Response) -> Exception:
        status, told = response.status_code, _told(response)
        if status == httpx.codes.NOT_FOUND or _GONE in told:
            return NotThere(
                f"The Chroma server at {self._url} has lost vectors; run `footnote reindex`."
            )
        if status in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
            return self.failure("refuses us; see that CHROMA_TOKEN is right")
        if status in _PASSING:
            return _Passing(f"is in trouble ({status}: {told})")
        if "dimension" in told:
            return ReindexNeeded(
                f"The vectors on the Chroma server at {self._url} are of another length; "
                "run `footnote reindex`."
            )
        return self.failure(f"refuses a request ({status}: {told})")


def _headers(address: Address, token: SecretStr | None) -> dict[str, str]:
    """Return what says who we are: Chroma Cloud's header, and one that proxies understand."""
    if token is None:
        return {}
    value = token.get_secret_value()
    headers = {"x-chroma-token": value}
    if not address.is_cloud and address.login is None:
        headers["authorization"] = f"Bearer {value}"
    return headers


def _told(response: httpx.Response) -> str:
    """Return what the server says is wrong, in one short line."""
    try:
        told = str(response.json()["message"])
    except (ValueError, KeyError, TypeError):
        told = response.text
    return " ".join(told.split())[:_TOLD]
