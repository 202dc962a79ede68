"""Is an outcome what was expected and, if not, where was the answer lost? All pure.

Strings are compared as in SQuAD (`bot.scoring`), and two quotes are the same if one of them has
the other: evidence may be cut longer or shorter than it was when the question was kept.
"""

from collections.abc import Sequence

from answer.models import Abstention, Answer, Evidence
from bot.evaluation.models import EvalQuestion, Verdict
from bot.scoring import contains, normalised

_TELLING_WORDS = 3  # a shorter quote inside another one may be there by chance


def judged(
    question: EvalQuestion, outcome: Answer | Abstention, evidence: Sequence[Evidence]
) -> Verdict:
    """Return whether an outcome is right or, if not, where the answer was lost.

    Args:
        question: what was asked, and what is right.
        outcome: what came of it.
        evidence: what an answer rests on.
    """
    if question.expected == "abstention":
        return "right" if isinstance(outcome, Abstention) else "answered-wrongly"
    if not (question.answers or question.quotes):
        return _without_key(question, outcome)
    if isinstance(outcome, Answer) and _right(question, outcome):
        return "right"
    if not any(holds(each.passage.text, question) for each in outcome.retrieved):
        return "retrieval-missed"
    if isinstance(outcome, Abstention):
        return "abstained-wrongly"
    if not any(holds(each.text, question) for each in evidence):
        return "evidence-missed"
    return "wording-lost"


def holds(text: str, question: EvalQuestion) -> bool:
    """Return whether a text has what answers the question, as far as that is known."""
    return contains(text, question.answers) or any(_same(text, each) for each in question.quotes)


def _without_key(question: EvalQuestion, outcome: Answer | Abstention) -> Verdict:
    """Judge where all that is known is that there is an answer, and which quotes aren't it."""
    if isinstance(outcome, Abstention):
        return "abstained-wrongly"
    leading = outcome.claims[0].citations if outcome.claims else ()
    led = [each.quote for each in outcome.citations if each.marker in leading]
    rejected = any(_same(quote, wrong) for quote in led for wrong in question.rejected)
    return "answered-wrongly" if rejected else "right"


def _right(question: EvalQuestion, answer: Answer) -> bool:
    said = " ".join(claim.text for claim in answer.claims)
    return contains(said, question.answers) or any(
        _same(citation.quote, quote) for citation in answer.citations for quote in question.quotes
    )


def _same(one: str, other: str) -> bool:
    """Return whether one of the texts has the other, on whole words."""
    short, long = sorted((normalised(one), normalised(other)), key=len)
    if len(short.split()) < _TELLING_WORDS:
        return short == long
    return f" {short} " in f" {long} "
