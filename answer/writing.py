"""The model's wording: a prompt that fits, the reply as it comes, and what shortens a sentence."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from answer.claims import SUPPORTED, finished_sentences
from answer.models import Evidence
from answer.ports import Generator, Verifier
from answer.prompts import Prompt, answer_prompt, point_prompt

_REPLY_TOKENS = 96


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedPrompt:
    """A prompt that leaves room for the reply, and its length in tokens."""

    prompt: Prompt
    tokens: int


class Writer:
    """Words answers and points with the model, and keeps only what the evidence supports."""

    def __init__(self, *, generator: Generator, verifier: Verifier) -> None:
        """Word with `generator`, judge with `verifier`."""
        self._generator = generator
        self._verifier = verifier

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

    async def shorten(self, sentence: str, *, language: str) -> str:
        """Return a shorter wording that the sentence supports; the sentence itself if none is."""
        fitted = await self._fitted(point_prompt(sentence))
        if fitted is None:
            return sentence
        async with aclosing(self.write(fitted)) as pieces:
            reply = "".join([piece async for piece in pieces])
        shorter = " ".join(finished_sentences(reply)[:1])
        if not shorter or len(shorter) >= len(sentence):
            return sentence
        support = await self._verifier.support(shorter, sentence, language=language)
        return shorter if support >= SUPPORTED else sentence

    async def _fitted(self, prompt: Prompt) -> FittedPrompt | None:
        tokens = await self._generator.count_tokens(system=prompt.system, user=prompt.user)
        if tokens + _REPLY_TOKENS > self._generator.context_tokens:
            return None
        return FittedPrompt(prompt=prompt, tokens=tokens)
