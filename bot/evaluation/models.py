"""Values of evaluation: questions whose answers are known, and what came of asking them."""

from dataclasses import dataclass
from typing import Literal

from answer.models import Abstention, Answer, Evidence, Turn
from index.models import ArticleId

Expected = Literal["answer", "abstention"]
Verdict = Literal[
    "right",
    "retrieval-missed",
    "evidence-missed",
    "wording-lost",
    "abstained-wrongly",
    "answered-wrongly",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvalQuestion:
    """A question of which it is known what is right.

    Attributes:
        expected: whether it is to be answered, or rightly declined.
        answers: strings of which a right answer has one; empty where that isn't known.
        quotes: quotes of which a right answer cites one; empty where that isn't known.
        rejected: quotes that a right answer doesn't rest on.
        history: the conversation before it, oldest first.
        article: the only article to answer from; None for all.
    """

    id: str
    question: str
    expected: Expected = "answer"
    answers: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    history: tuple[Turn, ...] = ()
    article: ArticleId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of a question.

    Attributes:
        evidence: what the answer rests on, best first; empty for an abstention.
        if_answered: whether the answer is right that is given however unlikely it seems; None
            where there is none even so.
    """

    question: EvalQuestion
    outcome: Answer | Abstention
    evidence: tuple[Evidence, ...]
    verdict: Verdict
    if_answered: bool | None

    @property
    def right(self) -> bool:
        """Whether it is what was expected."""
        return self.verdict == "right"

    @property
    def answered(self) -> bool:
        """Whether there was an answer, right or not."""
        return isinstance(self.outcome, Answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Questions asked with one configuration.

    Attributes:
        name: what tells the configuration from another one.
        threshold: an answer is declined below this answerability.
        gone: questions about an article that isn't there any more; they weren't asked.
    """

    name: str
    threshold: float
    results: tuple[Result, ...]
    gone: tuple[EvalQuestion, ...] = ()
