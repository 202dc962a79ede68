"""The model's wording: a prompt that fits, and the reply as it comes."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from answer.models import Evidence
from answer.ports import Generator
from answer.prompts import Prompt, answer_prompt

_REPLY_TOKENS = 96


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedPrompt:
    """A prompt that leaves room for the reply, and its length in tokens."""

    prompt: Prompt
    tokens: int


class Writer:
    """Words answers with the model."""

    def __init__(self, *, generator: Generator) -> None:
        """Word with `generator`."""
        self._generator = generator

    async def fit(self, question: str, evidence: Sequence[Evidence]) -> FittedPrompt | None:
        """Return the prompt over as much of the evidence as fits, best first; None if none fits."""
        for count in range(len(evidence), 0, -1):
            fitted = await self._fitted(answer_prompt(question, evidence[:count]))
            if fitted is not None:
                return fitted
        return None

    async def write(self, fitted: FittedPrompt) -> AsyncGenerator[str, None]:
        """Stream the model's reply, unchecked; closing the iterator stops the model."""
        async with aclosing(
            self._generator.generate(
                system=fitted.prompt.system,
                user=fitted.prompt.user,
                max_tokens=_REPLY_TOKENS,
                stop=("\n",),
            )
        ) as reply:
            async for piece in reply:
                yield piece

    async def _fitted(self, prompt: Prompt) -> FittedPrompt | None:
        tokens = await self._generator.count_tokens(system=prompt.system, user=prompt.user)
        if tokens + _REPLY_TOKENS > self._generator.context_tokens:
            return None
        return FittedPrompt(prompt=prompt, tokens=tokens)
