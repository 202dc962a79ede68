import pytest

from answer.premises import contradiction
from tests.answer.fakes import evidence

_MILL = "The mill on the Ash was built in 1787. It stood for two hundred years."


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Why did ferry fares fall last winter?", "Last winter ferry fares rose sharply."),
        ("Who called it the lowest stage of trade?", "Orr called it the highest stage of trade."),
        ("Which officer never signed the harbour act?", "Officer Bell signed the harbour act."),
        ("Who designed the mill that was built in 1878 on the Ash?", _MILL),
        (
            "When did President Harlow open the harbour bridge?",
            "President Marsh opened the harbour bridge in May.",
        ),
        (
            "What cargo did the ferry Tern carry to Norwick?",
            "The ferry Tern did not carry cargo to Norwick.",
        ),
    ],
)
def test_a_sentence_that_says_otherwise_contradicts(question: str, text: str) -> None:
    """By an opposite, a negation on either side, or another year or name in the same place."""
    found = contradiction(question, [evidence(text)])
    assert found is not None
    assert text[found.start : found.end] == found.text
    assert text.startswith(found.text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Did ferry fares fall last winter?", "Last winter ferry fares rose sharply."),
        ("Ist die Brücke offen?", "Die Brücke ist geschlossen."),
        ("Who is the father of Ines Calloway?", "The mother of Ines Calloway is a teacher."),
        ("Who won the first race at Norwick?", "Ada Bell won the second race at Norwick."),
        ("Who won the Norwick cup in 2012?", "Ada Bell won the Norwick cup in 2016."),
        ("Who designed the mill that was built in 1787 on the Ash?", _MILL),
        ("What did the ferry carry in 1878 to Skarness?", _MILL),
        (
            "When did President Harlow open the harbour bridge?",
            "President Harlow opened the harbour bridge in May.",
        ),
        (
            "How many members of the crew are members of the club?",
            "Nine members of the crew, who are not elected members, belong to the club.",
        ),
        ("Who never signed the harbour act?", "Officer Bell did not sign the harbour act."),
        ("Why did fares fall?", "The harbour rose from the sea."),
        ("Who won the final at Norwick?", "Ada Bell lost the final at Norwick."),
        ("If I live there, can I borrow tools?", "You need not live there to borrow tools."),
        ("What is a seed library?", "Nobody may not enter the seed library."),
        (
            "When was The Legend of Marsh: Breath of Iron shown?",
            "The Legend of Marsh: Tears of Iron was shown in May.",
        ),
    ],
)
def test_what_agrees_or_is_something_else_does_not(question: str, text: str) -> None:
    """Asking whether assumes nothing; a cup is won every year; relatives differ, and so on."""
    assert contradiction(question, [evidence(text)]) is None


def test_the_best_evidence_that_contradicts_is_given() -> None:
    """Other evidence is passed over, and the sentence comes alone."""
    texts = ("The harbour is old.", "Fares rose in spring. Last winter ferry fares rose sharply.")
    found = contradiction(
        "Why did ferry fares fall last winter?", [evidence(text) for text in texts]
    )
    assert found is not None
    assert found.text == "Last winter ferry fares rose sharply."
