from hypothesis import given
from hypothesis import strategies as st

from bot.render import limits
from bot.render.trimming import trim, trim_start, trim_words

_texts = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(("One.", "Two words.", "three", "“Four?”", "5.5", "\n\n", "😀"))).map(
        " ".join
    ),
)


def test_a_text_ends_with_a_sentence() -> None:
    """What doesn't fit is dropped from the last whole sentence on."""
    text = "The first is short. The second one goes on for longer. The third is cut."
    assert trim(text, 60) == "The first is short. The second one goes on for longer."
    assert trim(text, len(text)) == text


def test_a_long_sentence_is_cut_between_words() -> None:
    """Where no sentence ends in the better half of what fits, an ellipsis stands for the rest."""
    assert trim("Yes. This sentence has many more words than fit.", 30) == (
        "Yes. This sentence has many…"
    )


def test_a_quotation_mark_belongs_to_its_sentence() -> None:
    """It isn't left behind."""
    assert trim("She said: “Go on.” Nobody moved an inch.", 25) == "She said: “Go on.”"


def test_a_number_is_no_end_of_a_sentence() -> None:
    """Neither is any other full stop without a blank after it."""
    assert trim("It costs 3.5 million", 12) == "It costs…"


def test_the_end_of_a_text_is_kept_when_its_start_is_cut() -> None:
    """It begins with a whole word."""
    assert trim_start("one two three four", 12) == "…three four"


def test_a_long_word_is_cut_anywhere() -> None:
    """Rather than leaving nothing."""
    assert trim_words("x" * 50, 10) == "x" * 9 + "…"


def test_characters_outside_the_first_plane_count_twice() -> None:
    """As they do in Discord's own clients."""
    assert limits.length("a😀") == 3
    assert trim_words("😀" * 10, 7) == "😀😀😀…"


@given(_texts, st.integers(1, 120))
def test_trimmed_texts_fit_and_begin_as_they_did(text: str, limit: int) -> None:
    """At any length, from either side."""
    for cut in (trim(text, limit), trim_words(text, limit)):
        assert limits.length(cut) <= limit
        assert text.startswith(cut.removesuffix("…"))
    tail = trim_start(text, limit)
    assert limits.length(tail) <= limit
    assert text.endswith(tail.removeprefix("…"))
