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


@pytest.mark.parametrize(
    "question",
    [
        "Are there any other lighthouses?",
        "Who else worked on the tower?",
        "No, I meant the keeper of the northern tower.",
        "If so, which harbour master allowed that?",
        "How many steps does the lighthouse have?",
        "Wer hat sonst noch am Turm gearbeitet?",
        "Ich meinte den Wärter im nördlichen Turm.",
        "¿Quién más trabajó en la torre?",
        "Me refiero al farero de la torre del norte.",
    ],
)
def test_what_leans_on_the_conversation_is_completed_without_a_pronoun(question: str) -> None:
    """Wishes for more, corrections and things just mentioned are follow-ups, too."""
    history = (*HISTORY, Turn(speaker="agent", text="The lighthouse has a northern tower."))

    assert standalone(question, history) == f"{HISTORY[0].text} {question}"


def test_a_question_about_somebody_carries_who_was_just_named() -> None:
    """The name that a pronoun stands for is mostly in the reply before, not in the question."""
    history = (
        Turn(speaker="user", text="Who is the mayor of Altstadt?"),
        Turn(speaker="agent", text="The mayor is Clara Winter, her deputy Ana Ruiz, not Max Ott."),
    )

    assert standalone("How old is she?", history) == (
        "Who is the mayor of Altstadt? Clara Winter Ana Ruiz How old is she?"
    )


def test_names_that_only_open_a_sentence_are_no_names() -> None:
    """A capital letter at the beginning of a sentence doesn't make a name."""
    history = (
        Turn(speaker="user", text="Who runs the mill of Altstadt?"),
        Turn(speaker="agent", text="Nobody. Maja Lindqvist once did."),
    )

    assert standalone("When did she leave?", history) == (
        "Who runs the mill of Altstadt? Maja Lindqvist When did she leave?"
    )


def test_small_talk_is_no_subject() -> None:
    """Thanks and greetings between two questions are passed over."""
    history = (
        Turn(speaker="user", text="Who designed the lighthouse of Vestby?"),
        Turn(speaker="agent", text="An engineer did."),
        Turn(speaker="user", text="Thank you very much!"),
        Turn(speaker="agent", text="You are welcome."),
    )

    assert standalone("And when?", history) == "Who designed the lighthouse of Vestby? And when?"
