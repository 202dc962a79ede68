"""Asks questions as people do, and judges what comes of them."""

from collections.abc import Sequence
from contextlib import aclosing

from answer.answering import Answering, Outcome
from answer.models import Abstention, Answer, Evidence, EvidenceFound
from bot.assembly import Assembly
from bot.evaluation.judging import judged
from bot.evaluation.models import EvalQuestion, Result, Run
from bot.terminal.terminal import Report
from index.errors import UnknownArticle
from index.models import Corpus

_AS_SET = "as set"


class Evaluation:
    """Asks questions of one corpus through the pipeline that answers people."""

    def __init__(self, corpus: Corpus, *, answering: Answering, unguarded: Answering) -> None:
        """Ask about `corpus`.

        Args:
            corpus: whose articles are to answer.
            answering: answers as it would answer people.
            unguarded: the same, but it answers however unlikely its evidence is to answer.
        """
        self._corpus = corpus
        self._answering = answering
        self._unguarded = unguarded

    @classmethod
    async def of(cls, assembly: Assembly, corpus: Corpus) -> "Evaluation":
        """Return the evaluation of what answers by `assembly`.

        Raises:
            index.errors.FailedIndex: the articles can't be read.
            engine.errors.EngineError: a model can't be loaded.
        """
        settings = assembly.settings.model_copy(update={"abstain_below": 0.0})
        unguarded = await assembly.beside(settings)
        return cls(
            corpus,
            answering=(await assembly.answers()).answering,
            unguarded=(await unguarded.answers()).answering,
        )

    async def ask(self, question: EvalQuestion) -> Result | None:
        """Ask one question; return None if the article that it is about is gone.

        Raises:
            index.errors.FailedIndex: the articles can't be read.
            engine.errors.EngineError: a model failed.
        """
        try:
            outcome, evidence = await self._asked(self._answering, question)
            verdict = judged(question, outcome, evidence)
            return Result(
                question=question,
                outcome=outcome,
                evidence=evidence,
                verdict=verdict,
                if_answered=await self._if_answered(question, outcome),
            )
        except UnknownArticle:
            return None

    async def _if_answered(self, question: EvalQuestion, outcome: Outcome) -> bool | None:
        if isinstance(outcome, Abstention):
            outcome, _ = await self._asked(self._unguarded, question)
        return None if isinstance(outcome, Abstention) else judged(question, outcome, ()) == "right"

    async def _asked(
        self, answering: Answering, question: EvalQuestion
    ) -> tuple[Outcome, tuple[Evidence, ...]]:
        evidence: tuple[Evidence, ...] = ()
        events = answering.answer(
            self._corpus, question.question, history=question.history, article=question.article
        )
        async with aclosing(events):
            async for event in events:
                match event:
                    case EvidenceFound(evidence=found):
                        evidence = found
                    case Answer() | Abstention():
                        return event, evidence
        raise RuntimeError("an answer ended without an outcome")


async def run(
    evaluation: Evaluation,
    questions: Sequence[EvalQuestion],
    report: Report,
    *,
    threshold: float,
    name: str = _AS_SET,
) -> Run:
    """Ask all questions, one after the other.

    Args:
        evaluation: asks them.
        questions: those to be asked.
        report: is told how far it is.
        threshold: below which answerability answers are declined.
        name: what tells this run from another one.

    Raises:
        index.errors.FailedIndex: the articles can't be read.
        engine.errors.EngineError: a model failed.
    """
    results: list[Result] = []
    gone: list[EvalQuestion] = []
    for number, question in enumerate(questions):
        report(number, len(questions))
        result = await evaluation.ask(question)
        if result is None:
            gone.append(question)
        else:
            results.append(result)
    return Run(name=name, threshold=threshold, results=tuple(results), gone=tuple(gone))
