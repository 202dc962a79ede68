"""What somebody wants a model to continue."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Request:
    """A prompt to be continued.

    Attributes:
        prompt: its tokens, at least one.
        max_tokens: how many tokens to write at most; with 0 the prompt is only read.
        temperature: 0 for the most probable tokens, above it for random ones.
        stop: texts before which the reply ends.
        pinned: whether the prompt is kept in memory before all others.
        emit: takes pieces of the reply, in the lane's thread.
        done: is told of the end; cancelling it withdraws the request.
    """

    prompt: Sequence[int]
    max_tokens: int
    temperature: float = 0.0
    stop: Sequence[str] = ()
    pinned: bool = False
    emit: Callable[[str], object]
    done: Future[None] = field(default_factory=Future)

    @property
    def cells(self) -> int:
        """The most tokens that it takes up in memory."""
        return len(self.prompt) + self.max_tokens

    def finish(self) -> None:
        """Say that the reply is complete, unless nobody waits any more."""
        if self.done.set_running_or_notify_cancel():
            self.done.set_result(None)

    def fail(self, error: Exception) -> None:
        """Say that there won't be a reply."""
        if self.done.set_running_or_notify_cancel():
            self.done.set_exception(error)
