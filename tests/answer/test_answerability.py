"""How likely evidence is to answer a question."""

import pytest

from answer.answerability import Signs, signs
from answer.candidates import candidates, with_meanings
from answer.opposites import opposed
from answer.question import Kind, Question, is_negated, offers, take_apart
from index.words import terms
from tests.answer.fakes import retrieved
from tests.index.fakes import BagOfWords

_TEXT = "Lenin called imperialism the highest stage of capitalism in 1916."


def _question(text: str, *, language: str = "en") -> Question:
    return take_apart(text, language, frequencies={}, passages=100)


async def _signs(question: str, text: str = _TEXT) -> Signs:
    asked = _question(question)
    vectors = await BagOfWords().embed([question, text])
    (best,) = with_meanings(candidates(asked, [retrieved(text)]), vectors[1:], vectors[0])
    return signs(asked, best, [text], agreed=None)


async def test_matching_question_is_likely_answered() -> None:
    """A question that the sentence answers word by word gets a high probability."""
    found = await _signs("Who called imperialism the highest stage of capitalism?")

    assert found.probability > 0.5


@pytest.mark.parametrize(
    ("question", "sign"),
    [
        ("Who called imperialism the lowest stage of capitalism?", "opposites"),
        ("Who didn't call imperialism the highest stage of capitalism?", "negation"),
        ("Who called imperialism the highest stage of capitalism in 1917?", "missing_numbers"),
        ("When did Trotsky call imperialism the highest stage of capitalism?", "missing_names"),
    ],
)
async def test_what_the_evidence_contradicts_lowers_the_probability(
    question: str, sign: str
) -> None:
    """An opposite, a negation, another number and another name are each a sign against it."""
    answered = await _signs("Who called imperialism the highest stage of capitalism?")
    doubtful = await _signs(question)

    assert getattr(answered, sign) == 0
    assert getattr(doubtful, sign) == 1
    assert doubtful.probability < answered.probability


async def test_foreign_question_is_unlikely_answered() -> None:
    """A question about something the articles never mention gets a low probability."""
    assert (await _signs("How tall is the Burj Khalifa?")).probability < 0.1


async def test_negated_question_fits_negated_evidence() -> None:
    """A negation isn't held against a question whose evidence has one."""
    found = await _signs("Who did not vote?", "The king did not vote.")

    assert found.negation == 0


async def test_title_and_heading_count_as_evidence() -> None:
    """A name that only the article's title has isn't missing."""
    found = await _signs("When did the Harbour burn?", "It burned in 1913.")

    assert found.missing_names == 0


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many bridges are there?", Kind.NUMBER),
        ("In which year did it end?", Kind.TIME),
        ("When did it end?", Kind.TIME),
        ("To whom was it sold?", Kind.NAME),
        ("Where was it found?", Kind.NAME),
        ("Why did it end?", Kind.REASON),
        ("What does it do?", Kind.ANYTHING),
    ],
)
def test_kind_of_answer(question: str, kind: Kind) -> None:
    """The question word tells what the answer has to contain."""
    assert _question(question).kind is kind


def test_kinds_of_german_questions() -> None:
    """German question words are known, too; of other languages nothing is assumed."""
    assert _question("Wie viele Brücken gibt es?", language="de").kind is Kind.NUMBER
    assert _question("How many? - asked in French", language="fr").kind is Kind.ANYTHING


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("How many boats burned in 1913?", "Boats burned in 1913.", False),
        ("How many boats burned in 1913?", "Twelve boats burned in 1913.", True),
        ("When did it burn?", "It burned in May 1913.", True),
        ("When did it burn?", "It burned down.", False),
        ("Who knew Anna?", "Anna was known.", False),
        ("Who knew Anna?", "Anna was known to Bert.", True),
        ("Why did it burn?", "It burned because of the heat.", True),
        ("Why did it burn?", "It burned.", False),
    ],
)
def test_offers_what_is_asked_for(question: str, text: str, *, expected: bool) -> None:
    """A text offers an answer if it has the kind asked for and that isn't the question's own."""
    assert offers(_question(question), text) is expected


@pytest.mark.parametrize(
    ("missing", "text", "count"),
    [
        ("lowest", "the highest stage", 1),
        ("unofficial", "the official name", 1),
        ("connected", "all unconnected graphs", 1),
        ("decrease", "an increase in size", 1),
        ("house", "an increase in size", 0),
    ],
)
def test_opposites(missing: str, text: str, count: int) -> None:
    """Opposites are found in either direction, by meaning or by a negating prefix."""
    assert opposed(terms(missing, "en"), set(terms(text, "en")), "en") == count


def test_opposites_are_english() -> None:
    """In other languages no opposite is assumed."""
    assert opposed(["lowest"], {"highest"}, "de") == 0


@pytest.mark.parametrize("text", ["It didn't burn.", "It never burned.", "Es brannte nicht."])
def test_negation_is_seen(text: str) -> None:
    """Negating words and shortened forms make a text negated."""
    assert is_negated(text)
    assert not is_negated("It burned nowadays.")
