"""A reply while its prompt is read and it is written."""

import time
from collections.abc import Callable
from typing import Any

from engine.batching.drafting import Drafting
from engine.batching.requests import Request
from engine.decoding import free_sampler, random_sampler
from engine.streaming import ReplyText

# Each piece of text wakes other threads and processes while the model computes. Nobody reads
# faster than this.
_BREATH = 0.03  # seconds


class Stream:
    """A request that has a sequence of its own in the model's memory.

    Attributes:
        request: what was asked for.
        sequence: llama.cpp's number for its sequence.
        tokens: the prompt and what has been written.
        held: how many of the tokens lie in memory.
        begun: whether it has taken over what others have read, or has begun to read.
        over: whether the reply is complete.
        sampler: what draws its tokens; none where the most probable ones are taken.
    """

    def __init__(self, request: Request, *, sequence: int, drafted: int) -> None:
        """Begin with a sequence that holds nothing.

        Args:
            request: what was asked for.
            sequence: llama.cpp's number for the sequence.
            drafted: how many of its tokens are guessed ahead at most in a step.
        """
        self.request = request
        self.sequence = sequence
        self.tokens = list(request.prompt)
        self.held = 0
        self.begun = False
        self.over = False
        self.sampler: Any = None
        if request.temperature > 0:
            self.sampler = random_sampler(request.temperature)
        self._text = ReplyText(request.stop)
        self._unsent = ""
        self._sent = 0.0
        self._drafting: Drafting | None = None
        self._drafted = 0 if self.sampler is not None else drafted

    @property
    def left(self) -> int:
        """How many tokens are known but not in memory: one, once the prompt has been read."""
        return len(self.tokens) - self.held

    @property
    def room(self) -> int:
        """How many tokens may still be written."""
        return self.request.cells - len(self.tokens)

    def guess(self, most: int) -> list[int]:
        """Return up to `most` tokens that may follow the last one."""
        most = min(most, self._drafted, self.room - 1)
        if most <= 0:
            return []
        if self._drafting is None:
            self._drafting = Drafting(self.tokens, most=self._drafted)
        return self._drafting.guess(most)

    def learn(self, *, guessed: int, right: int) -> None:
        """Take note of how many guesses were right."""
        if self._drafting is not None:
            self._drafting.learn(guessed=guessed, right=right)

    def write(
        self, token: int, *, ends: Callable[[int], bool], spell: Callable[[int], bytes]
    ) -> None:
        """Take the next token of the reply.

        Args:
            token: the token.
            ends: whether a token ends a reply.
            spell: the bytes that a token stands for.
        """
        if ends(token):
            self.over = True
            self._unsent += self._text.rest()
        else:
            self.tokens.append(token)
            if self._drafting is not None:
                self._drafting.add(token)
            self._unsent += self._text.feed(spell(token))
            self.over = self._text.stopped or not self.room
            if self.over and not self._text.stopped:
                self._unsent += self._text.rest()

    def send(self) -> None:
        """Emit the text that is certain, unless some was emitted just now and more will come."""
        now = time.monotonic()
        if self._unsent and (self.over or now - self._sent >= _BREATH):
            self.request.emit(self._unsent)
            self._unsent, self._sent = "", now

    def close(self) -> None:
        """Free what it holds besides the sequence."""
        if self.sampler is not None:
            free_sampler(self.sampler)
            self.sampler = None
