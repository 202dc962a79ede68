"""The model's wording: a prompt that fits, and the reply as it comes.

The smallest models aren't asked. Of 60 answerable questions, 49 were answered in the first sixty
words of the best sentences alone, and 48 by what SmolLM2-135M copied out of them, after seconds;
made by a grammar to choose one of these sentences, it chose a right one for 34, where the first
had been right for 40.
"""

from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Literal

from answer.models import Evidence
from answer.ports import Generator
from answer.prompts import Prompt, answer_prompt

Wording = Literal["auto", "quotes", "model"]
"""Who words answers: the articles, the model, or the model if it is large enough."""

_WRITES = 300_000_000  # parameters
_REPLY_TOKENS = 160
_PROMPT_SHARE = 0.5  # of the context, for a prompt with the passages around the evidence


def writes(generator: Generator) -> bool:
    """Tell whether a model is large enough to word answers; else they are quotes."""
    return generator.parameters >= _WRITES


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedPrompt:
    """A prompt that leaves room for the reply, and its length in tokens."""

    prompt: Prompt
    tokens: int


class Writer:
    """Words answers with the model."""

    def __init__(self, *, generator: Generator) -> None:
        """Word with `generator`, if it is large enough to add something to the evidence."""
        self._generator = generator

    async def fit(self, question: str, evidence: Sequence[Evidence]) -> FittedPrompt | None:
        """Return the prompt over as much as fits, None if none does or the model is too small.

        The passages around the evidence are given as far as half of the context holds them.

        Args:
            question: what was asked.
            evidence: what to answer from, best first.
        """
        if not writes(self._generator):
            return None
        room = self._generator.context_tokens - _REPLY_TOKENS
        for prompt, share in _prompts(question, evidence):
            tokens = await self._generator.count_tokens(system=prompt.system, user=prompt.user)
            if tokens <= share * room:
                return FittedPrompt(prompt=prompt, tokens=tokens)
        return None

    async def write(self, fitted: FittedPrompt) -> AsyncGenerator[str, None]:
        """Stream the model's reply, unchecked; closing the iterator stops the model."""
        async with aclosing(
            self._generator.generate(
                system=fitted.prompt.system,
                user=fitted.prompt.user,
                max_tokens=_REPLY_TOKENS,
                stop=("\n\n",),
            )
        ) as reply:
            async for piece in reply:
                yield piece


def _prompts(question: str, evidence: Sequence[Evidence]) -> Iterator[tuple[Prompt, float]]:
    """Yield prompts, the best first, and the share of the room that each may take."""
    yield answer_prompt(question, evidence, around=True), _PROMPT_SHARE
    for count in range(len(evidence), 0, -1):
        yield answer_prompt(question, evidence[:count], around=False), 1.0
