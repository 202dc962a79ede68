import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.support.reading import read


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("thirty-four people", "34 people", "en"),
        ("two hundred and five", "205", "en"),
        ("1.5 million euros", "€1,500,000", "en"),
        ("May 3rd, 1987", "3 May 1987", "en"),
        ("the 14th of February 1953", "Feb. 14 1953", "en"),
        ("85 per cent of them", "85% of them", "en"),
        ("400 km", "400 kilometres", "en"),
        ("the neighbouring theatre was modernised", "a neighboring theater was modernized", "en"),
        ("it can't and won't", "it cannot and will not", "en"),
        ("the council has not approved", "the council not approved", "en"),
        ("the second race", "the 2nd race", "en"),
        ("vierunddreißig Menschen", "34 Menschen", "de"),
        ("1.250 Menschen", "1250 Menschen", "de"),
        ("treinta y cuatro personas", "34 personas", "es"),
        ("90 mil euros", "90.000 euros", "es"),
    ],
)
def test_the_same_thing_reads_the_same(one: str, other: str, language: str) -> None:
    """Numbers, dates, units, sums, spellings and contractions have one form."""
    assert read(one, language).forms == read(other, language).forms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("-17 degrees", "17 degrees"),
        ("1.5 million", "1.5 billion"),
        ("2.5 tonnes", "25 tonnes"),
        ("a few villagers", "few villagers"),
        ("the second race", "two races"),
        ("3 May", "5 March"),
        ("12.5 million euros", "12.5 million dollars"),
        ("nineteen eighty-four", "103"),
        ("Harbour Street", "Harbor Street"),
    ],
)
def test_different_things_read_differently(one: str, other: str) -> None:
    """What differs in sign, scale, unit or rank stays apart, and names are left as they are."""
    assert read(f"They saw {one}", "en").forms != read(f"They saw {other}", "en").forms


def test_punctuation_sets_parts_off() -> None:
    """Commas, brackets and dashes divide a sentence; those inside numbers and hyphens don't."""
    reading = read("The co-pilot (Ann Lee), aged 1,054, left – at 4:30.", "en")
    assert [" ".join(word.form for word in part) for part in reading.parts] == [
        "co pilot",
        "ann lee",
        "aged 1054",
        "left",
        "at 4 30",
    ]


def test_words_know_whether_they_are_quoted() -> None:
    """What stands in a quotation is told from what doesn't, also where the marks are cut off."""
    quoted = [word.form for word in read('"I saw it," Ann said.', "en").words if word.quoted]
    assert quoted == ["i", "saw", "it"]
    assert all(word.quoted for word in read("It was dark.", "en", within=True).words)


@given(st.text(max_size=120), st.sampled_from(["en", "de", "es", "xx"]), st.booleans())
def test_any_text_can_be_read(text: str, language: str, within: bool) -> None:
    """Whatever the text, its parts hold words, and every word has a form."""
    reading = read(text, language, within=within)
    assert all(reading.parts)
    assert all(word.form for word in reading.words)


@given(st.integers(min_value=0, max_value=99))
def test_german_numbers_are_known_to_a_hundred(number: int) -> None:
    """Each number in words that is written as one is read as its digits."""
    units = ["null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"]
    tens = ["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]
    if number >= 20 and number % 10:
        word = f"{units[number % 10]}und{tens[number // 10 - 2]}"
        assert read(word, "de").forms == (str(number),)
