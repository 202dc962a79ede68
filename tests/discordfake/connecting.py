"""Lets the bot's client live in the fake, and looks after it."""

import asyncio
import contextlib
import logging
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import discord

from tests.discordfake.interactions import FakeInteraction
from tests.discordfake.world import FakeDiscord

_READY_WITHIN = 10.0
_SETTLED_WITHIN = 1.0


class Watch(logging.Handler):
    """Collects what goes wrong in the bot.

    Attributes:
        errors: exceptions of handlers, and log records of level ERROR.
    """

    def __init__(self) -> None:
        """Collect from level ERROR on."""
        super().__init__(logging.ERROR)
        self.errors: list[object] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Collect a record with its traceback."""
        self.errors.append(self.format(record))

    def in_loop(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Collect what nobody awaited."""
        self.errors.append(context.get("exception") or context["message"])
        loop.default_exception_handler(context)


@contextlib.asynccontextmanager
async def connected(
    world: FakeDiscord,
    client: discord.Client,
    *,
    told: tuple[type[BaseException], ...] = (),
    run: Callable[[], Awaitable[None]] | None = None,
) -> AsyncIterator[Watch]:
    """Run a client in the fake and wait until it is ready; at the end, close and examine it.

    Args:
        world: where it logs in.
        client: the bot.
        told: errors of commands that are sentences for people, and so are no defects.
        run: what runs the client, if not its own `start`.

    Raises:
        AssertionError: there were violations (an interaction left without an answer is one), errors
            in handlers or in the log, and the test doesn't expect that; or tasks are left over.
    """
    watch = Watch()
    before = asyncio.all_tasks()
    answered_before = set(world.state.interactions)
    client._connection.guild_ready_timeout = 0.02  # noqa: SLF001 - else every login waits for 2 s
    _listen(client, watch, told)
    logging.getLogger().addHandler(watch)
    loop = asyncio.get_running_loop()
    handler = loop.get_exception_handler()
    loop.set_exception_handler(watch.in_loop)
    running = asyncio.ensure_future(_run(client, world.token, run))
    world.watch(running, watch.errors)
    try:
        await world.until(client.is_ready, _READY_WITHIN)
        yield watch
        await _check_answers(world, answered_before)
    finally:
        await client.close()
        await asyncio.wait({running}, timeout=_SETTLED_WITHIN)
        left = await _left_over(world, before)
        loop.set_exception_handler(handler)
        logging.getLogger().removeHandler(watch)
    if not world.expect_violations:
        assert not world.violations, "\n".join(map(str, world.violations))
    if not world.expect_errors:
        assert not watch.errors, "\n".join(map(str, watch.errors))
    assert not left, f"tasks are left over: {left}"


async def _run(
    client: discord.Client, token: str, run: Callable[[], Awaitable[None]] | None
) -> None:
    await (client.start(token) if run is None else run())


def _listen(client: discord.Client, watch: Watch, told: tuple[type[BaseException], ...]) -> None:
    """Hear of errors in handlers before the client does what it does about them."""
    on_error = client.on_error

    async def heard(event: str, /, *args: Any, **kwargs: Any) -> None:
        watch.errors.append(f"error in {event}: {sys.exception()!r}")
        await on_error(event, *args, **kwargs)

    client.on_error = heard  # type: ignore[method-assign]  # listening is the point
    tree = getattr(client, "tree", None)
    if not isinstance(tree, discord.app_commands.CommandTree):
        return
    tree_on_error = tree.on_error

    async def tree_heard(
        interaction: discord.Interaction, error: discord.app_commands.AppCommandError
    ) -> None:
        cause = getattr(error, "original", error)
        if not isinstance(cause, told):
            watch.errors.append(repr(cause))
        await tree_on_error(interaction, error)

    tree.on_error = tree_heard  # type: ignore[method-assign]  # listening is the point


async def _check_answers(world: FakeDiscord, before: set[str]) -> None:
    """Record the interactions that the bot left without any answer."""

    def unanswered() -> list[FakeInteraction]:
        fresh = [one for token, one in world.state.interactions.items() if token not in before]
        waiting = [one for one in fresh if one.callback is None and not one.expired]
        return [one for one in waiting if not world.sent(f"/interactions/{one.id}/")]

    with contextlib.suppress(AssertionError):
        await world.until(lambda: not unanswered(), world.state.acknowledge_within)
    for interaction in unanswered():
        world.state.violated(f"nobody answered {interaction}")


async def _left_over(world: FakeDiscord, before: set[asyncio.Task[Any]]) -> set[asyncio.Task[Any]]:
    """Return the tasks that the client left, once those have ended that are about to."""
    own = {asyncio.current_task()}

    def left() -> set[asyncio.Task[Any]]:
        return {
            task
            for task in asyncio.all_tasks() - before - own
            if not world.serves(task) and not task.done()
        }

    loop = asyncio.get_running_loop()
    end = loop.time() + _SETTLED_WITHIN
    while left() and loop.time() < end:
        await asyncio.wait(left(), timeout=0.05)
    return left()
