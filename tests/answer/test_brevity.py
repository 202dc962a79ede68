from hypothesis import given
from hypothesis import strategies as st

from answer.brevity import MOST_WORDS, briefly
from tests.answer.fakes import evidence

LONG = (
    "The ferry left Brennsund at noon with forty people on board and a cargo of timber and salt. "
    "Its captain, Ines Dahl, had sailed the route for twenty years and knew every rock of it well. "
    "A storm came up from the north in the early afternoon and drove the ship onto the reef. "
    "All passengers were taken off by fishermen before night fell over the bay and its islands."
)


def test_short_evidence_is_quoted_whole() -> None:
    """What an answer has room for is said as it stands, on one line."""
    short = evidence("The fire began at four.\nNobody was hurt.")
    assert briefly("When did the fire begin?", [short]) == (
        (short, "The fire began at four. Nobody was hurt."),
    )


def test_of_long_evidence_the_sentences_that_answer_are_quoted() -> None:
    """As many as fit, those that share most with the question first, with marks for the gaps."""
    long = evidence(LONG)
    ((_, text),) = briefly("Who was the captain of the ferry, and who took off passengers?", [long])
    assert len(text.split()) <= MOST_WORDS + 1
    assert "captain, Ines Dahl" in text
    assert "fishermen" in text
    assert " … " in text


def test_what_was_said_counts() -> None:
    """After a long claim less is quoted, or nothing."""
    long = evidence(LONG)
    assert briefly("Who was the captain?", [long], said=MOST_WORDS) == ()
    ((_, text),) = briefly("Who was the captain?", [long], said=MOST_WORDS - 20)
    assert text.startswith("Its captain, Ines Dahl")


def test_one_sentence_is_quoted_however_long() -> None:
    """An answer isn't empty because its only sentence is long."""
    long = evidence("The ferry left, " + "and left again, " * 40 + "and sank.")
    ((_, text),) = briefly("What sank?", [long])
    assert text.endswith("and sank.")


@given(st.lists(st.sampled_from(LONG.split(". ")), min_size=1, max_size=4))
def test_only_sentences_of_the_evidence_are_quoted(parts: list[str]) -> None:
    """Whatever the evidence is, each part of a quote stands in it, and none is too long."""
    given_ = [evidence(f"{part.rstrip('.')}.") for part in parts]
    quoted = briefly("Who was the captain of the ferry?", given_)
    assert quoted
    for item, text in quoted:
        assert all(part in item.text for part in text.split(" … "))
    assert sum(len(text.split()) for _, text in quoted) <= MOST_WORDS
