"""The wording of a point: what its sentence says, shorter, and what supports it.

Where no model words points (`answer.wording` says when), sentences only lose what they can do
without. A model words each point from its part of the article, one of the smallest from the chosen
sentence alone; what it writes is shown if one sentence of that part supports it.
"""

import logging
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from answer.claims import SUPPORTED, finished_sentences
from answer.ports import Generator, Verifier
from answer.prompts import POINT_SYSTEM, Prompt, point_prompt
from answer.shortening import shortened
from answer.wording import Wording, reads_around, words_points
from index.abreast import in_order
from index.function_words import content_terms
from index.models import Sentence

_REPLY_TOKENS = 96
_COMPARED = 6  # sentences that may support a point
_AT_ONCE = 3  # points of one summary, so that others' answers find room beside them

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A point and the sentence that supports it."""

    text: str
    sentence: Sentence


class PointWriter:
    """Words points, and keeps only what a sentence of the article supports."""

    def __init__(
        self,
        *,
        generator: Generator | None,
        verifier: Verifier,
        wording: Wording = "auto",
        crashes: tuple[type[Exception], ...] = (),
    ) -> None:
        """Word with `generator`, judge with `verifier`.

        Args:
            generator: the model; None where there is none.
            verifier: judges what it writes.
            wording: whether it is to write, or only if it is large enough.
            crashes: errors of the model that cost its wording only.
        """
        self._generator = generator
        self._verifier = verifier
        self._wording = wording
        self._crashes = crashes

    async def warm(self) -> None:
        """Let the model read what every prompt begins with, if it is going to be asked."""
        if words_points(self._generator, self._wording):
            await self._generator.warm(system=POINT_SYSTEM)

    async def words(
        self,
        chosen: Sequence[tuple[Sentence, Sequence[Sentence]]],
        *,
        subject: str,
        language: str,
    ) -> AsyncGenerator[Point, None]:
        """Yield the points of the parts of an article in their order, some worded at once.

        Args:
            chosen: the sentence that says most of each part, and the part.
            subject: what the points are to be about.
            language: ISO 639-1 code of the article's language.

        Raises:
            engine.errors.ModelError: the model failed.
        """

        async def point(part: tuple[Sentence, Sequence[Sentence]]) -> Point:
            return await self.word(*part, subject=subject, language=language)

        async with aclosing(in_order(point, chosen, most=_AT_ONCE)) as points:
            async for each in points:
                yield each

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
        if words_points(self._generator, self._wording):
            read = part if reads_around(self._generator) else (chosen,)
            written = await self._written(self._generator, chosen, read, subject, language)
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
        self,
        generator: Generator,
        chosen: Sentence,
        part: Sequence[Sentence],
        subject: str,
        language: str,
    ) -> Point | None:
        """Return what the model says of the part, with what supports it; None if nothing does."""
        try:
            text = await _reply(generator, chosen, part, subject)
        except self._crashes as error:
            _log.warning("The model crashed while it wrote (%s).", type(error).__name__)
            return None
        for claim in finished_sentences(text)[:1]:
            for sentence in _nearest(claim, part, language):
                if await self.holds(claim, sentence, language):
                    return Point(text=claim, sentence=sentence)
        return None


async def _reply(
    generator: Generator, chosen: Sentence, part: Sequence[Sentence], subject: str
) -> str:
    """Return what the model writes of a part; nothing if not even the chosen sentence fits."""
    prompt = await _fitted(generator, chosen, part, subject)
    if prompt is None:
        return ""
    reply = generator.generate(
        system=prompt.system, user=prompt.user, max_tokens=_REPLY_TOKENS, stop=("\n",)
    )
    async with aclosing(reply) as pieces:
        return "".join([piece async for piece in pieces])


async def _fitted(
    generator: Generator, chosen: Sentence, part: Sequence[Sentence], subject: str
) -> Prompt | None:
    """Return the prompt over as much of the part, around its chosen sentence, as fits."""
    around = len(part)
    at = list(part).index(chosen)
    while around:
        near = part[max(0, at - around + 1) : at + around]
        prompt = point_prompt("\n".join(each.text for each in near), subject=subject)
        tokens = await generator.count_tokens(system=prompt.system, user=prompt.user)
        if tokens + _REPLY_TOKENS <= generator.context_tokens:
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
