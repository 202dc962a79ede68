import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.speakers import speaker


@pytest.mark.parametrize(
    ("text", "said", "language", "name"),
    [
        ("“I took nothing. My brother did,” Rolf Asker told the court.", "My brother did", "en",
         "Rolf Asker"),
        ('Rolf Asker told the court: "I took nothing. My brother did. He is ill."',
         "My brother did.", "en", "Rolf Asker"),
        ('"The dam will hold," engineer Olaf Brand said on Monday. "It was built in 1911."',
         "It was built in 1911.", "en", "Olaf Brand"),
        ('"The dam will hold," said Olaf Brand, the engineer. "It was built in 1911."',
         "It was built in 1911.", "en", "Olaf Brand"),
        ('"We are sorry. It was our mistake," the company said.', "It was our mistake", "en",
         "the company"),
        ('Olaf Brand: "The dam will hold. It is safe."', "It is safe.", "en", "Olaf Brand"),
        ("„Die Brücke hält. Sie ist sicher“, sagte Ute Brandt am Montag.", "Sie ist sicher", "de",
         "Ute Brandt"),
        ('"It was late," said Oza. "Nobody came to help us."', "Nobody came to help us.", "en",
         "Oza"),
        ("«El puente es seguro. No hay peligro», dijo la alcaldesa Rosa Puig.", "No hay peligro",
         "es", "Rosa Puig"),
    ],
)  # fmt: skip
def test_the_nearest_naming_of_who_speaks_is_found(
    text: str, said: str, language: str, name: str
) -> None:
    """Before or after the quotation, in the article's words, with its place."""
    start = text.index(said)
    found = speaker(text, start, start + len(said), language)
    assert found is not None
    assert found.name == name == text[found.start : found.end]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The dam will hold, Olaf Brand said. It was built in 1911.", "It was built in 1911."),
        ('The novel "The Quiet Coast" won the prize, the jury said.', "The novel"),
        ('They gave up their claims to a state. "It was dark and cold."', "It was dark and cold."),
        ('"He came," it says. Another, of 1937, says: "It was dark."', "It was dark."),
        ('He said: "I was there. It was dark and cold."', "It was dark and cold."),
        ('"The dam will hold," Olaf Brand said.', '"The dam will hold," Olaf Brand said.'),
    ],
)
def test_nobody_is_named_where_nobody_has_to_be_or_can_be(text: str, said: str) -> None:
    """The writer's own words, words that say who speaks, and "he said" give no speaker."""
    start = text.index(said)
    assert speaker(text, start, start + len(said), "en") is None


@given(st.text(alphabet='ab A.,:"“”„«» said', max_size=60), st.sampled_from(["en", "de", "xx"]))
def test_a_speaker_is_a_slice_of_the_text(text: str, language: str) -> None:
    """Whatever the text, the name that is given stands where it is said to."""
    found = speaker(text, 0, len(text) // 2, language)
    assert found is None or text[found.start : found.end] == found.name
