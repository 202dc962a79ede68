"""What writes goes before what can wait."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing

from answer.ports import Generator
from index.precedence import Precedence


class FirstGenerator:
    """A Generator that others give way to while it writes."""

    def __init__(self, generator: Generator, precedence: Precedence) -> None:
        """Write with `generator`."""
        self._generator = generator
        self._precedence = precedence

    @property
    def context_tokens(self) -> int:
        """The most tokens that prompt and continuation may have together."""
        return self._generator.context_tokens

    @property
    def parameters(self) -> int:
        """How many weights the model has."""
        return self._generator.parameters

    async def count_tokens(self, *, system: str, user: str) -> int:
        """Return the tokens of the prompt made of the two texts, chat template included."""
        return await self._generator.count_tokens(system=system, user=user)

    async def generate(
        self,
        *,
        system: str,
        user: str,
        max_tokens: int,
        temperature: float = 0.0,
        stop: Sequence[str] = (),
    ) -> AsyncGenerator[str, None]:
        """Stream the model's reply piece by piece; closing the iterator stops the model."""
        pieces = self._generator.generate(
            system=system, user=user, max_tokens=max_tokens, temperature=temperature, stop=stop
        )
        with self._precedence.first():
            async with aclosing(pieces):
                async for piece in pieces:
                    yield piece
