"""Text out of a language model on a server."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import Any, Self

from pydantic import ValidationError

from engine.batching.counters import Counters
from engine.closing import Closing
from engine.errors import ModelError, PromptTooLong
from engine.remote.counting import Count, counting, messages
from engine.remote.limits import Limits
from engine.remote.offers import Offer, offer
from engine.remote.plain import plain
from engine.remote.refusals import cut_off, misread
from engine.remote.replies import Event
from engine.remote.server import Server

_CHAT = "/v1/chat/completions"
_END = "[DONE]"
_REMEMBERED = 32  # prompts whose tokens were counted


class ServedGenerator(Closing):
    """A language model on a server, which isn't closed with it."""

    def __init__(self, server: Server, model: Offer, count: Count, *, limits: Limits) -> None:
        """Ask `model`; `open` is the way to get one."""
        self._server = server
        self._model = model
        self._count = count
        self._context_tokens = limits.context_tokens(model)
        self._places = asyncio.Semaphore(limits.parallel)
        self._counted: OrderedDict[tuple[str, str], int] = OrderedDict()
        self._read = self._written = 0
        self._closed = False

    @classmethod
    async def open(cls, server: Server, *, name: str | None, limits: Limits) -> Self:
        """Find a model.

        Args:
            server: where it is.
            name: what it is called there; the first one without.
            limits: how much is asked of it.

        Raises:
            ServerAway: the server can't be reached, or has no time.
            ServerRefused: it has no such model, or doesn't speak like OpenAI's.
        """
        model = await offer(server, name)
        return cls(server, model, await counting(server, model.name), limits=limits)

    @property
    def name(self) -> str:
        """What the model is called on its server."""
        return self._model.name

    @property
    def context_tokens(self) -> int:
        """The most tokens that prompt and continuation may have together."""
        return self._context_tokens

    @property
    def parameters(self) -> int:
        """How many weights the model has, as far as its server or its name says."""
        return self._model.parameters

    async def close(self) -> None:
        """Ask nothing more."""
        self._closed = True

    async def count_tokens(self, *, system: str, user: str) -> int:
        """Return the tokens of the prompt made of the two texts, rather too many than too few.

        Raises:
            ModelError: the server failed.
        """
        self._check()
        prompt = plain(system), plain(user)
        if (known := self._counted.get(prompt)) is not None:
            return known
        counted = await self._count(*prompt)
        self._counted[prompt] = counted
        if len(self._counted) > _REMEMBERED:
            self._counted.popitem(last=False)
        return counted

    async def counters(self) -> Counters:
        """Return what it has done; a piece of a reply counts as a token."""
        return Counters(read=self._read, written=self._written)

    async def warm(self, *, system: str) -> None:
        """Do nothing: what prompts begin with is for the server to remember."""

    async def generate(
        self,
        *,
        system: str,
        user: str,
        max_tokens: int,
        temperature: float = 0.0,
        stop: Sequence[str] = (),
    ) -> AsyncGenerator[str, None]:
        """Stream the model's reply piece by piece; closing the iterator stops it.

        No mark of a turn in either text is read as one. At temperature 0 the reply is as
        deterministic as the server is.

        Raises:
            PromptTooLong: prompt and `max_tokens` don't fit into the context.
            ServerAway: the server can't be reached, has no time, or broke off.
            ModelError: the server failed.
        """
        tokens = await self.count_tokens(system=system, user=user)
        if tokens + max_tokens > self._context_tokens:
            raise PromptTooLong(
                f"The prompt has about {tokens} tokens and the reply may have {max_tokens}, but "
                f"{self._model.name} takes {self._context_tokens}; give it less text or set a "
                "larger context."
            )
        body: dict[str, Any] = {
            "model": self._model.name,
            "messages": messages(plain(system), plain(user)),
            "max_tokens": max_tokens,
            "temperature": temperature,
            "stream": True,
        }
        if stop:
            body["stop"] = list(stop)
        async with (
            self._places,
            aclosing(self._server.stream(_CHAT, body)) as events,
            aclosing(self._pieces(events)) as pieces,
        ):
            self._read += tokens
            async for piece in pieces:
                self._written += 1
                yield piece

    async def _pieces(self, events: AsyncGenerator[str, None]) -> AsyncGenerator[str, None]:
        """Yield what is written, and make sure that the reply is whole."""
        finished = False
        async for told in events:
            if told == _END:
                break
            try:
                event = Event.model_validate_json(told)
            except ValidationError:
                raise misread(self._server.address, _CHAT) from None
            for choice in event.choices[:1]:
                if choice.delta.content:
                    yield choice.delta.content
                finished = finished or choice.finish_reason is not None
        if not finished:
            raise cut_off(self._server.address)

    def _check(self) -> None:
        if self._closed:
            raise ModelError("The model has been closed.")
