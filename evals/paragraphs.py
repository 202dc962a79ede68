"""Questions whose answer is marked in a paragraph of one article, as in SQuAD; all pure."""

from collections.abc import Callable, Sequence

from answer.models import Answer
from bot.scoring import contains, occurrences, overlaps, within
from evals.asking import Asked, Session
from evals.measures import (
    MOST_WORDS,
    Measure,
    abstained,
    answer_holds_gold,
    answer_is_right,
    empty_quotes,
    mean_of,
    quotes_hold_gold,
    redirected,
    running_costs,
    share,
    unsupported_claims,
)
from index.models import RetrievedPassage

Span = tuple[int, int]


def paragraph_measures(session: Session) -> list[Measure]:
    """Return every measure of a session.

    An abstention on an answerable question counts as a wrong answer and a wrong quote.
    """
    answerable = [asked for asked in session.asked if asked.labelled.answerable]
    unanswerable = [asked for asked in session.asked if not asked.labelled.answerable]
    return [
        *(
            share(f"recall_at_{n}", f"passage recall at {n}", answerable, _recalls(session, n))
            for n in (1, 5, 10)
        ),
        share("quote_accuracy", "quotes hold the gold string", answerable, quotes_hold_gold),
        share(
            "answer_accuracy",
            f"answer of at most {MOST_WORDS} words holds it",
            answerable,
            answer_is_right,
        ),
        share("answer_recall", "answer of any length holds it", answerable, answer_holds_gold),
        _citation_precision(session, answerable),
        share("abstained_unanswerable", "abstains: unanswerable", unanswerable, abstained),
        share("abstained_answerable", "abstains: answerable", answerable, abstained, falling=True),
        unsupported_claims(session.asked),
        empty_quotes(session.asked),
        redirected(session.asked),
        *running_costs(session.asked),
    ]


def holds_gold(session: Session, asked: Asked, retrieved: RetrievedPassage) -> bool:
    """Tell whether a passage has the answer, in the paragraph in which it is marked."""
    passage = retrieved.passage
    return (
        retrieved.article.title == asked.labelled.article
        and overlaps(passage.start, passage.end, _gold(session, asked))
        and contains(passage.text, asked.labelled.answers)
    )


def _citation_precision(session: Session, answerable: Sequence[Asked]) -> Measure:
    answered = [asked for asked in answerable if isinstance(asked.outcome, Answer)]
    inside = [
        citation.article.title == asked.labelled.article
        and within(citation.start, citation.end, _gold(session, asked))
        for asked in answered
        if isinstance(asked.outcome, Answer)
        for citation in asked.outcome.citations
    ]
    return mean_of("citation_precision", "citations in the gold paragraph", inside, answered)


def _recalls(session: Session, limit: int) -> Callable[[Asked], bool]:
    return lambda asked: any(
        holds_gold(session, asked, each) for each in asked.outcome.retrieved[:limit]
    )


def _gold(session: Session, asked: Asked) -> list[Span]:
    """Return the paragraphs that the marked evidence, a paragraph or part of one, stands in."""
    text = session.texts[asked.corpus, asked.labelled.article]
    return [
        (_paragraph_start(text, start), _paragraph_end(text, end))
        for start, end in occurrences(text, asked.labelled.evidence)
    ]


def _paragraph_start(text: str, position: int) -> int:
    before = text.rfind("\n\n", 0, position)
    return 0 if before < 0 else before + 2


def _paragraph_end(text: str, position: int) -> int:
    after = text.find("\n\n", position)
    return len(text) if after < 0 else after
