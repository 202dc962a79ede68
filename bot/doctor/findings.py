"""What the doctor found."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from bot.assembly import Assembly

State = Literal["ok", "mended", "wrong"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of what the doctor tells.

    Attributes:
        state: "wrong" is what a person has to do something about.
        told: what is so, and what to do where it is wrong.
    """

    state: State
    told: str


Report = Callable[[int, int], None]
"""Is told how much of how much is done."""

Check = Callable[[Assembly, Report], Awaitable[list[Finding]]]
"""Looks at one thing. It may also raise any of `bot.errors.TOLD`, which says what is wrong."""


def ok(told: str) -> Finding:
    """Return that something is as it should be."""
    return Finding(state="ok", told=told)


def mended(told: str) -> Finding:
    """Return that something wasn't, and is now."""
    return Finding(state="mended", told=told)


def wrong(told: str) -> Finding:
    """Return that a person has to do something."""
    return Finding(state="wrong", told=told)
