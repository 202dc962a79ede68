import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from answer.models import Turn
from evals.conversations import conversation_measures, read_conversations
from evals.measures import Measure
from tests.answer.fakes import retrieved
from tests.evals.outcomes import abstention, answer, asked, question, session

HISTORY = (Turn(speaker="user", text="What sank?"), Turn(speaker="agent", text="A trawler."))


def _line(number: int, collection: str, *contexts: tuple[str, str]) -> dict[str, Any]:
    return {
        "id": f"turn {number}",
        "collection": collection,
        "turns": [
            {"speaker": "user", "text": "What sank?"},
            {"speaker": "agent", "text": "A trawler."},
            {"speaker": "user", "text": "When did it sink?"},
        ],
        "answerability": "ANSWERABLE",
        "contexts": [{"id": id_, "text": text} for id_, text in contexts],
        "reference": "In 1911.",
    }


def _values(measures: list[Measure]) -> dict[str, float]:
    return {measure.key: measure.value for measure in measures}


def test_the_contexts_of_a_collection_share_a_corpus(tmp_path: Path) -> None:
    """Each text is one article, also if it has two ids; the last turn is the question."""
    lines = [
        _line(1, "sea", ("a", "The trawler sank in 1911."), ("b", "Nobody drowned.")),
        _line(2, "sea", ("c", "Nobody drowned.")),
        _line(3, "air", ("d", "The balloon rose.")),
    ]
    path = tmp_path / "conversations.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    sea, air = read_conversations(tmp_path)
    assert [each.title for each in sea.articles] == ["a", "b"]
    assert [each.references for each in sea.questions] == [("a", "b"), ("b",)]
    assert sea.questions[0].question == "When did it sink?"
    assert sea.questions[0].history == HISTORY
    assert air.corpus != sea.corpus


def test_abstaining_is_judged_by_precision_and_recall() -> None:
    """Of three abstentions one is right, and it is the only one that was to be declined."""
    asked_of = [
        asked(question(answerable=False, label="UNANSWERABLE"), abstention()),
        asked(question(label="ANSWERABLE"), abstention()),
        asked(question(label="PARTIAL"), abstention()),
        asked(question(label="ANSWERABLE"), answer("It sank.")),
    ]
    values = _values(conversation_measures(session(*asked_of)))
    assert values["abstention_precision"] == pytest.approx(1 / 3)
    assert values["abstention_recall"] == 1.0
    assert values["abstention_f1"] == pytest.approx(0.5)
    assert values["abstained_answerable"] == 0.5


def test_vague_questions_are_counted_either_way() -> None:
    """An abstention on a vague question bears on F1 only where vague questions are counted."""
    declined = asked(question(answerable=False, label="UNANSWERABLE"), abstention())
    vague = asked(question(answerable=False, label="UNDERSPECIFIED"), abstention())
    values = _values(conversation_measures(session(declined, vague)))
    assert values["abstention_f1"] == values["abstention_f1_vague"] == 1.0
    assert values["abstention_f1_all"] == pytest.approx(2 / 3)


def test_recall_looks_for_the_reference_passages_of_followups() -> None:
    """Half of the references among five passages is a recall of a half, and a hit."""
    labelled = question(label="ANSWERABLE", references=["a", "b"])
    found = [retrieved("It sank.", title="a"), retrieved("It rose.", title="c")]
    followup = asked(replace(labelled, history=HISTORY), answer("It sank.", retrieved=found))
    first = asked(labelled, answer("It sank."))
    values = _values(conversation_measures(session(followup, first)))
    assert values["followup_recall_at_5"] == 0.5
    assert values["followup_hit_at_5"] == 1.0
    assert values["recall_at_5"] == 0.25


def test_citations_have_to_be_in_reference_passages() -> None:
    """An answer from another passage than those that are marked has no precision."""
    labelled = question(label="ANSWERABLE", references=["a"])
    inside, outside = answer("It sank.", title="a"), answer("It rose.", title="c")
    values = _values(
        conversation_measures(session(asked(labelled, inside), asked(labelled, outside)))
    )
    assert values["citation_precision"] == 0.5
