"""A generation model that is loaded while it is needed."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

import pytest

from engine.batching.counters import Counters
from engine.errors import ModelError
from engine.on_demand import GeneratorOnDemand, Unloaded


class Shelf:
    """Loads models that repeat, and notes what becomes of them.

    Attributes:
        notes: what was loaded and closed, in this order.
        broken: how many of the coming attempts to load fail.
        going_on: while it is cleared, replies stay at their second word.
    """

    def __init__(self) -> None:
        """Load nothing yet."""
        self.notes: list[str] = []
        self.broken = 0
        self.going_on = asyncio.Event()
        self.going_on.set()

    def model(self, name: str, *, size: int = 1, idle_seconds: float = 0) -> Unloaded:
        """Return a model."""

        async def load() -> Repeating:
            await asyncio.sleep(0)
            if self.broken:
                self.broken -= 1
                raise ModelError("It can't be loaded.")
            self.notes.append(f"+{name}")
            return Repeating(name, self)

        return Unloaded(context_tokens=10, parameters=size, load=load, idle_seconds=idle_seconds)


class Repeating:
    """Writes its own name and what it is asked."""

    def __init__(self, name: str, shelf: Shelf) -> None:
        """Note on `shelf` when it is closed."""
        self._name = name
        self._shelf = shelf
        self._written = 0

    async def count_tokens(self, *, system: str, user: str) -> int:
        """Return the number of words."""
        return len(f"{system} {user}".split())

    async def warm(self, *, system: str) -> None:
        """Note it."""
        self._shelf.notes.append(f"{self._name} warm {system}")

    async def generate(self, *, user: str, **_options: Any) -> AsyncGenerator[str, None]:
        """Write the name, and the text once it may."""
        self._written += 1
        yield self._name
        await self._shelf.going_on.wait()
        yield user

    async def counters(self) -> Counters:
        """Count the replies that have begun."""
        return Counters(written=self._written)

    async def close(self) -> None:
        """Note it."""
        await asyncio.sleep(0)
        self._shelf.notes.append(f"-{self._name}")


async def reply(generator: GeneratorOnDemand, user: str = "x") -> str:
    """Return a whole reply."""
    pieces = generator.generate(system="", user=user, max_tokens=5)
    return "".join([piece async for piece in pieces])


async def test_nothing_is_loaded_before_it_is_asked() -> None:
    """What a model is like is known without it."""
    shelf = Shelf()
    async with GeneratorOnDemand(shelf.model("a", size=7)) as generator:
        assert (generator.parameters, generator.context_tokens, generator.loaded) == (7, 10, False)
        assert shelf.notes == []
        assert await generator.count_tokens(system="one two", user="three") == 3
        assert generator.loaded
    assert shelf.notes == ["+a", "-a"]


async def test_who_asks_at_once_loads_once() -> None:
    """One loading is enough for all, and one who goes away doesn't stop it."""
    shelf = Shelf()
    async with GeneratorOnDemand(shelf.model("a")) as generator:
        gone = asyncio.ensure_future(generator.warm(system="s"))
        others = [asyncio.ensure_future(reply(generator, str(number))) for number in range(3)]
        await asyncio.sleep(0)
        gone.cancel()
        assert await asyncio.gather(*others) == ["a0", "a1", "a2"]
    assert shelf.notes == ["+a", "-a"]


async def test_what_cannot_be_loaded_is_tried_again() -> None:
    """Everybody who waited is told, and the next one has another try."""
    shelf = Shelf()
    shelf.broken = 1
    async with GeneratorOnDemand(shelf.model("a")) as generator:
        told = await asyncio.gather(reply(generator), reply(generator), return_exceptions=True)
        assert [type(each) for each in told] == [ModelError, ModelError]
        assert await reply(generator) == "ax"


async def test_an_idle_model_is_given_back() -> None:
    """After a while without use, not while it writes; the next who asks has it loaded again."""
    shelf = Shelf()
    shelf.going_on.clear()
    async with GeneratorOnDemand(shelf.model("a", idle_seconds=1e-6)) as generator:
        async with aclosing(generator.generate(system="", user="x", max_tokens=5)) as pieces:
            assert await anext(pieces) == "a"
            await generator.warm(system="s")
            assert generator.loaded
            shelf.going_on.set()
            assert await anext(pieces) == "x"
        while generator.loaded:  # noqa: ASYNC110 - it tells nobody
            await asyncio.sleep(0)
        assert await reply(generator) == "ax"
        assert shelf.notes[:4] == ["+a", "a warm s", "-a", "+a"]


async def test_who_looks_at_the_counters_keeps_no_model() -> None:
    """They are those of the model in memory, none without one, and looking loads nothing."""
    shelf = Shelf()
    async with GeneratorOnDemand(shelf.model("a", idle_seconds=1e-6)) as generator:
        assert await generator.counters() is None
        shelf.going_on.clear()
        writing = asyncio.ensure_future(reply(generator))
        while (counters := await generator.counters()) is None or not counters.written:  # noqa: ASYNC110 - it tells nobody
            await asyncio.sleep(0)
        assert counters == Counters(written=1)
        shelf.going_on.set()
        await writing
        while await generator.counters() is not None:  # noqa: ASYNC110 - it tells nobody
            await asyncio.sleep(0)
    assert shelf.notes == ["+a", "-a"]


async def test_without_a_limit_a_model_stays() -> None:
    """By default nobody waits for a model twice."""
    shelf = Shelf()
    async with GeneratorOnDemand(shelf.model("a")) as generator:
        await reply(generator)
        await reply(generator)
        assert shelf.notes == ["+a"]


async def test_a_change_lets_replies_be_finished() -> None:
    """Who is being answered hears the same voice to the end; the next hears the other."""
    shelf = Shelf()
    shelf.going_on.clear()
    generator = GeneratorOnDemand(shelf.model("a"))
    pieces = generator.generate(system="", user="x", max_tokens=5)
    assert await anext(pieces) == "a"
    await generator.change(shelf.model("b", size=9))
    assert generator.parameters == 9
    assert shelf.notes == ["+a", "+b"]
    other = generator.generate(system="", user="y", max_tokens=5)
    assert await anext(other) == "b"
    shelf.going_on.set()
    assert [piece async for piece in pieces] == ["x"]
    assert [piece async for piece in other] == ["y"]
    await generator.close()
    assert sorted(shelf.notes) == ["+a", "+b", "-a", "-b"]


async def test_a_change_to_what_cannot_be_loaded_changes_nothing() -> None:
    """The error is told, and the model before goes on."""
    shelf = Shelf()
    async with GeneratorOnDemand(shelf.model("a")) as generator:
        await reply(generator)
        shelf.broken = 1
        with pytest.raises(ModelError, match="can't be loaded"):
            await generator.change(shelf.model("b", size=9))
        assert generator.parameters == 1
        assert await reply(generator) == "ax"


async def test_a_change_loads_nothing_where_nothing_was() -> None:
    """A model that nobody asks takes no memory, the new one neither."""
    shelf = Shelf()
    async with GeneratorOnDemand(shelf.model("a")) as generator:
        await generator.change(shelf.model("b"))
        assert shelf.notes == []
        assert await reply(generator) == "bx"


async def test_a_closed_model_says_so() -> None:
    """Asking after closing is an error in words."""
    generator = GeneratorOnDemand(Shelf().model("a"))
    await generator.close()
    await generator.close()
    with pytest.raises(ModelError, match="closed"):
        await reply(generator)
