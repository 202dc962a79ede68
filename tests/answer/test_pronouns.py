import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.pronouns import points_back


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "He sailed to Bergen in the spring."),
        ("en", "However, the crew of the Albatross stayed."),
        ("en", "In spring they sailed to Bergen."),
        ("en", "Two years later, the harbour of Bergen burned."),
        ("en", "This was the end of the old quay."),
        ("de", "Er fuhr im Frühjahr nach Bergen."),
        ("de", "Drei Jahre später brannte der Hafen."),
        ("es", "Ella zarpó hacia Bergen en primavera."),
        ("es", "Dos años después ardió el puerto."),
    ],
)
def test_what_only_the_sentence_before_explains_points_back(language: str, text: str) -> None:
    """A pronoun before any name, or a tie to what was said before."""
    assert points_back(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The crew of the Albatross sailed to Bergen, where it stayed."),
        ("en", "In spring Captain Dossin said that she would leave."),
        ("en", "It is likely that the quay will be rebuilt."),
        ("en", "This year the ferry carries more people than ever."),
        ("de", "Die Fähre fährt wieder, weil sie repariert wurde."),
        ("es", "Este año el puerto de Bergen recibe más barcos."),
        ("ja", "彼は港へ行った。"),
    ],
)
def test_what_stands_by_itself_does_not(language: str, text: str) -> None:
    """A pronoun after the name it stands for, one that stands for nothing, and what isn't known."""
    assert not points_back(text, language)


@given(st.text(), st.sampled_from(["en", "de", "es", "xx", ""]))
def test_any_text_can_be_judged(text: str, language: str) -> None:
    """Whatever it is made of."""
    assert points_back(text, language) in {True, False}
