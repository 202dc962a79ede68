import pytest

from answer.conversation import standalone
from answer.models import Turn

HISTORY = (
    Turn(speaker="user", text="Who designed the Lindqvist lighthouse on the island?"),
    Turn(speaker="agent", text="Maja Lindqvist designed it."),
    Turn(speaker="user", text="And when did she finish it?"),
    Turn(speaker="agent", text="In 1911."),
)


@pytest.mark.parametrize(
    "question",
    [
        "When did she say that?",
        "And the keeper of the other tower on the coast?",
        "Why?",
        "Wann hat sie das gesagt?",
        "Und wer war der Wärter des anderen Turms?",
        "Warum?",
        "Wie hoch?",
        "¿Cuándo lo dijo?",
        "¿Quién la construyó en la costa del norte?",
        "¿Y el farero de la otra torre de la costa?",
        "¿Cuántos años tenía su hermana mayor entonces?",
        "¿Qué pasó después con ellos en la isla?",
        "¿Por qué?",
        "¿Cuánto costó?",
    ],
)
def test_a_question_that_points_back_carries_the_last_one_that_stood_alone(question: str) -> None:
    """Pronouns, openings and very short questions are completed by the question before."""
    assert standalone(question, HISTORY) == f"{HISTORY[0].text} {question}"


@pytest.mark.parametrize(
    "question",
    [
        "Which towns does the northern railway line connect?",
        "Which boat sank?",
        "Who is Hank?",
        "What is the name of the ship that sank?",
        "Is there water on Mars?",
        "Where was Ella Fitzgerald born?",
        "Welche Städte verbindet die nördliche Bahnlinie?",
        "¿Qué ciudades une la línea de ferrocarril del norte?",
        "¿Quién construyó la torre de la compañía?",
        "¿Qué es lo que investiga la región?",
        "¿Dónde está Teruel?",
    ],
)
def test_a_question_of_its_own_stays_as_it_is(question: str) -> None:
    """A question that names what it is about isn't changed, however short it is."""
    assert standalone(question, HISTORY) == question


def test_without_a_conversation_nothing_is_added() -> None:
    """The first question stays as it is, even when it points nowhere."""
    assert standalone("Why?", ()) == "Why?"
