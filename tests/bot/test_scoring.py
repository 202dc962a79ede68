import pytest

from bot.scoring import contains, normalised, occurrences, overlaps, within


def test_strings_are_compared_as_squad_does() -> None:
    """Case, punctuation, articles and white space don't count."""
    assert normalised("The  U.S. Army's\ta-b ") == "us armys ab"


@pytest.mark.parametrize(
    ("text", "answers", "holds"),
    [
        ("It sank in 1911, at noon.", ["1911"], True),
        ("It sank in 19112.", ["1911"], False),
        ("the Morning Grace", ["A Morning Grace"], True),
        ("anything", [], False),
        ("anything", ["the"], False),
    ],
)
def test_answers_are_found_on_whole_tokens(text: str, answers: list[str], holds: bool) -> None:
    """A gold string counts where its tokens stand in a row; one without tokens never does."""
    assert contains(text, answers) is holds


def test_spans_are_told_apart() -> None:
    """A span lies in another wholly or touches it in part."""
    gold = occurrences("ab cd ab", "ab")
    assert gold == [(0, 2), (6, 8)]
    assert within(6, 8, gold)
    assert not within(5, 8, gold)
    assert overlaps(5, 7, gold)
    assert not overlaps(2, 6, gold)
