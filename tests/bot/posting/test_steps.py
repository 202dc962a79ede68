"""Which of many steps are shown, and when."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from discord.ui import LayoutView

from bot.posting.acknowledging import Acknowledgement
from bot.posting.pacing import Stream
from bot.posting.steps import Steps


class Turns(Stream):
    """A stream that is due when a test says so."""

    def __init__(self) -> None:
        """Be due."""
        super().__init__(lambda: 0.0, lambda: 0.0)
        self.ready = True
        self.opened = 0

    def due(self) -> bool:
        """Return what the test says."""
        return self.ready

    def left(self) -> float:
        """Let the next look come soon."""
        return 0.001

    @contextmanager
    def open(self) -> Iterator[Stream]:
        """Count that it is in use."""
        self.opened += 1
        try:
            yield self
        finally:
            self.opened -= 1


class Screen:
    """What was shown."""

    def __init__(self) -> None:
        """Show nothing yet, and take everything at once."""
        self.shown: list[LayoutView] = []
        self.free = asyncio.Event()
        self.free.set()
        self.changed = asyncio.Event()

    async def send(self, view: LayoutView) -> None:
        """Show a view, when it may be."""
        self.shown.append(view)
        self.changed.set()
        await self.free.wait()


async def test_steps_that_come_too_soon_are_overtaken() -> None:
    """When a change is due again, the latest step is shown and those before it never are."""
    screen, turns = Screen(), Turns()
    steps = Steps(turns.open, screen.send)
    first, second, third = (LayoutView() for _ in range(3))
    steps.show(first)
    await screen.changed.wait()
    screen.changed.clear()
    turns.ready = False
    steps.show(second)
    steps.show(third)
    for _ in range(20):
        await asyncio.sleep(0)
    assert screen.shown == [first]
    turns.ready = True
    await screen.changed.wait()
    assert screen.shown == [first, third]
    await steps.end()


async def test_the_end_waits_for_a_step_on_its_way() -> None:
    """What follows can't be overtaken by it, and steps that still wait are dropped."""
    screen, turns = Screen(), Turns()
    steps = Steps(turns.open, screen.send)
    first, second = LayoutView(), LayoutView()
    screen.free.clear()
    steps.show(first)
    await screen.changed.wait()
    steps.show(second)
    ending = asyncio.create_task(steps.end())
    for _ in range(5):
        await asyncio.sleep(0)
    assert not ending.done()
    screen.free.set()
    await ending
    assert screen.shown == [first]
    assert turns.opened == 0


async def test_a_minor_step_isnt_worth_a_message_of_its_own() -> None:
    """What follows in a moment is shown instead of it, at once."""
    screen, turns = Screen(), Turns()
    steps = Steps(turns.open, screen.send)
    begun, found = LayoutView(), LayoutView()
    steps.show(begun, minor=True)
    for _ in range(20):
        await asyncio.sleep(0)
    assert screen.shown == []
    steps.show(found)
    await screen.changed.wait()
    assert screen.shown == [found]
    await steps.end()


async def test_an_end_within_the_moment_shows_no_step() -> None:
    """The last form needn't wait for a message that says that something has begun."""
    screen, turns = Screen(), Turns()
    steps = Steps(turns.open, screen.send)
    steps.show(LayoutView(), minor=True)
    for _ in range(5):
        await asyncio.sleep(0)
    await steps.end()
    assert screen.shown == []
    assert turns.opened == 0


async def test_a_minor_step_is_shown_after_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits for long learns why, also when the message stands already."""
    monkeypatch.setattr("bot.posting.steps.MOMENT", 0.001)
    screen, turns = Screen(), Turns()
    steps = Steps(turns.open, screen.send)
    queued, begun = LayoutView(), LayoutView()
    for step in (queued, begun):
        steps.show(step, minor=True)
        await screen.changed.wait()
        screen.changed.clear()
    assert screen.shown == [queued, begun]
    await steps.end()


async def test_nothing_is_shown_before_the_acknowledgement() -> None:
    """Steps wait for it, and where it is refused none is shown."""
    for refused in (False, True):
        screen, turns, go = Screen(), Turns(), asyncio.Event()
        sending = asyncio.create_task(_acknowledge(go, refused=refused))
        steps = Steps(turns.open, screen.send, Acknowledgement(sending))
        step = LayoutView()
        steps.show(step)
        for _ in range(5):
            await asyncio.sleep(0)
        assert screen.shown == []
        go.set()
        await asyncio.wait({sending})
        for _ in range(5):
            await asyncio.sleep(0)
        await steps.end()
        assert screen.shown == ([] if refused else [step])


async def _acknowledge(go: asyncio.Event, *, refused: bool) -> None:
    await go.wait()
    if refused:
        raise OSError


async def test_without_steps_the_end_is_nothing() -> None:
    """No stream is opened for a message that never changed."""
    turns = Turns()
    await Steps(turns.open, Screen().send).end()
    assert turns.opened == 0
