"""Questions whose answers are known, in the gallery."""

from dataclasses import replace

from answer.models import Abstention, Answer, Citation, Claim, Seconds
from bot.evaluation.models import EvalQuestion, Result, Run, Verdict
from bot.localisation import Texts
from bot.render import evaluation
from tests.gallery import values as v
from tests.gallery.page import Exhibit

_SAVED = EvalQuestion(id="e1", question="How many people were led to safety?", answers=("34",))
_MET = EvalQuestion(id="e2", question="Since when has the choir met there?", quotes=(v.CHOIR,))
_OWNER = EvalQuestion(id="e3", question="Who owns the fish market?", expected="abstention")
_CAUSE = EvalQuestion(id="e4", question="What caused the fire?", rejected=(v.CHOIR,))
_SECONDS = Seconds(retrieve=0.1, first_token=0.3, total=1.2)


def evaluation_room(texts: Texts) -> tuple[Exhibit, ...]:
    """Return what moderators see of the kept questions."""
    run = Run(
        name="as set",
        threshold=0.5,
        results=(
            _answered(_SAVED, "right"),
            _answered(_MET, "right"),
            _answered(_OWNER, "answered-wrongly"),
            _declined(_CAUSE),
        ),
    )
    return (
        Exhibit(
            name="eval-list",
            caption="The questions that are kept",
            view=evaluation.listing(texts, (_SAVED, _MET, _OWNER, _CAUSE), 0, most=500),
            private=True,
        ),
        Exhibit(
            name="eval-kept",
            caption="One more",
            view=evaluation.kept(texts, _SAVED),
            private=True,
        ),
        Exhibit(
            name="eval-removed",
            caption="One less",
            view=evaluation.removed(texts, _SAVED),
            private=True,
        ),
        Exhibit(
            name="eval-under-way",
            caption="While they are asked",
            view=evaluation.under_way(texts, 3, 12, v.ANSWER),
            private=True,
        ),
        Exhibit(
            name="eval-stopped",
            caption="Stopped",
            view=evaluation.stopped(texts, 3, 12),
            private=True,
        ),
        Exhibit(
            name="eval-run",
            caption="What came of them; the report follows as a file",
            view=evaluation.evaluated(texts, run),
            private=True,
        ),
        Exhibit(
            name="eval-run-cut-off",
            caption="When there was no time for all",
            view=evaluation.evaluated(
                texts, replace(run, results=run.results[:2], gone=(_CAUSE,)), unasked=9
            ),
            private=True,
        ),
    )


def _answered(question: EvalQuestion, verdict: Verdict) -> Result:
    citation = Citation(marker=1, article=v.FIRE, quote=v.RESCUED, start=0, end=len(v.RESCUED))
    outcome = Answer(
        question=question.question,
        claims=(Claim(text=v.RESCUED, citations=(1,)),),
        citations=(citation,),
        retrieved=(),
        answerability=0.8,
        seconds=_SECONDS,
        prompt_tokens=140,
    )
    return Result(
        question=question,
        outcome=outcome,
        evidence=(),
        verdict=verdict,
        if_answered=verdict == "right",
    )


def _declined(question: EvalQuestion) -> Result:
    outcome = Abstention(
        question=question.question,
        kind="not-said",
        reason="The articles don't say.",
        searched=question.question,
        nearest=(),
        retrieved=(),
        answerability=0.2,
        seconds=_SECONDS,
        prompt_tokens=0,
    )
    return Result(
        question=question,
        outcome=outcome,
        evidence=(),
        verdict="abstained-wrongly",
        if_answered=True,
    )
