import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.models import Redirection, Turn
from answer.redirecting import is_named, redirection, reply, without_small_talk
from answer.small_talk import TALKS
from tests.answer.fakes import retrieved

_SAMPLES = Path(__file__).parents[2] / "evals" / "samples.jsonl"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Hi!", "greeting"),
        ("<@1234> hello", "greeting"),
        ("good morning, everyone", "greeting"),
        ("Guten Tag", "greeting"),
        ("¡Buenos días!", "greeting"),
        ("thanks", "thanks"),
        ("Thank you so much, that was helpful!", "thanks"),
        ("Vielen Dank für die Hilfe!", "thanks"),
        ("muchas gracias por la ayuda", "thanks"),
        ("ok thanks, bye", "farewell"),
        ("Tschüss!", "farewell"),
        ("hasta luego", "farewell"),
        ("ok", "remark"),
        ("lol", "remark"),
        ("👍", "remark"),
        ("…?!", "remark"),
        ("verstanden", "remark"),
        ("vale", "remark"),
        ("How are you today?", "wellbeing"),
        ("HOW ARE YOU", "wellbeing"),
        ("Wie geht's dir?", "wellbeing"),
        ("¿Cómo estás?", "wellbeing"),
        ("Who are you, Footnote?", "identity"),
        ("what's your name?", "identity"),
        ("are you a bot or a human?", "identity"),
        ("Wer bist du denn?", "identity"),
        ("¿Quién eres?", "identity"),
        ("help", "abilities"),
        ("What can you do for me?", "abilities"),
        ("Hello, who are you and what can you do?", "identity"),
        ("Was kannst du?", "abilities"),
        ("¿Qué puedes hacer?", "abilities"),
        ("what time is it?", "clock"),
        ("What day is it today?", "clock"),
        ("Wie spät ist es?", "clock"),
        ("¿Qué hora es?", "clock"),
        ("Tell me a joke, please", "entertainment"),
        ("can you write me a short poem", "entertainment"),
        ("Erzähl mir bitte einen Witz", "entertainment"),
        ("Cuéntame un chiste", "entertainment"),
        ("What is 2+2?", "sum"),
        ("what's 12 times 7", "sum"),
        ("12/4 =", "sum"),
        ("calculate 9/3", "sum"),
        ("Wie viel ist 3 mal 4?", "sum"),
        ("¿Cuánto es 10 por 5?", "sum"),
        ("What is the square root of 16?", "sum"),
        ("What is 20% of 50?", "sum"),
    ],
)
def test_what_asks_about_no_article_is_recognised(said: str, expected: Redirection) -> None:
    """In three languages, with and without capitals, accents, punctuation and an address."""
    assert redirection(said) == expected


@pytest.mark.parametrize(
    "question",
    [
        "Who are you talking about?",
        "What are you going to do about the harbour?",
        "Thanks! And who founded it?",
        "Hi, who set the fire?",
        "Help me find the mayor",
        "How are the seals doing?",
        "What Time Is It?",
        "What is Your Name?",
        "What time is it at when the ferry leaves?",
        "What is the time of the concert?",
        "What is 9/11?",
        "What was decided on 9-11?",
        "What is 1914-1918?",
        "What is 24/7?",
        "4x4",
        "What is the 2+4 treaty?",
        "Who told a joke about the mayor?",
        "Tell me the story of the lighthouse",
        "Is this real?",
        "How are they?",
        "Why?",
        "1998?",
        "Footnote",
        "Was ist die Fähre?",
        "Wer ist da gesunken?",
        "¿Qué es el faro?",
        "¿Qué pasa en el puerto?",
        "test results",
        "Thank you letters of the queen",
        "hi " * 100,
    ],
)
def test_what_may_be_a_question_is_searched_for(question: str) -> None:
    """In doubt a message is no small talk, and each part of it has to be some."""
    assert redirection(question) is None


def test_no_labelled_question_is_redirected() -> None:
    """None of the questions about the sample articles, in any spelling."""
    questions = [json.loads(line)["question"] for line in _SAMPLES.read_text().splitlines()]
    assert len(questions) > 20
    for question in questions:
        assert redirection(question) is None
        assert redirection(question.lower().rstrip("?")) is None


def test_the_day_may_be_that_of_what_was_spoken_of() -> None:
    """After other questions, or about one article, the calendar isn't meant for certain."""
    assert redirection("What day is it?", alone=True) == "clock"
    assert redirection("What day is it?", alone=False) is None
    assert redirection("Thanks!", alone=False) == "thanks"


def test_small_talk_leaves_no_trace_in_a_conversation() -> None:
    """What was said to it goes, too; but after a "yes" there may be an answer."""
    kept = (
        Turn(speaker="user", text="When did the fire begin?"),
        Turn(speaker="agent", text="Do you mean the harbour fire?"),
        Turn(speaker="user", text="Yes."),
        Turn(speaker="agent", text="It began at four."),
        Turn(speaker="user", text="Who told you?"),
    )
    thanked = (
        Turn(speaker="user", text="Hi, thanks!"),
        Turn(speaker="agent", text=reply("thanks")),
    )
    assert without_small_talk((*thanked, *kept, *thanked)) == kept
    assert without_small_talk(()) == ()


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("What is 50+1?", "The 50 + 1 rule keeps clubs with their members.", True),
        ("What is 2 plus 4?", "The 2+4 treaty was signed in 1990.", True),
        ("What is 2 + 2?", "In 2 days, 2 ferries sank.", False),
        ("Who sank?", "The ferry sank.", False),
    ],
)
def test_a_sum_that_articles_write_may_be_a_name(question: str, text: str, expected: bool) -> None:
    """Spaces and words for signs make no difference."""
    assert is_named(question, [retrieved(text)]) is expected


def test_every_redirection_has_a_reply() -> None:
    """It says what Footnote is there for, without an exclamation mark."""
    for kind in (*TALKS, "sum"):
        assert "!" not in reply(kind)
        assert reply(kind).endswith(".")


@given(st.text(max_size=300))
def test_any_text_can_be_judged(text: str) -> None:
    """Whatever somebody writes, it is small talk or not, and soon told."""
    assert redirection(text) in {None, *TALKS, "sum"}
