import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.shortening import shortened
from index.words import terms


@pytest.mark.parametrize(
    ("language", "sentence", "short"),
    [
        (
            "en",
            "However, the crew sailed to Bergen with plenty of supplies.",
            "The crew sailed to Bergen with plenty of supplies.",
        ),
        (
            "en",
            "In addition,\nthe light (built in 1887) can be seen from twenty miles [3].",
            "The light can be seen from twenty miles.",
        ),
        (
            "es",
            "Sin embargo, el barco llegó al puerto con mucha carga.",
            "El barco llegó al puerto con mucha carga.",
        ),
        (
            "de",
            "Außerdem, so der Kapitän, fährt die Fähre wieder nach Orsay.",
            "So der Kapitän, fährt die Fähre wieder nach Orsay.",
        ),
    ],
)
def test_ties_and_brackets_are_left_out(language: str, sentence: str, short: str) -> None:
    """What a sentence can do without, in its first words and in brackets."""
    assert shortened(sentence, language) == short


@pytest.mark.parametrize(
    "sentence",
    [
        "However, it rained (a lot).",
        "For example she stayed until the harbour of Bergen was open again.",
        "However the crew tried, the sail did not come down.",
    ],
)
def test_a_sentence_stays_whole_where_little_is_left_or_nothing_is_set_off(sentence: str) -> None:
    """Too short a rest says nothing, and words that no comma sets off belong to the rest."""
    assert shortened(sentence, "en") == sentence


@given(st.text(alphabet="ab ,.()[]\n\"However'", max_size=200), st.sampled_from(["en", "de", "xx"]))
def test_nothing_is_added(sentence: str, language: str) -> None:
    """Every word of the short form stands in the sentence, in the same order."""
    rest = iter(terms(sentence, ""))
    assert all(word in rest for word in terms(shortened(sentence, language), ""))
