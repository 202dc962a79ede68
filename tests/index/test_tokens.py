from hypothesis import given
from hypothesis import strategies as st

from index.tokens import estimate


@given(left=st.text(max_size=60), right=st.text(max_size=60))
def test_estimates_add_up(left: str, right: str) -> None:
    """The estimate of two texts with white space between is the sum of theirs."""
    assert estimate(f"{left} {right}") == estimate(left) + estimate(right)


def test_an_english_sentence_is_not_underestimated() -> None:
    """The estimate is close to, and not below, what MiniLM's tokenizer counts."""
    sentence = (
        "Thirty-four people were rescued from the burning harbour, officials said on Tuesday."
    )
    assert 16 <= estimate(sentence) <= 22


def test_scripts_without_spaces_cost_a_token_a_letter() -> None:
    """Chinese and Japanese text isn't mistaken for one long word."""
    assert estimate("私は元気です") == 6
