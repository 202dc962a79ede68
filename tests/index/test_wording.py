"""When two texts say the same in the same words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.wording import containment, same_text, stands_in, wording

SENTENCE = "The harbour of Vestrøy was closed for eleven days, the mayor's office said."


@pytest.mark.parametrize(
    ("quote", "text", "expected"),
    [
        (SENTENCE, f"It stormed. {SENTENCE} Then it cleared up.", True),
        (SENTENCE, SENTENCE.upper().replace("'", "\u2019"), True),
        (SENTENCE, SENTENCE.replace("harbour of", "harbour  of\n"), True),
        (SENTENCE, SENTENCE.replace("was closed", "was not closed"), False),
        (SENTENCE, SENTENCE.replace("eleven", "twelve"), False),
        ("closed for eleven", "It was closed for eleventh-hour repairs.", False),
        ("3.5 metres", "The waves were 3.5 metres high.", True),
        ("3.5 metres", "The waves were 13.5 metres high.", False),
        ("東京都に行く", "彼は明日東京都に行くつもりだ。", True),
        ("…", "Anything … at all", False),
        ("", "Anything", False),
    ],
)
def test_a_quote_stands_in_a_text(quote: str, text: str, expected: bool) -> None:
    """A quote stands in a text that has its words in their order, however they are set."""
    assert stands_in(wording(quote), wording(text)) is expected


def test_a_part_is_contained_in_the_whole_but_not_the_other_way() -> None:
    """Containment looks at one side only: a cut text is in the whole one, not the reverse."""
    whole = wording(f"{SENTENCE} Nobody on the islands remembers a longer interruption than this.")
    part = wording(SENTENCE)
    assert containment(part, whole) == 1.0
    assert 0.3 < containment(whole, part) < 0.7
    assert containment(wording(""), whole) == 0.0


def test_numbers_are_told_apart_from_words() -> None:
    """The numbers of a text are its words with digits, in one form."""
    assert wording("On 3 May 2,400 of 12.5 million, F16 and no more").numbers == {
        "3",
        "2400",
        "12.5",
        "f16",
    }


@given(a=st.text(max_size=120), b=st.text(max_size=120))
def test_sharing_text_is_mutual(a: str, b: str) -> None:
    """Two texts share as much with each other, and each shares all with itself."""
    assert same_text(a, b) == same_text(b, a)
    assert 0.0 <= same_text(a, b) <= 1.0
    assert same_text(a, a) == (1.0 if wording(a).words else 0.0)


@given(before=st.text(max_size=60), quote=st.text(max_size=60), after=st.text(max_size=60))
def test_what_was_put_into_a_text_stands_in_it(before: str, quote: str, after: str) -> None:
    """A quote stands in every text it was put into as lines of its own, if it has a word."""
    whole = wording(f"{before}\n{quote}\n{after}")
    assert stands_in(wording(quote), whole) is bool(wording(quote).words)
