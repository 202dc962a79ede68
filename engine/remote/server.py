"""A model server: asked patiently, told the token alone, and understood when it refuses."""

import asyncio
import logging
import random
import ssl
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Self, TypeVar

import httpx
from pydantic import BaseModel, ValidationError

from engine.closing import Closing
from engine.errors import ModelError, ServerAway
from engine.remote.address import Address
from engine.remote.refusals import busy, lost, misread, refused

_log = logging.getLogger(__name__)

_PASSING = frozenset({408, 425, 429, 502, 503, 504})
_CONNECT_SECONDS = 5.0
_LONGEST_PAUSE = 16.0

_Read = TypeVar("_Read", bound=BaseModel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """How a server is asked.

    Attributes:
        token: sent to this server only.
        silent_seconds: after how long without a byte it is given up; 0 for never.
        pause: seconds before the second try, doubled before each one after it.
        tries: how often something is asked that somebody waits for.
        patient_tries: how often something is asked that can wait.
    """

    token: str | None = field(default=None, repr=False)
    silent_seconds: float = 120.0
    pause: float = 0.5
    tries: int = 4
    patient_tries: int = 8


class Server(Closing):
    """A server that speaks like OpenAI's."""

    def __init__(self, address: Address, access: Access, client: httpx.AsyncClient) -> None:
        """Ask with `client`; `open` is the way to get one."""
        self.address = address
        self._access = access
        self._client = client
        self._away = False

    @classmethod
    async def open(cls, address: Address, access: Access | None = None) -> Self:
        """Prepare to ask; nothing is sent yet.

        Raises:
            ModelError: the token can't be sent.
        """
        access = access or Access()
        headers = {"User-Agent": "footnote"}
        if access.token:
            if not access.token.isascii() or not access.token.isprintable():
                raise ModelError(
                    f"The token for the model server {address} has characters in it that no token "
                    "has; set it anew."
                )
            headers["Authorization"] = f"Bearer {access.token}"
        verify = await asyncio.to_thread(ssl.create_default_context) if address.encrypted else False
        client = httpx.AsyncClient(
            headers=headers,
            auth=None if access.token else address.credentials,
            verify=verify,
            timeout=httpx.Timeout(access.silent_seconds or None, connect=_CONNECT_SECONDS),
            follow_redirects=False,  # it would take the question elsewhere
            trust_env=False,  # no proxy is told what people ask
        )
        return cls(address, access, client)

    async def close(self) -> None:
        """Break off what is under way."""
        await self._client.aclose()

    async def get(self, path: str, reply: type[_Read], *, patient: bool = False) -> _Read:
        """Return what the server says under a path.

        Args:
            path: the path.
            reply: what is expected.
            patient: whether nobody waits for it, so that it is tried for longer.

        Raises:
            ServerAway: it can't be reached, or has no time.
            ServerRefused: it knows no such thing, or says something else.
        """
        return await self._asked("GET", path, reply, None, patient=patient)

    async def post(
        self, path: str, body: Mapping[str, Any], reply: type[_Read], *, patient: bool = False
    ) -> _Read:
        """Return what the server makes of `body`; see `get`.

        Raises:
            PromptTooLong: it is too long for the model.
            ServerAway: it can't be reached, or has no time.
            ServerRefused: it doesn't take it.
        """
        return await self._asked("POST", path, reply, body, patient=patient)

    async def stream(self, path: str, body: Mapping[str, Any]) -> AsyncGenerator[str, None]:
        """Stream what the server makes of `body`, one event at a time.

        The format is that of https://html.spec.whatwg.org/multipage/server-sent-events.html.

        Raises:
            PromptTooLong: it is too long for the model.
            ServerAway: it can't be reached, has no time, or went away in between.
            ServerRefused: it doesn't take it.
        """
        async with self._exchange("POST", path, body, patient=False) as answer:
            try:
                async for line in answer.aiter_lines():
                    if line.startswith("data:"):
                        yield line.removeprefix("data:").strip()
            except httpx.TransportError as error:
                raise self._lost(error) from error

    async def _asked(
        self,
        method: str,
        path: str,
        reply: type[_Read],
        body: Mapping[str, Any] | None,
        *,
        patient: bool,
    ) -> _Read:
        async with self._exchange(method, path, body, patient=patient) as answer:
            try:
                content = await answer.aread()
            except httpx.TransportError as error:
                raise self._lost(error) from error
        try:
            return await asyncio.to_thread(reply.model_validate_json, content)
        except ValidationError:
            raise misread(self.address, path) from None

    @asynccontextmanager
    async def _exchange(
        self, method: str, path: str, body: Mapping[str, Any] | None, *, patient: bool
    ) -> AsyncIterator[httpx.Response]:
        """Hold the answer to a request, whose content is still to come.

        People don't wait again and again for a server that was away when it was last asked.
        """
        tries = self._access.patient_tries if patient else self._access.tries
        hopeless = self._away and not patient
        answer = await self._answered(method, path, body, tries=1 if hopeless else tries)
        try:
            yield answer
        finally:
            await answer.aclose()

    async def _answered(
        self, method: str, path: str, body: Mapping[str, Any] | None, *, tries: int
    ) -> httpx.Response:
        """Ask until there is an answer that isn't "later"."""
        request = self._client.build_request(method, self.address.link(path), json=body)
        tried = 0
        while True:
            tried += 1
            try:
                answer = await self._client.send(request, stream=True)
            except (httpx.ConnectError, httpx.ConnectTimeout, httpx.RemoteProtocolError) as error:
                failure, wait = self._lost(error), None
            except httpx.TransportError as error:  # it took the question, and says nothing
                self._away = True
                raise self._lost(error) from error
            else:
                if answer.status_code not in _PASSING:
                    self._away = False
                    await self._check(answer, path)
                    return answer
                failure, wait = (
                    busy(self.address, answer.status_code),
                    answer.headers.get("Retry-After"),
                )
                await answer.aclose()
            if tried >= tries:
                self._away = True
                raise failure
            await asyncio.sleep(self._pause(tried, wait))

    def _lost(self, error: httpx.TransportError) -> ServerAway:
        return lost(self.address, error, silent_seconds=self._access.silent_seconds)

    def _pause(self, tried: int, wait: str | None) -> float:
        """Return for how long to wait, each time a little differently, so that not all come."""
        asked = float(wait) if wait and wait.isdecimal() else 0.0
        chance = random.uniform(0.75, 1.25)  # noqa: S311 - no secret
        return min(max(self._access.pause * 2.0 ** (tried - 1) * chance, asked), _LONGEST_PAUSE)

    async def _check(self, answer: httpx.Response, path: str) -> None:
        """Raise what an answer means that isn't a reply."""
        if answer.is_success:
            return
        try:
            said = (await answer.aread()).decode("utf-8", "replace")
        except httpx.TransportError:
            said = ""
        finally:
            await answer.aclose()
        _log.debug("%s answered %d to %s: %s", self.address, answer.status_code, path, said)
        raise refused(self.address, answer.status_code, path, said)
