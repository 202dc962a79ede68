"""Fakes of the ports of answering, and builders of the values that pass through them.

The fakes answer from what they were given, remember what they were asked, and do nothing else.
"""

from collections.abc import AsyncGenerator, Sequence

import numpy as np

from answer.models import Evidence, FoundEvidence
from index.models import (
    Article,
    ArticleCard,
    ArticleId,
    Corpus,
    Passage,
    PassageId,
    RetrievedPassage,
    Sentence,
)
from index.ports import Vectors
from index.sentences import sentences

CORPUS = Corpus("test")


def card(title: str = "Harbour fire", *, url: str | None = None) -> ArticleCard:
    """Return a card with the given title, whose id is the title."""
    return ArticleCard(
        id=ArticleId(title),
        corpus=CORPUS,
        title=title,
        url=url,
        site=None,
        author=None,
        published=None,
        language="en",
        words=10,
        passages=1,
        added="2026-01-01T00:00:00+00:00",
    )


def retrieved(text: str, *, title: str = "Harbour fire", start: int = 0) -> RetrievedPassage:
    """Return a passage with its sentences, standing at `start` of its article's text."""
    spans = [
        Sentence(start=start + low, end=start + high, text=text[low:high])
        for low, high in sentences(text, "en")
    ]
    passage = Passage(
        id=PassageId(f"{title}:{start}"),
        article_id=ArticleId(title),
        start=start,
        end=start + len(text),
        text=text,
        heading="",
        sentences=tuple(spans),
    )
    return RetrievedPassage(passage=passage, article=card(title), score=0.9, words=0.9, meaning=0.9)


def evidence(text: str, *, score: float = 0.9) -> Evidence:
    """Return the whole of a one-passage article as evidence."""
    passage = retrieved(text)
    return Evidence(passage=passage, start=0, end=len(text), text=text, score=score)


class FakeRetriever:
    """Returns the same passages for every question."""

    def __init__(self, *passages: RetrievedPassage) -> None:
        """Return `passages`."""
        self.passages = passages
        self.questions: list[str] = []

    async def retrieve(
        self,
        corpus: Corpus,
        question: str,
        *,
        article: ArticleId | None = None,
        limit: int = 10,
    ) -> tuple[RetrievedPassage, ...]:
        """Return the passages, or those of one article, at most `limit`."""
        assert corpus == CORPUS
        self.questions.append(question)
        found = [each for each in self.passages if article in {None, each.article.id}]
        return tuple(found[:limit])


class FakeSpeller:
    """Puts the slips right that it knows."""

    def __init__(self, **slips: str) -> None:
        """Replace each keyword by its value."""
        self._slips = slips

    async def respelled(self, corpus: Corpus, question: str) -> str:
        """Return the question without the slips."""
        assert corpus == CORPUS
        for wrong, right in self._slips.items():
            question = question.replace(wrong, right)
        return question


class FakeFinder:
    """Returns each retrieved passage's text as evidence."""

    def __init__(self, *, answerability: float = 0.9) -> None:
        """Hold the evidence for answering with this probability."""
        self._answerability = answerability

    async def find(self, question: str, retrieved: Sequence[RetrievedPassage]) -> FoundEvidence:
        """Return the passages as evidence, in their order."""
        del question
        found = tuple(
            Evidence(
                passage=item,
                start=item.passage.start,
                end=item.passage.end,
                text=item.passage.text,
                score=item.score,
                also=item.also,
            )
            for item in retrieved
        )
        return FoundEvidence(evidence=found, answerability=self._answerability)


class FakeGenerator:
    """Streams the same reply, word by word, and counts a word as a token."""

    def __init__(
        self, reply: str, *, context_tokens: int = 4096, parameters: int = 3_000_000_000
    ) -> None:
        """Reply with `reply`."""
        self._reply = reply
        self._context_tokens = context_tokens
        self.parameters = parameters
        self.prompts: list[str] = []
        self.warmed: list[str] = []
        self.closed = 0

    @property
    def context_tokens(self) -> int:
        """The most words of prompt and reply together."""
        return self._context_tokens

    async def count_tokens(self, *, system: str, user: str) -> int:
        """Return the number of words."""
        return len((system + " " + user).split())

    async def warm(self, *, system: str) -> None:
        """Remember what was read."""
        self.warmed.append(system)

    async def generate(
        self,
        *,
        system: str,
        user: str,
        max_tokens: int,
        temperature: float = 0.0,
        stop: Sequence[str] = (),
    ) -> AsyncGenerator[str, None]:
        """Yield the reply in pieces."""
        del temperature, stop
        words = await self.count_tokens(system=system, user=user)
        assert words + max_tokens <= self._context_tokens, "the prompt overflows"
        self.prompts.append(user)
        try:
            for piece in self._reply.split(" "):
                yield piece + " "
        finally:
            self.closed += 1


class FakeArticles:
    """One article cut into passages at its blank lines."""

    def __init__(self, *paragraphs: str) -> None:
        """Hold an article of these paragraphs."""
        self.text = "\n\n".join(paragraphs)
        self.card = card()
        self.passages = []
        start = 0
        for paragraph in paragraphs:
            self.passages.append(retrieved(paragraph, start=start).passage)
            start += len(paragraph) + 2

    async def article(self, corpus: Corpus, article_id: ArticleId) -> Article:
        """Return the article."""
        assert (corpus, article_id) == (CORPUS, self.card.id)
        return Article(card=self.card, text=self.text)

    async def article_passages(self, corpus: Corpus, article_id: ArticleId) -> tuple[Passage, ...]:
        """Return its passages."""
        assert (corpus, article_id) == (CORPUS, self.card.id)
        return tuple(self.passages)


class LetterEmbedder:
    """Embeds a text as the unit vector of its letter counts."""

    name = "letters"
    dimension = 26

    async def embed(self, texts: Sequence[str], *, patient: bool = False) -> Vectors:
        """Return one row per text."""
        del patient
        rows = np.ones((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for letter in text.lower():
                if "a" <= letter <= "z":
                    row[ord(letter) - ord("a")] += 1
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return rows


class Crashed(Exception):  # noqa: N818 - states the fact, as the engine's error does
    """The model crashed."""


class CrashingGenerator(FakeGenerator):
    """Crashes when its reply is to end, or at the first count of tokens if it `counts` badly."""

    def __init__(self, reply: str, *, counts: bool = True) -> None:
        """Reply with `reply` and crash."""
        super().__init__(reply)
        self._counts = counts

    async def count_tokens(self, *, system: str, user: str) -> int:
        """Return the number of words, or crash."""
        if not self._counts:
            raise Crashed
        return await super().count_tokens(system=system, user=user)

    async def generate(
        self,
        *,
        system: str,
        user: str,
        max_tokens: int,
        temperature: float = 0.0,
        stop: Sequence[str] = (),
    ) -> AsyncGenerator[str, None]:
        """Yield the reply and crash."""
        async for piece in super().generate(
            system=system, user=user, max_tokens=max_tokens, temperature=temperature, stop=stop
        ):
            yield piece
        raise Crashed
