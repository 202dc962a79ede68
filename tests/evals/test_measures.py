from dataclasses import replace

import pytest

from answer.models import Abstention, Answer, Citation, Claim, Seconds
from evals.asking import Asked, Session
from evals.floors import broken_floors, read_floors
from evals.labelled import LabelledQuestion
from evals.measures import empty_quotes, violations
from evals.paragraphs import paragraph_measures
from tests.answer.fakes import CORPUS, card, retrieved
from tests.evals.outcomes import answer

GOLD = "The trawler sank in 1911."
TEXT = f"Nothing here.\n\n{GOLD} Nobody drowned."
SECONDS = Seconds(retrieve=0.1, first_token=0.2, total=0.4)


def _question(*, answerable: bool) -> LabelledQuestion:
    return LabelledQuestion(
        id="q",
        question="When did the trawler sink?",
        answers=("1911",) if answerable else (),
        article="Sea",
        evidence=f"{GOLD} Nobody drowned.",
        answerable=answerable,
    )


def _answer(start: int, end: int) -> Answer:
    citation = Citation(marker=1, article=card("Sea"), quote=TEXT[start:end], start=start, end=end)
    return Answer(
        question="q",
        claims=(Claim(text=TEXT[start:end], citations=(1,)),),
        citations=(citation,),
        retrieved=(retrieved(TEXT[:13], title="Sea"), retrieved(GOLD, title="Sea", start=15)),
        answerability=0.5,
        seconds=SECONDS,
        prompt_tokens=10,
    )


def _abstention() -> Abstention:
    return Abstention(
        question="q",
        kind="not-said",
        reason="no",
        searched="q",
        nearest=(),
        retrieved=(),
        answerability=0.5,
        seconds=SECONDS,
        prompt_tokens=0,
    )


def _session(*asked: Asked) -> Session:
    return Session(
        name="test",
        asked=asked,
        texts={(CORPUS, "Sea"): TEXT},
        import_seconds=1.0,
        peaks=(1.0, 1.0, 1.0),
    )


def _values(session: Session) -> dict[str, float]:
    return {measure.key: measure.value for measure in paragraph_measures(session)}


def test_a_right_answer_counts_everywhere() -> None:
    """The gold string in a quote from the gold paragraph is right by every measure."""
    asked = Asked(
        corpus=CORPUS, labelled=_question(answerable=True), outcome=_answer(15, 15 + len(GOLD))
    )
    values = _values(_session(asked))
    assert values["answer_accuracy"] == values["quote_accuracy"] == 1.0
    assert values["citation_precision"] == 1.0
    assert values["abstained_answerable"] == 0.0
    assert (values["recall_at_1"], values["recall_at_5"]) == (0.0, 1.0)
    assert values["prompt_tokens"] == 10


def test_a_quote_beside_the_marked_sentence_is_in_its_paragraph() -> None:
    """Where a single sentence is marked, citations are right anywhere in its paragraph."""
    labelled = replace(_question(answerable=True), evidence=GOLD)
    asked = Asked(corpus=CORPUS, labelled=labelled, outcome=_answer(15, len(TEXT)))
    assert _values(_session(asked))["citation_precision"] == 1.0


def test_a_wrong_quote_and_an_abstention_count_as_wrong() -> None:
    """Of two answerable questions, one quoted from elsewhere and one declined: none is right."""
    wrong = Asked(corpus=CORPUS, labelled=_question(answerable=True), outcome=_answer(0, 13))
    declined = Asked(corpus=CORPUS, labelled=_question(answerable=True), outcome=_abstention())
    values = _values(_session(wrong, declined))
    assert values["quote_accuracy"] == values["citation_precision"] == 0.0
    assert values["abstained_answerable"] == 0.5


def test_declining_the_unanswerable_is_right() -> None:
    """Abstentions are counted for answerable and unanswerable questions apart."""
    declined = Asked(corpus=CORPUS, labelled=_question(answerable=False), outcome=_abstention())
    answered = Asked(corpus=CORPUS, labelled=_question(answerable=False), outcome=_answer(0, 13))
    assert _values(_session(declined, answered))["abstained_unanswerable"] == 0.5


def test_quotes_that_say_nothing_are_counted() -> None:
    """A heading and a bare question are no evidence; a question with its answer is."""
    said = (
        "Opening hours",
        "When does the harbour museum open?",
        "When does the museum open? It opens at nine.",
        "The museum opens at nine.",
    )
    asked = Asked(corpus=CORPUS, labelled=_question(answerable=True), outcome=answer(*said))
    assert empty_quotes([asked]).value == 0.5


def test_violations_are_named() -> None:
    """A quote that isn't a slice of its article and a claim without a citation are told."""
    answer = _answer(15, 15 + len(GOLD))
    citation = replace(answer.citations[0], quote="The trawler sank in 1912.")
    broken = replace(
        answer,
        citations=(citation,),
        claims=(Claim(text="x", citations=(1,)), Claim(text="y", citations=(2,))),
    )
    labelled = _question(answerable=True)
    assert violations(_session(Asked(corpus=CORPUS, labelled=labelled, outcome=answer))) == []
    assert len(violations(_session(Asked(corpus=CORPUS, labelled=labelled, outcome=broken)))) == 2


def test_broken_floors_are_named() -> None:
    """A value below its floor, or above its ceiling, is a sentence; the bound itself is fine."""
    asked = Asked(corpus=CORPUS, labelled=_question(answerable=True), outcome=_answer(0, 13))
    found = paragraph_measures(_session(asked))
    held: dict[str, dict[str, float]] = {
        "at_least": {"recall_at_5": 1.0},
        "at_most": {"abstained_answerable": 0.0},
    }
    assert broken_floors(found, held) == []
    broken: dict[str, dict[str, float]] = {
        "at_least": {"quote_accuracy": 0.1},
        "at_most": {"prompt_tokens": 9},
    }
    assert len(broken_floors(found, broken)) == 2


def test_floors_name_measures_that_exist() -> None:
    """The committed floors can be checked, and hold the measures that matter."""
    asked = Asked(corpus=CORPUS, labelled=_question(answerable=True), outcome=_answer(0, 13))
    floors = read_floors()
    broken_floors(paragraph_measures(_session(asked)), floors)
    assert {"recall_at_5", "quote_accuracy", "citation_precision"} <= set(floors["at_least"])
    assert "abstained_answerable" in floors["at_most"]


def test_a_floor_for_nothing_is_a_mistake() -> None:
    """A misspelt measure doesn't pass unnoticed."""
    asked = Asked(corpus=CORPUS, labelled=_question(answerable=True), outcome=_answer(0, 13))
    with pytest.raises(KeyError):
        broken_floors(
            paragraph_measures(_session(asked)), {"at_least": {"recal": 1.0}, "at_most": {}}
        )
