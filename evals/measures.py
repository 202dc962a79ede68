"""What all kinds of labelled data are measured by; all pure."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from answer.models import Abstention, Answer
from evals.asking import Asked, Session
from evals.unsupported import unsupported

MOST_WORDS = 60  # of an answer that counts as one
_FEWEST_WORDS = 4  # of a quote that can say something


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """What a question takes, as medians.

    Attributes:
        first_seconds: until evidence is shown or, for an abstention, until that is.
        prompt_tokens: of the questions for which the generation model was asked.
    """

    first_seconds: float
    total_seconds: float
    prompt_tokens: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One line of the table.

    Attributes:
        key: how floors and the baseline name it.
        over: how many cases it was taken over.
        falling: whether less is better.
        costs: what the questions took that it was taken over.
        digits: how many decimal places are worth showing.
    """

    key: str
    label: str
    value: float
    over: int
    falling: bool = False
    costs: Costs | None = None
    digits: int = 3


def share(
    key: str,
    label: str,
    asked: Sequence[Asked],
    value: Callable[[Asked], float],
    *,
    falling: bool = False,
) -> Measure:
    """Return the mean of `value` over questions."""
    return mean_of(key, label, [value(each) for each in asked], asked, falling=falling)


def mean_of(
    key: str,
    label: str,
    values: Sequence[float],
    asked: Sequence[Asked],
    *,
    falling: bool = False,
) -> Measure:
    """Return the mean of values that come of questions, 0 without any."""
    return Measure(
        key=key,
        label=label,
        value=sum(values) / len(values) if values else 0.0,
        over=len(values),
        falling=falling,
        costs=costs(asked),
    )


def costs(asked: Sequence[Asked]) -> Costs | None:
    """Return what questions took; None without any."""
    if not asked:
        return None
    outcomes = [each.outcome for each in asked]
    prompts = [each.prompt_tokens for each in outcomes if each.prompt_tokens]
    return Costs(
        first_seconds=median(each.seconds.first_token for each in outcomes),
        total_seconds=median(each.seconds.total for each in outcomes),
        prompt_tokens=median(prompts) if prompts else 0.0,
    )


def running_costs(asked: Sequence[Asked]) -> Iterator[Measure]:
    """Yield what all questions took as measures of their own."""
    taken = costs(asked)
    if taken is None:
        return
    for key, label, value, digits in (
        ("first_seconds", "median seconds to the first words", taken.first_seconds, 3),
        ("total_seconds", "median seconds in total", taken.total_seconds, 3),
        ("prompt_tokens", "median prompt tokens", taken.prompt_tokens, 0),
    ):
        yield Measure(
            key=key, label=label, value=value, over=len(asked), falling=True, digits=digits
        )


def unsupported_claims(asked: Sequence[Asked]) -> Measure:
    """Return how many claims hold a number, name or negation that their quotes lack."""
    found = [each for item in asked for each in _claims_against_quotes(item)]
    return Measure(
        key="unsupported_claims",
        label="claims with a number, name or negation of their own",
        value=float(sum(map(bool, found))),
        over=len(found),
        falling=True,
        costs=costs(asked),
        digits=0,
    )


def own_words(asked: Asked) -> list[str]:
    """Return the numbers, names and negations that claims have and their quotes lack."""
    return [word for words in _claims_against_quotes(asked) for word in words]


def _claims_against_quotes(asked: Asked) -> Iterator[tuple[str, ...]]:
    if isinstance(asked.outcome, Answer):
        quotes = {each.marker: each.quote for each in asked.outcome.citations}
        for claim in asked.outcome.claims:
            yield unsupported(claim.text, [quotes.get(marker, "") for marker in claim.citations])


def empty_quotes(asked: Sequence[Asked]) -> Measure:
    """Return the share of quotes that say nothing by themselves: headings and bare questions."""
    quotes = [
        citation.quote.strip().rstrip('"”’»)')
        for each in asked
        if isinstance(each.outcome, Answer)
        for citation in each.outcome.citations
    ]
    values = [len(quote.split()) < _FEWEST_WORDS or _is_question(quote) for quote in quotes]
    return mean_of(
        "empty_quotes", "quotes that are headings or questions", values, (), falling=True
    )


def _is_question(quote: str) -> bool:
    return quote.endswith("?") and not re.search(r"[.!]\s", quote)


def redirected(asked: Sequence[Asked]) -> Measure:
    """Return how many questions were taken for talk about no article."""
    kinds = [each.outcome.kind for each in asked if isinstance(each.outcome, Abstention)]
    return Measure(
        key="redirected",
        label="questions taken for small talk",
        value=float(kinds.count("no-question")),
        over=len(asked),
        falling=True,
        digits=0,
    )


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
        text = session.texts[citation.article.corpus, citation.article.title]
        if text[citation.start : citation.end] != citation.quote:
            yield f"[{citation.marker}] is no slice of its article"


def answer_text(answer: Answer) -> str:
    """Return the claims as prose, without markers."""
    return " ".join(claim.text for claim in answer.claims)


def answer_is_right(asked: Asked) -> bool:
    """Tell whether the answer holds what is wanted, in few enough words."""
    outcome = asked.outcome
    if not isinstance(outcome, Answer):
        return False
    text = answer_text(outcome)
    return len(text.split()) <= MOST_WORDS and asked.labelled.answered_by(text)


def answer_holds_gold(asked: Asked) -> bool:
    """Tell whether the answer holds what is wanted, however long it is."""
    outcome = asked.outcome
    return isinstance(outcome, Answer) and asked.labelled.answered_by(answer_text(outcome))


def quotes_hold_gold(asked: Asked) -> bool:
    """Tell whether the quotes that are shown hold what is wanted."""
    outcome = asked.outcome
    return isinstance(outcome, Answer) and asked.labelled.answered_by(
        " \n ".join(citation.quote for citation in outcome.citations)
    )


def abstained(asked: Asked) -> bool:
    """Tell whether no answer was given."""
    return not isinstance(asked.outcome, Answer)
