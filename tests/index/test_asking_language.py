"""Which language a question is in."""

import pytest

from index.asking_language import asked_in


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("When was the bridge of Altstadt opened?", "en"),
        ("Wann wurde die Brücke von Altstadt eröffnet?", "de"),
        ("¿Cuándo se abrió el puente de Altstadt?", "es"),
        ("Qui est le maire de la ville?", "fr"),
        ("Altstadt?", None),
        ("", None),
        ("東京はどこですか", None),
    ],
)
def test_function_words_tell_the_language(question: str, language: str | None) -> None:
    """Two words of a language tell it; where they don't, nothing is said."""
    assert asked_in(question) == language
