"""From a question to a grounded answer: evidence first, then wording, then the check."""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing, nullcontext

from answer.abstaining import judged, lack, reason
from answer.citations import Footnotes
from answer.claims import MAX_CLAIMS, ground
from answer.models import (
    Abstention,
    Answer,
    Citation,
    Drafted,
    Evidence,
    EvidenceFound,
    Redirection,
    Seconds,
    Style,
    Turn,
)
from answer.ports import EvidenceFinder, Verifier
from answer.redirecting import is_named, redirection, reply, without_small_talk
from answer.rewriting import Rewriting
from answer.writing import Writer
from index.models import ArticleId, Corpus
from index.ports import Retriever
from index.tracing import stage, traced_seconds

Progress = EvidenceFound | Drafted
Outcome = Answer | Abstention

_NEAREST = 3
# Of several who ask at once, all wait as long as the last where all are searched for together; a
# few at a time, most wait for less. Where a model writes, it gains from those who come together.
_SEARCHES = 3
_MOST_CLAIMS: dict[Style, int] = {"brief": 1, "standard": MAX_CLAIMS}


class Answering:
    """Answers questions about the articles of a corpus."""

    def __init__(
        self,
        *,
        rewriting: Rewriting,
        retriever: Retriever,
        finder: EvidenceFinder,
        writer: Writer,
        verifier: Verifier,
        abstain_below: float,
    ) -> None:
        """Abstain when the evidence answers with a probability below `abstain_below`."""
        self._rewriting = rewriting
        self._retriever = retriever
        self._finder = finder
        self._writer = writer
        self._verifier = verifier
        self._abstain_below = abstain_below
        self._searches = nullcontext() if writer.writes else asyncio.Semaphore(_SEARCHES)

    async def answer(
        self,
        corpus: Corpus,
        question: str,
        *,
        history: Sequence[Turn] = (),
        article: ArticleId | None = None,
        style: Style = "standard",
    ) -> AsyncGenerator[Progress | Outcome, None]:
        """Yield what a person can follow while waiting and, last, the answer or an abstention.

        Args:
            corpus: where to look.
            question: what was asked.
            history: the conversation before it, oldest first.
            article: the only article to answer from; None for all.
            style: a brief answer is one claim that rests on the best evidence alone.

        Raises:
            index.errors.UnknownArticle: there is no such article in `corpus`.
            index.errors.ReindexNeeded: the vectors can't be compared with the question's.
        """
        clock = _Clock()
        history = without_small_talk(history)
        redirected = redirection(question, alone=not history and article is None)
        if redirected is not None and redirected != "sum":
            yield _redirected(question, redirected, clock)
            return
        with stage("rewriting"):
            search = await self._rewriting.rewritten(corpus, question, history)
        found = None
        async with self._searches:
            retrieved = await self._retriever.retrieve(corpus, search, article=article)
            clock.retrieved()
            if redirected is None or is_named(question, retrieved):
                found = await self._finder.find(search, retrieved)
        if found is None:
            yield _redirected(question, "sum", clock)
            return
        with stage("evidence"):
            judgement = judged(search, found)
        if not found.evidence or judgement.answerability < self._abstain_below:
            kind = lack(retrieved, judgement)
            yield Abstention(
                question=question,
                kind=kind,
                reason=reason(kind, of_one=article is not None),
                searched=search,
                nearest=retrieved[:_NEAREST],
                retrieved=retrieved,
                answerability=judgement.answerability,
                seconds=clock.seconds(),
                prompt_tokens=0,
                contradicted_by=_quoted(judgement.contradicted_by),
            )
            return
        clock.shown()
        most = _MOST_CLAIMS[style]
        evidence = found.evidence[:most]
        yield EvidenceFound(evidence=evidence, worded=self._writer.writes)
        with stage("prefill"):
            fitted = await self._writer.fit(search, evidence)
        pieces: list[str] = []
        if fitted is not None:
            async with aclosing(self._writer.write(fitted)) as reply:
                while (piece := await _next(reply, _waiting(pieces))) is not None:
                    pieces.append(piece)
                    yield Drafted(text=piece)
        with stage("check"):
            grounded = await ground(
                "".join(pieces),
                search,
                evidence,
                retrieved=retrieved,
                most=most,
                verifier=self._verifier,
            )
        yield Answer(
            question=question,
            claims=grounded.claims,
            citations=grounded.citations,
            disagreements=grounded.disagreements,
            retrieved=retrieved,
            answerability=judgement.answerability,
            seconds=clock.seconds(),
            prompt_tokens=0 if fitted is None else fitted.tokens,
        )

    async def outcome(
        self,
        corpus: Corpus,
        question: str,
        *,
        history: Sequence[Turn] = (),
        article: ArticleId | None = None,
        style: Style = "standard",
    ) -> Outcome:
        """Return what `answer` ends with, for those who don't watch."""
        events = self.answer(corpus, question, history=history, article=article, style=style)
        async with aclosing(events):
            outcomes = [event async for event in events if isinstance(event, Answer | Abstention)]
        return outcomes[-1]


def _waiting(pieces: Sequence[str]) -> str:
    return "decode" if pieces else "prefill"


async def _next(reply: AsyncIterator[str], waiting: str) -> str | None:
    """Return the next piece of a reply, None at its end; `waiting` is the stage that it takes."""
    with stage(waiting):
        return await anext(reply, None)


def _quoted(sentence: Evidence | None) -> Citation | None:
    if sentence is None:
        return None
    footnotes = Footnotes()
    footnotes.cite_evidence(sentence)
    return footnotes.citations[0]


def _redirected(question: str, redirected: Redirection, clock: "_Clock") -> Abstention:
    return Abstention(
        question=question,
        kind="no-question",
        reason=reply(redirected),
        searched=question,
        nearest=(),
        retrieved=(),
        answerability=0.0,
        seconds=clock.seconds(),
        prompt_tokens=0,
        redirection=redirected,
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
            stages=traced_seconds(),
        )

    def _elapsed(self) -> float:
        return time.perf_counter() - self._start
