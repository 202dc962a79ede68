"""From a question to a grounded answer: evidence first, then wording, then the check."""

import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing

from answer.citations import Footnotes, quoted_claims
from answer.conversation import standalone
from answer.models import Abstention, Answer, Drafted, EvidenceFound, Seconds, Turn
from answer.ports import EvidenceFinder, Retriever
from answer.writing import MAX_CLAIMS, Writer
from index.models import Corpus, RetrievedPassage

Progress = EvidenceFound | Drafted
Outcome = Answer | Abstention

_NEAREST = 3
_NOTHING_ADDED = "There is nothing to answer from yet: no article has been added."
_NOT_SAID = "The articles don't say."


class Answering:
    """Answers questions about the articles of a corpus."""

    def __init__(
        self,
        *,
        retriever: Retriever,
        finder: EvidenceFinder,
        writer: Writer,
        abstain_below: float,
    ) -> None:
        """Abstain when the evidence answers with a probability below `abstain_below`."""
        self._retriever = retriever
        self._finder = finder
        self._writer = writer
        self._abstain_below = abstain_below

    async def answer(
        self, corpus: Corpus, question: str, *, history: Sequence[Turn] = ()
    ) -> AsyncGenerator[Progress | Outcome, None]:
        """Yield what a person can follow while waiting and, last, the answer or an abstention.

        Raises:
            index.errors.ReindexNeeded: the vectors can't be compared with the question's.
        """
        clock = _Clock()
        search = standalone(question, history)
        retrieved = await self._retriever.retrieve(corpus, search)
        clock.retrieved()
        if not retrieved:
            yield _abstain(question, _NOTHING_ADDED, retrieved, clock)
            return
        found = await self._finder.find(search, retrieved)
        if not found.evidence or found.answerability < self._abstain_below:
            yield _abstain(question, _NOT_SAID, retrieved, clock)
            return
        clock.shown()
        yield EvidenceFound(evidence=found.evidence)
        fitted = await self._writer.fit(search, found.evidence)
        pieces: list[str] = []
        if fitted is not None:
            async with aclosing(self._writer.write(fitted)) as reply:
                async for piece in reply:
                    pieces.append(piece)
                    yield Drafted(text=piece)
        footnotes = Footnotes()
        claims = await self._writer.claims("".join(pieces), search, found.evidence, footnotes)
        left_out = footnotes.uncited(found.evidence)[: MAX_CLAIMS - len(claims)]
        claims += quoted_claims(left_out, footnotes)
        yield Answer(
            question=question,
            claims=claims,
            citations=footnotes.citations,
            retrieved=retrieved,
            seconds=clock.seconds(),
            prompt_tokens=0 if fitted is None else fitted.tokens,
        )

    async def outcome(
        self, corpus: Corpus, question: str, *, history: Sequence[Turn] = ()
    ) -> Outcome:
        """Return what `answer` ends with, for those who don't watch."""
        async with aclosing(self.answer(corpus, question, history=history)) as events:
            outcomes = [event async for event in events if isinstance(event, Answer | Abstention)]
        return outcomes[-1]


def _abstain(
    question: str, reason: str, retrieved: tuple[RetrievedPassage, ...], clock: "_Clock"
) -> Abstention:
    return Abstention(
        question=question,
        reason=reason,
        nearest=retrieved[:_NEAREST],
        retrieved=retrieved,
        seconds=clock.seconds(),
        prompt_tokens=0,
    )


class _Clock:
    """Measures the parts of one answer from the question's arrival."""

    def __init__(self) -> None:
        self._start = time.perf_counter()
        self._retrieved: float | None = None
        self._shown: float | None = None

    def retrieved(self) -> None:
        self._retrieved = self._elapsed()

    def shown(self) -> None:
        self._shown = self._elapsed()

    def seconds(self) -> Seconds:
        total = self._elapsed()
        return Seconds(
            retrieve=total if self._retrieved is None else self._retrieved,
            first_token=total if self._shown is None else self._shown,
            total=total,
        )

    def _elapsed(self) -> float:
        return time.perf_counter() - self._start
