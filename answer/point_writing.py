"""The wording of a point: what its sentence says, shorter, and what supports it.

Small models shorten badly: of 24 sentences the bundled one shortened one without changing what it
says, at a second and a half each. So they aren't asked, and sentences only lose what they can do
without. A model that is large enough words each point from its part of the article; what it writes
is shown if one sentence of that part supports it.
"""

from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass

from answer.claims import SUPPORTED, finished_sentences
from answer.ports import Generator, Verifier
from answer.prompts import Prompt, point_prompt
from answer.shortening import shortened
from index.function_words import content_terms
from index.models import Sentence

_WRITES_FREELY = 1_500_000_000  # parameters; smaller models add what the text doesn't say
_REPLY_TOKENS = 96
_COMPARED = 6  # sentences that may support a point


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A point and the sentence that supports it."""

    text: str
    sentence: Sentence


class PointWriter:
    """Words points, and keeps only what a sentence of the article supports."""

    def __init__(self, *, generator: Generator, verifier: Verifier) -> None:
        """Word with `generator` if it is large enough, judge with `verifier`."""
        self._generator = generator
        self._verifier = verifier

    @property
    def writes_freely(self) -> bool:
        """Whether the model words the points."""
        return self._generator.parameters >= _WRITES_FREELY

    async def word(
        self, chosen: Sentence, part: Sequence[Sentence], *, subject: str, language: str
    ) -> Point:
        """Return the point of a part of an article.

        Args:
            chosen: the sentence that says most of the part.
            part: sentences of the part in their order, `chosen` among them.
            subject: what the point is to be about.
            language: ISO 639-1 code of the article's language.

        Raises:
            engine.errors.ModelError: the model failed.
        """
        if self.writes_freely:
            written = await self._written(chosen, part, subject, language)
            if written is not None:
                return written
        return Point(text=await self.shorten(chosen, language=language), sentence=chosen)

    async def shorten(self, sentence: Sentence, *, language: str) -> str:
        """Return a sentence without what it can do without, in the article's words."""
        short = shortened(sentence.text, language)
        if await self.holds(short, sentence, language):
            return short
        return " ".join(sentence.text.split())

    async def holds(self, text: str, sentence: Sentence, language: str) -> bool:
        """Tell whether a sentence supports a text."""
        support = await self._verifier.support(text, sentence.text, language=language)
        return support >= SUPPORTED

    async def _written(
        self, chosen: Sentence, part: Sequence[Sentence], subject: str, language: str
    ) -> Point | None:
        """Return what the model says of the part, with what supports it; None if nothing does."""
        prompt = await self._fitted(chosen, part, subject)
        if prompt is None:
            return None
        reply = self._generator.generate(
            system=prompt.system, user=prompt.user, max_tokens=_REPLY_TOKENS, stop=("\n",)
        )
        async with aclosing(reply) as pieces:
            text = "".join([piece async for piece in pieces])
        for claim in finished_sentences(text)[:1]:
            for sentence in _nearest(claim, part, language):
                if await self.holds(claim, sentence, language):
                    return Point(text=claim, sentence=sentence)
        return None

    async def _fitted(
        self, chosen: Sentence, part: Sequence[Sentence], subject: str
    ) -> Prompt | None:
        """Return the prompt over as much of the part, around its chosen sentence, as fits."""
        around = len(part)
        at = list(part).index(chosen)
        while around:
            near = part[max(0, at - around + 1) : at + around]
            prompt = point_prompt("\n".join(each.text for each in near), subject=subject)
            tokens = await self._generator.count_tokens(system=prompt.system, user=prompt.user)
            if tokens + _REPLY_TOKENS <= self._generator.context_tokens:
                return prompt
            around //= 2
        return None


def _nearest(claim: str, part: Sequence[Sentence], language: str) -> list[Sentence]:
    """Return the sentences with most of a claim's words, those with most first."""
    said = frozenset(content_terms(claim, language))
    shared = {
        each.start: len(said.intersection(content_terms(each.text, language))) for each in part
    }
    return sorted(part, key=lambda each: -shared[each.start])[:_COMPARED]
