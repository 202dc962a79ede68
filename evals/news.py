"""News questions over search-result snippets, after RGB (Chen et al. 2023, arXiv 2309.01431).

Each question is asked three times, each time over a corpus of its own, in which each snippet is an
article: among as much noise as the paper's 60 %, over noise alone, and where as many snippets give
a false answer as give the right one.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from answer.models import Answer
from bot.scoring import contains
from evals.asking import Asked, Session
from evals.labelled import LabelledQuestion, LabelledSet, read_lines
from evals.measures import (
    Measure,
    abstained,
    answer_is_right,
    answer_text,
    empty_quotes,
    quotes_hold_gold,
    redirected,
    running_costs,
    share,
    unsupported_claims,
)
from index.extraction.plaintext import ready
from index.models import Corpus

NOISE = "noise"
ONLY_NOISE = "only noise"
DISAGREEMENT = "disagreement"

_RIGHT = 2
_NOISY = 3
_ALL_NOISY = 5


def read_news(folder: Path) -> tuple[LabelledSet, ...]:
    """Return a corpus for each question of RGB's sample in `folder` and each of the three cases."""
    lines = read_lines(folder / "rgb_news.jsonl")
    return tuple(
        labelled
        for label in (NOISE, ONLY_NOISE, DISAGREEMENT)
        for labelled in (_set(line, label) for line in lines)
    )


def news_measures(session: Session) -> list[Measure]:
    """Return how the questions fared in each of the three cases."""
    noise, only_noise, disagreement = (
        [asked for asked in session.asked if asked.labelled.label == label]
        for label in (NOISE, ONLY_NOISE, DISAGREEMENT)
    )
    return [
        share("right_with_noise", "right answer, 60 % noise", noise, answer_is_right),
        share("quotes_with_noise", "right quotes, 60 % noise", noise, quotes_hold_gold),
        share("abstained_with_noise", "abstains, 60 % noise", noise, abstained, falling=True),
        share("abstained_only_noise", "abstains, only noise", only_noise, abstained),
        share("both_sides", "both sides, where articles disagree", disagreement, _both_sides),
        share("one_side", "only the false side", disagreement, _false_side, falling=True),
        unsupported_claims(session.asked),
        empty_quotes(session.asked),
        redirected(session.asked),
        *running_costs(session.asked),
    ]


def _set(line: dict[str, Any], label: str) -> LabelledSet:
    snippets = tuple(dict.fromkeys(_snippets(line, label)))
    first, *further = (_alternatives(part) for part in line["answers"])
    return LabelledSet(
        name="news",
        corpus=Corpus(f"news-{label}-{line['id']}"),
        articles=tuple(ready(f"Snippet {n}", text) for n, text in enumerate(snippets, start=1)),
        questions=(
            LabelledQuestion(
                id=f"{line['id']}-{label}",
                question=line["question"],
                answers=first,
                further=tuple(further),
                article="",
                evidence="",
                answerable=label != ONLY_NOISE,
                label=label,
                rejected=(line["counterfactual_answer"],),
            ),
        ),
    )


def _snippets(line: dict[str, Any], label: str) -> Iterator[str]:
    if label == ONLY_NOISE:
        yield from line["negative"][:_ALL_NOISY]
        return
    yield from line["positive"][:_RIGHT]
    if label == DISAGREEMENT:
        yield from line["counterfactual"][:_RIGHT]
        yield from line["negative"][: _NOISY - _RIGHT]
    else:
        yield from line["negative"][:_NOISY]


def _alternatives(part: str | Sequence[str]) -> tuple[str, ...]:
    return (part,) if isinstance(part, str) else tuple(part)


def _both_sides(asked: Asked) -> bool:
    text = _shown(asked)
    return asked.labelled.answered_by(text) and contains(text, asked.labelled.rejected)


def _false_side(asked: Asked) -> bool:
    text = _shown(asked)
    return not asked.labelled.answered_by(text) and contains(text, asked.labelled.rejected)


def _shown(asked: Asked) -> str:
    outcome = asked.outcome
    if not isinstance(outcome, Answer):
        return ""
    return " ".join((answer_text(outcome), *(each.quote for each in outcome.citations)))
