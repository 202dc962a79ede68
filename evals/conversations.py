"""Last turns of conversations: MTRAG-UN, a successor of MTRAG (Katsis et al. 2025, 2501.03468).

The reference passages of all turns of a collection are the articles of one corpus. What is asked
is the last turn, with the conversation before it.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from answer.models import Answer, Turn
from evals.asking import Asked, Session
from evals.labelled import LabelledQuestion, LabelledSet, read_lines
from evals.measures import (
    Measure,
    abstained,
    costs,
    empty_quotes,
    redirected,
    running_costs,
    share,
    unsupported_claims,
)
from index.extraction.plaintext import ready
from index.models import Corpus

KIND = "conversations"
ANSWERABLE = "ANSWERABLE"
PARTIAL = "PARTIAL"
UNANSWERABLE = "UNANSWERABLE"
UNDERSPECIFIED = "UNDERSPECIFIED"

_TOP = 5


def read_conversations(folder: Path) -> tuple[LabelledSet, ...]:
    """Return a corpus for each collection of MTRAG-UN's sample in `folder`."""
    lines = read_lines(folder / "conversations.jsonl")
    collections = dict.fromkeys(line["collection"] for line in lines)
    return tuple(
        _set(name, [line for line in lines if line["collection"] == name]) for name in collections
    )


def conversation_measures(session: Session) -> list[Measure]:
    """Return how the turns fared; turns that lack something to be answered are counted apart.

    What is right for a question that is too vague (UNDERSPECIFIED) is to ask back; so the first
    line leaves those out, the second counts them as answerable and the third as not.
    """
    referring = [asked for asked in session.asked if asked.labelled.references]
    followups = [asked for asked in referring if asked.labelled.history]
    plain = [asked for asked in session.asked if asked.labelled.label != UNDERSPECIFIED]
    declined = frozenset({UNANSWERABLE})
    answered = [asked for asked in referring if isinstance(asked.outcome, Answer)]
    return [
        *_abstention("", "", plain, declined),
        *_abstention("_all", ", vague ones answerable", session.asked, declined)[-1:],
        *_abstention("_vague", ", vague ones not", session.asked, declined | {UNDERSPECIFIED})[-1:],
        *(
            share(
                f"abstained_{label.lower()}",
                f"abstains: {label.lower()}",
                [asked for asked in session.asked if asked.labelled.label == label],
                abstained,
                falling=label in {ANSWERABLE, PARTIAL},
            )
            for label in (UNANSWERABLE, UNDERSPECIFIED, PARTIAL, ANSWERABLE)
        ),
        share("followup_recall_at_5", "reference recall at 5, follow-ups", followups, _recall),
        share("followup_hit_at_5", "any reference in 5, follow-ups", followups, _hit),
        share("recall_at_5", "reference recall at 5, all turns", referring, _recall),
        share("citation_precision", "citations in a reference passage", answered, _in_references),
        unsupported_claims(session.asked),
        empty_quotes(session.asked),
        redirected(session.asked),
        *running_costs(session.asked),
    ]


def _set(name: str, lines: Sequence[dict[str, Any]]) -> LabelledSet:
    titles: dict[str, str] = {}  # by text, for the same one may have two ids
    for line in lines:
        for each in line["contexts"]:
            titles.setdefault(each["text"], each["id"])
    return LabelledSet(
        name=KIND,
        corpus=Corpus(f"conversations-{name}"),
        articles=tuple(ready(title, text) for text, title in titles.items()),
        questions=tuple(_question(line, titles) for line in lines),
    )


def _question(line: dict[str, Any], titles: dict[str, str]) -> LabelledQuestion:
    turns = [Turn(speaker=turn["speaker"], text=turn["text"]) for turn in line["turns"]]
    return LabelledQuestion(
        id=line["id"],
        question=turns[-1].text,
        answers=(),
        article="",
        evidence=line["reference"],
        answerable=line["answerability"] in {ANSWERABLE, PARTIAL},
        label=line["answerability"],
        history=tuple(turns[:-1]),
        references=tuple(dict.fromkeys(titles[each["text"]] for each in line["contexts"])),
    )


def _abstention(
    suffix: str, told: str, asked: Sequence[Asked], positive: frozenset[str]
) -> list[Measure]:
    """Return precision, recall and F1 of abstaining, where that is right for some labels."""
    given = [each for each in asked if abstained(each)]
    right = sum(each.labelled.label in positive for each in given)
    wanted = sum(each.labelled.label in positive for each in asked)
    taken = costs(asked)
    lines = (
        ("precision", right / len(given) if given else 0.0, len(given)),
        ("recall", right / wanted if wanted else 0.0, wanted),
        ("F1", 2 * right / (len(given) + wanted) if given or wanted else 0.0, len(asked)),
    )
    return [
        Measure(
            key=f"abstention_{name.lower()}{suffix}",
            label=f"abstention {name}{told}",
            value=value,
            over=over,
            costs=taken,
        )
        for name, value, over in lines
    ]


def _found(asked: Asked) -> int:
    nearest = {each.article.title for each in asked.outcome.retrieved[:_TOP]}
    return len(nearest.intersection(asked.labelled.references))


def _recall(asked: Asked) -> float:
    return _found(asked) / len(asked.labelled.references)


def _hit(asked: Asked) -> bool:
    return _found(asked) > 0


def _in_references(asked: Asked) -> float:
    outcome = asked.outcome
    if not isinstance(outcome, Answer):
        return 0.0
    titles = [citation.article.title for citation in outcome.citations]
    return sum(title in asked.labelled.references for title in titles) / len(titles)
