"""What the process with the models is asked, and what it says.

Each message is a value that is pickled on its way. Both ends are one program, so nothing that is
unpickled comes from elsewhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["embedder", "reranker", "generator"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """Load a model. The reply is its facts, by name.

    Attributes:
        model: the number by which it is called from now on.
        arguments: what the class of that kind is opened with, but for the lane.
    """

    model: int
    kind: Kind
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Ask a model for something. The reply is what the method returns."""

    model: int
    method: Literal["embed", "score", "count_tokens", "warm", "counters"]
    arguments: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """Let a generation model write. The reply is text in pieces, and then None."""

    model: int
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """Free a model's memory. The reply is None; closing what isn't open changes nothing."""

    model: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Do something else that needs llama.cpp. The reply is what it returns, after any pieces.

    Attributes:
        errand: its name in `engine.process.errands`.
    """

    errand: str
    arguments: Mapping[str, Any]


Work = Open | Call | Write | Close | Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Work under a number, by which its replies are told from others."""

    number: int
    work: Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel:
    """Nobody waits any more for the replies to a request."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of what was asked for, more of which follows."""

    number: int
    value: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The last reply to a request that went well."""

    number: int
    value: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """The last reply to a request that failed."""

    number: int
    error: Exception


@dataclass(frozen=True, slots=True, kw_only=True)
class Alive:
    """The process has started, or its models get on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """A line for the log."""

    logger: str
    level: int
    text: str


Reply = Piece | Result | Failure
