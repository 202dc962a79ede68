import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.unsupported import unsupported

QUOTE = "In 1911, twelve men of the trawler Star of Hull were saved by Captain Ada Vale."


@pytest.mark.parametrize(
    "claim",
    [
        QUOTE,
        "Twelve men were saved by Captain Ada Vale.",
        "12 men of the trawler were saved.",
        "Ada Vale saved the men.",
        "The men of the Star of Hull were saved.",
    ],
)
def test_what_the_quote_has_is_supported(claim: str) -> None:
    """Numbers may be spelled out or not, and names be part of longer ones."""
    assert unsupported(claim, [QUOTE]) == ()


@pytest.mark.parametrize(
    ("claim", "missing"),
    [
        ("In 1912, twelve men were saved.", "1912"),
        ("Thirteen men were saved.", "Thirteen"),
        ("The men were never saved.", "never"),
        ("The men weren't saved.", "not"),
        ("The men of Grimsby were saved.", "Grimsby"),
        ("They were saved by Captain Ada Hull.", "Captain Ada Hull"),
    ],
)
def test_what_the_quote_lacks_is_named(claim: str, missing: str) -> None:
    """Another number, a negation, another name and a name put together from two are found."""
    assert missing in unsupported(claim, [QUOTE])


def test_any_of_the_cited_quotes_will_do() -> None:
    """A claim with two citations may have its names from one and its numbers from the other."""
    claim = "Ada Vale was born in 1870."
    assert unsupported(claim, ["Ada Vale is a captain.", "The captain was born in 1870."]) == ()
    assert unsupported(claim, ["Ada Vale is a captain."]) == ("1870",)


def test_a_missing_space_hides_no_name() -> None:
    """Articles leave out spaces after full stops; the word there is a name as elsewhere."""
    assert unsupported("Ada Vale was captain.", ["It sank in May.Ada Vale was its captain."]) == ()


@given(st.text())
def test_a_text_supports_itself(text: str) -> None:
    """Whatever a quote says, a claim that says the same has nothing of its own."""
    assert unsupported(text, [text]) == ()
