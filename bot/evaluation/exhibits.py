"""One question of a report, with everything that is needed to see why it ended as it did."""

from collections.abc import Iterator

from answer.models import Abstention, Answer
from bot.evaluation.html import foreign, shown
from bot.evaluation.judging import holds
from bot.evaluation.models import EvalQuestion, Result, Verdict
from bot.render.trimming import trim
from index.models import RetrievedPassage

VERDICTS: dict[Verdict, str] = {
    "right": "As expected",
    "retrieval-missed": "Retrieval missed it",
    "evidence-missed": "Evidence missed it",
    "wording-lost": "The wording lost it",
    "abstained-wrongly": "Declined wrongly",
    "answered-wrongly": "Answered wrongly",
}
MEANINGS: dict[Verdict, str] = {
    "retrieval-missed": "no passage that was found has the answer",
    "evidence-missed": "a passage has it, the sentences chosen don't",
    "wording-lost": "the sentences have it, the answer doesn't",
    "abstained-wrongly": "it was found, and thought not to answer",
    "answered-wrongly": "to be declined, or rests on a rejected quote",
}
_PASSAGES = 5
_PASSAGE = 500  # characters


def exhibit(result: Result) -> str:
    """Return a question, what was expected, what came of it and what it came from."""
    parts = (
        *_rows("Said before", map(foreign, _history(result.question))),
        *_rows("Expected", _expected(result.question)),
        *_rows("Answer", [_said(result)]),
        *_rows("Contradicted by", _contradiction(result)),
        *_rows("Quotes", _quotes(result)),
        *_rows("Evidence", _evidence(result)),
        *_rows("Nearest passages", _passages(result)),
        *_rows("Scores", [_scores(result)]),
    )
    state = "right" if result.right else "wrong"
    return (
        f"<details class='exhibit {state}'><summary><b>{foreign(result.question.question)}</b> "
        f"<span class=verdict>{VERDICTS[result.verdict]}</span></summary>"
        f"<dl>{''.join(parts)}</dl></details>"
    )


def _rows(name: str, rows: Iterator[str] | list[str]) -> Iterator[str]:
    written = "".join(f"<dd>{row}</dd>" for row in rows)
    if written:
        yield f"<dt>{name}</dt>{written}"


def _history(question: EvalQuestion) -> list[str]:
    return [f"{turn.speaker}: {turn.text}" for turn in question.history]


def _expected(question: EvalQuestion) -> Iterator[str]:
    if question.expected == "abstention":
        yield "to be declined"
    elif not (question.answers or question.quotes):
        yield "an answer"
    for answer in question.answers:
        yield f"an answer with “{foreign(answer)}”"
    for quote in question.quotes:
        yield f"the quote “{foreign(quote)}”"
    for quote in question.rejected:
        yield f"not the quote “{foreign(quote)}”"


def _said(result: Result) -> str:
    outcome = result.outcome
    if isinstance(outcome, Abstention):
        looked_for = f" Looked for: {foreign(outcome.searched)}"
        return f"Declined: {shown(outcome.reason)}{looked_for}"
    return foreign(outcome.text)


def _quotes(result: Result) -> Iterator[str]:
    if isinstance(result.outcome, Answer):
        for citation in result.outcome.citations:
            has = _has_it(citation.quote, result.question)
            title = f"<cite>{foreign(citation.article.title)}</cite>"
            yield f"[{citation.marker}] “{foreign(citation.quote)}” {title}{has}"


def _contradiction(result: Result) -> Iterator[str]:
    outcome = result.outcome
    if isinstance(outcome, Abstention) and outcome.contradicted_by is not None:
        yield foreign(outcome.contradicted_by.quote)


def _evidence(result: Result) -> Iterator[str]:
    for evidence in result.evidence:
        has = _has_it(evidence.text, result.question)
        yield f"<span class=score>{evidence.score:.2f}</span> {foreign(evidence.text)}{has}"


def _passages(result: Result) -> Iterator[str]:
    for retrieved in result.outcome.retrieved[:_PASSAGES]:
        passage = retrieved.passage
        has = _has_it(passage.text, result.question)
        title = " · ".join(part for part in (retrieved.article.title, passage.heading) if part)
        yield (
            f"<span class=score>{_scored(retrieved)}</span> <cite>{foreign(title)}</cite>{has}"
            f"<br>{foreign(trim(passage.text, _PASSAGE))}"
        )


def _scored(retrieved: RetrievedPassage) -> str:
    return f"{retrieved.score:.2f} (words {retrieved.words:.2f}, meaning {retrieved.meaning:.2f})"


def _scores(result: Result) -> str:
    seconds = result.outcome.seconds
    answered = {
        None: "there is no answer at any threshold",
        True: "the answer is right at a threshold low enough",
        False: "the answer is wrong at a threshold low enough",
    }
    told = "" if result.answered else f" · {answered[result.if_answered]}"
    return (
        f"answerability {result.outcome.answerability:.2f}{told} · first words after "
        f"{seconds.first_token:.2f} s, all after {seconds.total:.2f} s · "
        f"{result.outcome.prompt_tokens} prompt tokens"
    )


def _has_it(text: str, question: EvalQuestion) -> str:
    return " <span class=has>✓ has it</span>" if holds(text, question) else ""
