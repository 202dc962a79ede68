"""The model's wording: a prompt that fits, and the reply as it comes."""

import logging
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from answer.models import Evidence
from answer.ports import Generator
from answer.prompts import ANSWER_SYSTEM, Prompt, answer_prompt
from answer.wording import Wording, reads_around, words_answers

_REPLY_TOKENS = 160
_PROMPT_SHARE = 0.5  # of the context, for a prompt with the passages around the evidence

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedPrompt:
    """A prompt that leaves room for the reply, its length in tokens, and the model it is for."""

    prompt: Prompt
    tokens: int
    generator: Generator


class Writer:
    """Words answers with the model."""

    def __init__(
        self,
        *,
        generator: Generator | None,
        wording: Wording = "auto",
        crashes: tuple[type[Exception], ...] = (),
    ) -> None:
        """Word with `generator`.

        Args:
            generator: the model; None where there is none.
            wording: whether it is to, or only if it is large enough to add to the evidence.
            crashes: errors of the model that cost its wording only: the evidence is there, and
                answers without it.
        """
        self._generator = generator
        self._wording = wording
        self._crashes = crashes

    @property
    def writes(self) -> bool:
        """Whether the model is asked at all; else answers are quotes."""
        return words_answers(self._generator, self._wording)

    async def warm(self) -> None:
        """Let the model read what every prompt begins with, if it is going to be asked."""
        generator = self._generator
        if words_answers(generator, self._wording):
            await generator.warm(system=ANSWER_SYSTEM)

    async def fit(self, question: str, evidence: Sequence[Evidence]) -> FittedPrompt | None:
        """Return the prompt over as much as fits, None if none does or the model isn't to write.

        Models that aren't of the smallest get the passages around the evidence, as far as half of
        the context holds them.

        Args:
            question: what was asked.
            evidence: what to answer from, best first.
        """
        generator = self._generator
        if not words_answers(generator, self._wording):
            return None
        try:
            return await _fitted(generator, question, evidence)
        except self._crashes as error:
            _log.warning("The model failed before it wrote (%s).", type(error).__name__)
            return None

    async def write(self, fitted: FittedPrompt) -> AsyncGenerator[str, None]:
        """Stream the model's reply, unchecked; closing the iterator stops the model.

        It ends early where the model crashes.
        """
        async with aclosing(
            fitted.generator.generate(
                system=fitted.prompt.system,
                user=fitted.prompt.user,
                max_tokens=_REPLY_TOKENS,
                stop=("\n\n",),
            )
        ) as reply:
            try:
                async for piece in reply:
                    yield piece
            except self._crashes as error:
                _log.warning("The model crashed while it wrote (%s).", type(error).__name__)


async def _fitted(
    generator: Generator, question: str, evidence: Sequence[Evidence]
) -> FittedPrompt | None:
    room = generator.context_tokens - _REPLY_TOKENS
    for prompt, share in _prompts(question, evidence, around=reads_around(generator)):
        tokens = await generator.count_tokens(system=prompt.system, user=prompt.user)
        if tokens <= share * room:
            return FittedPrompt(prompt=prompt, tokens=tokens, generator=generator)
    return None


def _prompts(
    question: str, evidence: Sequence[Evidence], *, around: bool
) -> Iterator[tuple[Prompt, float]]:
    """Yield prompts, the best first, and the share of the room that each may take."""
    if around:
        yield answer_prompt(question, evidence, around=True), _PROMPT_SHARE
    for count in range(len(evidence), 0, -1):
        yield answer_prompt(question, evidence[:count], around=False), 1.0
