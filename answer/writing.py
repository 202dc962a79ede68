"""The model's wording: a prompt that fits, the reply as it comes, and the claims that hold."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from answer.citations import Footnotes
from answer.models import Claim, Evidence
from answer.ports import Generator, Verifier
from answer.prompts import Prompt, answer_prompt, point_prompt
from index.function_words import content_terms
from index.sentences import sentences

MAX_CLAIMS = 3
_REPLY_TOKENS = 96
_SUPPORTED = 1.0


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

    async def claims(
        self, reply: str, question: str, evidence: Sequence[Evidence], footnotes: Footnotes
    ) -> tuple[Claim, ...]:
        """Return the sentences of the reply that may stand for their evidence, citing it.

        They are supported by it, and it has no sentence that says more of what was asked.
        """
        claims = []
        for text in _sentences(reply)[:MAX_CLAIMS]:
            best = await self._best(text, evidence)
            if best is not None and _says_as_much(text, best, question):
                claims.append(Claim(text=text, citations=(footnotes.cite_evidence(best),)))
        return tuple(claims)

    async def shorten(self, sentence: str, *, language: str) -> str:
        """Return a shorter wording that the sentence supports; the sentence itself if none is."""
        fitted = await self._fitted(point_prompt(sentence))
        if fitted is None:
            return sentence
        async with aclosing(self.write(fitted)) as pieces:
            reply = "".join([piece async for piece in pieces])
        shorter = " ".join(_sentences(reply)[:1])
        if not shorter or len(shorter) >= len(sentence):
            return sentence
        support = await self._verifier.support(shorter, sentence, language=language)
        return shorter if support >= _SUPPORTED else sentence

    async def _fitted(self, prompt: Prompt) -> FittedPrompt | None:
        tokens = await self._generator.count_tokens(system=prompt.system, user=prompt.user)
        if tokens + _REPLY_TOKENS > self._generator.context_tokens:
            return None
        return FittedPrompt(prompt=prompt, tokens=tokens)

    async def _best(self, claim: str, evidence: Sequence[Evidence]) -> Evidence | None:
        supports = [
            await self._verifier.support(claim, item.text, language=item.passage.article.language)
            for item in evidence
        ]
        best = max(range(len(supports)), key=supports.__getitem__)
        return evidence[best] if supports[best] >= _SUPPORTED else None


def _says_as_much(claim: str, evidence: Evidence, question: str) -> bool:
    """Tell whether no sentence of the evidence has more of the question's words than the claim."""
    language = evidence.passage.article.language
    asked = set(content_terms(question, language))

    def shared(text: str) -> int:
        return len(asked.intersection(content_terms(text, language)))

    hidden = (evidence.text[start:end] for start, end in sentences(evidence.text, language))
    return shared(claim) >= max(map(shared, hidden))


def _sentences(reply: str) -> list[str]:
    """Return the finished sentences of a reply, which a token limit may have cut off."""
    text = " ".join(reply.split())
    spans = [text[start:end] for start, end in sentences(text, "en")]
    return [span for span in spans if span.endswith((".", "!", "?", '."', ".”", ".»"))]
