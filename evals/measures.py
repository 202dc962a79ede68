"""From what was asked to the table of measures; all pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import mean, median

from answer.models import Answer
from bot.scoring import contains, occurrences, overlaps, within
from evals.asking import Asked, Session
from index.models import RetrievedPassage

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One line of the table.

    Attributes:
        key: how floors name it.
        over: how many cases it was taken over.
    """

    key: str
    label: str
    value: float
    over: int


def measures(session: Session) -> list[Measure]:
    """Return every measure of a session.

    An abstention on an answerable question counts as a wrong answer and a wrong quote.
    """
    answerable = [asked for asked in session.asked if asked.labelled.answerable]
    unanswerable = [asked for asked in session.asked if not asked.labelled.answerable]
    answered = [asked for asked in answerable if isinstance(asked.outcome, Answer)]
    lies_in_gold = [
        citation.article.id == session.ids[asked.labelled.article]
        and within(citation.start, citation.end, _gold(session, asked))
        for asked in answered
        if isinstance(asked.outcome, Answer)
        for citation in asked.outcome.citations
    ]
    return [
        *(
            _share(f"recall_at_{n}", f"passage recall at {n}", answerable, _recalls(session, n))
            for n in (1, 5, 10)
        ),
        _share("answer_accuracy", "answer holds the gold string", answerable, _answer_holds_gold),
        _share("quote_accuracy", "quotes hold the gold string", answerable, _quotes_hold_gold),
        Measure(
            key="citation_precision",
            label="citations in the gold paragraph",
            value=mean(lies_in_gold) if lies_in_gold else 0.0,
            over=len(lies_in_gold),
        ),
        _share("abstained_unanswerable", "abstains: unanswerable", unanswerable, _abstained),
        _share("abstained_answerable", "abstains: answerable", answerable, _abstained),
        *_costs(session),
    ]


def violations(session: Session) -> list[str]:
    """Return what breaks an invariant: claims without a citation, quotes that aren't slices."""
    return [
        f"{asked.labelled.id}: {complaint}"
        for asked in session.asked
        if isinstance(asked.outcome, Answer)
        for complaint in _complaints(asked.outcome, session)
    ]


def _complaints(answer: Answer, session: Session) -> Iterator[str]:
    markers = {citation.marker for citation in answer.citations}
    for claim in answer.claims:
        if not claim.citations or not markers.issuperset(claim.citations):
            yield "a claim without a citation"
    for citation in answer.citations:
        text = session.texts[citation.article.id]
        if text[citation.start : citation.end] != citation.quote:
            yield f"[{citation.marker}] is no slice of its article"


def _share(key: str, label: str, asked: Sequence[Asked], holds: Callable[[Asked], bool]) -> Measure:
    value = mean(map(holds, asked)) if asked else 0.0
    return Measure(key=key, label=label, value=value, over=len(asked))


def _costs(session: Session) -> list[Measure]:
    outcomes = [asked.outcome for asked in session.asked]
    answers = [outcome for outcome in outcomes if isinstance(outcome, Answer)]
    prompts = [answer.prompt_tokens for answer in answers if answer.prompt_tokens]
    return [
        Measure(
            key="first_seconds",
            label="median seconds to the first words",
            value=median(outcome.seconds.first_token for outcome in outcomes),
            over=len(outcomes),
        ),
        Measure(
            key="total_seconds",
            label="median seconds in total",
            value=median(outcome.seconds.total for outcome in outcomes),
            over=len(outcomes),
        ),
        Measure(
            key="prompt_tokens",
            label="median prompt tokens",
            value=median(prompts) if prompts else 0.0,
            over=len(prompts),
        ),
    ]


def _gold(session: Session, asked: Asked) -> list[Span]:
    """Return the paragraphs that the marked evidence, a paragraph or part of one, stands in."""
    text = session.texts[session.ids[asked.labelled.article]]
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


def _recalls(session: Session, limit: int) -> Callable[[Asked], bool]:
    def hit(asked: Asked, retrieved: RetrievedPassage) -> bool:
        passage = retrieved.passage
        return (
            passage.article_id == session.ids[asked.labelled.article]
            and overlaps(passage.start, passage.end, _gold(session, asked))
            and contains(passage.text, asked.labelled.answers)
        )

    return lambda asked: any(hit(asked, item) for item in asked.outcome.retrieved[:limit])


def _answer_holds_gold(asked: Asked) -> bool:
    outcome = asked.outcome
    if not isinstance(outcome, Answer):
        return False
    return contains(" ".join(claim.text for claim in outcome.claims), asked.labelled.answers)


def _quotes_hold_gold(asked: Asked) -> bool:
    outcome = asked.outcome
    return isinstance(outcome, Answer) and any(
        contains(citation.quote, asked.labelled.answers) for citation in outcome.citations
    )


def _abstained(asked: Asked) -> bool:
    return not isinstance(asked.outcome, Answer)
