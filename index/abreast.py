"""The same for several things at once, but not for too many."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

_T = TypeVar("_T")


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
