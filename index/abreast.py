"""The same for several things at once, but not for too many."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Iterable
from itertools import islice
from typing import Any, TypeVar

_T = TypeVar("_T")
_R = TypeVar("_R")


async def abreast(
    action: Callable[[_T], Awaitable[object]], things: Iterable[_T], *, most: int
) -> None:
    """Do something with each of several things, with `most` of them at once.

    If one of them fails, the others are cancelled, and its own error is raised.
    """
    places = asyncio.Semaphore(most)

    async def one(thing: _T) -> None:
        async with places:
            await action(thing)

    try:
        async with asyncio.TaskGroup() as tasks:
            for thing in things:
                tasks.create_task(one(thing))
    except* Exception as failed:  # noqa: BLE001 - taken out of its group and raised again
        raise failed.exceptions[0] from None


async def in_order(
    action: Callable[[_T], Coroutine[Any, Any, _R]], things: Iterable[_T], *, most: int
) -> AsyncGenerator[_R, None]:
    """Yield what comes of an action with each of several things, in their order, `most` at once.

    The error of one is raised in its place. Closing the iterator cancels what is under way.
    """
    left = iter(things)
    under_way = deque(asyncio.create_task(action(thing)) for thing in islice(left, most))
    try:
        while under_way:
            result = await under_way[0]
            under_way.popleft()
            under_way.extend(asyncio.create_task(action(thing)) for thing in islice(left, 1))
            yield result
    finally:
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
